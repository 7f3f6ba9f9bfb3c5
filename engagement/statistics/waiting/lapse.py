"""After how long a wait few who have waited so long still come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.statistics.waiting.survival import kaplan_meier_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.statistics.interval import Array

#: Fewer who are still watched say nothing of what comes later.
FEWEST: Final = 30


def lapse_point(waits: Array, ended: NDArray[np.bool_], share: float) -> float:
    """Return the shortest wait after which at most `share` still come back; NaN where that is not known.

    `waits[i]` is how long somebody has waited, in any unit, and `ended[i]` whether they came back then;
    who did not is only known to have waited so long (Kaplan and Meier 1958, JASA 53). Of those who have
    waited t the share 1 - S(end)/S(t) comes back, as far as 30 are watched. A t of which the data do not
    see as long again is not known: at the end of what is watched nobody comes back any more.
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
