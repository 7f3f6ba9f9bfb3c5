"""Splits that may be published: enough people in each value, and in every difference between two splits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from engagement.metrics.core.parts import Pick
from engagement.metrics.guarding.publishable import GUARDED
from engagement.metrics.model import OTHER
from engagement.metrics.sums.group_sums import Cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engagement.metrics.guarding.folded_data import FoldedData
    from engagement.metrics.guarding.guard import FigureGuard

#: The most values of a dimension that are tried, largest first.
_MOST_VALUES: Final = 12


@dataclass(frozen=True)
class Split:
    """A split of a metric: its folded groups, and their guard."""

    guard: FigureGuard
    data: FoldedData

    @property
    def by(self) -> str:
        """The dimension."""
        return self.data.by

    @property
    def named_values(self) -> tuple[str, ...]:
        """The values that are published by name."""
        return self.data.kept

    @property
    def others(self) -> Pick:
        """The group of all values that are not published by name."""
        return Pick(self.by, OTHER, self.named_values)

    def may_be_published(self) -> bool:
        """Return whether the windows may be published for all groups, beside what is published already."""
        guard = self.guard
        windows = (guard.named_parts, guard.spans, self.by, self.named_values)
        return guard.table_guard.may_publish(*windows) and not guard.table_guard.reveals_few(*windows)

    def is_good(self) -> bool:
        """Return whether there are groups, and each counts enough people."""
        good = self.guard.cells_are_good(self.guard.scope_of(self.data), Cut(by=self.by))
        return len(good) > 1 and all(good)

    def note_published(self) -> None:
        """Note the windows of the groups as published."""
        self.guard.table_guard.note_published(
            self.guard.named_parts, self.guard.spans, self.by, self.named_values
        )

    def with_periods(self) -> Split:
        """Return the split with the single periods that may be published for all groups."""
        wider = replace(self, guard=self.guard.with_periods(self.by, self.named_values))
        return wider if wider.may_be_published() else self


def offered(
    guard: FigureGuard, by: str, allowed: Sequence[str] | None = None, *, all_windows: bool = False
) -> Iterator[Split]:
    """Yield the splits of a metric by a dimension with small values folded, the one with most values first.

    The value's window is published for the groups; with `all_windows`, whatever is published of the metric.
    Metrics with parts of the same rows fold in the same order, so that the rest of one consists of whole
    groups of another.
    """
    if not GUARDED[guard.key].splits:
        return
    values = [v for v in guard.table_guard.register.ordered(by, guard.table_guard.k) if v != OTHER]
    values = [v for v in values if allowed is None or v in allowed][:_MOST_VALUES]
    for count in range(len(values), 0, -1):
        for compares in dict.fromkeys((all_windows and guard.compares, False)):
            own_guard = replace(guard, compares=compares, single_periods=frozenset())
            split = Split(own_guard, guard.table_guard.register.fold_split(by, values[:count]))
            if split.may_be_published() and split.is_good():
                yield split


def published_splits(guard: FigureGuard) -> list[Split]:
    """Return the splits by which a metric's people were published before."""
    register, names = guard.table_guard.register, [name for name, _ in guard.named_parts]
    alone = replace(guard, compares=False, single_periods=frozenset())
    # Each part has the names of its published values.
    published_names = guard.table_guard.published_names(names)
    return [Split(alone, register.fold_split(by, ())) for by in published_names if by in register.splits]


def are_safe_together(first: Split, two: Split) -> bool:
    """Return whether no sum of groups of one split less groups of another isolates few people.

    The difference would consist of crossings of the two splits that are empty or small. So it is enough that
    all groups are connected by large crossings, within the windows of either split and for changes between
    states, too.
    """
    table_guard, windows = first.guard.table_guard, {split.guard.days for split in (first, two)}
    for name, parts_of in first.guard.named_parts:
        sides = [table_guard.groups(name, split.by, split.named_values) for split in (first, two)]
        crossings = {
            (a.value, b.value): table_guard.grounds(name, parts_of, (a, b))
            for (a,) in sides[0]
            for (b,) in sides[1]
        }
        for i in range(len(next(iter(crossings.values())))):
            for days in windows:
                by_states = {ab: grounds[i].by_states(*days) for ab, grounds in crossings.items()}
                for states in {states for by_state in by_states.values() for states in by_state}:
                    people = {ab: by_state.get(states, 0.0) for ab, by_state in by_states.items()}
                    if not _hang_together(people, table_guard.least):
                        return False
    return True


def _hang_together(people: dict[tuple[str, str], float], k: int) -> bool:
    """Return whether the groups of two splits are connected by the crossings of k people or more."""
    groups = {side for (a, b), n in people.items() if n for side in (("one", a), ("two", b))}
    if not groups:
        return True
    reached, waiting = set(), [next(iter(sorted(groups)))]
    while waiting:
        group = waiting.pop()
        if group in reached:
            continue
        reached.add(group)
        split, name = group
        for (a, b), n in people.items():
            if n >= k and name == (a if split == "one" else b):
                waiting.append(("two", b) if split == "one" else ("one", a))
    return reached == groups
