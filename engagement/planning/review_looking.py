"""The comparisons of a review, and which of them become statements.

All comparisons form one family (`statistics.multiple.holm`): usual ranges of key figures, their changes
against a year before, and segments. So reviews of a shop in which nothing changes rarely state anything.
Goals are not part of the family: each was set beforehand and is always reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.charts.base.points import read_trend
from engagement.charts.control_limits import usual_range
from engagement.locale import message
from engagement.metrics.comparing.verdicts import significant_keys
from engagement.metrics.findings import candidates
from engagement.metrics.findings.findings import SegmentFinding
from engagement.metrics.model import public
from engagement.metrics.sums.periods import as_date, first_day_of, period_of
from engagement.metrics.views.overview import overview_keys, totals
from engagement.metrics.views.series_breaks import crossed
from engagement.planning.statements import Review, Statement
from engagement.statistics.control import PERIODS, against_the_past
from engagement.statistics.interval import LEVEL, normal_quantile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engagement.locale import Message
    from engagement.metrics.model import Change, View, Window
    from engagement.planning.statements import ReviewGrain

#: The family-wise error rate of a review. It is below 5 %, because the limits of skewed amounts are
#: slightly too narrow in the far tails.
CHANCE: Final = 0.03
#: Weights in the error rate: larger for totals and key figures, on which shops act; amounts vary more than
#: shares.
_RANGE, _YEAR, _AMOUNT, _SEGMENT = 4.0, 4.0, 10.0, 1.0
#: Counts have no interval; only their variation between periods can be used.
_NO_ERROR: Final = 1e-9
#: Not compared: gaps between orders grow with a shop, and the limits of their median are too rough for the
#: few orders of a week or a month in the far tails. In 22 reviews of shops without changes they caused 2
#: statements.
_ROUGH: Final = frozenset({"days_between_orders"})


@dataclass(frozen=True, slots=True)
class ReviewLook:
    """One comparison: name, p (None: not tested), weight in the error rate, and the resulting statement."""

    name: str
    p: float | None
    part: float
    statement: Statement | None


def review(view: View, grain: ReviewGrain, window: Window, goals: Sequence[Statement] = ()) -> Review:
    """Return the review of a period; `view` has to be asked `question_of(grain, window)`.

    Equal data give an equal review. `goals` are how the shop's goals stand.
    """
    ranges = [*_ranges(view)]
    looked = [*ranges, *_years(view), *_segments(view)]
    stand = significant_keys(
        {look.name: look.p for look in looked}, CHANCE, {look.name: look.part for look in looked}
    )
    standing = [look.statement for look in looked if look.name in stand and look.statement is not None]
    return Review(
        grain,
        window.first_day,
        window.last_day,
        statements=(*standing, *goals),
        looked_at=sum(look.p is not None for look in looked),
        ranged=sum(look.p is not None for look in ranges),
        ranges=len(ranges),
        lacking=tuple(_lacking(view)),
    )


def compared_keys(view: View) -> list[str]:
    """Return the figures compared over time: totals, key figures, rates that keep their level."""
    available = candidates.reported_together(view)
    monthly = [key for key in candidates.MONTHLY if key in available]
    keys = dict.fromkeys((*totals(view), *overview_keys(view), *monthly))
    return [key for key in keys if key not in _ROUGH]


def _ranges(view: View) -> Iterator[ReviewLook]:
    for key in compared_keys(view):
        broken = view.breaks(key)
        if broken is None:
            continue
        days = [as_date(series_break.day) for series_break in broken]
        read = read_trend(view.trend(key, trailing=False), view.question.grain, days).after_break
        points = [point for point in read.points if point.joined]
        values = np.array([p.value if p.state == "ok" else np.nan for p in points], dtype=np.float64)
        ends = np.array([(p.low, p.high) for p in points], dtype=np.float64).reshape(-1, 2)
        errors = (ends[:, 1] - ends[:, 0]) / (2 * normal_quantile(LEVEL))
        errors = np.where(np.isfinite(errors) & (errors > 0), errors, _NO_ERROR)
        recent = against_the_past(values, errors, 1, 1) if values.size > PERIODS else None
        usual = usual_range(read)
        last = read.last
        statement = None
        if recent is not None and usual is not None and last is not None and usual.unusual == last.start:
            reading = view.reading(key)
            period = period_of((last.start - as_date(0)).days, view.question.grain)
            statement = Statement(
                "range",
                key,
                reading.unit,
                last.value,
                usual.low,
                usual.high,
                last.n,
                first_day_of(period, view.question.grain),
                first_day_of(period + 1, view.question.grain) - 1,
                currency=reading.currency,
                beside=usual.mean,
            )
        yield ReviewLook(f"range {key}", None if recent is None else recent.p, _RANGE, statement)


def _years(view: View) -> Iterator[ReviewLook]:
    for key in compared_keys(view):
        change, reading = view.change(key), view.reading(key)
        if _became_another(view, key, change):
            continue
        statement = None
        before = change.before
        if before is not None and change.difference is not None and change.low is not None:
            was = before.value or 0.0
            days = reading.window
            statement = Statement(
                "year",
                key,
                reading.unit,
                was + change.difference,
                change.low,
                change.high,
                reading.n,
                days.first_day if days else 0,
                days.last_day if days else 0,
                currency=reading.currency,
                beside=was,
                difference=change.difference,
            )
        p = change.p if change.beyond_noise is not None else None
        yield ReviewLook(f"year {key}", p, _AMOUNT if reading.unit == "money" else _YEAR, statement)


def _became_another(view: View, key: str, change: Change) -> bool:
    """Return whether a figure's definition changed, or may have, since the first day of the comparison."""
    broken = view.breaks(key)
    earlier = None if change.before is None else change.before.window
    return broken is None or crossed(broken, earlier, view.reading(key).window) is not None


def _segments(view: View) -> Iterator[ReviewLook]:
    for candidate in candidates.segments(view, candidates.reported_together(view) - _ROUGH):
        finding = candidate.finding
        statement = None
        if isinstance(finding, SegmentFinding):
            reading = view.reading(finding.key)
            days = reading.window
            statement = Statement(
                "segment",
                finding.key,
                reading.unit,
                finding.value,
                finding.low,
                finding.high,
                finding.n,
                days.first_day if days else 0,
                days.last_day if days else 0,
                currency=reading.currency,
                beside=finding.others,
                difference=finding.value - finding.others,
                by=finding.by,
                segment=finding.segment or "",
                compared=finding.compared,
            )
        yield ReviewLook(
            f"segment {candidate.name}", candidate.p, _SEGMENT * min(candidate.alpha_share, 4.0), statement
        )


def _lacking(view: View) -> Iterator[Message]:
    """Return sentences on kinds of comparisons that were not possible at all."""
    keys = compared_keys(view)
    changes = [view.change(key) for key in keys]
    days = [change.needs_from for change in changes if change.needs_from is not None]
    if days and not any(change.p is not None for change in changes):
        yield public(
            message(
                "Nothing is compared with a year before: that needs data from {day} on.",
                day=as_date(min(days)),
            )
        )
