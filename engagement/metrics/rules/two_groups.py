"""Two groups of customers compared by a ratio of means: the conditions, and the comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.metrics.rules.plain import ByLogRatio
from engagement.statistics.interval import normal_quantile

if TYPE_CHECKING:
    from engagement.metrics.model import Status
    from engagement.metrics.rules.plain import Estimates
    from engagement.statistics.interval import Array

#: A ratio of means needs this many customers on either side ...
FEWEST_IN_GROUP: Final = 50
#: ... and no customer with more than this share of a side's money.
LARGEST_SHARE: Final = 0.2


class ShownWhereEnough(ByLogRatio):
    """A ratio of two groups, shown if `also["enough"]` is 1: both are large, and no customer dominates."""

    __slots__ = ()

    def status(self, estimates: Estimates) -> list[Status]:
        """Return the status: hidden if a side has too few customers, or one who dominates it."""
        pairs = zip(estimates.n, estimates.also["enough"], strict=True)
        return ["missing" if n == 0 else "ok" if enough else "hidden" for n, enough in pairs]


def se_of_limits(value: Array, low: Array, high: Array) -> Array:
    """Return the standard error that the 95 % limits of a log ratio imply for the ratio."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(value * np.log(high / low) / (2 * normal_quantile(0.95)))
