"""The model tried on the shop's own past: fitted to the older part of it, and asked for the rest."""

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
#: Customers with so many orders after the first or more are told together.
MOST_ORDERS: Final = 7
#: A mean of fewer customers is not shown.
FEWEST: Final = 30
COLUMNS: Final = ("repeat_orders", "customers", "expected", "made", "low", "high")


class HeldOut(NamedTuple):
    """Of each customer known by the cut: orders after the first until then, foretold and made after it."""

    cut: int
    before: Array
    foretold: Array
    made: Array

    @property
    def error(self) -> float:
        """How far the foretold total is from the total that was made; NaN where none was."""
        total = float(self.made.sum())
        return abs(float(self.foretold.sum()) / total - 1) if total > 0 else float("nan")


def last_quarter(history: Histories) -> HeldOut:
    """Hold out the last quarter of the history."""
    first = int(history.day.min())
    return held_out(history, first + round((history.last_day - first) * (1 - _PART)))


def held_out(history: Histories, cut: int) -> HeldOut:
    """Fit the model to all orders up to the day `cut`, and foretell those until the last day.

    Whoever first bought after the cut is not foretold. Orders of one day are one.
    """
    from engagement.statistics import bg_nbd  # noqa: PLC0415 - loads scipy: only where a model is fitted

    past = history.until(cut)
    known = summary(past)
    fitted = bg_nbd.fit(*known[:3])
    foretold = fitted.expected((history.last_day - cut) / WEEK, *known[:3])
    place = places_in(past, history)
    made = summary(history).frequency[place] - known.frequency
    return HeldOut(cut, known.frequency, foretold, made)


def by_repeat_orders(held_out: HeldOut) -> pd.DataFrame:
    """Return mean orders foretold and made, by the orders that a customer had made after the first.

    The last row holds those with 7 or more. Limits of what was made are NaN under 30 customers, as are
    the means.
    """
    group = np.minimum(held_out.before, MOST_ORDERS).astype(np.int64)
    customers = np.bincount(group, minlength=MOST_ORDERS + 1)
    made = means_of_groups(held_out.made, group, customers.size)
    shown = np.where(customers >= FEWEST, 1.0, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = np.bincount(group, held_out.foretold, customers.size) / customers
    frame = pd.DataFrame(
        {
            "repeat_orders": np.arange(customers.size),
            "customers": customers,
            "expected": expected * shown,
            "made": made.value * shown,
            "low": np.maximum(made.low, 0) * shown,
            "high": made.high * shown,
        }
    )
    return frame[frame["customers"] > 0].reset_index(drop=True)
