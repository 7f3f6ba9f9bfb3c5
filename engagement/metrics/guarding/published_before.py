"""What earlier publications have told, of which state of the data, and what was erased since."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engagement.metrics.core.data import Data
    from engagement.metrics.guarding.rows_in_states import ChangedDays
    from engagement.metrics.guarding.told_windows import DaySpan
    from engagement.metrics.views.owners import OwnersView

#: Rows of any day were erased, or cannot be compared any more.
_EVER: Final = 10**6


@dataclass(frozen=True)
class PastPublication:
    """What one publication has told.

    `said`: its smallest group `k`; the windows `told`, by metric, or by metric and dimension or table;
    the values `kept` of dimensions, by metric and dimension. `view` has the data of then, None where
    these are gone. `since` are the days of which a few rows were erased or added thereafter, by table.
    """

    said: Mapping[str, Any]
    view: OwnersView | None = None
    since: Mapping[str, Sequence[DaySpan]] = field(default_factory=dict)

    def windows(self) -> Iterable[tuple[str, str, list[DaySpan]]]:
        """Yield each metric, the dimension or table by which it was told ("" for itself), and the windows."""
        for name, spans in self.said["told"].items():
            key, _, by = name.partition(" ")
            yield key, by, [(first, stop) for first, stop in spans]


@dataclass(frozen=True)
class States:
    """The states of a table's data in which something was told, today's first.

    `data` are the different data, today's first; `of` says for each state in which of these it is,
    `state` for each publication which state it told of.
    """

    data: Sequence[Data]
    of: Sequence[int]
    gone: Sequence[ChangedDays]
    state: Sequence[int]

    @property
    def changed(self) -> bool:
        """Whether anything has been told of other data than today's."""
        return len(self.of) > 1


def states(view: OwnersView, table: str, pasts: Sequence[PastPublication]) -> States:
    """Return the states that a table's publications have told of.

    Where what was published cannot be compared any more, it counts as today's data but for a few on any
    day: so, too, where its money was read in another currency.
    """
    today, currency = view.data, view.scope(table).currency
    data, known = [today], {(0, frozenset[tuple[int, int]]()): 0}
    state = []
    for past in pasts:
        erased = {(a, b) for name in today.tables(table) for a, b in past.since.get(name, ())}
        lost = past.view is None or any(b >= _EVER for _, b in erased)
        lost = lost or (past.view is not None and past.view.scope(table).currency != currency)
        erased = {(-_EVER, _EVER)} if lost else erased
        then = today if lost or past.view is None else past.view.data
        at = next((i for i, one in enumerate(data) if one is then), len(data))
        data += [then] if at == len(data) else []
        state.append(known.setdefault((at, frozenset(erased)), len(known)))
    ranges = sorted({days for _, erased in known for days in erased})
    gone = [(*days, frozenset(i for (_, erased), i in known.items() if days in erased)) for days in ranges]
    return States(data, [at for at, _ in known], gone, state)
