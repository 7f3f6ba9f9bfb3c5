"""Which numbers may leave the house: the windows, the groups and the cells that rest on enough people.

All windows are the owner's own. Nothing is told over other days than those that the owner reads: what
cannot be told of these is left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.locale import Message
from engagement.metrics.comparing import pair
from engagement.metrics.folded import FoldedData
from engagement.metrics.groups import WHOLE, Cut, collect
from engagement.metrics.joined_spend import last_order_day
from engagement.metrics.model import OTHER, Window
from engagement.metrics.people import Cell, Pick
from engagement.metrics.people_of import Register
from engagement.metrics.periods import Periods
from engagement.metrics.registry import DEFINITIONS
from engagement.metrics.rests import COUNTED_ONCE, RESTS, TABLES, WATCHED
from engagement.metrics.told import Told, is_good, overlaps_few, tells_few

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from engagement.metrics.model import Question
    from engagement.metrics.people import Part, PartsOf
    from engagement.metrics.rests import Chain
    from engagement.metrics.scope import Scope
    from engagement.metrics.told import Span
    from engagement.metrics.view import OwnersView

#: Values of a dimension that are looked at, the largest first.
_MOST_VALUES: Final = 12
_NEVER: Final = 10**9


@dataclass(frozen=True)
class Split:
    """A split of a metric that may be told: its folded groups, and the guard of what is told of them."""

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
        return [*(Pick(self.by, value) for value in self.kept), Pick(self.by, OTHER, self.kept)]

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


@dataclass
class House:
    """What the metrics of one table have in common: its people, and what is told of them so far."""

    view: OwnersView
    k: int
    register: Register
    _parts: dict[tuple[str, tuple[Pick, ...]], list[Part]] = field(default_factory=dict)
    _told: dict[tuple[str, str, tuple[Pick, ...]], list[Told]] = field(default_factory=dict)
    _few: dict[object, bool] = field(default_factory=dict)
    _before: defaultdict[tuple[str, str], set[Span]] = field(default_factory=lambda: defaultdict(set))

    def parts(self, name: str, parts_of: PartsOf, picks: tuple[Pick, ...] = ()) -> list[Part]:
        """Return the parts of the rows of some groups, each read once."""
        if (name, picks) not in self._parts:
            self._parts[name, picks] = list(parts_of(self.cell(picks)))
        return self._parts[name, picks]

    def cell(self, picks: tuple[Pick, ...] = ()) -> Cell:
        """Return what the parts of some groups are taken of."""
        data, question = self.view.data, self.view.question
        for pick in picks:
            question = filtered(question, pick.by, pick.value)
            if pick.value == OTHER:
                data = FoldedData(data, pick.by, pick.kept)
        scope = replace(self.register.scope, data=data, question=question)
        return Cell(scope, self.register.days, self.register.people, picks)

    def may_tell(self, chain: Chain, spans: Sequence[Span], split: Sequence[Pick] = (), by: str = "") -> bool:
        """Whether windows may be told of all parts of a chain, of all groups of a split."""
        return all(told.may(spans) for told in self._all(chain, split, by)) and not any(
            overlaps_few({*spans, *self._before[by, name]}, part.people, self.k)
            for name, of in chain
            if name == COUNTED_ONCE and not by
            for part in self.parts(name, of)
        )

    def tell(self, chain: Chain, spans: Sequence[Span], split: Sequence[Pick] = (), by: str = "") -> None:
        """Take note of windows that are told."""
        self.remember((name for name, _ in chain), spans, by)
        for told in self._all(chain, split, by):
            told.tell(spans)

    def tells_few(self, chain: Chain, spans: Sequence[Span], split: Sequence[Pick], by: str) -> bool:
        """Whether windows of groups, beside all that is told of all of them together, tell a few people."""
        for name, parts_of in chain:
            of_groups = [self.parts(name, parts_of, (pick,)) for pick in split]
            totals, told = self._before["", name], {*spans, *self._before[by, name]}
            asked = (name, tuple(split), frozenset(totals), frozenset(told))
            if asked not in self._few:
                self._few[asked] = any(
                    tells_few(totals, [part.people for part in parts], told, self.k)
                    for parts in zip(*of_groups, strict=True)
                )
            if self._few[asked]:
                return True
        return False

    def remember(self, names: Iterable[str], spans: Iterable[Span], by: str) -> None:
        """Take note of what has been told before of some parts, of whatever groups of a dimension."""
        for name in names:
            self._before[by, name].update((first, stop) for first, stop in spans)

    def _all(self, chain: Chain, split: Sequence[Pick], by: str) -> Iterator[Told]:
        for name, parts_of in chain:
            groups: list[tuple[Pick, ...]] = [(pick,) for pick in split]
            for picks in groups or [()]:
                yield from self._of(name, parts_of, picks, by)

    def _of(self, name: str, parts_of: PartsOf, picks: tuple[Pick, ...], by: str) -> list[Told]:
        """Return what is told of each part of some groups; whatever else is told by `by` is told of them."""
        place = (by, name, picks)
        if place not in self._told:
            parts = self.parts(name, parts_of, picks)
            self._told[place] = [Told(lru_cache(maxsize=None)(part.people), self.k) for part in parts]
        for told in self._told[place]:
            told.tell(self._before[by, name])
        return self._told[place]


@dataclass(frozen=True)
class Guard:
    """Guards one metric of one owner's view: nothing of it that is told rests on fewer than `k` people.

    `compared` are the windows of its change, told if it `compares`. `alone` are the days of single
    periods that are told.
    """

    house: House
    key: str
    now: Window
    compared: tuple[Window, ...]
    compares: bool = False
    alone: frozenset[Span] = frozenset()

    @property
    def chain(self) -> Chain:
        """The metric's parts, by name."""
        return RESTS[self.key].chain

    @property
    def windows(self) -> tuple[Window, ...]:
        """The windows that are told."""
        return (self.now, *self.compared) if self.compares else (self.now,)

    @property
    def spans(self) -> list[Span]:
        """The days of all that is told, single periods among them."""
        cut = _unripe_from(self.house.view, self.key)
        found = {*self.alone}
        for first, stop in map(span, self.windows):
            # What is not known yet of the last days will be, and then parts them from the others.
            found |= {(first, cut), (cut, stop)} if first < cut < stop else {(first, stop)}
        return sorted(found)

    def cells_are_good(self, scope: Scope, cut: Cut = WHOLE) -> list[bool]:
        """Whether each group of a cut may be told, by the people that it counts itself."""
        own = RESTS[self.key].own
        if own is None:
            return [True] * len(scope.stats(DEFINITIONS[self.key].source, cut))
        counts = np.asarray(own(scope, cut))
        return [all(is_good(people, self.house.k) for people in group) for group in counts.T]

    def taken(self, split: Sequence[Pick] = (), by: str = "") -> bool:
        """Whether all may be told beside what is told already; if so it is taken note of."""
        if not self.house.may_tell(self.chain, self.spans, split, by):
            return False
        self.house.tell(self.chain, self.spans, split, by)
        return True

    def with_periods(self, split: Sequence[Pick] = (), by: str = "") -> Guard:
        """Return the guard with the single periods that may be told beside all else, the newest first."""
        start = min(window.first_day for window in self.windows)
        alone = set()
        for days in reversed(self.periods()):
            if days is None or days.first_day < start:
                continue
            if self.house.may_tell(self.chain, [span(days)], split, by):
                self.house.tell(self.chain, [span(days)], split, by)
                alone.add(span(days))
        return replace(self, alone=frozenset(alone))

    def periods(self) -> list[Window | None]:
        """Return the days of each period of a trend; None where the figure has none in it."""
        (_, scope), days = self.house.view.placed(self.key), self.house.register.days
        periods = scope.periods(trailing=False)
        edges = zip(periods.starts(), periods.ends(), strict=True)
        found = [Window(max(a, days.first_day), min(b, self.now.last_day)) for a, b in edges]
        return [window if window.first_day <= window.last_day else None for window in found]

    def splits(
        self, by: str, allowed: Sequence[str] | None = None, *, whole: bool = False
    ) -> Iterator[Split]:
        """Yield the splits of the metric by a dimension, its small values folded: of most values first.

        Of its groups the headline's window is told; `whole`: all that is told of the metric. All
        metrics that share parts of the same rows fold in the same order, so that the rest of one of
        them is always made of whole groups of another.
        """
        if not RESTS[self.key].splits:
            return
        values = [v for v in self.house.register.ordered(by, self.house.k) if v != OTHER]
        values = [v for v in values if allowed is None or v in allowed][:_MOST_VALUES]
        for many in range(len(values), 0, -1):
            for compares in dict.fromkeys((whole and self.compares, False)):
                guard = replace(self, compares=compares, alone=frozenset())
                split = Split(guard, self.house.register.folded(by, values[:many]))
                if split.may_be_told() and split.is_good():
                    yield split

    def scope_of(self, split: Split) -> Scope:
        """Return the scope of the headline, of folded data."""
        _, scope = self.house.view.placed(self.key)
        return replace(scope, data=split.folded, read_in=scope.currency)

    def tells_also(self, table: str, parts_of: PartsOf) -> bool:
        """Whether the headline's window may be told of the further parts that a table has."""
        chain, spans = ((table, parts_of),), [span(self.now)]
        if not self.house.may_tell(chain, spans):
            return False
        self.house.tell(chain, spans)
        return True

    def parts(self, picks: tuple[Pick, ...] = ()) -> list[Part]:
        """Return all parts of the rows of some groups."""
        return [part for name, of in self.chain for part in self.house.parts(name, of, picks)]


