"""Many comparisons at once: what survives, and how many would be flagged by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engagement.statistics.interval import Array


def holm(p: Array, weights: Array | None = None, *, unseen: int = 0) -> Array:
    """Return Holm's adjusted p values, in the given order; NaN stays NaN and is not counted.

    Below 0.05 after adjustment, the chance of even one false flag among all is at most 5 %. `weights`,
    above 0, are the parts in which the comparisons share that chance; equal without them. `unseen` more
    comparisons were made, of which none is as far as any of `p`: they take their part, too.
    Holm (1979), Scandinavian Journal of Statistics 6, 65-70, with the weights of his section 4.
    """
    p = np.asarray(p, dtype=np.float64)
    shares = np.ones(p.shape) if weights is None else np.asarray(weights, dtype=np.float64)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested] / shares[tested], kind="stable")]
    # What is still to be tested shares the chance; each takes its own part of it.
    remaining = np.cumsum(shares[order][::-1])[::-1] + unseen
    steps = p[order] * (remaining / shares[order])
    adjusted = np.full(p.shape, np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1)
    return adjusted
