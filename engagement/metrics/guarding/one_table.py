"""The guard of one table, shared by its metrics: its people, and what has been published of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from engagement.metrics.core.cells import Cell
from engagement.metrics.core.parts import Pick
from engagement.metrics.core.publishing import COUNTED_ONCE
from engagement.metrics.guarding.folded_data import FoldedData
from engagement.metrics.guarding.publishable import GUARDED
from engagement.metrics.guarding.published_before import states
from engagement.metrics.guarding.published_windows import (
    PublishedWindows,
    of_today,
    overlaps_few,
    reveals_few,
    sums_reveal_few,
)
from engagement.metrics.guarding.register import Register
from engagement.metrics.guarding.rows_in_states import Ground, none_of
from engagement.metrics.model import OTHER, Window
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.periods import Periods
from engagement.metrics.views.registry import DEFINITIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engagement.metrics.core.cells import PartsOf
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.parts import Part
    from engagement.metrics.core.publishing import NamedParts
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.guarding import published_windows as t
    from engagement.metrics.guarding.published_before import PastPublication, States
    from engagement.metrics.model import Question
    from engagement.metrics.views.owners import OwnersView

    Picks = tuple[Pick, ...]


@dataclass
class TableGuard:
    """The people of a table in every state of the data that was published.

    No number is about fewer than `k` people, and no difference of several about fewer than `least`.
    `named_values` are the values of dimensions that were published by name, by metric and dimension.
    """

    view: OwnersView
    k: int
    least: int
    states: States
    registers: Sequence[Register | None]
    #: Values that have been published by name, by dimension and part.
    named_values: dict[tuple[str, str], dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _parts: dict[tuple[str, Picks], list[Part]] = field(default_factory=dict)
    _grounds: dict[tuple[str, Picks], list[Ground]] = field(default_factory=dict)
    _published: dict[tuple[str, str, Picks], list[PublishedWindows]] = field(default_factory=dict)
    _few: dict[object, bool] = field(default_factory=dict)
    _sums: dict[t.SumInState, None] = field(default_factory=dict)
    _summed: dict[str, PartsOf] = field(default_factory=dict)
    _before: defaultdict[tuple[str, str], set[t.WindowInState]] = field(
        default_factory=lambda: defaultdict(set)
    )

    @property
    def register(self) -> Register:
        """The register of people in today's data."""
        first = self.registers[0]
        assert first is not None  # noqa: S101 - `table_guard_of` makes none without
        return first

    def parts(self, name: str, parts_of: PartsOf, picks: Picks = ()) -> list[Part]:
        """Return the parts of the rows of some groups as they are today, each read once."""
        if (name, picks) not in self._parts:
            self._parts[name, picks] = list(parts_of(_cell(self.view, self.register, picks)))
        return self._parts[name, picks]

    def grounds(self, name: str, parts_of: PartsOf, picks: Picks = ()) -> list[Ground]:
        """Return the parts of the rows of some groups in all states of the data."""
        if (name, picks) not in self._grounds:
            today = self.parts(name, parts_of, picks)
            others = [
                list(parts_of(_cell(self.view, register, picks))) if register is not None else []
                for register in self.registers[1:]
            ]
            self._grounds[name, picks] = [
                Ground(
                    [part, *(versions[i] if i < len(versions) else none_of(part) for versions in others)],
                    self.states.of,
                    self.states.gone,
                )
                for i, part in enumerate(today)
            ]
        return self._grounds[name, picks]

    def groups(self, name: str, by: str, named: Sequence[str] | None) -> list[Picks]:
        """Return all groups of a part that a split with the values `named` distinguishes.

        Values that were published by name before are included, because the rest of one split minus that of
        another consists of them. None means no split.
        """
        if named is None:
            return [()]
        values = tuple(dict.fromkeys([*named, *self.named_values[by, name]]))
        return [*((Pick(by, value),) for value in values), (Pick(by, OTHER, values),)]

    def may_publish(
        self, parts: NamedParts, spans: Sequence[t.DaySpan], by: str = "", values: Sequence[str] | None = None
    ) -> bool:
        """Return whether windows may be published of all named parts, in all groups of a split by values."""
        windows = of_today(spans)
        return all(published.may_publish(windows) for published in self._all(parts, by, values)) and not any(
            overlaps_few({*spans, *self._days(by, name)}, ground.today, self.least)
            for name, parts_of in parts
            if name == COUNTED_ONCE and not by
            for ground in self.grounds(name, parts_of)
        )

    def note_published(
        self, parts: NamedParts, spans: Sequence[t.DaySpan], by: str = "", values: Sequence[str] | None = None
    ) -> None:
        """Note windows as published."""
        windows = of_today(spans)
        self.remember((name for name, _ in parts), windows, by)
        for published in self._all(parts, by, values):
            published.note_published(windows)

    def may_publish_sums(self, sums: Sequence[NamedParts], spans: Sequence[t.DaySpan]) -> bool:
        """Return whether sums of parts may be published of windows, beside the sums published so far."""
        requested = [(_names(parts), window) for parts in sums for window in of_today(spans)]
        new = [requested_sum for requested_sum in requested if requested_sum not in self._sums]
        if not new:
            return True
        all_parts = self._summed | {name: parts_of for parts in sums for name, parts_of in parts}
        grounds = {name: self.grounds(name, parts_of)[0] for name, parts_of in all_parts.items()}
        return not sums_reveal_few(list(self._sums), new, grounds, self.least)

    def remember_sums(self, sums: Sequence[NamedParts], windows: Sequence[t.WindowInState]) -> None:
        """Note windows of which sums of some parts are published."""
        for parts in sums:
            self._summed.update(parts)
            self._sums.update({(_names(parts), window): None for window in windows})

    def reveals_few(
        self, parts: NamedParts, spans: Sequence[t.DaySpan], by: str, values: Sequence[str]
    ) -> bool:
        """Return whether windows of groups, together with all published totals, isolate few people."""
        for name, parts_of in parts:
            groups = self.groups(name, by, values)
            totals, published = self._before["", name], {*of_today(spans), *self._before[by, name]}
            question = (name, tuple(groups), frozenset(totals), frozenset(published))
            if question not in self._few:
                of_groups = [self.grounds(name, parts_of, picks) for picks in groups]
                self._few[question] = any(
                    reveals_few(totals, grounds, published, self.least)
                    for grounds in zip(*of_groups, strict=True)
                )
            if self._few[question]:
                return True
        return False

    def remember(self, names: Iterable[str], windows: Iterable[t.WindowInState], by: str) -> None:
        """Note earlier publications of some parts, for all groups of a dimension."""
        published = list(windows)
        for name in names:
            self._before[by, name].update(published)

    def published_names(self, names: Iterable[str]) -> list[str]:
        """Return the dimensions by which some parts were published before."""
        wanted = set(names)
        return sorted({by for (by, name), values in self.named_values.items() if name in wanted and values})

    def _days(self, by: str, name: str) -> set[t.DaySpan]:
        return {(first, stop) for _, first, stop in self._before[by, name]}

    def _all(self, parts: NamedParts, by: str, values: Sequence[str] | None) -> Iterator[PublishedWindows]:
        for name, parts_of in parts:
            for picks in self.groups(name, by, values):
                yield from self._published_windows(name, parts_of, picks, by)

    def _published_windows(
        self, name: str, parts_of: PartsOf, picks: Picks, by: str
    ) -> list[PublishedWindows]:
        """Return the published windows of each part of some groups, with those published by `by`."""
        place = (by, name, picks)
        if place not in self._published:
            grounds = self.grounds(name, parts_of, picks)
            supposed = bool(picks)
            self._published[place] = [
                PublishedWindows(ground, self.k, self.least, supposed=supposed) for ground in grounds
            ]
        for published in self._published[place]:
            published.note_published(self._before[by, name])
        return self._published[place]


