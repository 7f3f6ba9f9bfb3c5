"""The types that all functions of this package return, and their common arithmetic.

Quantiles and tail probabilities come from scipy.special. scipy.stats has the same functions, but takes
longer to import than a small shop's files take to read, in every command, server and child process. The
tests compare the two. scipy.special itself takes a tenth of a server's start, and a server that finds its
figures stored beside the data needs no quantile; so it is loaded on first use.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike

Array = NDArray[np.float64]

#: A float or an array of floats; functions return the kind that they are given.
Real = TypeVar("Real", float, Array)

LEVEL = 0.95
#: The rounding error of sums of probabilities; a threshold that is reached exactly must count as reached.
_NEARLY = 1 - 1e-12


class Interval(NamedTuple, Generic[Real]):
    """A value between its confidence limits."""

    value: Real
    low: Real
    high: Real


class Estimate(NamedTuple, Generic[Real]):
    """A value between its limits, with the standard error by which it may be compared."""

    value: Real
    low: Real
    high: Real
    se: Real


class Comparison(NamedTuple, Generic[Real]):
    """A difference (or ratio) with its limits, and the two-sided p value of no difference."""

    value: Real
    low: Real
    high: Real
    p: Real


@cache
def _special() -> Any:
    from scipy import special  # noqa: PLC0415 - see above

    return special


def normal_quantile(level: float) -> float:
    """Return z for a two-sided interval: 1.95996 for 0.95."""
    return float(_special().ndtri(0.5 + level / 2))


def two_sided_p(z: Array) -> Array:
    """Return the probability that a standard normal deviate is at least this far from 0."""
    return np.asarray(2 * _special().ndtr(-np.abs(z)), dtype=np.float64)


@contextmanager
def quiet() -> Iterator[None]:
    """Suppress numpy's warnings in a `with` block: 0/0 is NaN in this package, without a warning."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        yield


def like(template: Real, result: Array) -> Real:
    """Return `result` as a float where `template` is a float, else as it is."""
    return cast("Real", result if np.ndim(template) or np.ndim(result) else float(result))


def normal_ppf(probability: ArrayLike) -> Array:
    """Return the quantiles of the standard normal distribution."""
    return _array(_special().ndtri(_array(probability)))


def t_ppf(probability: ArrayLike, freedom: ArrayLike) -> Array:
    """Return the quantiles of Student's t distribution with `freedom` degrees of freedom."""
    return _array(_special().stdtrit(_array(freedom), _array(probability)))


def t_sf(deviate: ArrayLike, freedom: ArrayLike) -> Array:
    """Return the upper tail probability of Student's t distribution."""
    return _array(_special().stdtr(_array(freedom), -_array(deviate)))


def chi2_ppf(probability: ArrayLike, freedom: ArrayLike) -> Array:
    """Return the quantiles of the chi-squared distribution."""
    return _array(2 * _special().gammaincinv(_array(freedom) / 2, _array(probability)))


def chi2_isf(probability: ArrayLike, freedom: ArrayLike) -> Array:
    """Return the upper quantiles of the chi-squared distribution."""
    return _array(2 * _special().gammainccinv(_array(freedom) / 2, _array(probability)))


def coin_cdf(heads: int, throws: int) -> float:
    """Return the probability of at most `heads` heads in `throws` throws of a fair coin."""
    return float(_special().bdtr(heads, throws, 0.5)) if heads >= 0 else 0.0


def coin_ppf(probability: float, throws: int) -> int:
    """Return the smallest number of heads that is not exceeded with at least this probability."""
    approximate = int(np.ceil(_special().bdtrik(probability, throws, 0.5)))
    return (
        approximate - 1
        if approximate > 0 and coin_cdf(approximate - 1, throws) >= probability * _NEARLY
        else approximate
    )


def poisson_sf(events: int, mean: float) -> float:
    """Return the probability of more than `events` Poisson events with this mean."""
    return float(_special().pdtrc(events, mean)) if events >= 0 else 1.0


def trend_p(place: ArrayLike, values: ArrayLike) -> float:
    """Return the two-sided p value of "no linear trend"; at least three values are required."""
    x, y = _array(place), _array(values)
    r = float(np.clip(np.corrcoef(x, y)[0, 1], -1, 1))
    if abs(r) == 1:
        return 0.0
    freedom = x.size - 2
    return 2 * float(t_sf(abs(r) * np.sqrt(freedom / ((1 - r) * (1 + r))), freedom))


def _array(values: ArrayLike) -> Array:
    return np.asarray(values, dtype=np.float64)
