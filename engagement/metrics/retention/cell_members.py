"""The customers behind a cell of the cohort table or a step of the order ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import pandas as pd

from engagement.metrics.retention.cohorts import first_day
from engagement.metrics.sums.periods import at_least_a_week, first_day_of, period_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.model import Grain
    from engagement.metrics.purchases.scans.histories import Histories

#: Indices of customers in `Histories`, ascending.
CellPlaces: TypeAlias = "NDArray[np.int64]"
_EPOCH: Final = 719_163


def in_cell(history: Histories, grain: Grain, cohort: str, period: int) -> CellPlaces:
    """Return the indices of a cohort's customers who ordered `period` periods after their first order.

    `cohort` is the name of a period as `cohorts.label` writes it ("2025-03"); other texts raise ValueError.
    """
    grain = at_least_a_week(grain)
    start = period_of(first_day(cohort).toordinal() - _EPOCH, grain)
    opens, over = (first_day_of(start + n, grain) for n in (0, 1))
    first, last = (first_day_of(start + period + n, grain) for n in (0, 1))
    inside = (history.first_day >= opens) & (history.first_day < over)
    in_period = (history.day >= first) & (history.day < last)
    ordered = np.bincount(history.person[in_period], minlength=history.customers) > 0
    return np.flatnonzero(inside & ordered)


def with_orders(history: Histories, orders: int) -> CellPlaces:
    """Return the indices of the customers who have had exactly `orders` orders."""
    return np.flatnonzero(history.orders == orders)


def listed(history: Histories, places: CellPlaces, minor: float, limit: int) -> pd.DataFrame:
    """Return at most `limit` customers, the latest order first, as a frame.

    Columns: key, first_day, last_day, orders, spend. Days are counted since 1970-01-01. `spend` is in major
    units: minor units divided by `minor`.
    """
    order = np.lexsort((history.key[places], -history.spend[places], -history.latest_day[places]))
    listed_places = places[order[:limit]]
    return pd.DataFrame(
        {
            "key": history.key[listed_places],
            "first_day": history.first_day[listed_places],
            "last_day": history.latest_day[listed_places],
            "orders": history.orders[listed_places],
            "spend": history.spend[listed_places] / minor,
        }
    )
