"""Forecast orders and spend of today's customers, with the errors of such forecasts in the past."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from engagement.metrics.lifetime.forecast_model import OFF, model
from engagement.metrics.lifetime.known import WEEK, summary
from engagement.metrics.purchases.scans.histories import histories, places_in
from engagement.statistics.means import means_of_groups

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories

#: The horizons in days; each requires a history twice as long, so that the forecast can be tested.
AHEAD: Final = (90, 180, 365)
COLUMNS: Final = (
    *("days", "customers", "active", "orders_per_customer", "off"),
    *("value_per_customer", "low", "high", "total_value"),
)


class HoldoutMiss(NamedTuple):
    """The relative error of a forecast of money on held-out days.

    `error` compares with the money spent; `at_most` is the larger error against either limit of the mean that
    was spent, which allows for chance in the outcome.
    """

    error: float
    at_most: float


def lifetime_forecast(scope: Scope) -> pd.DataFrame:
    """Return the mean orders and spend expected per customer over the days ahead, one row per horizon.

    `active` are the repeat customers expected to be still active; the model cannot tell this for one-time
    buyers. `off` is the relative error of the forecast when the last days of the same length were held out
    (`_tried`); where it exceeds the gate, the row is NaN. `low` and `high` are the value minus and plus the
    largest such error up to this horizon: a range from past errors, not a confidence interval. The table is
    empty where a gate fails.
    """
    fitted_model = model(scope)
    if not fitted_model.passed or fitted_model.orders is None or fitted_model.spending is None:
        return pd.DataFrame(columns=list(COLUMNS))
    history = histories(scope)
    purchase_summary = summary(history)
    worth = (
        fitted_model.spending.expected(purchase_summary.frequency, purchase_summary.mean_value) / scope.minor
    )
    repeats = purchase_summary.frequency > 0
    active = float(fitted_model.orders.alive(*(each[repeats] for each in purchase_summary[:3])).sum())
    length, rows, most = history.last_day - int(history.day.min()) + 1, [], 0.0
    for days in AHEAD:
        if 2 * days > length:
            break
        tried = _tried(history, days)
        most = max(most, tried.at_most)
        if not tried.error <= OFF:
            rows.append((days, history.customers, *(np.nan,) * 2, tried.error, *(np.nan,) * 4))
            continue
        orders = fitted_model.orders.expected(days / WEEK, *purchase_summary[:3])
        spent = float((orders * worth).sum())
        value = spent / history.customers
        limits = value * max(0.0, 1 - most), value * (1 + most)
        rows.append(
            (days, history.customers, active, float(np.mean(orders)), tried.error, value, *limits, spent)
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _tried(history: Histories, days: int) -> HoldoutMiss:
    """Hold out the last `days`, forecast the spend of the customers known before, and return the error."""
    from engagement.statistics import bg_nbd, gamma_gamma  # noqa: PLC0415 - loads scipy: only where a model is fitted

    cut = history.last_day - days
    past = history.until(cut)
    purchase_summary = summary(past)
    orders = bg_nbd.fit(*purchase_summary[:3]).expected(days / WEEK, *purchase_summary[:3])
    worth = gamma_gamma.fit(purchase_summary.frequency, purchase_summary.mean_value).expected(
        purchase_summary.frequency, purchase_summary.mean_value
    )
    forecast_spend = float((orders * worth).mean())
    later = history.day > cut
    spent = np.bincount(history.person[later], history.money[later], minlength=history.customers)
    mean_spend = means_of_groups(
        spent[places_in(past, history)].astype(np.float64),
        np.zeros(past.customers, dtype=np.int64),
        1,
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        off, *limits = (
            abs(forecast_spend / float(mean[0]) - 1)
            for mean in (mean_spend.value, mean_spend.low, mean_spend.high)
        )
    return HoldoutMiss(off, float(np.nanmax([off, *limits])))
