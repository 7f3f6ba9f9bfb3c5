"""Gross margin: revenue minus costs, for products whose cost is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.core.order_days import spans
from engagement.metrics.products.baskets import baskets
from engagement.metrics.sums.periods import Periods, first_day_of, period_of
from engagement.statistics.ratios import ratio_by_cluster

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.baskets import Baskets
    from engagement.statistics.interval import Estimate

#: The fewest orders, and the smallest share of revenue with known cost, for a margin.
FEWEST: Final = 30
LEAST_KNOWN: Final = 0.5


def margin(scope: Scope) -> pd.DataFrame:
    """Return revenue, cost and gross margin for each period of the question's grain, and in total.

    Revenue is that of the lines, before refunds; `known_share` is the part of it for which a cost is known,
    and `margin_rate` is (known revenue - cost) / known revenue, by customer (delta method); orders without
    a customer are clusters of their own. It is NaN if less than half of the revenue is known, or for fewer
    than 30 orders. The row of the total has no `start`.
    """
    lines = baskets(scope)
    rows = [_row(lines, np.ones(lines.order.size, dtype=bool), None, scope.minor)]
    if lines.order.size:
        first = int(lines.day.min())
        grain = scope.question.grain
        opens = first_day_of(period_of(first, grain), grain)
        periods = Periods(grain, first, scope.window.last_day, 0, opens)
        place = spans(np.arange(first, periods.last_day + 1), periods)[0][lines.day - first]
        rows += [
            _row(lines, place == index, start, scope.minor) for index, start in enumerate(periods.starts())
        ]
    names = ("start", "orders", "revenue", "known_share", "cost", "margin", "margin_rate", "low", "high")
    frame = pd.DataFrame(rows, columns=list(names))
    days = [
        pd.NaT if pd.isna(day) else pd.Timestamp(0) + pd.Timedelta(days=int(day)) for day in frame["start"]
    ]
    return frame.assign(start=pd.Series(days, dtype="datetime64[s]"))


def rate(baskets: Baskets, inside: NDArray[np.bool_]) -> Estimate[float]:
    """Return the margin rate of the lines inside with known cost, by customer."""
    cluster = _cluster(baskets)[inside]
    names, place = np.unique(cluster, return_inverse=True)
    costed, cost = (
        np.bincount(place, each[inside].astype(np.float64), names.size).astype(np.float64)
        for each in (baskets.costed, baskets.cost)
    )
    profit = costed - cost
    return ratio_by_cluster(costed, profit)


def _row(baskets: Baskets, inside: NDArray[np.bool_], start: int | None, minor: float) -> tuple[object, ...]:
    revenue, costed = (float(each[inside].sum()) for each in (baskets.money, baskets.costed))
    cost = float(baskets.cost[inside].sum())
    orders = int(np.count_nonzero(np.bincount(baskets.order[inside & (baskets.costed != 0)])))
    share = costed / revenue if revenue > 0 else np.nan
    shown = orders >= FEWEST and share >= LEAST_KNOWN
    estimate = rate(baskets, inside) if shown else None
    limits = (np.nan,) * 3 if estimate is None else (estimate.value, estimate.low, estimate.high)
    order_count = int(np.count_nonzero(np.bincount(baskets.order[inside])))
    return (start, order_count, revenue / minor, share, cost / minor, (costed - cost) / minor, *limits)


def _cluster(baskets: Baskets) -> NDArray[np.int64]:
    """Return the cluster of each line: its customer, else its order."""
    return np.where(baskets.person >= 0, baskets.person.astype(np.int64), -1 - baskets.order.astype(np.int64))
