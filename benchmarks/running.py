"""What peers share once they have summed: windows from what begins and ends, and how sure a mean is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.statistics.interval import normal_quantile, t_ppf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

#: Orders from which limits are compared: of few customers the product tells others (a bootstrap).
FEWEST: Final = 1_000


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


def half_widths(
    names: Sequence[str],
    clusters: NDArray[np.float64],
    sums: Sequence[NDArray[np.float64]],
) -> dict[str, float]:
    """Return by name how far the limits of a mean order value lie from it, at 95 %, in the currency.

    Orders of one customer resemble each other, so the customer is what varies, and an order of nobody by
    itself: `sums` over these `clusters` are of n, s, n², s² and n s, of n orders for s cents. Parts of few
    orders are left out.
    """
    n, s, nn, ss, ns = sums
    mean = s / n
    spread = np.sqrt(clusters / (clusters - 1) * (ss - 2 * mean * ns + mean**2 * nn)) / n
    half = np.asarray(t_ppf(0.975, clusters - 1)) * spread / 100
    known = zip(names, half.tolist(), (n >= FEWEST).tolist(), strict=True)
    return {f"average_order_value ± {name}": value for name, value, many in known if many}


def lift_spreads(sums: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return by pair of products how far the limits of the logarithm of its lift lie from it, at 95 %.

    `sums` by pair: a, b and both orders of a customer are summed by customer, as are their squares and
    products ("xm": both times all orders). Linearised by customer, but not below independent orders; degrees
    of freedom go down by the customers who bought the pair again.
    """
    s = {name: np.asarray(values) for name, values in sums.items()}
    n, m, a, b, x = (s[name] for name in ("customers", "orders", "a", "b", "both"))
    squares = s["xx"] / x**2 + s["aa"] / a**2 + s["bb"] / b**2 + s["mm"] / m**2
    crossed = s["ab"] / (a * b) - s["xa"] / (x * a) - s["xb"] / (x * b)
    crossed += s["xm"] / (x * m) - s["am"] / (a * m) - s["bm"] / (b * m)
    by_customer = n / (n - 1) * (m - 1) / m * (squares + 2 * crossed)
    by_order = 1 / x - 1 / a - 1 / b + 2 * x / (a * b) - 1 / m
    fewer = np.asarray(t_ppf(0.975, np.maximum(x * x / s["xx"] - 1, 1)) / t_ppf(0.975, np.maximum(x - 1, 1)))
    return np.asarray(normal_quantile(0.95) * fewer * np.sqrt(np.maximum(by_customer, by_order)))
