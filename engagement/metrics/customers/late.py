"""Customers who are later than their own rhythm would let one expect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from engagement.metrics.purchases.scans.histories import histories
from engagement.statistics.waiting.rhythm import longest_usual_gap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.interval import Array

#: Of ten next orders of a customer nine come sooner.
THRESHOLD: Final = 0.9
#: Orders from which a customer has a rhythm.
FEWEST_ORDERS: Final = 3


class Rhythm(NamedTuple):
    """Of customers with three orders or more: their place, days since the last order, and the most usual."""

    customer: NDArray[np.int64]
    since: NDArray[np.int64]
    usual: Array

    @property
    def late(self) -> NDArray[np.bool_]:
        """Whether each has waited longer than nine of ten of their gaps."""
        return self.since > self.usual


def rhythm(history: Histories) -> Rhythm:
    """Return how long it is since each customer's last order, and the 90 % point of their own gaps.

    Orders of one day are one visit. Orders of others are looked at only as far as a customer's own
    gaps are few (`statistics.waiting.rhythm`).
    """
    gap = history.gap
    regular = np.flatnonzero(history.orders >= FEWEST_ORDERS)
    place = np.full(history.customers, -1, dtype=np.int64)
    place[regular] = np.arange(regular.size)
    person = place[history.person]
    told = (gap > 0) & (person >= 0)
    usual = longest_usual_gap(gap[told].astype(np.float64), person[told], regular.size, THRESHOLD)
    return Rhythm(regular, history.last_day - history.latest_day[regular], usual)


def late_customers(scope: Scope) -> pd.DataFrame:
    """Return how many customers with three orders or more are later than usual, and of how many."""
    found = rhythm(histories(scope))
    row = {"threshold": THRESHOLD, "customers": int(found.late.sum()), "of": int(found.customer.size)}
    return pd.DataFrame([row])
