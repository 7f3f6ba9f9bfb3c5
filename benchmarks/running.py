"""Sums of windows from what begins and ends: what engines that think in columns share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def running(first: NDArray[np.int64], last: NDArray[np.int64], n: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return, for each window, the sum of n over the rows that lie in it: in the windows first..last."""
    there, most = first <= last, int(last.max()) + 2
    begin, end = (np.bincount(edge[there], n[there], most) for edge in (first, last + 1))
    return np.cumsum(begin - end)


def customers_and_repeaters(
    a: NDArray[np.int64],
    b: NDArray[np.int64],
    before: NDArray[np.int64],
    before_that: NDArray[np.int64],
    n: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the customers and those with two orders or more in each window.

    An order lies in the windows a..b; `before` and `before_that` are the b of the customer's last two orders
    before it, -1 for none.
    """
    customers = running(np.maximum(a, before + 1), b, n)
    return customers, running(np.maximum(a, before_that + 1), np.minimum(b, before), n)
