"""Products that are bought together more often than chance would have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.products.baskets import baskets
from engagement.statistics.interval import LEVEL, Array, normal_quantile, quiet, two_sided_p
from engagement.statistics.multiple import holm

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.baskets import Baskets

#: Orders with both from which a pair is told.
FEWEST_TOGETHER: Final = 30


def product_pairs(scope: Scope) -> pd.DataFrame:
    """Return the pairs of products that stand together in 30 orders or more, highest lift first.

    lift = both x orders / (orders_a x orders_b): 1 is chance. Its limits by the delta method on its
    logarithm, of which the variance is 1 / both - 1 / a - 1 / b + 2 both / (a b) - 1 / orders (orders
    fall into four kinds), and what customers add who buy the same again (`_habit`). `a` comes before `b` in
    the alphabet.
    """
    from scipy import sparse  # noqa: PLC0415 - takes long to load, and few commands and pages ask for pairs

    lines = baskets(scope)
    often = lines.orders_with[lines.product] >= FEWEST_TOGETHER
    ones = np.ones(int(often.sum()), dtype=np.int32)
    size = int(lines.order.max(initial=-1)) + 1
    places = (lines.order[often], lines.product[often])
    matrix = sparse.csr_array((ones, places), shape=(size, len(lines.names)))
    together = sparse.coo_array(sparse.triu(matrix.T @ matrix, k=1))
    is_frequent = together.data >= FEWEST_TOGETHER
    first, second = (coordinate[is_frequent] for coordinate in together.coords)
    together_ = together.data[is_frequent].astype(np.float64)
    a, b = (lines.orders_with[coordinate].astype(np.float64) for coordinate in (first, second))
    lift = together_ * lines.orders / (a * b)
    variance = 1 / together_ - 1 / a - 1 / b + 2 * together_ / (a * b) - 1 / max(1, lines.orders)
    habit, pairs_of_orders = _habit(lines)
    variance += habit[first] * habit[second] * pairs_of_orders / max(1, lines.orders) ** 2
    factor = np.exp(normal_quantile(LEVEL) * np.sqrt(np.maximum(variance, 0)))
    names = np.asarray(lines.names, dtype=object)
    frame = pd.DataFrame(
        {
            "a": pd.Series(names[first], dtype=object),
            "b": pd.Series(names[second], dtype=object),
            "orders_a": a.astype(np.int64),
            "orders_b": b.astype(np.int64),
            "both": together_.astype(np.int64),
            "orders": np.full(together_.size, lines.orders),
            "lift": lift,
            "low": lift / factor,
            "high": lift * factor,
        }
    )
    return frame.sort_values(["lift", "a", "b"], ascending=[False, True, True], ignore_index=True)


def _habit(lines: Baskets) -> tuple[Array, float]:
    """Return by how much more buyers of a product buy it again than others buy it, and pairs of orders.

    Of two orders of one customer both hold a product R times as often as two orders of anybody; R - 1, by
    product, is at least 0. Where what customers lean to in one product tells nothing of the other, two
    orders of one customer add (R_a - 1) (R_b - 1) / orders² to the variance of a lift's logarithm: by
    simulation the limits hold 93 to 97 of 100 shops where orders taken as independent hold 79 to 93. The
    second number is how many such pairs of orders there are, each in either order.
    """
    person = np.full(int(lines.order.max(initial=-1)) + 1, -1, dtype=np.int64)
    person[lines.order] = lines.person
    orders = np.bincount(person[person >= 0]).astype(np.float64)
    pairs_of_orders = float((orders * (orders - 1)).sum())
    pair, _ = lines.unpacked
    starts = np.flatnonzero(np.append(True, pair[1:] != pair[:-1])[: pair.size])
    often = np.diff(np.append(starts, pair.size)).astype(np.float64)
    product = pair[starts] // (lines.history.customers + 1)
    repeat_pairs = np.bincount(product, often * (often - 1), len(lines.names))
    bought = np.bincount(product, often, len(lines.names))
    with quiet():
        alike = repeat_pairs * orders.sum() ** 2 / (pairs_of_orders * bought**2)
    return np.maximum(np.nan_to_num(alike, posinf=1.0) - 1, 0.0), pairs_of_orders


def beyond_chance(pairs: pd.DataFrame, looked_at: int) -> NDArray[np.bool_]:
    """Return which of the table's pairs stand together more or less often than chance would have it.

    `looked_at` is how many pairs could have been in the table. A pair is there because it is frequent, so
    all of them count as comparisons (Holm); p is that of the lift's logarithm.
    """
    lift = pairs["lift"].to_numpy(dtype=np.float64)
    spread: Array = np.log(pairs["high"].to_numpy(dtype=np.float64) / pairs["low"].to_numpy(dtype=np.float64))
    with quiet():
        z = np.where(lift == 1, 0.0, np.log(lift) / (spread / (2 * normal_quantile(LEVEL))))
    adjusted = holm(two_sided_p(z), unseen=max(0, looked_at - lift.size))
    return np.asarray(adjusted < 1 - LEVEL)
