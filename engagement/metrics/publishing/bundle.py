"""A published bundle: every number that the pages of a link show, and nothing that identifies a person.

One row per answer: `question` ("" is the fixed one, else the value of the free dimension), `kind`, `key`,
`argument` and `as_json` as JSON. What is published, and why nothing more can be derived from it:

* Every number is the owner's own, of the same days and filters. What cannot be published in this way is left
  out. An amount that is one customer's (a median and its limits) is rounded, with a note.
* A fixed filter applies to every number: figures that it does not affect are not published.
* Windows and single periods are published as far as they, together with everything that any link published
  before from any state of the data, do not isolate few people (`published_before`, `rows_in_states` and
  `published_windows` of `guarding`). Late orders, refunds, older exports and erasures are covered by this.
* A split has the values with at least k people, and one rest of all others that also has k (`guard`);
  the crossings of two splits leave no small group (`splits`). A value of the free dimension that recipients
  may choose is such a segment, and is not split further.
* A share has in each of these at least k people in the numerator and k others, or none. Money that is
  nearly all one customer's counts as money of few.
* Notes beside a number are published only if they count nobody (`side_notes`).
* The tables of customers, products and answers contain only counts of people, rounded at random to k by
  who is counted, as of days that only move with many people (`rounding`).

Links with other filters or currencies are not checked against each other: if the rows of two links are not
disjoint, the second one is refused (`app.sharing`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from engagement.metrics.publishing.bundle_json import dumped
from engagement.metrics.publishing.making import ROW, BundleMaker, fixed
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.rounding.frozen import ROUNDED_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engagement.metrics.guarding.published_before import PastPublication
    from engagement.metrics.publishing.making import BundleRow
    from engagement.metrics.views.owners import OwnersView
    from engagement.store.sharing.terms import Terms

#: The days after which a bundle is replaced even if figures are lost by it.
_LONGEST_STAY: Final = 28
#: The fields about itself that later publications need.
_PUBLISHED_FIELDS: Final = ("k", "told", "kept", ROUNDED_DAYS)


def publish(
    view: OwnersView,
    terms: Terms,
    pasts: Sequence[PastPublication] = (),
    *,
    splits: bool = True,
    secret: bytes | None = None,
) -> pa.Table:
    """Return the bundle of a view's question under a link's terms, a table with text columns.

    `pasts` are earlier publications of the same shop. Without `splits` it has values and changes only, and is
    marked as incomplete. Without the shop's `secret` it has no table of customers. Safe on any thread. Equal
    data, question, terms, pasts and secret give an equal table.
    """
    asked_view = view.ask(fixed(view.question, terms))
    return _table(BundleMaker(asked_view, terms, pasts, splits=splits, secret=secret).rows())


def published_record(table: pa.Table) -> dict[str, Any]:
    """Return what a bundle publishes, as the record of a `PastPublication`."""
    about = about_of(table)
    return {name: about[name] for name in _PUBLISHED_FIELDS if name in about}


def staying(before: pa.Table, now: pa.Table, view: OwnersView) -> bool:
    """Return whether to keep the bundle `before`, as the other would lose figures and is little newer.

    A figure is lost where too few people are behind the days that entered or left its window since.
    """
    old_view, new_view = PublishedView(before), PublishedView(now)
    lost = set(old_view.keys()) & set(view.keys()) - set(new_view.keys())
    newer = max((new_view.window(key).last_day for key in new_view.keys()), default=0)  # noqa: SIM118 - a method
    older = max((old_view.window(key).last_day for key in old_view.keys()), default=0)  # noqa: SIM118 - a method
    return bool(lost) and newer - older < _LONGEST_STAY


def waiting(before: pa.Table) -> pa.Table:
    """Return a stored bundle, marked as waiting for more people."""
    rows = [tuple(row.values()) for row in before.to_pylist()]
    about = {**about_of(before), "waits": True}
    return _table(row if row[1] != "about" else (*row[:4], dumped(about)) for row in rows)


def about_of(table: pa.Table) -> dict[str, Any]:
    """Return a bundle's row about itself as JSON values."""
    payloads = pc.filter(table.column("payload"), pc.equal(table.column("kind"), "about"))
    about: dict[str, Any] = orjson.loads(payloads[0].as_py())
    return about


def _table(rows: Iterable[BundleRow]) -> pa.Table:
    bundle_rows = list(rows)
    columns = [[row[i] for row in bundle_rows] for i in range(len(ROW))]
    return pa.table({name: pa.array(column, pa.string()) for name, column in zip(ROW, columns, strict=True)})
