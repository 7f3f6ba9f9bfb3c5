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

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.baskets import Baskets
    from engagement.metrics.products.order_contents import Contents

    Counts: TypeAlias = "NDArray[np.int64]"
    #: For each pair one product, the other, and the number of orders with both.
    Together: TypeAlias = "tuple[Counts, Counts, Counts]"

#: The fewest orders with both products for a pair.
FEWEST_TOGETHER: Final = 30
#: The factor that packs an order's index and a product's number into one integer.
_PRODUCT_BITS: Final = 32


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
    contents, (rows, are_dropped) = lines.contents, lines.fewer
    pair, everywhere = lines.scope.data.remember_columns(
        ("pairs", lines.scope.question.fold), lambda: _frequent(contents)
    )
    counted = _counted(contents, rows, pair)
    first, second = np.divmod(pair, max(1, len(contents.names)))
    return first, second, everywhere - counted if are_dropped else counted


def _frequent(contents: Contents) -> tuple[Counts, Counts]:
    """Return the pairs that occur in 30 orders of the version, and in how many."""
    pair, count = _occurring(contents, np.arange(contents.order.size))
    return pair[count >= FEWEST_TOGETHER], count[count >= FEWEST_TOGETHER]


def _counted(contents: Contents, rows: NDArray[np.int64], wanted: Counts) -> Counts:
    """Return in how many of the orders of some rows each of the wanted pairs occurs."""
    pair, count = _occurring(contents, rows)
    place = np.minimum(np.searchsorted(pair, wanted), max(0, pair.size - 1))
    return np.where(pair[place] == wanted, count[place], 0) if pair.size else np.zeros_like(wanted)


def _occurring(contents: Contents, rows: NDArray[np.int64]) -> tuple[Counts, Counts]:
    """Return the pairs that occur in some orders, ascending, and in how many.

    Only of products in 30 orders of all. `rows` are all rows of those orders. A pair is its first product
    times the number of products, plus its second.
    """
    is_often = np.diff(contents.starts) >= FEWEST_TOGETHER
    if not is_often.all():
        rows = rows[is_often[contents.product[rows]]]
    # By order and then by product: packed into one integer, because numbers are sorted faster than indices.
    packed = (contents.order[rows].astype(np.int64) << _PRODUCT_BITS) | contents.product[rows]
    packed.sort()
    order, product = packed >> _PRODUCT_BITS, packed & ((1 << _PRODUCT_BITS) - 1)
    pairs, distance = [np.zeros(0, dtype=np.int64)], 1
    # Each product with the next of its order, then with the one after that, while any order is as long.
    first = np.flatnonzero(order[1:] == order[:-1])
    while first.size:
        pairs.append(product[first] * len(contents.names) + product[first + distance])
        distance += 1
        first = first[: np.searchsorted(first, order.size - distance)]
        first = first[order[first] == order[first + distance]]
    occurring = np.concatenate(pairs)
    occurring.sort()
    opens = np.flatnonzero(np.append(True, occurring[1:] != occurring[:-1])[: occurring.size])
    return occurring[opens], np.diff(np.append(opens, occurring.size))


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
