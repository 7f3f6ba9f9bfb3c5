"""Which numbers may leave the house: the time, the groups and the cells that rest on enough people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engagement.metrics.axis import Axis, are_nested, axis, is_good, joined
from engagement.metrics.folded import FoldedData
from engagement.metrics.frames import breakdown
from engagement.metrics.groups import WHOLE, Cut
from engagement.metrics.model import OTHER, Window
from engagement.metrics.periods import Periods, first_day_of, period_of
from engagement.metrics.registry import DEFINITIONS
from engagement.metrics.rests import RESTS
from engagement.metrics.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engagement.metrics.model import Question
    from engagement.metrics.people import Part, PartsOf
    from engagement.metrics.scope import Data
    from engagement.metrics.view import OwnersView

#: Values of a dimension that are looked at, the largest first.
_MOST_VALUES = 40


@dataclass(frozen=True)
class Guard:
    """Guards one metric of one owner's view: nothing of it that is told rests on fewer than `k` people."""

    view: OwnersView
    key: str
    axis: Axis
    k: int
    currency: str | None

    @property
    def data(self) -> Data:
        """The data, unfolded."""
        return self.view.data

    def now(self, question: Question, data: Data | None = None) -> Scope:
        """Return the scope of the headline."""
        definition, days = DEFINITIONS[self.key], self.axis.days
        if definition.follow_up is None:
            return self._scope(question, data, days(self.axis.first, self.axis.stop))
        everyone = days(self.axis.edges[0], self.axis.stop)
        return replace(self.whole(question, data), cohort=everyone)

    def compared(self, question: Question) -> tuple[Scope, Scope] | None:
        """Return the scopes of the window and of the one before it; None where there is none."""
        before, first, days = self.axis.before, self.axis.first, self.axis.days
        if before is None:
            return None
        windows = days(first, self.axis.stop), days(before, first)
        if DEFINITIONS[self.key].follow_up is None:
            now, earlier = (self._scope(question, None, window) for window in windows)
        else:
            whole = self.whole(question, None)
            now, earlier = (replace(whole, cohort=window) for window in windows)
        return now, earlier

    def cells_are_good(self, scope: Scope, cut: Cut = WHOLE) -> list[bool]:
        """Whether each group of a cut may be told, by the people that it counts itself."""
        own = RESTS[self.key].own
        if own is None:
            return [True] * len(scope.stats(DEFINITIONS[self.key].source, cut))
        counts = np.asarray(own(scope, cut))
        return [all(is_good(people, self.k) for people in group) for group in counts.T]

    def blocks_are_good(self, question: Question, data: Data | None = None) -> bool:
        """Whether a filtered question's rows are none or many in every block of the window."""
        parts = _parts(self.key, self.whole(question, data), self.axis.periods)
        return all(is_good(part.people(a, b), self.k) for a, b in self.axis.window() for part in parts)

    def single_periods(self) -> list[int]:
        """Return the periods that are a block by themselves, of what is told."""
        return [a for a, b in self.axis.blocks() if b - a == 1]

    def kept(self, question: Question, by: str, allowed: Iterable[str] | None = None) -> FoldedData | None:
        """Fold the values of a dimension that are too small; None where no split is left.

        Where the rest is too small itself, the smallest value that is kept joins it.
        """
        found = breakdown(DEFINITIONS[self.key], self.now(question), by)
        large = found[found["segment"].notna() & (found["n"] >= self.k)]["segment"].tolist()[:_MOST_VALUES]
        chosen = set(large if allowed is None else allowed)
        kept = [v for v in large if v in chosen and v != OTHER]
        kept = [v for v in kept if self.blocks_are_good(filtered(question, by, v))]
        while kept:
            folded = FoldedData(self.data, by, kept)
            small = self._too_small(question, folded, by)
            if small is None:
                return folded
            kept = [v for v in kept if v not in small] if small - {OTHER} else kept[:-1]
        return None

    def are_apart(self, question: Question, one: FoldedData, two: FoldedData) -> bool:
        """Whether no sum of groups of one split less groups of another leaves few people.

        What is left would consist of crossings of a group of either that are empty or small. So it
        is enough that all groups hang together by crossings that are large.
        """
        scopes = {
            (a, b): self.whole(filtered(filtered(question, one.by, a), two.by, b), one.also(two))
            for a in (*one.kept, OTHER)
            for b in (*two.kept, OTHER)
        }
        crossings = {ab: _parts(self.key, scope, self.axis.periods) for ab, scope in scopes.items()}
        count = len(next(iter(crossings.values())))
        first, stop = (self.axis.start if self.axis.on_all else self.axis.first), self.axis.stop
        return all(
            _hang_together({ab: parts[i].people(first, stop) for ab, parts in crossings.items()}, self.k)
            for i in range(count)
        )

    def with_parts(self, parts_of: PartsOf) -> Guard | None:
        """Return the guard of a table that tells further parts; None where no time is long enough for them."""
        parts = parts_of(self.whole(self.view.question), self.axis.periods)
        edges = joined(self.axis.edges, parts, self.k)
        placed = axis(self.axis.periods, edges, self.view.question.days, reaches=False)
        return None if placed is None else replace(self, axis=placed)

    def _too_small(self, question: Question, folded: FoldedData, by: str) -> set[str] | None:
        """Return the groups that may not be told; None where all may and there are two at least."""
        if not self.blocks_are_good(filtered(question, by, OTHER), folded):
            return {OTHER}
        scope, cut = self.now(question, folded), Cut(by=by)
        labels = scope.stats(DEFINITIONS[self.key].source, cut).labels
        good = self.cells_are_good(scope, cut)
        if len(good) != len(labels):
            return {OTHER}
        small = {str(label) for label, fine in zip(labels, good, strict=True) if not fine}
        return small or None

    def whole(self, question: Question, data: Data | None = None) -> Scope:
        """Return a scope up to the end of all periods: what parts are counted in."""
        return self._scope(question, data, self.axis.days(0, self.axis.periods.count))

    def _scope(self, question: Question, data: Data | None, window: Window) -> Scope:
        table = DEFINITIONS[self.key].metric.table
        return Scope(data or self.data, question, table, window, read_in=self.currency)


