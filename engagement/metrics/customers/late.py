"""Customers who are later than expected from their own gaps between orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from engagement.metrics.purchases.scans.histories import histories, of_whole_shop, places_in
from engagement.statistics.waiting.lapse import lapse_point
from engagement.statistics.waiting.rhythm import longest_usual_gap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.interval import Array

#: Nine of ten next orders of a customer come sooner.
THRESHOLD: Final = 0.9
#: The fewest orders of a customer with a rhythm.
FEWEST_ORDERS: Final = 3


#: The fewest gaps between days with an order for which a customer has a rhythm.
FEWEST_GAPS: Final = 2
#: A customer has lapsed after a wait of which at most this share ends in an order.
STILL_COMES: Final = 0.1
#: The states of customers, in the order of `Rhythms.state`.
STATES: Final = ("in_rhythm", "late", "lapsed", "unknown")
_IN_RHYTHM, _LATE, _LAPSED, _UNKNOWN = range(len(STATES))


class Rhythms(NamedTuple):
    """The state of each customer by their own gaps between orders.

    - `days_since_order`: days since the customer's last order. - `usual`: the 90th percentile of the
    customer's gaps in days; NaN with fewer than two gaps. - `state`: an index into `STATES`. - `lapse`: the
    shop's lapse point in days; NaN if the data are too short.
    """

    days_since_order: NDArray[np.int64]
    usual: Array
    state: NDArray[np.int64]
    lapse: float

    @property
    def late(self) -> NDArray[np.bool_]:
        """Return a mask of customers later than usual, whether past the lapse point or not."""
        return np.isin(self.state, (_LATE, _LAPSED))


def rhythms(history: Histories) -> Rhythms:
    """Return the state of each customer as of the histories' last day.

    Orders of one day are one visit. The fewer gaps a customer has, the more those of other customers count
    (`statistics.waiting.rhythm`). Customers later than usual have lapsed once past the lapse point.
    """
    has_gap = history.gap > 0
    gaps_before = np.concatenate(([0], np.cumsum(has_gap)))
    gaps_of = np.diff(gaps_before[history.start])
    several = gaps_of >= FEWEST_GAPS
    gap = history.gap[np.flatnonzero(has_gap)[np.repeat(several, gaps_of)]]
    usual = np.full(history.customers, np.nan)
    usual[several] = longest_usual_gap(
        gap.astype(np.float64),
        np.repeat(np.arange(several.sum()), gaps_of[several]),
        several.sum(),
        THRESHOLD,
    )
    recency, lapse = history.last_day - history.latest_day, lapse_days(history)
    late = recency > usual
    states = [np.isnan(usual), late & (recency > lapse), late]
    state = np.select(states, [_UNKNOWN, _LAPSED, _LATE], _IN_RHYTHM)
    return Rhythms(recency, usual, state, lapse)


def lapse_days(history: Histories) -> float:
    """Return the shop's lapse point: days without an order after which few come back; NaN if unknown.

    Every wait counts: from a day with an order to the customer's next such day, or to the as-of day.
    """
    ended = history.gap > 0
    waits = np.concatenate((history.gap[ended], history.last_day - history.latest_day))
    happened = np.arange(waits.size) < int(ended.sum())
    return lapse_point(waits.astype(np.float64), happened, STILL_COMES)


def late_customers(scope: Scope) -> pd.DataFrame:
    """Return how many customers are later than usual, and how many have three orders or more."""
    history = histories(scope)
    late = np.isin(_states(scope, history)[0], (_LATE, _LAPSED))
    customers = int((history.orders >= FEWEST_ORDERS).sum())
    return pd.DataFrame([{"threshold": THRESHOLD, "customers": int(late.sum()), "of": customers}])


def customer_rhythm(scope: Scope) -> pd.DataFrame:
    """Return how many customers are in rhythm, late, past the lapse point, and without a known rhythm.

    `lapse_days` is the shop's lapse point, the same in each row; NaN if the data are too short.
    """
    history = histories(scope)
    state, lapse = _states(scope, history)
    customers = np.bincount(state, minlength=len(STATES))
    share = customers / history.customers if history.customers else np.full(len(STATES), np.nan)
    return pd.DataFrame({"state": list(STATES), "customers": customers, "share": share, "lapse_days": lapse})


def _states(scope: Scope, history: Histories) -> tuple[NDArray[np.int64], float]:
    """Return the states of a history's customers among all customers of the shop, and its lapse point."""
    shop = of_whole_shop(scope)
    shop_rhythms = scope.remember("rhythms of all customers", lambda: rhythms(shop))
    return shop_rhythms.state[places_in(history, shop)], shop_rhythms.lapse
