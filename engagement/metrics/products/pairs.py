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

#: The fewest orders with both products for a pair.
FEWEST_TOGETHER: Final = 30


def product_pairs(scope: Scope) -> pd.DataFrame:
    """Return the pairs of products that are together in 30 orders or more, highest lift first.

    lift = both x orders / (orders_a x orders_b): 1 is chance. Its limits by the delta method on its
    logarithm, of which the variance is 1 / both - 1 / a - 1 / b + 2 both / (a b) - 1 / orders (orders
    fall into four kinds). `a` comes before `b` in the alphabet.
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
    frequent_together = together.data[is_frequent].astype(np.float64)
    a, b = (lines.orders_with[coordinate].astype(np.float64) for coordinate in (first, second))
    lift = frequent_together * lines.orders / (a * b)
    variance = (
        1 / frequent_together - 1 / a - 1 / b + 2 * frequent_together / (a * b) - 1 / max(1, lines.orders)
    )
    factor = np.exp(normal_quantile(LEVEL) * np.sqrt(np.maximum(variance, 0)))
    names = np.asarray(lines.names, dtype=object)
    frame = pd.DataFrame(
        {
            "a": pd.Series(names[first], dtype=object),
            "b": pd.Series(names[second], dtype=object),
            "orders_a": a.astype(np.int64),
            "orders_b": b.astype(np.int64),
            "both": frequent_together.astype(np.int64),
            "orders": np.full(frequent_together.size, lines.orders),
            "lift": lift,
            "low": lift / factor,
            "high": lift * factor,
        }
    )
    return frame.sort_values(["lift", "a", "b"], ascending=[False, True, True], ignore_index=True)


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
