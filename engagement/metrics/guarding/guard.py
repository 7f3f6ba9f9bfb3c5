"""The guard of each metric: which windows, groups and cells have enough people to be published.

Windows are exactly the owner's. Figures of these days that cannot be published are left out, not computed
over other days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.metrics.comparing.window_pairs import NoPair, pair
from engagement.metrics.guarding.one_table import table_guard_of
from engagement.metrics.guarding.publishable import GUARDED, TABLES
from engagement.metrics.guarding.published_windows import is_good, of_today
from engagement.metrics.joined.spend_afterwards import last_order_day
from engagement.metrics.model import Window
from engagement.metrics.sums.group_sums import WHOLE, Cut
from engagement.metrics.views.registry import DEFINITIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from engagement.metrics.core.cells import PartsOf
    from engagement.metrics.core.parts import Part, Pick
    from engagement.metrics.core.publishing import NamedParts
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.guarding.folded_data import FoldedData
    from engagement.metrics.guarding.one_table import TableGuard
    from engagement.metrics.guarding.published_before import PastPublication
    from engagement.metrics.guarding.published_windows import DaySpan
    from engagement.metrics.views.owners import OwnersView

_NEVER: Final = 10**9


@dataclass(frozen=True)
class FigureGuard:
    """The guard of one metric of an owner's view: no published number of it is about fewer than `k` people.

    `now` is the window of the value, `compared_windows` are those of the change, published if `compares`.
    `single_periods` are the days of single periods that are published.
    """

    table_guard: TableGuard
    key: str
    now: Window
    compared_windows: tuple[Window, ...]
    compares: bool = False
    single_periods: frozenset[DaySpan] = frozenset()

    @property
    def named_parts(self) -> NamedParts:
        """The parts of the metric's rows, by name."""
        return GUARDED[self.key].parts

    @property
    def windows(self) -> tuple[Window, ...]:
        """The windows that are published."""
        return (self.now, *self.compared_windows) if self.compares else (self.now,)

    @property
    def days(self) -> DaySpan:
        """The days of the value's window."""
        return span(self.now)

    @property
    def spans(self) -> list[DaySpan]:
        """The days of everything that is published, single periods included."""
        cut = _unripe_from(self.table_guard.view, self.key)
        spans = {*self.single_periods}
        for first, stop in map(span, self.windows):
            # Outcomes of the last days are not known yet; later they will separate these days from the
            # others.
            spans |= {(first, cut), (cut, stop)} if first < cut < stop else {(first, stop)}
        return sorted(spans)

    def cells_are_good(self, scope: Scope, cut: Cut = WHOLE) -> list[bool]:
        """Return for each group of a cut whether it counts enough people to be published."""
        cells = GUARDED[self.key].cells
        if cells is None:
            return [True] * len(scope.stats(DEFINITIONS[self.key].source, cut))
        counts = np.asarray(cells(scope, cut))
        return [all(is_good(people, self.table_guard.k) for people in group) for group in counts.T]

    def publish_if_safe(self) -> bool:
        """Return whether the figure may be published beside everything published so far.

        If so, it is noted as published.
        """
        return self._publish_if_safe(self.spans)

    def _publish_if_safe(
        self, spans: Sequence[DaySpan], by: str = "", values: Sequence[str] | None = None
    ) -> bool:
        """Return whether windows may be published; if so they are noted as published."""
        if not self.table_guard.may_publish(self.named_parts, spans, by, values):
            return False
        summed = GUARDED[self.key].summed
        if not self.table_guard.may_publish_sums(summed, spans):
            return False
        self.table_guard.note_published(self.named_parts, spans, by, values)
        self.table_guard.remember_sums(summed, of_today(spans))
        return True

    def with_periods(self, by: str = "", values: Sequence[str] | None = None) -> FigureGuard:
        """Return the guard with the single periods that may also be published, tried from the newest."""
        start = min(window.first_day for window in self.windows)
        alone = set()
        for days in reversed(self.periods()):
            if days is None or days.first_day < start:
                continue
            if self._publish_if_safe([span(days)], by, values):
                alone.add(span(days))
        return replace(self, single_periods=frozenset(alone))

    def periods(self) -> list[Window | None]:
        """Return the window of each period of a trend; None for periods without a value."""
        (_, scope), days = self.table_guard.view.placed(self.key), self.table_guard.register.days
        periods = scope.periods(trailing=False)
        edges = zip(periods.starts(), periods.ends(), strict=True)
        windows = [Window(max(a, days.first_day), min(b, self.now.last_day)) for a, b in edges]
        return [window if window.first_day <= window.last_day else None for window in windows]

    def scope_of(self, grouped: FoldedData) -> Scope:
        """Return the scope of the value's window in folded data."""
        _, scope = self.table_guard.view.placed(self.key)
        return replace(scope, data=grouped, read_in=scope.currency)

    def may_publish_parts(self, table: str, parts_of: PartsOf) -> bool:
        """Return whether the value's window may be published for the further parts of a table."""
        parts, spans = ((table, parts_of),), [span(self.now)]
        if not self.table_guard.may_publish(parts, spans):
            return False
        self.table_guard.note_published(parts, spans)
        return True

    def parts(self, picks: tuple[Pick, ...] = ()) -> list[Part]:
        """Return all parts of the rows of some groups."""
        return [
            part
            for name, parts_of in self.named_parts
            for part in self.table_guard.parts(name, parts_of, picks)
        ]


