"""Products that are bought together more or less often than by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import pandas as pd

from engagement.metrics.products.baskets import baskets
from engagement.statistics.interval import LEVEL, Array, normal_quantile, quiet, two_sided_p
from engagement.statistics.multiple import holm

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.baskets import Baskets
    from engagement.metrics.products.order_contents import Contents
    from engagement.metrics.purchases.scans.all_orders import Mask

    #: For each pair one product, the other, and the number of orders with both.
    Together: TypeAlias = "tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]"

#: The fewest orders with both products for a pair.
FEWEST_TOGETHER: Final = 30


def product_pairs(scope: Scope) -> pd.DataFrame:
    """Return the pairs of products that are together in 30 orders or more, highest lift first.

    lift = both x orders / (orders_a x orders_b): 1 is chance. Its limits come from the delta method on its
    logarithm, whose variance is 1 / both - 1 / a - 1 / b + 2 both / (a b) - 1 / orders (orders are of four
    kinds). `a` comes before `b` in the alphabet.
    """
    lines = baskets(scope)
    first, second, together = _together(lines)
    is_frequent = together >= FEWEST_TOGETHER
    first, second, frequent_together = (
        first[is_frequent],
        second[is_frequent],
        together[is_frequent].astype(np.float64),
    )
    a, b = (lines.orders_with[each].astype(np.float64) for each in (first, second))
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


def _together(lines: Baskets) -> Together:
    """Return the pairs that occur in 30 orders of the version, and in how many of the scope's.

    Counting pairs is expensive, and counts add up: if most orders are selected, the others are counted.
    """
    contents, is_kept = lines.contents, lines.is_kept
    first, second, everywhere = lines.scope.data.remember_columns(
        ("pairs", lines.scope.question.fold), lambda: _frequent(contents)
    )
    if not first.size:  # SciPy returns a sparse array for no indices, a dense one for any.
        return first, second, everywhere
    is_most = 2 * np.count_nonzero(is_kept) > is_kept.size
    counted = _matrix(contents, ~is_kept if is_most else is_kept)[first, second]
    return first, second, everywhere - counted if is_most else counted


def _frequent(contents: Contents) -> Together:
    from scipy import sparse  # noqa: PLC0415 - takes long to load, and few commands and pages ask for pairs

    together = sparse.triu(_matrix(contents, np.ones(contents.orders, dtype=bool)), k=1, format="coo")
    is_frequent = together.data >= FEWEST_TOGETHER
    return *(each[is_frequent] for each in together.coords), together.data[is_frequent]


def _matrix(contents: Contents, is_counted: Mask) -> sparse.csr_array:
    """Return in how many of some orders each pair of products occurs; only pairs in 30 orders of all."""
    from scipy import sparse  # noqa: PLC0415 - takes long to load, and few commands and pages ask for pairs

    starts = contents.starts
    often = np.diff(starts) >= FEWEST_TOGETHER
    rows = np.flatnonzero(is_counted[contents.order] & np.repeat(often, np.diff(starts)))
    counted = np.cumsum(is_counted, dtype=np.int32)
    order, ends = counted[contents.order[rows]] - 1, np.searchsorted(rows, starts)
    shape = (len(contents.names), int(counted[-1]) if counted.size else 0)
    matrix = sparse.csr_array((np.ones(rows.size, dtype=np.int32), order, ends.astype(np.int32)), shape=shape)
    return matrix @ matrix.T


def beyond_chance(pairs: pd.DataFrame, looked_at: int) -> NDArray[np.bool_]:
    """Return which of the table's pairs occur more or less often than by chance.

    `looked_at` is how many pairs could have been in the table. A pair is in it because it is frequent, so
    all of them count as comparisons (Holm); p is that of the lift's logarithm.
    """
    lift = pairs["lift"].to_numpy(dtype=np.float64)
    spread: Array = np.log(pairs["high"].to_numpy(dtype=np.float64) / pairs["low"].to_numpy(dtype=np.float64))
    with quiet():
        z = np.where(lift == 1, 0.0, np.log(lift) / (spread / (2 * normal_quantile(LEVEL))))
    adjusted = holm(two_sided_p(z), unseen=max(0, looked_at - lift.size))
    return np.asarray(adjusted < 1 - LEVEL)
