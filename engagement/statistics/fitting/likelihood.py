"""Fitting the few positive parameters of a model by maximum likelihood, with a gradient, from two starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy import optimize

from engagement.statistics.interval import Array, quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Parameters are looked for between these: further out there is nothing to tell apart.
LOWEST: Final = 1e-5
HIGHEST: Final = 1e5
#: Both starts have to end as high as each other, by so much for each observation.
_SAME: Final = 1e-6
#: A slope of the mean log likelihood below this is flat.
_FLAT: Final = 1e-5
#: A logarithm that is so near to that of a bound lies at it.
_NEAR: Final = 0.05


class Fitted(NamedTuple):
    """The parameters, the log likelihood, whether it is a maximum, and whether one lies at a bound."""

    parameters: Array
    log_likelihood: float
    converged: bool
    at_bound: bool


def kinds_of(*columns: Array) -> tuple[tuple[Array, ...], Array]:
    """Return the different rows of columns of equal length, by column, and how often each occurs."""
    order = np.lexsort(columns[::-1])
    sorted_ = [np.asarray(column, dtype=np.float64)[order] for column in columns]
    new = np.zeros(order.size, dtype=bool)
    new[:1] = True
    for column in sorted_:
        new[1:] |= column[1:] != column[:-1]
    first = np.flatnonzero(new)
    counts = np.diff(np.append(first, order.size)).astype(np.float64)
    return tuple(column[first] for column in sorted_), counts


def maximise(
    log_likelihood: Callable[[Array], tuple[float, Array]], starts: Sequence[Sequence[float]], size: float
) -> Fitted:
    """Return the parameters of the highest likelihood, from the better of the starts (BFGS).

    `log_likelihood` gives value and gradient by the parameters; `size` is how many observations there are.
    Parameters are positive and looked for by their logarithms; outside the bounds a parabola is added,
    which leads back. It has converged when the slope is flat and all starts have come to the same height.
    """
    low, high = float(np.log(LOWEST)), float(np.log(HIGHEST))

    def falling(logs: Array) -> tuple[float, Array]:
        inside = np.clip(logs, low, high)
        parameters, beyond = np.exp(inside), logs - inside
        with quiet():
            value, slope = log_likelihood(parameters)
        return -value / size + float((beyond**2).sum()), -slope * parameters / size + 2 * beyond

    found = [
        optimize.minimize(falling, np.log(start), jac=True, method="BFGS", options={"gtol": 1e-8})
        for start in starts
    ]
    best = min(found, key=lambda result: float(result.fun))
    heights = [float(result.fun) for result in found]
    logs = np.asarray(best.x, dtype=np.float64)
    flat = bool(np.abs(falling(logs)[1]).max() < _FLAT)
    agreed = max(heights) - min(heights) < _SAME * max(1.0, abs(min(heights)))
    near = bool(((logs < low + _NEAR) | (logs > high - _NEAR)).any())
    return Fitted(np.exp(np.clip(logs, low, high)), -float(best.fun) * size, flat and agreed, near)
