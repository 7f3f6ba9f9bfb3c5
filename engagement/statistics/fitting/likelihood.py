"""Maximum likelihood fits of models with few positive parameters, by gradient, from two starting points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from engagement.statistics.interval import Array, quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scipy.optimize import OptimizeResult

    #: Takes parameters; returns the log likelihood and its gradient.
    LogLikelihood = Callable[[Array], tuple[float, Array]]

#: Bounds of the logarithms of the parameters; beyond them the likelihood is flat.
LOWEST: Final = 1e-5
HIGHEST: Final = 1e5
#: The largest difference per observation between the maxima from both starting points.
_SAME: Final = 1e-6
#: The largest gradient of the mean log likelihood that counts as zero.
_FLAT: Final = 1e-5
_LOW: Final = float(np.log(LOWEST))
_HIGH: Final = float(np.log(HIGHEST))
#: The gradients at which the search ends, on the exact and on the rounded observations.
_FLATTEST: Final = 1e-8
_ROUGHLY: Final = 1e-5
#: Newton steps on the exact likelihood; near the maximum each adds a digit or two.
_MOST: Final = 20
#: The step of the difference quotient for second derivatives.
_STEP: Final = 1e-4
#: The distance from a bound at which a logarithm counts as at the bound.
_MARGIN: Final = 0.05


class Fitted(NamedTuple):
    """Parameters, log likelihood, whether the search converged, and whether a parameter is at a bound."""

    parameters: Array
    log_likelihood: float
    converged: bool
    at_bound: bool


def kinds_of(*columns: Array, weight: Array | None = None) -> tuple[tuple[Array, ...], Array]:
    """Return the distinct rows of equally long columns, by column, and how often each occurs.

    With `weight`, each row counts as often as its weight says.
    """
    order = np.lexsort(columns[::-1])
    sorted_columns = [np.asarray(column, dtype=np.float64)[order] for column in columns]
    new = np.zeros(order.size, dtype=bool)
    new[:1] = True
    for column in sorted_columns:
        new[1:] |= column[1:] != column[:-1]
    first = np.flatnonzero(new)
    counts = np.diff(np.append(first, order.size)).astype(np.float64)
    if weight is not None and first.size:
        counts = np.add.reduceat(weight[order], first)
    return tuple(column[first] for column in sorted_columns), counts


def maximise(
    log_likelihood: LogLikelihood,
    starts: Sequence[Sequence[float]],
    size: float,
    rough: LogLikelihood | None = None,
) -> Fitted:
    """Return the parameters with the highest likelihood, from the better of the starting points (BFGS).

    `log_likelihood` takes the parameters and returns value and gradient; `size` is the number of
    observations. Parameters are positive; the search uses their logarithms. Outside the bounds a parabola
    is added, which leads back inside. The search has converged if the gradient is about zero and all
    starting points lead to the same maximum.

    `rough` is the likelihood of the same observations, rounded to few distinct ones. The first part of the
    search runs on it, and its curvature is used for the last steps on the exact likelihood.
    """
    falling, near_best = _falling(log_likelihood, size), _falling(rough or log_likelihood, size)
    ends = []
    for start in starts:
        flat = _FLATTEST if rough is None else _ROUGHLY
        end = _searched(near_best, np.log(start), method="BFGS", options={"gtol": flat})
        if rough is not None:
            exactly = {"gtol": _FLATTEST, "maxiter": _MOST}
            end = _searched(
                falling,
                end.x,
                method="trust-exact",
                hess=lambda point: _curvature(near_best, point),
                options=exactly,
            )
        ends.append(end)
    best = min(ends, key=lambda result: float(result.fun))
    heights = [float(result.fun) for result in ends]
    logs = np.asarray(best.x, dtype=np.float64)
    level = bool(np.abs(falling(logs)[1]).max() < _FLAT)
    agreed = max(heights) - min(heights) < _SAME * max(1.0, abs(min(heights)))
    at_limit = bool(((logs < _LOW + _MARGIN) | (logs > _HIGH - _MARGIN)).any())
    return Fitted(np.exp(np.clip(logs, _LOW, _HIGH)), -float(best.fun) * size, level and agreed, at_limit)


def _searched(falling: LogLikelihood, logs: Array, **how: Any) -> OptimizeResult:
    from scipy import optimize  # noqa: PLC0415 - takes long to load, and most commands and pages fit no model

    return optimize.minimize(falling, logs, jac=True, **how)


def _falling(log_likelihood: LogLikelihood, size: float) -> LogLikelihood:
    """Return the function to minimise, with the logarithms of the parameters as its arguments."""

    def falling(logs: Array) -> tuple[float, Array]:
        inside = np.clip(logs, _LOW, _HIGH)
        parameters, beyond = np.exp(inside), logs - inside
        with quiet():
            value, slope = log_likelihood(parameters)
        return -value / size + float((beyond**2).sum()), -slope * parameters / size + 2 * beyond

    return falling


def _curvature(falling: LogLikelihood, logs: Array) -> Array:
    """Return the second derivatives, as difference quotients of the gradient."""
    steps = np.eye(logs.size) * _STEP
    rows = [(falling(logs + step)[1] - falling(logs - step)[1]) / (2 * _STEP) for step in steps]
    matrix = np.asarray(rows)
    return np.asarray((matrix + matrix.T) / 2)
