"""Which numbers may leave the house: the time, the groups and the cells that rest on enough people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.metrics.axis import Axis, are_nested, axis, is_good, joined, length
from engagement.metrics.groups import WHOLE, Cut
from engagement.metrics.model import OTHER, Window
from engagement.metrics.people import Cell, Pick
from engagement.metrics.people_of import Levels, Register
from engagement.metrics.periods import Periods, first_day_of, period_of
from engagement.metrics.registry import DEFINITIONS
from engagement.metrics.rests import RESTS
from engagement.metrics.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.folded import FoldedData
    from engagement.metrics.model import Question
    from engagement.metrics.people import Part, PartsOf
    from engagement.metrics.scope import Data
    from engagement.metrics.view import OwnersView

#: Values of a dimension that are looked at, the largest first.
_MOST_VALUES: Final = 12
#: A split may end earlier than the headline by this share of its window, until its groups are large enough.
_LATE: Final = 0.25


@dataclass(frozen=True)
class Split:
    """A split of a metric that may be told: its folded groups, and the time in which all are large enough."""

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
        """Return all groups."""
        return [Pick(self.by, value, self.kept) for value in (*self.kept, OTHER)]


@dataclass(frozen=True)
class Guard:
    """Guards one metric of one owner's view: nothing of it that is told rests on fewer than `k` people."""

    view: OwnersView
    key: str
    axis: Axis
    k: int
    register: Register

    @property
    def of_cohorts(self) -> bool:
        """Whether people stand at their first order, or their joining, and not at each order."""
        definition = DEFINITIONS[self.key]
        return definition.follow_up is not None or definition.everybody

    def now(self, question: Question, data: Data | None = None) -> Scope:
        """Return the scope of the headline."""
        days = self.axis.days
        if not self.of_cohorts:
            return self._scope(question, data, days(self.axis.first, self.axis.stop))
        return replace(self.whole(question, data), cohort=days(*self.axis.span))

    def compared(self, question: Question) -> tuple[Scope, Scope] | None:
        """Return the scopes of the window and of the one before it; None where there is none."""
        before, first, days = self.axis.before, self.axis.first, self.axis.days
        if before is None:
            return None
        windows = days(first, self.axis.stop), days(before, first)
        if not self.of_cohorts:
            now, earlier = (self._scope(question, None, window) for window in windows)
        else:
            now, earlier = (replace(self.whole(question), cohort=window) for window in windows)
        return now, earlier

    def whole(self, question: Question, data: Data | None = None) -> Scope:
        """Return a scope up to the end of all periods: what parts are counted in."""
        return self._scope(question, data, self.axis.days(0, self.axis.periods.count))

    def cells_are_good(self, scope: Scope, cut: Cut = WHOLE) -> list[bool]:
        """Whether each group of a cut may be told, by the people that it counts itself."""
        own = RESTS[self.key].own
        if own is None:
            return [True] * len(scope.stats(DEFINITIONS[self.key].source, cut))
        counts = np.asarray(own(scope, cut))
        return [all(is_good(people, self.k) for people in group) for group in counts.T]

    def single_periods(self) -> list[int]:
        """Return the periods that are a block by themselves, of what is told."""
        return [a for a, b in self.axis.blocks() if b - a == 1]

    def split(self, by: str, allowed: Sequence[str] | None = None) -> Split | None:
        """Return a split of the metric, its small values folded into the rest; None where none is left.

        All metrics that share parts of the same rows fold in the same order and in the same blocks, so
        that the rest of one of them is always made of whole groups, and whole blocks, of another.
        """
        if not RESTS[self.key].splits:
            return None
        values = [v for v in self.register.ordered(by, self.k) if v != OTHER]
        values = [v for v in values if allowed is None or v in allowed][:_MOST_VALUES]
        levels = self._levels(by, values)
        for many in range(len(levels), 0, -1):
            placed = axis(
                self.axis.periods, levels[many - 1], self.view.question.days, reaches=self.axis.reaches
            )
            if placed is None:
                continue
            guard = replace(self, axis=replace(placed, on_all=self.axis.on_all))
            split = Split(guard, self.register.folded(by, values[:many]))
            if guard.groups_are_good(split):
                return split
        return None

    def groups_are_good(self, split: Split) -> bool:
        """Whether there are groups, and each may be told by the people that it counts itself."""
        scope, cut = self.now(self.view.question, split.folded), Cut(by=split.by)
        good = self.cells_are_good(scope, cut)
        return len(good) > 1 and all(good)

    def with_parts(self, parts_of: PartsOf) -> Guard | None:
        """Return the guard of what tells further parts; None where no time is long enough for them."""
        edges = joined(self.axis.edges, list(parts_of(self._cell())), self.k)
        placed = axis(self.axis.periods, edges, self.view.question.days, reaches=self.axis.reaches)
        return None if placed is None else replace(self, axis=placed)

    def parts(self, picks: tuple[Pick, ...] = (), folded: FoldedData | None = None) -> list[Part]:
        """Return the parts of the rows of some groups."""
        cell = self._cell(picks, folded)
        return [part for _, parts in RESTS[self.key].chain for part in parts(cell)]

    def _levels(self, by: str, values: Sequence[str]) -> Levels:
        """Return the blocks in which the first value and the rest are good, the first two and the rest, ...

        The blocks of more values are made of those of fewer, and those of more parts of those of fewer:
        so metrics that keep different values, and publications that do, never part a block.
        """
        ripe = periods_over(self.view, self.key, self.axis.periods)
        whole = tuple(range(ripe + 1))
        levels: Levels = [whole] * len(values)
        names: tuple[str, ...] = ()
        for name, parts_of in RESTS[self.key].chain:
            names = (*names, name)
            whole = joined(whole, list(parts_of(self._cell())), self.k)
            known = (by, names, ripe)
            if known not in self.register.levels:
                self.register.levels[known] = self._joined_levels(by, values, levels, whole, parts_of)
            levels = self.register.levels[known]
        return levels

    def _joined_levels(
        self, by: str, values: Sequence[str], levels: Levels, whole: tuple[int, ...], parts_of: PartsOf
    ) -> Levels:
        """Join the blocks of each level until a part is good in all groups; stop where a split ends late."""
        size = min(length(self.view.question.days, self.axis.periods), whole[-1])
        found: Levels = []
        for many, edges in enumerate(levels, start=1):
            common = set(whole).intersection(edges, *found[-1:])
            folded = self.register.folded(by, values[:many])
            picks = Split(self, folded).picks()
            parts = [part for pick in picks for part in parts_of(self._cell((pick,), folded))]
            made = joined(sorted(common), parts, self.k)
            if len(made) < 2 or whole[-1] - made[-1] > _LATE * size:
                break
            found.append(made)
        return found

    def _cell(self, picks: tuple[Pick, ...] = (), folded: FoldedData | None = None) -> Cell:
        question = self.view.question
        for pick in picks:
            question = filtered(question, pick.by, pick.value)
        return Cell(self.whole(question, folded), self.axis.periods, self.register.people, picks)

    def _scope(self, question: Question, data: Data | None, window: Window) -> Scope:
        table = DEFINITIONS[self.key].metric.table
        return Scope(data or self.view.data, question, table, window, read_in=self.register.currency)


