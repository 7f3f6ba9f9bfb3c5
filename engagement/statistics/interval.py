"""The small types that every function here returns, and the arithmetic that they share."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Iterator

Array = NDArray[np.float64]

#: A float, or an array of floats; what goes in comes out.
Real = TypeVar("Real", float, Array)

LEVEL = 0.95


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
    """A difference (or ratio) between its limits, and the two-sided p of "there is none"."""

    value: Real
    low: Real
    high: Real
    p: Real


def normal_quantile(level: float) -> float:
    """Return z for a two-sided interval: 1.95996 for 0.95."""
    return float(stats.norm.ppf(0.5 + level / 2))


def two_sided_p(z: Array) -> Array:
    """Return the probability of a normal deviate at least this far from 0."""
    return np.asarray(2 * stats.norm.sf(np.abs(z)), dtype=np.float64)


@contextmanager
def quiet() -> Iterator[None]:
    """Let 0/0 be NaN without a word: that is this package's rule for what cannot be said."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        yield


def like(given: Real, result: Array) -> Real:
    """Return `result` as a float when the caller gave a float."""
    return cast("Real", result if np.ndim(given) or np.ndim(result) else float(result))
