"""A back test of the model: fitted to the older part of a shop's history, compared with the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from engagement.metrics.lifetime.known import WEEK, summary
from engagement.metrics.purchases.scans.histories import places_in
from engagement.statistics.means import means_of_groups

if TYPE_CHECKING:
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.interval import Array

#: The part of the history that is held out for the gate.
_PART: Final = 0.25
#: Customers with at least this many orders after the first are one group.
MOST_ORDERS: Final = 7
#: A mean of fewer customers is not shown.
FEWEST: Final = 30
COLUMNS: Final = ("repeat_orders", "customers", "expected", "made", "low", "high")


class HeldOut(NamedTuple):
    """The back test of each customer known on the day `cut`.

    `before`: orders after the first up to the cut; `forecast` and `actual`: orders after the cut.
    """

    cut: int
    before: Array
    forecast: Array
    actual: Array

    @property
    def error(self) -> float:
        """The relative error of the forecast total; NaN where no order was made."""
        total = float(self.actual.sum())
        return abs(float(self.forecast.sum()) / total - 1) if total > 0 else float("nan")


def last_quarter(history: Histories) -> HeldOut:
    """Return the back test that holds out the last quarter of the history."""
    first = int(history.day.min())
    return held_out(history, first + round((history.last_day - first) * (1 - _PART)))


def held_out(history: Histories, cut: int) -> HeldOut:
    """Fit the model to the orders up to the day `cut` (inclusive) and forecast those up to the last day.

    Customers who first ordered after the cut are left out. Several orders on one day count once.
    """
    from engagement.statistics import bg_nbd  # noqa: PLC0415 - loads scipy: only where a model is fitted

    past = history.until(cut)
    purchase_summary = summary(past)
    fitted = bg_nbd.fit(*purchase_summary[:3])
    forecast = fitted.expected((history.last_day - cut) / WEEK, *purchase_summary[:3])
    place = places_in(past, history)
    actual = summary(history).frequency[place] - purchase_summary.frequency
    return HeldOut(cut, purchase_summary.frequency, forecast, actual)


def by_repeat_orders(held_out: HeldOut) -> pd.DataFrame:
    """Return mean orders forecast and made, grouped by the number of orders after the first before the cut.

    The last row holds customers with 7 or more. Means and limits are NaN for fewer than 30 customers.
    """
    group = np.minimum(held_out.before, MOST_ORDERS).astype(np.int64)
    customers = np.bincount(group, minlength=MOST_ORDERS + 1)
    group_means = means_of_groups(held_out.actual, group, customers.size)
    shown = np.where(customers >= FEWEST, 1.0, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = np.bincount(group, held_out.forecast, customers.size) / customers
    frame = pd.DataFrame(
        {
            "repeat_orders": np.arange(customers.size),
            "customers": customers,
            "expected": expected * shown,
            "made": group_means.value * shown,
            "low": np.maximum(group_means.low, 0) * shown,
            "high": group_means.high * shown,
        }
    )
    return frame[frame["customers"] > 0].reset_index(drop=True)