def guards(
    view: OwnersView,
    k: int,
    splits: Sequence[str],
    pasts: Sequence[PastPublication] = (),
    *,
    keys: Sequence[str],
    periods: Collection[str],
) -> dict[str, FigureGuard]:
    """Return the guards of the metrics of `keys` that may be published, by key.

    `pasts` are earlier publications, `periods` the metrics whose single periods are wanted. As each
    publication restricts the following ones, the order is: values, then changes, then periods; metrics with a
    follow-up time, whose windows differ, come after the values and changes of the others.
    """
    metric_guards: dict[str, FigureGuard] = {}
    table_guards: dict[str, TableGuard | None] = {}
    for key in (key for key in keys if key in GUARDED):
        table = DEFINITIONS[key].metric.table
        if table not in table_guards:
            table_guards[table] = table_guard_of(view, table, k, splits, pasts)
        table_guard = table_guards[table]
        if table_guard is not None and (metric_guard := _guard_of_metric(table_guard, key)) is not None:
            metric_guards[key] = metric_guard
    _remember(table_guards, pasts)
    follow_ups = {key: DEFINITIONS[key].follow_up for key in metric_guards}
    for late in (
        [k for k in metric_guards if not follow_ups[k]],
        [k for k in metric_guards if follow_ups[k]],
    ):
        late.sort(key=lambda key: not GUARDED[key].first)
        for key in late:
            if not _headline(metric_guards[key]):
                del metric_guards[key]
        for key in (key for key in late if key in metric_guards):
            metric_guards[key] = _with_change(metric_guards[key])
    return {key: guard.with_periods() if key in periods else guard for key, guard in metric_guards.items()}


def scopes_compared(view: OwnersView, key: str) -> tuple[Scope, ...]:
    """Return the scopes that a change compares, the later first; empty where nothing is compared."""
    windows = pair(*view.placed(key))
    return () if isinstance(windows, NoPair) else (windows.now, windows.before)


def span(window: Window) -> DaySpan:
    """Return a window's first day and the day after its last."""
    return window.first_day, window.last_day + 1


def _guard_of_metric(table_guard: TableGuard, key: str) -> FigureGuard | None:
    """Return the guard of a metric before anything is published; None where the metric has no window."""
    view = table_guard.view
    now = view.reading(key).window
    if now is None:
        return None
    scopes = scopes_compared(view, key)
    return FigureGuard(table_guard, key, now, tuple(scope.cohort or scope.window for scope in scopes))


def _remember(table_guards: Mapping[str, TableGuard | None], pasts: Sequence[PastPublication]) -> None:
    """Note earlier publications in the tables' guards."""
    for i, past in enumerate(pasts):
        for key, by, spans in past.windows():
            guard = table_guards.get(DEFINITIONS[key].metric.table) if key in GUARDED else None
            if guard is None:
                continue
            windows = [(guard.states.state[i], first, stop) for first, stop in spans]
            if by in TABLES:
                guard.remember((by,), windows, "")
            else:
                guard.remember([name for name, _ in GUARDED[key].parts], windows, by)
                guard.remember_sums(GUARDED[key].summed, windows)


def _headline(guard: FigureGuard) -> bool:
    """Return whether a metric's value may be published and counts anybody; if so it is noted as published."""
    _, scope = guard.table_guard.view.placed(guard.key)
    anybody = any(part.people(*span(guard.now)) for part in guard.parts())
    return anybody and all(guard.cells_are_good(scope)) and guard.publish_if_safe()


def _with_change(guard: FigureGuard) -> FigureGuard:
    """Return the guard with its change, if that may be published."""
    wider = replace(guard, compares=True)
    scopes = scopes_compared(guard.table_guard.view, guard.key)
    good = bool(scopes) and all(all(guard.cells_are_good(scope)) for scope in scopes)
    return wider if good and wider.publish_if_safe() else guard


def _unripe_from(view: OwnersView, key: str) -> int:
    """Return the first day (since 1970-01-01) whose follow-up time is not over.

    Far in the future without one.
    """
    after = GUARDED[key].orders_after
    return last_order_day(view.scope("orders")) - after + 1 if after else _NEVER
