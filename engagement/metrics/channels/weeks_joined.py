"""Weekly posts, visits and messages against weekly orders: which precede the other.

Trend, season and autocorrelation are removed from each series first (`statistics.series.lagged`).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.locale import message
from engagement.metrics.core.placing import all_days
from engagement.metrics.email.campaigns import TABLE as CAMPAIGNS
from engagement.metrics.social.figures import ENGAGED
from engagement.metrics.social.posts import DAYS, POSTS, Facts
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.web.reports import TABLE as SESSIONS
from engagement.metrics.web.reports import Figures
from engagement.metrics.web.visits import Visits, until
from engagement.statistics.multiple import holm
from engagement.statistics.series.lagged import innovations, lagged_correlations, pairs_needed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.statistics.interval import Array

#: The series that are compared with orders, by key.
WORDS: Final[Mapping[str, Message]] = {
    "posts": message("Posts published"),
    "interactions": message("Interactions with the week's posts"),
    "visits": message("Visits to the shop"),
    "messages": message("Messages delivered"),
    "message_clicks": message("Clicks on messages"),
}
#: The lags in weeks by which a channel precedes orders; below 0 it follows them.
LAGS: Final = tuple(range(-4, 9))
#: The fewest common weeks: two years less incomplete weeks; with fewer, a shared season looks like a link.
FEWEST_WEEKS: Final = 100
#: The correlation for which the number of weeks needed is computed.
MODERATE: Final = 0.5
COLUMNS: Final = (
    *("key", "words", "lag", "value", "low", "high", "p", "related", "weeks", "n"),
    *("needed", "enough"),
)
_ENGAGED: Final = Facts(ENGAGED)
_VISITS: Final = Visits((Figures("sessions"),))
_WEEK: Final = 7
#: 1970-01-01 was a Thursday.
_TO_MONDAY: Final = 3


def has_channels(data: Data) -> bool:
    """Return whether there are orders, and posts, visits or campaigns as well."""
    return data.has("orders") and any(data.has(table) for table in (POSTS, DAYS, SESSIONS, CAMPAIGNS))


def weeks_joined(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`, a row for each series and lag; over all complete weeks of both.

    `value` is the rank correlation between the residuals of orders (after trend, season and
    autocorrelation) and those of the channel `lag` weeks earlier; NaN under 100 common weeks. `n` is the
    effective number of weeks after this removal; `p` is corrected by Holm over all rows, `related`: p <
    0.05. `needed`: the effective number of weeks that would detect a correlation of 0.5 with a power of 80
    %; `enough`: n is at least this.
    """
    return scope.remember("weeks joined", lambda: _weeks_joined(scope))


def _weeks_joined(scope: Scope) -> pd.DataFrame:
    orders = _orders(scope)
    series = {key: found for key, found in _channels(scope).items() if found}
    needed = pairs_needed(MODERATE, len(series) * len(LAGS))
    rows: list[tuple[object, ...]] = []
    for key, weekly in series.items():
        weeks = _common(weekly, orders)
        if weeks.size < FEWEST_WEEKS:
            empty = (np.nan, np.nan, np.nan, np.nan, weeks.size, 0, needed, False)
            rows += [(key, WORDS[key].text, lag, *empty) for lag in LAGS]
            continue
        season = _week_of_year(weeks)
        own_innovations, order_innovations = (
            innovations(_values(by_week, weeks), season) for by_week in (weekly, orders)
        )
        rows += [
            (key, WORDS[key].text, *lagged[:5], weeks.size, lagged.n, needed, lagged.n >= needed)
            for lagged in lagged_correlations(own_innovations, order_innovations, LAGS)
        ]
    frame = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "related"])
    frame["p"] = holm(frame["p"].to_numpy(dtype=np.float64))
    return frame.assign(related=frame["p"] < 0.05)[list(COLUMNS)]


def _orders(scope: Scope) -> dict[int, float]:
    """Return the weekly number of orders that count."""
    days = all_days(scope, "orders").order_days
    day, orders = np.asarray(days.group, dtype=np.int64), np.asarray(days.columns["orders"], dtype=np.float64)
    return _by_week(day[orders > 0], orders[orders > 0])


def _channels(scope: Scope) -> dict[str, dict[int, float]]:
    """Return the weekly series of every channel in the data, by key."""
    data, series = scope.data, dict[str, dict[int, float]]()
    if data.has(POSTS):
        series["posts"] = _weekly_sums(all_days(scope, POSTS).frame(POSTS), nw.lit(1.0))
    if data.has(POSTS) or data.has(DAYS):
        table_scope = all_days(scope, POSTS if data.has(POSTS) else DAYS)
        if _ENGAGED.available(data):
            series["interactions"] = _weekly_sums(_ENGAGED.rows(table_scope), nw.col("above"))
    if data.has(SESSIONS) and _VISITS.available(data):
        table_scope = all_days(scope, SESSIONS)
        rows = (
            _VISITS.reports(table_scope).rows(until(table_scope)).filter(nw.col("first_") == nw.col("last_"))
        )
        series["visits"] = _weekly_sums(rows, nw.col("sessions"))
    if data.has(CAMPAIGNS):
        rows = all_days(scope, CAMPAIGNS).frame(CAMPAIGNS)
        series["messages"] = _weekly_sums(rows, nw.coalesce(nw.col("delivered"), nw.col("recipients")))
        series["message_clicks"] = _weekly_sums(rows, nw.col("unique_clicks"))
    return series


def _weekly_sums(rows: Frame, value: nw.Expr) -> dict[int, float]:
    """Return the weekly sums of a value, over rows that have the value and a day."""
    valued = rows.with_columns(value_=value.cast(nw.Float64))
    dated = valued.filter(~nw.col("value_").is_null(), ~nw.col("day").is_null())
    sums = collect(dated.group_by("day").agg(nw.col("value_").sum()))
    return _by_week(np.asarray(sums["day"], dtype=np.int64), np.asarray(sums["value_"], dtype=np.float64))


def _by_week(day: NDArray[np.int64], value: Array) -> dict[int, float]:
    """Return the sums of complete weeks: the first and the last only count if all their days are covered."""
    if not day.size:
        return {}
    week = (day + _TO_MONDAY) // _WEEK
    first, last = int(day.min()), int(day.max())
    opens, closes = int(week.min()), int(week.max())
    opens += (first + _TO_MONDAY) % _WEEK != 0
    closes -= (last + _TO_MONDAY) % _WEEK != _WEEK - 1
    sums = dict.fromkeys(range(opens, closes + 1), 0.0)
    for week_of_value, amount in zip(week.tolist(), value.tolist(), strict=True):
        if week_of_value in sums:
            sums[week_of_value] += amount
    return sums


def _common(first: Mapping[int, float], second: Mapping[int, float]) -> NDArray[np.int64]:
    if not first or not second:
        return np.zeros(0, dtype=np.int64)
    return np.arange(max(min(first), min(second)), min(max(first), max(second)) + 1)


def _values(by_week: Mapping[int, float], weeks: NDArray[np.int64]) -> Array:
    return np.asarray([by_week[int(week)] for week in weeks], dtype=np.float64)


def _week_of_year(weeks: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the calendar week of each week; the rare 53rd counts as the 52nd."""
    monday = (dt.date(1970, 1, 1) + dt.timedelta(days=int(w) * _WEEK - _TO_MONDAY) for w in weeks)
    return np.asarray([min(52, day.isocalendar().week) for day in monday], dtype=np.int64)
