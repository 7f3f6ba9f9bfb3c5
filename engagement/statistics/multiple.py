"""Multiple comparisons: which remain significant, and how many would be flagged by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engagement.statistics.interval import Array


def holm(p: Array, weights: Array | None = None, *, unseen: int = 0) -> Array:
    """Return Holm's adjusted p values in the given order; NaN stays NaN and is not counted.

    Flagging adjusted values below 0.05 keeps the probability of any false flag at 5 % or less. `weights`,
    above 0, divide this probability among the comparisons; without them it is divided equally. `unseen` is
    the number of further comparisons, all with larger p values than those in `p`. Holm (1979), Scandinavian
    Journal of Statistics 6, 65-70, with the weights of his section 4.
    """
    p = np.asarray(p, dtype=np.float64)
    shares = np.ones(p.shape) if weights is None else np.asarray(weights, dtype=np.float64)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested] / shares[tested], kind="stable")]
    # The comparisons still to be tested divide the error probability by their weights.
    remaining = np.cumsum(shares[order][::-1])[::-1] + unseen
    steps = p[order] * (remaining / shares[order])
    adjusted = np.full(p.shape, np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1)
    return adjusted
