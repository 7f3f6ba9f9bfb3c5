"""The lapse point: the waiting time after which few people still come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.statistics.waiting.survival import kaplan_meier_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.statistics.interval import Array

#: The fewest people still under observation from whom later returns can be estimated.
FEWEST: Final = 30


def lapse_point(waits: Array, ended: NDArray[np.bool_], share: float) -> float:
    """Return the shortest wait after which at most `share` still come back; NaN where it cannot be estimated.

    `waits[i]` is a waiting time in any unit; `ended[i]` says whether the person came back at its end,
    otherwise the wait is censored (Kaplan and Meier 1958, JASA 53). Of those who have waited t, the share 1
    - S(end)/S(t) comes back, where the end is the last time with 30 people under observation. A wait t
    needs data up to 2t: near the end of the observation nobody can be seen to come back.
    """
    if waits.size < FEWEST:
        return float("nan")
    curve = kaplan_meier_of(waits, np.asarray(ended, dtype=np.float64))
    watched = curve.at_risk >= FEWEST
    if not watched.any():
        return float("nan")
    time, surviving = curve.time[watched], curve.survival[watched]
    reached = np.flatnonzero(surviving * (1 - share) <= surviving[-1] * (1 + 1e-12))
    point = float(time[reached[0]])
    return point if 2 * point <= float(time[-1]) else float("nan")
