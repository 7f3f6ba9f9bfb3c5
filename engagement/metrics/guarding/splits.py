"""Splits of a metric that may be told: of each value enough people, and of what lies between two splits."""

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

#: Values of a dimension that are looked at, the largest first.
_MOST_VALUES: Final = 12


@dataclass(frozen=True)
class Split:
    """A split of a metric: its folded groups, and the guard of what is told of them."""

    guard: FigureGuard
    folded: FoldedData

    @property
    def by(self) -> str:
        """The dimension."""
        return self.folded.by

    @property
    def kept(self) -> tuple[str, ...]:
        """The values that are told by their name."""
        return self.folded.kept

    @property
    def rest(self) -> Pick:
        """The group of all values that are not told by their name."""
        return Pick(self.by, OTHER, self.kept)

    def may_be_told(self) -> bool:
        """Whether the windows may be told of all groups, beside all that is told already."""
        guard = self.guard
        asked = (guard.named_parts, guard.spans, self.by, self.kept)
        return guard.table_guard.may_tell(*asked) and not guard.table_guard.tells_few(*asked)

    def is_good(self) -> bool:
        """Whether there are groups, and each may be told by the people that it counts itself."""
        good = self.guard.cells_are_good(self.guard.scope_of(self.folded), Cut(by=self.by))
        return len(good) > 1 and all(good)

    def tell(self) -> None:
        """Take note of what is told of the groups."""
        self.guard.table_guard.tell(self.guard.named_parts, self.guard.spans, self.by, self.kept)

    def with_periods(self) -> Split:
        """Return the split with the single periods that may be told of all groups, if they may be at all."""
        wider = replace(self, guard=self.guard.with_periods(self.by, self.kept))
        return wider if wider.may_be_told() else self


def offered(
    guard: FigureGuard, by: str, allowed: Sequence[str] | None = None, *, whole: bool = False
) -> Iterator[Split]:
    """Yield the splits of a metric by a dimension, its small values folded: of most values first.

    Of its groups the headline's window is told; `whole`: all that is told of the metric. All
    metrics that share parts of the same rows fold in the same order, so that the rest of one of
    them is always made of whole groups of another.
    """
    if not GUARDED[guard.key].splits:
        return
    values = [v for v in guard.table_guard.register.ordered(by, guard.table_guard.k) if v != OTHER]
    values = [v for v in values if allowed is None or v in allowed][:_MOST_VALUES]
    for many in range(len(values), 0, -1):
        for compares in dict.fromkeys((whole and guard.compares, False)):
            own = replace(guard, compares=compares, alone=frozenset())
            split = Split(own, guard.table_guard.register.folded(by, values[:many]))
            if split.may_be_told() and split.is_good():
                yield split


def told_before(guard: FigureGuard) -> list[Split]:
    """Return the splits by which any of a metric's people have been told before."""
    register, names = guard.table_guard.register, [name for name, _ in guard.named_parts]
    alone = replace(guard, compares=False, alone=frozenset())
    # Which values they kept, each part knows itself.
    kept_by = guard.table_guard.kept_by(names)
    return [Split(alone, register.folded(by, ())) for by in kept_by if by in register.splits]


def are_apart(one: Split, two: Split) -> bool:
    """Whether no sum of groups of one split less groups of another leaves few people.

    What is left would consist of crossings of a group of either that are empty or small. So it is
    enough that all groups hang together by crossings that are large, in the time of either; of what
    has changed between two states as well.
    """
    table_guard, windows = one.guard.table_guard, {split.guard.days for split in (one, two)}
    for name, parts_of in one.guard.named_parts:
        sides = [table_guard.groups(name, split.by, split.kept) for split in (one, two)]
        crossings = {
            (a.value, b.value): table_guard.grounds(name, parts_of, (a, b))
            for (a,) in sides[0]
            for (b,) in sides[1]
        }
        for i in range(len(next(iter(crossings.values())))):
            for days in windows:
                by_states = {ab: grounds[i].by_states(*days) for ab, grounds in crossings.items()}
                for states in {states for of in by_states.values() for states in of}:
                    people = {ab: of.get(states, 0.0) for ab, of in by_states.items()}
                    if not _hang_together(people, table_guard.least):
                        return False
    return True


def _hang_together(people: dict[tuple[str, str], float], k: int) -> bool:
    """Whether the groups of two splits are one piece by those crossings that k people or more stand in."""
    groups = {side for (a, b), n in people.items() if n for side in (("one", a), ("two", b))}
    if not groups:
        return True
    reached, waiting = set(), [next(iter(sorted(groups)))]
    while waiting:
        here = waiting.pop()
        if here in reached:
            continue
        reached.add(here)
        side, name = here
        for (a, b), n in people.items():
            if n >= k and name == (a if side == "one" else b):
                waiting.append(("two", b) if side == "one" else ("one", a))
    return reached == groups