def are_apart(one: Split, two: Split) -> bool:
    """Whether no sum of groups of one split less groups of another leaves few people.

    What is left would consist of crossings of a group of either that are empty or small. So it is
    enough that all groups hang together by crossings that are large, in the time of either.
    """
    folded = one.folded.also(two.folded)
    crossings = {
        (a.value, b.value): one.guard.parts((a, b), folded) for a in one.picks() for b in two.picks()
    }
    count = len(next(iter(crossings.values())))
    spans = {split.guard.axis.span for split in (one, two)}
    return all(
        _hang_together({ab: parts[i].people(*span) for ab, parts in crossings.items()}, one.guard.k)
        for i in range(count)
        for span in spans
    )


def agree(one: Split, two: Split) -> bool:
    """Whether two metrics of the same rows may be split so side by side: in whole blocks of one another."""
    alike = one.by == two.by and _share_parts(one.guard.key, two.guard.key)
    return not alike or are_nested(one.guard.axis, two.guard.axis)


def guards(view: OwnersView, k: int, splits: Sequence[str]) -> dict[str, Guard]:
    """Return the guards of the metrics that may be published, each with its blocks of time."""
    found: dict[str, Guard] = {}
    registers: dict[str, Register | None] = {}
    for key in (key for key in view.keys() if key in RESTS):  # noqa: SIM118 - a method, not a dict
        table = DEFINITIONS[key].metric.table
        if table not in registers:
            registers[table] = _register(view, table, splits)
        register = registers[table]
        made = None if register is None else _guard(view, key, k, register)
        if made is not None and all(
            are_nested(made.axis, other.axis) for name, other in found.items() if _share_parts(key, name)
        ):
            found[key] = made
    return found


