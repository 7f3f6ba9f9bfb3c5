"""Splits of a metric that may be told: of each value enough people, and of what lies between two splits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engagement.metrics.groups import Cut
from engagement.metrics.model import OTHER
from engagement.metrics.people import Pick

if TYPE_CHECKING:
    from engagement.metrics.folded import FoldedData
    from engagement.metrics.guard import Guard
    from engagement.metrics.told import Span


@dataclass(frozen=True)
class Split:
    """A split of a metric: its folded groups, and the guard of what is told of them."""

    guard: Guard
    folded: FoldedData

    @property
    def by(self) -> str:
        """The dimension."""
        return self.folded.by

    @property
    def kept(self) -> tuple[str, ...]:
        """The values that are told by their name."""
        return self.folded.kept

    def picks(self) -> list[Pick]:
        """Return all groups that can be told apart.

        Those of values that have been told before by their name are among them: the rest of one split
        less that of another consists of them.
        """
        kept = tuple(dict.fromkeys([*self.kept, *self.guard.house.kept[self.by]]))
        return [*(Pick(self.by, value) for value in kept), Pick(self.by, OTHER, kept)]

    def may_be_told(self) -> bool:
        """Whether the windows may be told of all groups, beside all that is told already."""
        guard, picks = self.guard, self.picks()
        asked = (guard.chain, guard.spans, picks, self.by)
        return guard.house.may_tell(*asked) and not guard.house.tells_few(*asked)

    def is_good(self) -> bool:
        """Whether there are groups, and each may be told by the people that it counts itself."""
        good = self.guard.cells_are_good(self.guard.scope_of(self), Cut(by=self.by))
        return len(good) > 1 and all(good)

    def tell(self) -> None:
        """Take note of what is told of the groups."""
        self.guard.house.tell(self.guard.chain, self.guard.spans, self.picks(), self.by)

    def with_periods(self) -> Split:
        """Return the split with the single periods that may be told of all groups, if they may be at all."""
        wider = replace(self, guard=self.guard.with_periods(self.picks(), self.by))
        return wider if wider.may_be_told() else self


def are_apart(one: Split, two: Split) -> bool:
    """Whether no sum of groups of one split less groups of another leaves few people.

    What is left would consist of crossings of a group of either that are empty or small. So it is
    enough that all groups hang together by crossings that are large, in the time of either and in what
    they have in common; of what has changed between two states as well.
    """
    house = one.guard.house
    crossings = {(a.value, b.value): one.guard.grounds((a, b)) for a in one.picks() for b in two.picks()}
    count = len(next(iter(crossings.values())))
    for days in _common(one, two):
        for i in range(count):
            by_states = {ab: grounds[i].by_states(*days) for ab, grounds in crossings.items()}
            for states in {states for of in by_states.values() for states in of}:
                people = {ab: of.get(states, 0.0) for ab, of in by_states.items()}
                if not _hang_together(people, house.least):
                    return False
    return True


def _common(one: Split, two: Split) -> set[Span]:
    """Return the windows of two splits and, where they overlap, the days that are in both."""
    names = [name for name, _ in one.guard.chain]
    windows = [{split.guard.days, *one.guard.house.days_told(split.by, names)} for split in (one, two)]
    overlaps = {(max(a, c), min(b, d)) for a, b in windows[0] for c, d in windows[1]}
    newest = {split.guard.days for split in (one, two)}
    return newest | {(first, stop) for first, stop in overlaps if first < stop}


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