def guards(view: OwnersView, k: int) -> dict[str, Guard]:
    """Return the guards of the metrics that may be published, each with its blocks of time."""
    found: dict[str, Guard] = {}
    for key in (key for key in view.keys() if key in RESTS):  # noqa: SIM118 - a method, not a dict
        made = _guard(view, key, k)
        if made is not None and all(
            are_nested(made.axis, other.axis) for name, other in found.items() if _share_parts(key, name)
        ):
            found[key] = made
    return found


def _guard(view: OwnersView, key: str, k: int) -> Guard | None:
    definition, question = DEFINITIONS[key], view.question
    table = definition.metric.table
    periods = complete_periods(view, table)
    if periods is None:
        return None
    currency = view.scope(table).currency if table == "orders" else None
    window = Window(periods.starts()[0], periods.last_day)
    scope = Scope(view.data, question, table, window, read_in=currency)
    ripe = periods.last_day - (definition.follow_up or 0)
    edges: Sequence[int] = [0, *(i + 1 for i, end in enumerate(periods.ends()) if end <= ripe)]
    for _, parts in RESTS[key].chain:
        edges = joined(edges, parts(scope, periods), k)
    coverage = view.data.coverage(table)
    reaches = coverage is not None and coverage.reaches(periods.starts()[0])
    placed = axis(periods, edges, question.days, reaches=reaches)
    if placed is None:
        return None
    return Guard(view, key, replace(placed, on_all=definition.follow_up is not None), k, currency)


def complete_periods(view: OwnersView, table: str) -> Periods | None:
    """Return the weeks or months of a table that are over, None where none is or its rows have no day."""
    coverage, question = view.data.coverage(table), view.question
    if coverage is None:
        return None
    grain = question.grain
    last = coverage.last_day if question.as_of is None else min(question.as_of, coverage.last_day)
    end = first_day_of(period_of(last + 1, grain), grain) - 1
    if end < coverage.first_day:
        return None
    return Periods(grain, coverage.first_day, end, 0, coverage.first_day)


def _parts(key: str, scope: Scope, periods: Periods) -> list[Part]:
    return [part for _, parts in RESTS[key].chain for part in parts(scope, periods)]


def _share_parts(one: str, two: str) -> bool:
    return bool({name for name, _ in RESTS[one].chain} & {name for name, _ in RESTS[two].chain})


def filtered(question: Question, by: str, value: str) -> Question:
    """Return the question of one value of a dimension."""
    return replace(question, filters=(*question.filters, (by, (value,))))


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
