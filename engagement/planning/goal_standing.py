"""Progress of a goal: its current figure, the projection to its day, and whether the gap exceeds noise.

A figure of customers is computed for the year that ends with each period, any other for each period alone,
as in its chart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.charts.base.points import read_trend
from engagement.metrics.model import Question
from engagement.metrics.segments.dimensions import SEGMENT
from engagement.metrics.sums.periods import as_date, first_day_of, period_of
from engagement.planning.statements import Statement, starts_at_zero
from engagement.statistics.series.projection import rolling_projection, seasonal_projection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from engagement.charts.base.points import Point
    from engagement.metrics.model import Metric, Reading, View
    from engagement.planning.statements import GoalStatus
    from engagement.statistics.series.projection import Projection
    from engagement.store.planning.kept_goals import Goal

#: The highest NPS; the lowest is as far below zero.
_POINTS: Final = 100.0
#: The number of periods in a year.
_YEAR: Final[Mapping[str, int]] = {"week": 52, "month": 12, "quarter": 4}


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """The progress of a goal in its last complete period, or in the period of its day once that is over.

    `now` is the value of that period, None if there is no such period or value. `projection` is the value
    expected on the goal's day.
    """

    goal: Goal
    status: GoalStatus
    now: Point | None
    projection: Projection | None = None
    upward: bool = True


def question_of(goal: Goal, segments: Mapping[str, str], as_of: int | None = None) -> Question | None:
    """Return the question of a goal; None if its saved segment no longer exists.

    `segments` are the definitions of saved segments by name.
    """
    question = Question(grain=goal.step, as_of=as_of)
    if not goal.segment:
        return question
    text = segments.get(goal.segment)
    return None if text is None else replace(question, filters=((SEGMENT, (text,)),))


def standing_of(view: View, goal: Goal) -> GoalStanding:
    """Return the progress of a goal. `view` must have the question `question_of(goal)` and its figure."""
    metric = view.metric(goal.key)
    days = [as_date(series_break.day) for series_break in view.breaks(goal.key) or ()]
    # Only the time since the last change of the figure's definition.
    read = read_trend(view.trend(goal.key, trailing=metric.trailing), goal.step, days).after_break
    points = {_period(point, goal): point for point in read.points if point.joined}
    due = period_of(goal.due, goal.step)
    standing = GoalStanding(goal, "early", None, upward=_is_upward(goal, metric))
    over = [_period(point, goal) for point in read.points if point.state not in {"running", "waiting"}]
    if over and over[-1] >= due:
        point = points.get(due)
        return replace(standing, status="no_value" if point is None else _final(standing, point), now=point)
    last = max(points, default=None)
    if last is None:
        return standing
    values = np.array(
        [points[period].value if period in points else None for period in range(min(points), last + 1)],
        dtype=np.float64,
    )
    forward = rolling_projection if metric.trailing else seasonal_projection
    forecast = forward(values, due - last, _YEAR[goal.step])
    if forecast is not None:
        forecast = _possible(forecast, metric, values)
    return replace(standing, status=_by_projection(standing, forecast), now=points[last], projection=forecast)


def statements_of(
    view: View, goals: Iterable[Goal], segments: Mapping[str, str], as_of: int | None = None
) -> Iterator[Statement]:
    """Yield how goals stand on a day; without those whose figure or segment there is no more."""
    for goal in goals:
        question = question_of(goal, segments, as_of)
        if question is not None and goal.key in view.keys():  # noqa: SIM118 - a method
            goal_view = view.ask(question)
            yield statement_of(goal_view, standing_of(goal_view, goal))


def statement_of(view: View, standing: GoalStanding) -> Statement:
    """Return the progress of a goal as a statement of a review."""
    goal, now = standing.goal, standing.now
    reading = view.reading(goal.key)
    period = period_of(goal.set_day, goal.step) if now is None else _period(now, goal)
    limits = (None, None) if now is None else (now.low, now.high)
    if standing.projection is not None:
        limits = (standing.projection.low, standing.projection.high)
    return Statement(
        "goal",
        goal.key,
        reading.unit,
        None if now is None else now.value,
        *limits,
        0 if now is None else now.n,
        first_day_of(period, goal.step),
        first_day_of(period + 1, goal.step) - 1,
        currency=reading.currency,
        beside=goal.value,
        by=goal.step,
        segment=goal.segment,
        expected=None if standing.projection is None else standing.projection.value,
        status=standing.status,
        due=goal.due,
        upward=standing.upward,
    )


def _period(point: Point, goal: Goal) -> int:
    return period_of((point.start - as_date(0)).days, goal.step)


def _is_upward(goal: Goal, metric: Metric) -> bool:
    """Return whether more is better, as the metric says.

    Of a metric that does not, more is if the goal lies above the value when it was set.
    """
    if metric.better is not None:
        return metric.better == "up"
    return goal.set_value is None or goal.value >= goal.set_value


def _final(standing: GoalStanding, point: Point) -> GoalStatus:
    """Return the result for the goal's own period: by its interval, for a count by the count itself."""
    low = point.value if point.low is None else point.low
    high = point.value if point.high is None else point.high
    return _side_of_goal(standing, low, high, ("met", "missed"))


def _by_projection(standing: GoalStanding, projection: Projection | None) -> GoalStatus:
    if projection is None:
        return "early"
    return _side_of_goal(standing, projection.low, projection.high, ("on_the_way", "behind"))


def _possible(projection: Projection, metric: Metric, past: NDArray[np.float64]) -> Projection:
    """Return a projection within what the figure can be: no count below zero, no share above one."""
    known = past[~np.isnan(past)]
    least = 0.0 if starts_at_zero(metric.key, metric.unit) and bool((known >= 0).all()) else -np.inf
    most = 1.0 if metric.unit == "share" and bool((known <= 1).all()) else np.inf
    return type(projection)(*(float(np.clip(end, least, most)) for end in projection))


def possible_goals(reading: Reading) -> tuple[float, float]:
    """Return the lowest and the highest value that can be reached by a figure."""
    if reading.unit == "points":
        return -_POINTS, _POINTS
    least = 0.0 if starts_at_zero(reading.key, reading.unit) else -np.inf
    return least, 1.0 if reading.unit == "share" and reading.method.startswith("wilson") else np.inf


def _side_of_goal(
    standing: GoalStanding, low: float | None, high: float | None, names: tuple[GoalStatus, GoalStatus]
) -> GoalStatus:
    """Return the first name if both limits reach the goal, the second if neither does."""
    if low is None or high is None:
        return "unclear"
    value = standing.goal.value
    ends = [end >= value if standing.upward else end <= value for end in (low, high)]
    return names[0] if all(ends) else "unclear" if any(ends) else names[1]
