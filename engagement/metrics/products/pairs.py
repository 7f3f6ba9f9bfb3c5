"""Products that are bought together more or less often than by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import pandas as pd

from engagement.metrics.products.baskets import baskets
from engagement.metrics.products.pair_habits import FEWEST_TOGETHER, frequent_pairs
from engagement.metrics.sums.sorted_keys import sizes_of_each, starts_of_each
from engagement.statistics.clusters import lift_of_pairs
from engagement.statistics.interval import LEVEL, Array, normal_quantile, quiet, two_sided_p
from engagement.statistics.multiple import holm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.baskets import Baskets
    from engagement.metrics.products.order_contents import Contents
    from engagement.metrics.products.pair_habits import FrequentPairs

    Counts: TypeAlias = "NDArray[np.int64]"

#: The factor that packs an order's index and a product's number into one integer.
_PRODUCT_BITS: Final = 32
#: How many products of orders are paired at once.
_STRETCH: Final = 1_000_000


def product_pairs(scope: Scope) -> pd.DataFrame:
    """Return the pairs of products that are together in 30 orders or more, highest lift first.

    lift = both x orders / (orders_a x orders_b): 1 is chance. Its limits come from the delta method on its
    logarithm with customers as units (`clusters.lift_of_pairs`): METRICS names the method, and promises of
    each interval that it holds 93 to 97 of 100, which limits that take orders as independent do not where
    customers buy the same again. After a filter the habits are those of all orders, as far as customers
    order as often: measuring them costs seconds. `a` comes before `b` in the alphabet.
    """
    lines = baskets(scope)
    pairs = scope.data.remember_columns(
        ("pairs", scope.question.fold), lambda: frequent_pairs(lines.contents)
    )
    together = _together(lines, pairs)
    kept = together >= FEWEST_TOGETHER
    first, second, both = pairs.first[kept], pairs.second[kept], together[kept].astype(np.float64)
    a, b = (lines.orders_with[each].astype(np.float64) for each in (first, second))
    others = pairs.others_of(lines.is_kept & lines.contents.has_lines)
    as_often = others / pairs.others if pairs.others else 1.0
    habits = pairs.excess[kept] * as_often, pairs.again[kept] * as_often
    lift = lift_of_pairs(both, a, b, float(lines.orders), habits)
    names = np.asarray(lines.names, dtype=object)
    frame = pd.DataFrame(
        {
            "a": pd.Series(names[first], dtype=object),
            "b": pd.Series(names[second], dtype=object),
            "orders_a": a.astype(np.int64),
            "orders_b": b.astype(np.int64),
            "both": both.astype(np.int64),
            "orders": np.full(both.size, lines.orders),
            "lift": lift.value,
            "low": lift.low,
            "high": lift.high,
        }
    )
    return frame.sort_values(["lift", "a", "b"], ascending=[False, True, True], ignore_index=True)


def _together(lines: Baskets, pairs: FrequentPairs) -> Counts:
    """Return in how many of the scope's orders the pairs of all orders are.

    Counting pairs is expensive, and counts add up: if most orders are selected, the others are counted.
    """
    contents, (rows, are_dropped) = lines.contents, lines.fewer
    counted = _counted(contents, rows, pairs.first * len(contents.names) + pairs.second)
    return pairs.both - counted if are_dropped else counted


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
    counted = [_counted_in(stretch, len(contents.names)) for stretch in _stretches(packed)]
    pair, count = (np.concatenate(each) for each in zip(*counted, strict=True))
    by_pair = np.argsort(pair)
    opens = starts_of_each(pair[by_pair])
    return pair[by_pair][opens], np.add.reduceat(count[by_pair], opens) if opens.size else count


def _stretches(packed: Counts) -> Iterator[Counts]:
    """Yield stretches of whole orders, one at least: all at once would take three times the memory."""
    start = 0
    while True:
        end = min(start + _STRETCH, packed.size)
        if end < packed.size:
            end = int(np.searchsorted(packed, (packed[end - 1] >> _PRODUCT_BITS) + 1 << _PRODUCT_BITS))
        yield packed[start:end]
        start = end
        if start >= packed.size:
            return


def _counted_in(packed: Counts, products: int) -> tuple[Counts, Counts]:
    """Return the pairs that occur in some orders, ascending, and in how many."""
    order, product = packed >> _PRODUCT_BITS, packed & ((1 << _PRODUCT_BITS) - 1)
    pairs, distance = [np.zeros(0, dtype=np.int64)], 1
    # Each product with the next of its order, then with the one after that, while any order is as long.
    first = np.flatnonzero(order[1:] == order[:-1])
    while first.size:
        pairs.append(product[first] * products + product[first + distance])
        distance += 1
        first = first[: np.searchsorted(first, order.size - distance)]
        first = first[order[first] == order[first + distance]]
    occurring = np.concatenate(pairs)
    occurring.sort()
    opens = starts_of_each(occurring)
    return occurring[opens], sizes_of_each(opens, occurring.size)


def beyond_chance(pairs: pd.DataFrame, looked_at: int) -> NDArray[np.bool_]:
    """Return which of the table's pairs occur more or less often than by chance.

    `looked_at` is how many pairs could have been in the table. A pair is in it because it is frequent, so
    all of them count as comparisons (Holm); p is that of the lift's logarithm. Above 1 it is that of the
    root, 2 (1 - 1 / root), because far out the logarithm calls counts rare that are not: of shops without
    any such pair 4 to 15 % were told of one, now 1 to 7 % (and 35 to 83 % where customers have habits, with
    limits that took orders as independent).
    """
    lift = pairs["lift"].to_numpy(dtype=np.float64)
    spread: Array = np.log(pairs["high"].to_numpy(dtype=np.float64) / pairs["low"].to_numpy(dtype=np.float64))
    with quiet():
        beyond = np.where(lift > 1, 2 * (1 - lift**-0.5), np.log(lift))
        z = np.where(lift == 1, 0.0, beyond / (spread / (2 * normal_quantile(LEVEL))))
    adjusted = holm(two_sided_p(z), unseen=max(0, looked_at - lift.size))
    return np.asarray(adjusted < 1 - LEVEL)
