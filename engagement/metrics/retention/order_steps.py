"""From one order to the next: the order ladder and the days to the second order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.purchases.scans.histories import histories
from engagement.statistics.proportions import wilson
from engagement.statistics.waiting.survival import kaplan_meier

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.interval import Array

#: The last step is from the ninth order to the tenth.
STEPS: Final = 9
#: The next order must come within so many days to count.
WITHIN: Final = 365
#: The numbers of days within which second orders are counted.
SECOND_WITHIN: Final = (30, 60, 90, 180, 365)
#: Width of the bands of days between orders, and the day from which the last band is open.
_GAPS_BY: Final = 30
_LONGEST_GAP: Final = 390
#: A share or median over fewer customers is hidden.
FEWEST: Final = 10


def order_ladder(scope: Scope) -> pd.DataFrame:
    """Return one row for each of the first nine orders: how many customers placed the next one, and when.

    `eligible` are the customers whose n-th order lies at least 365 days before the as-of day; `went_on` are
    those of them who placed the next order within 365 days. The days to the next order are quartiles over all
    customers who placed it.
    """
    return order_ladder_of(histories(scope))


def order_ladder_of(history: Histories) -> pd.DataFrame:
    """Return the table of `order_ladder` for the customers in `history` only."""
    early = history.day <= history.last_day - WITHIN
    rows = []
    for step in range(1, STEPS + 1):
        last_order = (history.start[:-1] + step - 1)[history.orders >= step]
        gap, ripe = history.gap[last_order], early[last_order]
        eligible, went_on = int(ripe.sum()), int((ripe & (gap >= 0) & (gap <= WITHIN)).sum())
        share = wilson(float(went_on), float(eligible) if eligible >= FEWEST else 0.0)
        days = gap[gap >= 0]
        quartiles = np.quantile(days, (0.5, 0.25, 0.75)) if days.size >= FEWEST else [np.nan] * 3
        rows.append((step, last_order.size, eligible, went_on, *share, *quartiles))
    names = ("order", "reached", "eligible", "went_on", "share", "low", "high")
    return pd.DataFrame(rows, columns=[*names, "median_days", "p25_days", "p75_days"])


def days_to_second_order(scope: Scope) -> pd.DataFrame:
    """Return the Kaplan-Meier curve of the days from the first to the second order.

    One row per day since the first order. `still_waiting` customers are at risk on that day; `came_back` of
    them order for the second time, and `left` are censored: the data end before they might. `survival` is the
    share still without a second order, with its limits.
    """
    return days_to_second_order_of(histories(scope))


def days_to_second_order_of(history: Histories) -> pd.DataFrame:
    """Return the table of `days_to_second_order` for the customers in `history` only."""
    gap = history.gap[history.start[:-1]]
    age = history.last_day - history.first_day
    back = gap >= 0
    size = int(max(age.max(initial=0), gap.max(initial=0))) + 1
    events, censored = np.bincount(gap[back], minlength=size), np.bincount(age[~back], minlength=size)
    days = np.flatnonzero((events > 0) | (censored > 0))
    curve = kaplan_meier(
        days.astype(np.float64), events[days].astype(np.float64), censored[days].astype(np.float64)
    )
    return pd.DataFrame(
        {
            "day": days,
            "still_waiting": curve.at_risk.astype(np.int64),
            "came_back": events[days],
            "left": censored[days],
            "survival": curve.survival,
            "low": curve.low,
            "high": curve.high,
        }
    )


def days_between_steps(scope: Scope) -> pd.DataFrame:
    """Return a histogram of the days to the next order, in bands of 30 days, for each of the nine steps.

    `from_day` and `to_day` are the first and last day of a band; `to_day` is NaN in the open last band. Only
    customers who placed the next order are counted.
    """
    return days_between_steps_of(histories(scope))


def days_between_steps_of(history: Histories) -> pd.DataFrame:
    """Return the table of `days_between_steps` for the customers in `history` only."""
    edges, ends = day_bands()
    rows = []
    for step in range(1, STEPS + 1):
        gap = history.gap[(history.start[:-1] + step - 1)[history.orders >= step]]
        counted = np.bincount(np.minimum(gap[gap >= 0], _LONGEST_GAP) // _GAPS_BY, minlength=edges.size)
        rows += list(zip([step] * edges.size, edges, ends, counted, strict=True))
    return pd.DataFrame(rows, columns=["order", "from_day", "to_day", "customers"])


def day_bands() -> tuple[NDArray[np.int64], Array]:
    """Return the first and last days of the bands between two orders; the last band ends with NaN."""
    first = np.arange(0, _LONGEST_GAP + 1, _GAPS_BY)
    return first, np.append(first[1:] - 1.0, np.nan)


def second_orders(scope: Scope) -> pd.DataFrame:
    """Return how many customers placed a second order within each number of days in `SECOND_WITHIN`.

    Only customers whose first order is at least that old on the as-of day are counted. `share` has a Wilson
    interval; all three are NaN for fewer than 10 customers.
    """
    history = histories(scope)
    gap = history.gap[history.start[:-1]]
    ripe = [history.first_day <= history.last_day - days for days in SECOND_WITHIN]
    customers = np.asarray([old.sum() for old in ripe], dtype=np.int64)
    came_back = np.asarray(
        [(old & (gap >= 0) & (gap <= days)).sum() for old, days in zip(ripe, SECOND_WITHIN, strict=True)],
        dtype=np.int64,
    )
    eligible = np.where(customers >= FEWEST, customers, 0)
    share = wilson(came_back.astype(np.float64), eligible.astype(np.float64))
    return pd.DataFrame(
        {
            "days": SECOND_WITHIN,
            "customers": customers,
            "came_back": came_back,
            "share": share.value,
            "low": share.low,
            "high": share.high,
        }
    )


def orders_per_customer(scope: Scope) -> pd.DataFrame:
    """Return how many customers have placed 1, 2, ... 9, and ten or more orders up to the as-of day."""
    counted = np.bincount(np.minimum(histories(scope).orders, STEPS + 1), minlength=STEPS + 2)[1:]
    return pd.DataFrame({"orders": np.arange(1, STEPS + 2), "customers": counted})
