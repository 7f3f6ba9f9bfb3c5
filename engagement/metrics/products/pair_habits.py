"""Pairs of products in many orders, and how far customers who buy the same again widen their limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.metrics.sums.sorted_keys import sizes_of_each, starts_of_each
from engagement.statistics.clusters import PairSums, habits_of_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engagement.metrics.products.order_contents import Contents
    from engagement.metrics.purchases.scans.all_orders import Mask
    from engagement.statistics.interval import Array

#: The fewest orders with both products for a pair.
FEWEST_TOGETHER: Final = 30
#: The most rows, and the most pairs of products, that are counted at once.
_ROWS: Final = 1_000_000
_CELLS: Final = 4_000_000
#: The factor that packs an order's index and a row's into one integer.
_ROW_BITS: Final = 32


@dataclass(frozen=True)
class FrequentPairs:
    """The pairs of products in 30 orders or more of a version: one product, the other, orders with both.

    `excess` and `again` are the habits of the customers (`clusters.habits_of_pairs`), `others` how many
    other orders the customer of an order has, on average, and `begins` the first order of each customer.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    both: NDArray[np.int64]
    excess: Array
    again: Array
    others: float
    begins: NDArray[np.int64]

    def others_of(self, is_counted: Mask) -> float:
        """Return how many other orders the customer of an order has, on average, among some orders."""
        counted = np.zeros(is_counted.size + 1, dtype=np.int32)
        np.cumsum(is_counted, out=counted[1:])
        own = np.diff(counted[self.begins]).astype(np.float64)
        return float(own @ (own - 1)) / max(1, int(counted[-1]))


def frequent_pairs(contents: Contents) -> FrequentPairs:
    """Return the pairs of a version's orders; an order of nobody is that of a customer of its own."""
    every = contents.every
    customer = every.person.copy()
    customer[every.named :] = every.key.size + np.arange(every.size - every.named, dtype=np.int32)
    begins = every.start
    own = np.bincount(customer[contents.has_lines])
    rows = _rows(contents, customer)
    counted = [_counted(rows, *part, own) for part in rows.parts()]
    if not counted:
        none, unknown = np.zeros(0, dtype=np.int64), np.zeros(0)
        return FrequentPairs(none, none, none, unknown, unknown, 0.0, begins)
    first, second, both, xx, xa, xb, xm = (np.concatenate(column) for column in zip(*counted, strict=True))
    of_products = [np.bincount(rows.product, each) for each in (None, rows.times, own[rows.customer])]
    a, aa, am = (each[first] for each in of_products)
    b, bb, bm = (each[second] for each in of_products)
    each, ab = own.astype(np.float64), _crossed(rows, first, second, own.size)
    orders, mm, customers = float(each.sum()), float(each @ each), float(np.count_nonzero(own))
    excess, again = habits_of_pairs(
        PairSums(customers, orders, a, b, both, mm, aa, bb, xx, am, bm, xm, xa, xb, ab)
    )
    often = rows.often
    return FrequentPairs(
        first=often[first],
        second=often[second],
        both=both.astype(np.int64),
        excess=excess,
        again=again,
        others=(mm - orders) / orders,
        begins=begins,
    )