def are_apart(one: Split, two: Split) -> bool:
    """Whether no sum of groups of one split less groups of another leaves few people.

    What is left would consist of crossings of a group of either that are empty or small. So it is
    enough that all groups hang together by crossings that are large, in the time of either.
    """
    crossings = {(a.value, b.value): one.guard.parts((a, b)) for a in one.picks() for b in two.picks()}
    count = len(next(iter(crossings.values())))
    spans = {span(split.guard.now) for split in (one, two)}
    return all(
        _hang_together({ab: parts[i].people(*days) for ab, parts in crossings.items()}, one.guard.house.k)
        for i in range(count)
        for days in spans
    )


def guards(
    view: OwnersView, k: int, splits: Sequence[str], before: Mapping[str, Sequence[Span]] | None = None
) -> dict[str, Guard]:
    """Return the guards of the metrics that may be published, with all that may be told of each.

    `before`: what has been told before, by metric, or by metric and dimension or table. Headlines come
    before changes, changes before single periods, and follow-ups, whose windows are others, after the
    headlines and changes of all the rest, the one to watch first.
    """
    found: dict[str, Guard] = {}
    houses: dict[str, House | None] = {}
    for key in (key for key in view.keys() if key in RESTS):  # noqa: SIM118 - a method, not a dict
        table = DEFINITIONS[key].metric.table
        if table not in houses:
            houses[table] = _house(view, table, k, splits)
        house = houses[table]
        if house is not None and (made := _asked(house, key)) is not None:
            found[key] = made
    _remember(found, before or {})
    follow_ups = {key: DEFINITIONS[key].follow_up for key in found}
    for late in ([k for k in found if not follow_ups[k]], [k for k in found if follow_ups[k]]):
        late.sort(key=lambda key: key != f"repeat_within_{WATCHED}_days")
        for key in late:
            if not _headline(found[key]):
                del found[key]
        for key in (key for key in late if key in found):
            found[key] = _with_change(found[key])
    found = {key: guard.with_periods() for key, guard in found.items()}
    return {key: found[key] for key in view.keys() if key in found}  # noqa: SIM118 - a method