def table_guard_of(
    view: OwnersView, table: str, k: int, splits: Sequence[str], pasts: Sequence[PastPublication]
) -> TableGuard | None:
    """Return the guard of a table; None where its rows have no day."""
    published_states = states(view, table, pasts)
    today = _register(view, table, splits, None)
    if today is None:
        return None
    others = [
        _register(_view_of_data(view, data), table, splits, today.scope.currency)
        for data in published_states.data[1:]
    ]
    least = min([k, *(past.content["k"] for past in pasts)])
    guard = TableGuard(view, k, least, published_states, [today, *others])
    for past in pasts:
        for part_name, values in past.content["kept"].items():
            key, _, by = part_name.partition(" ")
            if key in GUARDED and DEFINITIONS[key].metric.table == table:
                for name, _ in GUARDED[key].parts:
                    guard.named_values[by, name].update(dict.fromkeys(values))
    return guard


def _names(parts: NamedParts) -> tuple[str, ...]:
    return tuple(name for name, _ in parts)


def filtered(question: Question, by: str, value: str) -> Question:
    """Return the question filtered to one value of a dimension."""
    return replace(question, filters=(*question.filters, (by, (value,))))


def _view_of_data(view: OwnersView, data: Data) -> OwnersView:
    return type(view)(data, view.question)


def _register(view: OwnersView, table: str, splits: Sequence[str], currency: str | None) -> Register | None:
    """Return the register of a table in some data; None where it has no row with a day there."""
    if not view.data.has(table):
        return None
    scope = view.scope(table)
    if not scope.dated:
        return None
    first = collect(scope.frame().select(nw.col("day").min()))["day"][0]
    last = scope.window.last_day
    start = last if first is None or first != first else min(int(first), last)  # noqa: PLR0124 - NaN
    placed: Scope = replace(scope, window=Window(start, last), read_in=currency or scope.currency)
    return Register(placed, Periods("day", start, last, 0, start), splits)


def _cell(view: OwnersView, register: Register, picks: Picks) -> Cell:
    """Return the cell from which the parts of some groups are read."""
    data, question = register.scope.data, view.question
    for pick in picks:
        question = filtered(question, pick.by, pick.value)
        if pick.value == OTHER:
            data = FoldedData(data, pick.by, pick.named)
    scope = replace(register.scope, data=data, question=question)
    return Cell(scope, register.days, register.people, picks)
