"""A joint bootstrap by customer, for statistics without a formula or samples that share people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engagement.statistics.interval import LEVEL, Array, Interval, quiet

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 20_260_101
DRAWS = 2_000
#: The most cells of one chunk: about 32 MB of indices and the same of rows.
_CELLS = 4_000_000


def joint_bootstrap(
    rows: Array,
    statistic: Callable[[Array], Array],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    level: float = LEVEL,
) -> Interval[float]:
    """Return a statistic of column sums with its percentile interval over resampled customers.

    `rows` has one row per customer and one column per sum that the statistic needs. All columns of a
    customer are resampled together, which keeps the correlation between both periods or groups. `statistic`
    takes sums of shape (draws, columns) and returns (draws,). Draws in which it is undefined are left out.
    Equal rows in equal order with the same seed give equal limits. Efron and Tibshirani, An Introduction to
    the Bootstrap, 13.3.

    Rows are summed in chunks, so memory is bounded; the time is proportional to customers times draws.
    """
    rows = np.asarray(rows, dtype=np.float64)
    n = rows.shape[0]
    if n == 0:
        return Interval(np.nan, np.nan, np.nan)
    with quiet():
        value = float(statistic(rows.sum(axis=0, keepdims=True))[0])
        drawn = statistic(_resampled_sums(rows, draws, seed))
    drawn = drawn[np.isfinite(drawn)]
    if n == 1 or not drawn.size:
        return Interval(value, np.nan, np.nan)
    tail = (1 - level) / 2
    low, high = np.quantile(drawn, (tail, 1 - tail))
    return Interval(value, float(low), float(high))


def _resampled_sums(rows: Array, draws: int, seed: int) -> Array:
    """Return the column sums of `draws` resamples, shape (draws, columns)."""
    random = np.random.default_rng(seed)
    n, columns = rows.shape
    sums = np.empty((draws, columns))
    step = max(1, _CELLS // n)
    for start in range(0, draws, step):
        stop = min(start + step, draws)
        picked = random.integers(0, n, size=(stop - start, n))
        for column in range(columns):
            sums[start:stop, column] = rows[:, column][picked].sum(axis=1)
    return sums
