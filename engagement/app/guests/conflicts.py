"""Conflicts between links: those that reveal more together than each of them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.app.ui.address import from_address
from engagement.app.ui.escape import inert
from engagement.locale import Message, message
from engagement.metrics.purchases.scans.returns import FOLLOW_UPS
from engagement.metrics.rounding.every import TABLES_OF
from engagement.metrics.views.owners import open_view
from engagement.store.sharing import publications

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Sequence

    from engagement.metrics.core.data import Data
    from engagement.metrics.model import Question
    from engagement.store import Workspace
    from engagement.store.sharing.links import Link

#: The longest.
_YEAR: Final = 366


def conflict(
    workspace: Workspace,
    question: Question,
    others: Sequence[Link],
    data: Data | None = None,
    *,
    pages: Collection[str] = (),
) -> Message | None:
    """Return why a link of this question cannot be made beside the `others` of the shop; None where it can.

    `data` None means the current data. `pages` matter as those with tables of customers show all days.
    """
    other = subtractable(question, others)
    if other is not None and TABLES_OF.keys().isdisjoint(pages):
        other = subtractable(question, others, bygone(workspace, question, data))
    if other is None:
        return None
    return message(
        "The link {title} has other filters or reads money otherwise: whoever had both could subtract one "
        "from the other and find single customers. Share with the same filters, or let the recipient filter.",
        title=f"“{inert(other.title)}”",
    )


def subtractable(question: Question, others: Iterable[Link], deleted: Container[int] = ()) -> Link | None:
    """Return a link whose figures could be subtracted from this one's; None if there is none.

    That is one with other filters, or one that counts money differently: gross minus net is the refunds.
    Links whose filters exclude each other share no row. Ended links count, too, unless revoked before anybody
    opened them, or revoked and in `deleted`. An expired one may be opened again.
    """
    for link in others:
        may_be_known = link.revoked_at is None or (link.seen_at is not None and link.id not in deleted)
        if may_be_known and not is_same(question, link) and not _is_apart(question, link):
            return link
    return None


def bygone(workspace: Workspace, question: Question, data: Data | None = None) -> frozenset[int]:
    """Return the ids of links that have published only days before all those of a question."""
    if data is None:
        version = workspace.version
        data = open_view(version.digest, version.tables, question, workspace.rates()).data
    begins = earliest(question, data)
    if begins is None:
        return frozenset()
    return frozenset(
        link for link, stop in publications.published_until(workspace.storage).items() if stop <= begins
    )


def earliest(question: Question, data: Data) -> int | None:
    """Return the day (since 1970-01-01) before which a question reads no row; None where it may read all.

    It reads its window and the one compared with, both earlier by the longest follow-up of a figure.
    """
    ends = [covered.last_day for name in data.sources if (covered := data.coverage(name)) is not None]
    if question.days is None or not ends:
        return None
    last = min([*ends, *([] if question.as_of is None else [question.as_of])])
    # The same days as many years ago as the window takes, and one more for a 29 February.
    years = -(-question.days // _YEAR) + 1
    begins = last - question.days - years * _YEAR - max(FOLLOW_UPS)
    return min(begins, question.compare[0]) if isinstance(question.compare, tuple) else begins


def is_same(question: Question, link: Link) -> bool:
    """Return whether a link shows the same rows with money counted alike."""
    other = from_address(link.terms.question)
    own_money, other_money = (
        (asked_question.net, asked_question.currency) for asked_question in (question, other)
    )
    return _values(question) == _values(other) and own_money == other_money


def _is_apart(question: Question, link: Link) -> bool:
    """Return whether a link shares no row with a question."""
    own_values, other_values = _values(question), _values(from_address(link.terms.question))
    return any(
        own_values[dimension].isdisjoint(other_values[dimension])
        for dimension in own_values.keys() & other_values.keys()
    )


def _values(question: Question) -> dict[str, frozenset[str]]:
    """Return the values that each filtered dimension keeps."""
    return {dimension: frozenset(values) for dimension, values in question.filters}
