"""The rules of survey figures: the net promoter score, and a mean on a scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.metrics.rules.plain import ByDifference, Estimates, GreyedBySize
from engagement.statistics import means, net_promoter
from engagement.statistics.interval import Array, Comparison

if TYPE_CHECKING:
    from engagement.metrics.model import Status
    from engagement.metrics.sums.group_sums import Sums

#: The fewest answers for a score, and on either side for a comparison (METRICS.md).
SHOWN: Final = 30
COMPARED: Final = 100


@dataclass(frozen=True, slots=True)
class MeanOnScale(ByDifference, GreyedBySize):
    """The mean of answers, with Student's interval cut at the ends of the scale."""

    method: str = "t"
    comparison: str = "difference_of_means"

    def estimate(self, stats: Sums) -> Estimates:
        """Return the mean of each group, as answered."""
        n, total = stats["n"], stats["total"]
        value, low, high, se = means.mean_from_sums(n, total, stats["squares"])
        answered = np.where(n > 0, n, np.nan)
        low, high = np.maximum(low, stats["lows"] / answered), np.minimum(high, stats["highs"] / answered)
        return Estimates(value, low, high, se, total, n, n)


@dataclass(frozen=True, slots=True)
class NetPromoter:
    """Promoters minus detractors per 100 answers; `also` has the three counts."""

    method: str = "adjusted_wald"
    comparison: str = "nps_difference"

    def estimate(self, stats: Sums) -> Estimates:
        """Return the score of each group, in points."""
        promoters, detractors, n = stats["promoters"], stats["detractors"], stats["n"]
        value, low, high, se = net_promoter.net_promoter_score(promoters, detractors, n)
        also = {
            "promoters": promoters,
            "passives": n - promoters - detractors,
            "detractors": detractors,
        }
        return Estimates(value, low, high, se, promoters - detractors, n, n, also)

    def compare(self, first: Estimates, second: Estimates) -> Comparison[Array]:
        """Return the difference in points if both sides have a hundred answers; else NaN."""
        sides = [(e.also["promoters"], e.also["detractors"], e.n) for e in (first, second)]
        difference = net_promoter.nps_difference(sides[0], sides[1])
        enough = (first.n >= COMPARED) & (second.n >= COMPARED)
        return Comparison(*(np.where(enough, part, np.nan) for part in difference))

    def status(self, estimates: Estimates) -> list[Status]:
        """Return the status: a score of fewer than thirty answers is hidden."""
        return ["missing" if n == 0 else "hidden" if n < SHOWN else "ok" for n in estimates.n]