@dataclass(frozen=True)
class _Rows:
    """The contents' rows of products in 30 orders or more: by product, customer and time.

    `often` are these products, `product` the index in it. `times` is how many orders with the product the
    row's customer has. `by_order` sorts the rows by order; `place` is a row's place in it, `later` how many
    rows of its order follow.
    """

    often: NDArray[np.int64]
    starts: NDArray[np.int64]
    product: NDArray[np.int32]
    customer: NDArray[np.int32]
    times: NDArray[np.int32]
    by_order: NDArray[np.int32]
    place: NDArray[np.int32]
    later: NDArray[np.int32]

    def parts(self) -> Iterator[tuple[int, int]]:
        """Yield the first product of each part, and the first of the next one."""
        pairs = np.append(0, np.cumsum(self.later, dtype=np.int64))[self.starts]
        begin, most = 0, max(1, _CELLS // max(1, self.often.size))
        while begin < self.often.size:
            end = int(np.searchsorted(pairs, pairs[begin] + _ROWS, side="right")) - 1
            end = min(max(end, begin + 1), begin + most, self.often.size)
            yield begin, end
            begin = end


def _rows(contents: Contents, customer_of: NDArray[np.int32]) -> _Rows:
    count = np.diff(contents.starts)
    often = np.flatnonzero(count >= FEWEST_TOGETHER)
    rows = np.flatnonzero((count >= FEWEST_TOGETHER)[contents.product])
    order, product = contents.order[rows], np.repeat(np.arange(often.size, dtype=np.int32), count[often])
    customer = customer_of[order]
    times = sizes_of_each(starts_of_each(product, customer), rows.size)
    # Packed into one integer, because numbers are sorted faster than indices.
    packed = (order.astype(np.int64) << _ROW_BITS) | np.arange(rows.size)
    packed.sort()
    by_order = (packed & ((1 << _ROW_BITS) - 1)).astype(np.int32)
    packed >>= _ROW_BITS
    place = np.empty(rows.size, dtype=np.int32)
    place[by_order] = np.arange(rows.size, dtype=np.int32)
    begins = starts_of_each(packed)
    ends = np.repeat(np.append(begins[1:], rows.size)[: begins.size], sizes_of_each(begins, rows.size))
    return _Rows(
        often=often,
        starts=np.append(0, np.cumsum(count[often])),
        product=product,
        customer=customer,
        times=np.repeat(times.astype(np.int32), times),
        by_order=by_order,
        place=place,
        later=ends.astype(np.int32)[place] - place - 1,
    )


def _counted(rows: _Rows, begin: int, end: int, own: NDArray[np.int64]) -> tuple[NDArray[np.generic], ...]:
    """Return the pairs whose first product is in a part, their orders, and their sums by customer."""
    size, mine = rows.often.size, np.arange(rows.starts[begin], rows.starts[end])
    later = rows.later[mine]
    ends = np.cumsum(later, dtype=np.int64)
    other = rows.by_order[np.repeat(rows.place[mine] + 1 - (ends - later), later) + np.arange(ends[-1])]
    mine = np.repeat(mine, later)
    cell = (rows.product[mine] - begin) * size + rows.product[other]
    both = np.bincount(cell, minlength=(end - begin) * size)
    frequent = np.flatnonzero(both >= FEWEST_TOGETHER)
    index = np.full(both.size, -1)
    index[frequent] = np.arange(frequent.size)
    pair = index[cell]
    chosen = np.flatnonzero(pair >= 0)
    pair, mine, other = pair[chosen], mine[chosen], other[chosen]
    a, b, whose = rows.times[mine], rows.times[other], rows.customer[mine]
    xa, xb, xm = (np.bincount(pair, each, frequent.size) for each in (a, b, own[whose]))
    several = np.flatnonzero((a > 1) & (b > 1))
    code, times = np.unique(pair[several] * own.size + whose[several], return_counts=True)
    again = np.bincount(code // own.size, times * (times - 1), frequent.size)
    first, second = np.divmod(frequent, size)
    both = both[frequent].astype(np.float64)
    return first + begin, second, both, both + again, xa, xb, xm


def _crossed(rows: _Rows, first: NDArray[np.int64], second: NDArray[np.int64], customers: int) -> Array:
    """Return, by pair, the sum over customers of orders with the one product times orders with the other."""
    from scipy import sparse  # noqa: PLC0415 - takes long to load, and few commands and pages ask for pairs

    ones = (np.ones(rows.product.size), rows.customer, rows.starts)
    orders = sparse.csr_array(ones, shape=(rows.often.size, customers))
    orders.sum_duplicates()
    by_customer = orders.T.tocsr()
    result, of = np.zeros(first.size), np.searchsorted(first, np.arange(rows.often.size + 1))
    for begin, end in rows.parts():
        part = slice(of[begin], of[end])
        if first[part].size:  # SciPy returns a sparse array for no indices, a dense one for any.
            result[part] = (orders[begin:end] @ by_customer)[first[part] - begin, second[part]]
    return result