def scopes_compared(view: OwnersView, key: str) -> tuple[Scope, ...]:
    """Return the scopes that a change compares, the later first; () where nothing is compared."""
    found = pair(*view.placed(key))
    return () if isinstance(found, Message) else (found.now, found.before)


def span(window: Window) -> Span:
    """Return a window's first day and the day after its last."""
    return window.first_day, window.last_day + 1


def _house(view: OwnersView, table: str, k: int, splits: Sequence[str]) -> House | None:
    """Return what a table's metrics have in common; None where its rows have no day."""
    scope = view.scope(table)
    if not scope.dated:
        return None
    first = collect(scope.frame().select(nw.col("day").min()))["day"][0]
    last = scope.window.last_day
    start = last if first is None or first != first else min(int(first), last)  # noqa: PLR0124 - NaN
    whole = replace(scope, window=Window(start, last), read_in=scope.currency)
    return House(view, k, Register(whole, Periods("day", start, last, 0, start), splits))


def _asked(house: House, key: str) -> Guard | None:
    """Return the guard of all that the owner reads of a metric, nothing of it told yet."""
    view = house.view
    now = view.reading(key).window
    if now is None:
        return None
    scopes = scopes_compared(view, key)
    return Guard(house, key, now, tuple(scope.cohort or scope.window for scope in scopes))


def _remember(asked: Mapping[str, Guard], before: Mapping[str, Sequence[Span]]) -> None:
    """Take note of what has been told before."""
    for name, spans in before.items():
        key, _, by = name.partition(" ")
        if key in asked and by in TABLES:
            asked[key].house.remember((by,), spans, "")
        elif key in asked:
            asked[key].house.remember([part for part, _ in asked[key].chain], spans, by)


def _headline(guard: Guard) -> bool:
    """Whether a metric's headline may be told, and anybody stands behind it; if so it is taken note of."""
    _, scope = guard.house.view.placed(guard.key)
    anybody = any(part.people(*span(guard.now)) for part in guard.parts())
    return anybody and all(guard.cells_are_good(scope)) and guard.taken()


def _with_change(guard: Guard) -> Guard:
    """Return the guard with its change, if that may be told."""
    wider = replace(guard, compares=True)
    scopes = scopes_compared(guard.house.view, guard.key)
    good = bool(scopes) and all(all(guard.cells_are_good(scope)) for scope in scopes)
    return wider if good and wider.taken() else guard


def _unripe_from(view: OwnersView, key: str) -> int:
    """Return the first day of which it is not known yet what a row counts as; far off where there is none."""
    after = RESTS[key].orders_after
    return last_order_day(view.scope("orders")) - after + 1 if after else _NEVER


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
