"""The funnel from a visit to an order: how many visits reach each step, and how many leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.locale import message
from engagement.metrics.sums.group_sums import WHOLE, collect
from engagement.metrics.web.reports import GOAL_TOOLS, TABLE, Figures
from engagement.metrics.web.visits import Visits, until
from engagement.statistics.clusters import share_by_cluster, share_sums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.engine import Frame
    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.statistics.interval import Array

#: Every step, and the columns of `sessions` that may count it, in order of preference.
STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "session": ("sessions",),
    "cart": ("cart_additions",),
    "checkout": ("reached_checkout",),
    "order": ("completed", "transactions"),
}
WORDS: Final[Mapping[str, Message]] = {
    "session": message("Visit"),
    "cart": message("Put something into the cart"),
    "checkout": message("Reached checkout"),
    "order": message("Placed an order"),
}
COLUMNS: Final = (
    *("key", "words", "visits", "share_of_visits", "share_low", "share_high"),
    *("value", "low", "high", "lost", "abandonment", "source"),
)
#: Columns that give a funnel of more than two steps come first.
FINISHED: Final = Visits(
    (Figures("completed", checkouts_only=True), Figures("transactions"), Figures("completed"))
)


def has_funnel(data: Data) -> bool:
    """Return whether a report has the number of visits with an order."""
    return FINISHED.available(data)


def funnel(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`, a row for each step that the leading report of the window has.

    All steps are counted on the same rows. `value` is the share of the previous step with its interval by
    day (by row where rows cover several days; none for a single row). It is NaN where more visits reached a
    step than the previous one (express checkouts skip the cart). `lost` are the visits that did not go on;
    `abandonment` is the share of the visits at a step that did not order.
    """
    return scope.remember("funnel", lambda: _funnel(scope))


def _funnel(scope: Scope) -> pd.DataFrame:
    reports = FINISHED.reports(scope)
    rows = scope.grouped(reports.rows(until(scope)), WHOLE, TABLE)
    source = reports.source or ""
    last = reports.figures.above
    between = [] if source in GOAL_TOOLS else _between(rows)
    chain = [("session", "sessions"), *between, ("order", last)]
    columns = [column for _, column in chain]
    for column in columns:
        rows = rows.filter(~nw.col(column).is_null())
    summed = rows.group_by("first_", "last_").agg(*(nw.col(c).cast(nw.Float64).sum() for c in columns))
    sums = collect(summed)
    counts = {c: np.asarray(sums[c], dtype=np.float64) for c in columns}
    totals = [float(counts[column].sum()) for column in columns]
    steps: list[tuple[object, ...]] = []
    for i, (key, column) in enumerate(chain):
        conversion = _share(counts[column], counts["sessions"]) if i else (1.0, np.nan, np.nan)
        before = _share(counts[column], counts[columns[i - 1]]) if i else (np.nan,) * 3
        lost = max(0.0, totals[i - 1] - totals[i]) if i else np.nan
        loss = 1 - totals[-1] / totals[i] if key != "order" and totals[i] >= totals[-1] > 0 else np.nan
        steps.append((key, WORDS[key].text, totals[i], *conversion, *before, lost, loss, source))
    return pd.DataFrame(steps if totals[0] else [], columns=list(COLUMNS))


def _between(rows: Frame) -> list[tuple[str, str]]:
    """Return the steps between a visit and an order that the rows have."""
    named = {key: STEPS[key][0] for key in ("cart", "checkout")}
    totals = collect(rows.select(*(nw.col(column).cast(nw.Float64).sum() for column in named.values())))
    return [(key, column) for key, column in named.items() if np.nan_to_num(float(totals[column][0])) > 0]


def _share(k: Array, n: Array) -> tuple[float, float, float]:
    if k.sum() > n.sum() or n.sum() <= 0:
        return np.nan, np.nan, np.nan
    estimate = share_by_cluster(share_sums(n, k))
    return estimate.value, estimate.low, estimate.high
