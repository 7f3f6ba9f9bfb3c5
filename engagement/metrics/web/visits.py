"""Sums over visits: which tool is used for a metric, and the sums of its chosen rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.locale import message
from engagement.metrics.model import Window
from engagement.metrics.sums.group_sums import WHOLE, sums
from engagement.metrics.web.daily_shares import of_days
from engagement.metrics.web.reports import (
    TABLE,
    Figures,
    Stretch,
    has_both,
    inside,
    prepared,
    splitting,
    stretches,
    without_overlap,
)
from engagement.metrics.words.phrases import OUTSIDE

if TYPE_CHECKING:
    from engagement.engine import Frame
    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.group_sums import Cut, Sums

_LACKING: Final = message("Rows that lack one of the numbers")
_DUPLICATE: Final = message("The same visits, counted by another tool, split another way or over other days")


@dataclass(frozen=True, slots=True)
class Reports:
    """The source of a metric: the figures, the stretches of the leading tool, and those that count."""

    figures: Figures
    stretches: tuple[Stretch, ...]
    picked: tuple[Stretch, ...]

    @property
    def source(self) -> str | None:
        """The leading tool; None if there is none."""
        return self.stretches[0].source if self.stretches else None

    @property
    def means(self) -> str:
        """The leading definition of a bounce, "" if not relevant."""
        return self.stretches[0].means if self.stretches else ""

    def rows(self, rows: Frame) -> Frame:
        """Return the prepared rows that count."""
        return rows.filter(
            has_both(self.figures), inside(self.picked, self.stretches, defined=self.figures.defined)
        )


@dataclass(frozen=True, slots=True)
class Visits:
    """A share of visits: its possible figures, of which the first in the data is used.

    `unfinished` subtracts the numerator from the denominator.
    """

    options: tuple[Figures, ...]
    unfinished: bool = False

    def available(self, data: Data) -> bool:
        """Return whether any report has the figures."""
        return data.has(TABLE) and any(stretches(data, figures) for figures in self.options)

    def reports(self, scope: Scope, by: str | None = None) -> Reports:
        """Return the source, among reports that can be split and filtered as requested.

        It does not depend on the window of the scope, so a trend and the window before use the same source
        as the headline. The tool with most visits in the window of the question leads.
        """
        filtered = (name for name, _ in scope.question.filters)
        needed = splitting((by, *filtered))
        window = _window_of_scope(scope)

        def choose() -> Reports:
            options = [self._reports_of(scope.data, figures, needed, window) for figures in self.options]
            now = (reports for reports in options if any(_lies_in(s, window) for s in reports.picked))
            return next(now, None) or next((r for r in options if r.picked), options[0])

        return scope.data.remember(("reports", self.options, needed, window), choose)

    def sums(self, scope: Scope, cut: Cut) -> Sums:
        """Return k of n visits, with the sums over `days` that their interval needs (`of_days`)."""
        reports = self.reports(scope, cut.by)
        above, below = (nw.col(c).cast(nw.Float64) for c in (reports.figures.above, reports.figures.below))
        rows = scope.grouped(reports.rows(until(scope)), cut, TABLE)
        return of_days(rows.with_columns(k_=below - above if self.unfinished else above, n_=below), cut)

    def by_day(self, scope: Scope) -> bool:
        """Return whether every row that may count covers one day."""
        return all(s.dated and s.days == 1 for s in self.reports(scope).picked)

    def account(self, scope: Scope) -> tuple[tuple[tuple[Message, int], ...], int]:
        """Return the rows that are left out, by reason, and how many are used."""
        reports = self.reports(scope)
        picked = inside(reports.picked, reports.stretches, defined=reports.figures.defined)
        carried = has_both(reports.figures)
        used = carried & picked
        marks = {
            "used": used.cast(nw.Int64),
            "lacking": (~carried).cast(nw.Int64),
            "again": (carried & ~picked).cast(nw.Int64),
        }
        in_window = sums(scope.grouped(until(scope), WHOLE, TABLE), WHOLE, marks | {"rows": nw.lit(1)})
        count = {name: int(values[0]) for name, values in in_window.columns.items()}
        all_rows = sums(scope.rows(TABLE), WHOLE, {"rows": nw.lit(1)})
        left_out = (
            (OUTSIDE, int(all_rows["rows"][0]) - count["rows"]),
            (_LACKING, count["lacking"]),
            (_DUPLICATE, count["again"]),
        )
        return tuple((reason, rows) for reason, rows in left_out if rows), count["used"]

    def behind(self, scope: Scope) -> Frame:
        """Return the rows that count, as in the table."""
        rows = scope.grouped(self.reports(scope).rows(until(scope)), WHOLE, TABLE)
        return rows.drop("site_", "split_", "means_", "first_", "last_")

    def others(self, scope: Scope) -> tuple[Stretch, ...]:
        """Return the stretches of the question's window from other tools or with another definition."""
        reports, window = self.reports(scope), _window_of_scope(scope)
        return tuple(
            s
            for figures in self.options
            for s in stretches(scope.data, figures)
            if (s.source, s.means) != (reports.source, reports.means) and _lies_in(s, window)
        )

    def of_other(self, scope: Scope, others: tuple[Stretch, ...]) -> tuple[float, float]:
        """Return numerator and denominator by another tool or definition in the window."""
        figures = self.reports(scope).figures
        reports = Reports(figures, others, without_overlap(others, frozenset()))
        measures = {name: nw.col(name).cast(nw.Float64) for name in (figures.above, figures.below)}
        visit_sums = sums(scope.grouped(reports.rows(until(scope)), WHOLE, TABLE), WHOLE, measures)
        return float(visit_sums[figures.above][0]), float(visit_sums[figures.below][0])

    @staticmethod
    def _reports_of(data: Data, figures: Figures, needed: frozenset[str], window: Window | None) -> Reports:
        fitting = [s for s in stretches(data, figures) if needed <= set(s.dimensions)]
        if not fitting:
            return Reports(figures, (), ())
        lead = _leader([s for s in fitting if _lies_in(s, window)] or fitting)
        tool_stretches = tuple(s for s in stretches(data, figures) if (s.source, s.means) == lead)
        return Reports(figures, tool_stretches, without_overlap(tool_stretches, needed))


def _leader(candidates: list[Stretch]) -> tuple[str, str]:
    """Return tool and definition with most visits, by their largest report."""
    totals: dict[tuple[str, str, str], float] = {}
    for s in candidates:
        key = (s.source, s.means, s.split)
        totals[key] = totals.get(key, 0) + s.below
    source, means, _ = max(totals, key=lambda key: (totals[key], key))
    return source, means


def _window_of_scope(scope: Scope) -> Window | None:
    """Return the window of the question, whichever window the scope has; None for all days."""
    coverage, days = scope.data.coverage(TABLE), scope.question.days
    if coverage is None or days is None:
        return None
    last = coverage.last_day if scope.question.as_of is None else scope.question.as_of
    return Window(last - days + 1, last)


def _lies_in(stretch: Stretch, window: Window | None) -> bool:
    return window is None or window.first_day <= stretch.last <= window.last_day


def until(scope: Scope) -> Frame:
    """Return the rows up to the as-of day that pass the filters, with the keys of their stretch."""
    rows = prepared(scope.rows(TABLE))
    return rows.filter(nw.col("day") <= scope.window.last_day) if scope.dated else rows
