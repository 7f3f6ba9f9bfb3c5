"""Earlier publications: their contents, the data that they were of, and what changed since."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engagement.metrics.core.data import Data
    from engagement.metrics.guarding.published_windows import DaySpan
    from engagement.metrics.guarding.rows_in_states import ChangedDays
    from engagement.metrics.views.owners import OwnersView

#: Rows of any day were erased, or cannot be compared any more.
_EVER: Final = 10**6


@dataclass(frozen=True)
class PastPublication:
    """An earlier publication.

    - `content`: its record as JSON values. `k` is its smallest group, `told` the published windows by metric,
      or by metric and dimension or table, `kept` the named values by metric and dimension.
    - `view`: the data of that time; None where they have been deleted.
    - `changed_days`: by table, the days on which a few rows were erased or added later.
    """

    content: Mapping[str, Any]
    view: OwnersView | None = None
    changed_days: Mapping[str, Sequence[DaySpan]] = field(default_factory=dict)

    def windows(self) -> Iterable[tuple[str, str, list[DaySpan]]]:
        """Yield each metric, the dimension or table of its publication ("" for itself), and the windows."""
        for name, spans in self.content["told"].items():
            key, _, by = name.partition(" ")
            yield key, by, [(first, stop) for first, stop in spans]


@dataclass(frozen=True)
class States:
    """The states of a table's data that were published, today's first.

    `data` are the distinct data, today's first. `of` is, for each state, its index in `data`; `gone` the days
    of its unknown changes. `state` is, for each publication, the index of its state.
    """

    data: Sequence[Data]
    of: Sequence[int]
    gone: Sequence[ChangedDays]
    state: Sequence[int]

    @property
    def changed(self) -> bool:
        """Return whether anything was published of other data than today's."""
        return len(self.of) > 1


def states(view: OwnersView, table: str, pasts: Sequence[PastPublication]) -> States:
    """Return the states of a table that were published.

    A publication that cannot be compared any more (also one in another currency) counts as one of today's
    data except for a few people on any day.
    """
    today, currency = view.data, view.scope(table).currency
    data, place_of_state = [today], {(0, frozenset[tuple[int, int]]()): 0}
    state = []
    for past in pasts:
        erased = {(a, b) for name in today.tables(table) for a, b in past.changed_days.get(name, ())}
        lost = past.view is None or any(b >= _EVER for _, b in erased)
        lost = lost or (past.view is not None and past.view.scope(table).currency != currency)
        erased = {(-_EVER, _EVER)} if lost else erased
        past_data = today if lost or past.view is None else past.view.data
        index = next((i for i, other in enumerate(data) if other is past_data), len(data))
        data += [past_data] if index == len(data) else []
        state.append(place_of_state.setdefault((index, frozenset(erased)), len(place_of_state)))
    ranges = sorted({days for _, erased in place_of_state for days in erased})
    erased_days = [
        (*days, frozenset(i for (_, erased), i in place_of_state.items() if days in erased))
        for days in ranges
    ]
    return States(data, [place for place, _ in place_of_state], erased_days, state)