def _register(view: OwnersView, table: str, splits: Sequence[str]) -> Register | None:
    periods = complete_periods(view, table)
    if periods is None:
        return None
    window = Window(periods.starts()[0], periods.last_day)
    currency = view.scope(table).currency
    return Register(Scope(view.data, view.question, table, window, read_in=currency), periods, splits)


def _guard(view: OwnersView, key: str, k: int, register: Register) -> Guard | None:
    definition, periods = DEFINITIONS[key], register.periods
    edges = tuple(range(1 + periods_over(view, key, periods)))
    coverage = view.data.coverage(definition.metric.table)
    reaches = coverage is not None and coverage.reaches(periods.starts()[0])
    cell = Cell(register.scope, periods, register.people)
    for _, parts in RESTS[key].chain:
        edges = joined(edges, parts(cell), k)
    placed = axis(periods, edges, view.question.days, reaches=reaches)
    if placed is None:
        return None
    return Guard(view, key, replace(placed, on_all=definition.everybody), k, register)


def periods_over(view: OwnersView, key: str, periods: Periods) -> int:
    """Return how many periods are over for a metric's people: what follows on them is known to its end."""
    rests, wait = RESTS[key], DEFINITIONS[key].follow_up or DEFINITIONS[key].ripens
    last, after = periods.last_day - max(wait, rests.known_after), rests.orders_after
    orders = complete_periods(view, "orders") if after else None
    if after:
        last = min(last, orders.last_day - after) if orders is not None else periods.starts()[0] - 1
    return sum(end <= last for end in periods.ends())


def complete_periods(view: OwnersView, table: str) -> Periods | None:
    """Return the weeks or months of a table that are over, None where none is or its rows have no day."""
    coverage, question = view.data.coverage(table), view.question
    if coverage is None:
        return None
    grain = question.grain
    last = coverage.last_day if question.as_of is None else min(question.as_of, coverage.last_day)
    end = first_day_of(period_of(last + 1, grain), grain) - 1
    if end < coverage.begins:
        return None
    return Periods(grain, coverage.begins, end, 0, coverage.begins)


def filtered(question: Question, by: str, value: str) -> Question:
    """Return the question of one value of a dimension."""
    return replace(question, filters=(*question.filters, (by, (value,))))


def _share_parts(one: str, two: str) -> bool:
    """Whether two metrics share a part that is not at the beginning of both: no blocks are common to it."""
    names = [[name for name, _ in RESTS[key].chain] for key in (one, two)]
    while names[0] and names[1] and names[0][0] == names[1][0]:
        names = [rest[1:] for rest in names]
    return bool(set(names[0]) & set(names[1]))


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
