"""Common parts of all lists of a campaign's recipients: people as pseudonyms, their group and actions."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement import tables
from engagement.locale import message
from engagement.sources.meaning.vocabularies import CONTROL_NAMES, RECIPIENT
from engagement.sources.reports.contact_lists import NOBODY
from engagement.sources.reports.counts_and_shares import keep_last, map_distinct, was_done
from engagement.sources.values import flags
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells

_DUPLICATE: Final = message(
    "The same person stands again in this file for this campaign; the last row is kept"
)
_NO_DAY: Final = message(
    "The list does not say when the message was sent; the day is taken from the list of campaigns, where one "
    "of this name stands there"
)
#: What a recipient did with a message, or its delivery.
DONE: Final = ("delivered", "opened", "clicked", "unsubscribed", "bounced")


def recipients(cells: Cells, source: str) -> Mapping[str, pa.Table]:
    """Return the canonical table of recipients; rows without a person are set aside.

    Actions may be given as yes and no, as counts or as times. In a column without any no, a blank cell means
    no. A group named control did not get the message.
    """
    by_concept = RECIPIENT.columns_of(cells.raw.columns, cells.hints.roles)
    person = cells.person(
        email=(*by_concept.get("email", ()), *by_concept.get("person", ())),
        ident=by_concept.get("customer", ()),
        phone=by_concept.get("phone", ()),
    )
    cells.set_aside(pc.is_null(person), NOBODY)
    campaign = pc.coalesce(
        *(cells.text(name) for name in by_concept.get("campaign", ())[:1]),
        pa.repeat(pa.scalar(PurePath(cells.raw.file).stem or cells.raw.file), cells.raw.rows),
    )
    row_keys = pc.binary_join_element_wise(pc.cast(person, pa.string()), campaign, "\n")
    keep_last(cells, row_keys, _DUPLICATE)
    when, written = _sent(cells, by_concept.get("sent", ())[:1])
    if not pc.any(pc.is_valid(when)).as_py():
        cells.warn(_NO_DAY)
    group = cells.text(*by_concept.get("group", ())[:1])
    columns = {
        "source": pa.repeat(pa.scalar(source), cells.raw.rows),
        "campaign": campaign,
        "customer_key": person,
        "instant": when,
        "day": when.cast(pa.date32()).cast(pa.int32()),
        "group": group,
        "held_back": _is_control(cells, by_concept.get("held_back", ())[:1], group, written),
        "line": cells.raw.lines,
    }
    columns |= {name: was_done(cells, by_concept.get(name, ())[:1]) for name in DONE}
    return {"recipients": tables.conform("recipients", pa.table(columns).filter(cells.kept))}


def _sent(cells: Cells, names: tuple[str, ...]) -> tuple[pa.TimestampArray, pa.BooleanArray]:
    """Return when and whether the message was sent: a column named "Sent" may have either."""
    rows = cells.raw.rows
    nothing = pa.nulls(rows, pa.timestamp("us")), pa.nulls(rows, pa.bool_())
    if not names:
        return nothing
    texts = pc.unique(cells.text(*names)).drop_null().to_pylist()
    if texts and all(isinstance(flags.parse(text), bool) for text in texts):
        return nothing[0], was_done(cells, names)
    return cells.instant(*names), nothing[1]


def _is_control(
    cells: Cells, names: tuple[str, ...], group: pa.StringArray, written: pa.BooleanArray
) -> pa.BooleanArray:
    """Return who did not get the message: by a column for it, else by the group's name, else by "Sent"."""
    if names:
        return was_done(cells, names)
    is_control = map_distinct(group, lambda name: fold(name) in CONTROL_NAMES, pa.bool_())
    return is_control if pc.any(is_control).as_py() else pc.invert(written)
