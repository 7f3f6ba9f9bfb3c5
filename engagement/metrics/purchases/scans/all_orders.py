"""The orders of a version as columns, sorted by customer and time, and which of them a question selects.

They are read and sorted once per version. A filter is then a mask over them: the values of its dimension
are read once, as numbers, so that another value or another filter reads no order again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.metrics.holding import contents
from engagement.metrics.purchases.scans.customers import named_orders
from engagement.metrics.sums.group_sums import arrays_of
from engagement.metrics.sums.sorted_keys import sizes_of_each, starts_of_each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope

    Mask = NDArray[np.bool_]

_COLUMNS: Final = ("customer_key", "day", "instant", "line", "gross", "refunded")
#: The factor that packs a customer's number and a day into one integer.
_DAY_BITS: Final = 24
#: The factor that packs an order's moment and line into one integer.
_LINE_BITS: Final = 30
#: The cache key of all orders.
_ALL: Final = "all orders"
#: The separator of the parts of an order's number; it does not occur in files.
_SEPARATOR: Final = "\x1f"


@dataclass(frozen=True)
class OrderIdents:
    """The columns that identify an order in other reads: its moment and its line of the file.

    If two files share a moment and line, the order's number is used, which takes longer.
    """

    moments: NDArray[np.int64]
    numbers: pa.Array | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to read of an order so that `places` can find it."""
        return ("instant", "line") if self.numbers is None else ("number_",)

    def places(self, orders: pa.Table) -> NDArray[np.int64]:
        """Return the indices among all orders of counted orders that were read with `columns`."""
        if self.numbers is None:
            moments = _moments(orders)
            # Lines of one order mostly stand beside each other: they are looked up once.
            opens = starts_of_each(moments)
            found = self._by_moment[np.searchsorted(self._sorted, moments[opens])]
            return np.repeat(found, sizes_of_each(opens, moments.size))
        places = pc.index_in(orders["number_"].cast(pa.string()), value_set=self.numbers)
        return np.asarray(places.to_numpy(), dtype=np.int64)

    @cached_property
    def _by_moment(self) -> NDArray[np.int64]:
        return np.argsort(self.moments)

    @cached_property
    def _sorted(self) -> NDArray[np.int64]:
        return self.moments[self._by_moment]


@dataclass(frozen=True)
class AllOrders:
    """The counted orders of a version, one entry each: by customer and time, those of nobody at the end.

    - `key`: the pseudonyms of the customers, ascending; `person` is the index in it, -1 for nobody. -
    `gross`, `refunded`: minor units of the order's currency, `codes[currency]`; `currency` is None if the
    orders have only one. - `named`: the number of orders that identify their customer. Orders of one moment
    keep the order of their file.
    """

    key: NDArray[np.int64]
    person: NDArray[np.int32]
    day: NDArray[np.int32]
    gross: NDArray[np.int64]
    refunded: NDArray[np.int64]
    currency: NDArray[np.int64] | None
    codes: tuple[str, ...]
    idents: OrderIdents

    @property
    def size(self) -> int:
        """The number of orders."""
        return int(self.day.size)

    @cached_property
    def named(self) -> int:
        """The number of orders that identify their customer."""
        return int(np.searchsorted(self.person < 0, 1))

    @cached_property
    def start(self) -> NDArray[np.int64]:
        """The first order of each customer, and one more entry for the end of the last one's."""
        return np.searchsorted(self.person[: self.named], np.arange(self.key.size + 1, dtype=np.int32))

    def by_customer(self, is_kept: Mask) -> NDArray[np.int64]:
        """Return how many of some orders each customer has placed."""
        before = np.zeros(self.named + 1, dtype=np.int64)
        np.cumsum(is_kept[: self.named], out=before[1:])
        return np.diff(before[self.start])

    def paid_in(self, currency: str) -> Mask | None:
        """Return which orders were paid in a currency; None if there is no other."""
        if self.currency is None:
            return None
        return np.asarray(self.currency == (self.codes.index(currency) if currency in self.codes else -1))


def all_orders(data: Data) -> AllOrders:
    """Return the orders of a version that count."""
    return data.remember_columns(_ALL, lambda: _all_orders(data))


def are_read(data: Data) -> bool:
    """Return whether the orders of a version are in memory."""
    return data.in_memory(_ALL) is not None


def kept_orders(scope: Scope) -> Mask:
    """Return which of all orders are the scope's: those that pass its filters, up to the as-of day."""
    data, orders = scope.data, all_orders(scope.data)
    if scope.whose is not None:
        return _among(data, named_orders(scope))
    is_kept = orders.day <= scope.window.last_day if scope.dated else np.ones(orders.size, dtype=bool)
    for dimension, values in scope.question.filters:
        is_kept &= _with(scope, dimension, values)
    return is_kept


def with_number(rows: Frame) -> Frame:
    """Add an order's number with its source and shop, which is unique, as `number_`."""
    parts = [nw.col(c).cast(nw.String).fill_null("") for c in ("source", "shop", "order_id")]
    return rows.with_columns(number_=nw.concat_str(parts, separator=_SEPARATOR))


def _with(scope: Scope, dimension: str, values: Sequence[str]) -> Mask | bool:
    """Return which of all orders pass a filter, as `Data.rows` does."""
    data, orders = scope.data, all_orders(scope.data)
    if dimension in data.dimensions("orders"):
        names, code = data.remember(("codes of orders", dimension), lambda: _coded(data, dimension))
        named = {value for value in values if value}
        is_wanted: Mask = np.asarray(
            [*(name in named for name in names), len(named) < len(values)], dtype=bool
        )
        return np.asarray(is_wanted[code])
    if data.is_of_customers(dimension) and scope.standing_used is not None:
        customers, unknown = data.customers(scope.standing_used), "" in values
        keys = (customers.other_keys if unknown else customers.keys)(dimension, values)
        among = np.isin(orders.key, keys["customer_key"].to_numpy())
        return np.asarray(np.append(among ^ unknown, unknown)[orders.person])
    if data.is_of_lines(dimension, "orders"):
        return _among(data, contents.orders_with(data, data.frame("orders"), dimension, values))
    if dimension.startswith(contents.HOLDS):
        return _among(data, data.rows("orders", ((dimension, tuple(values)),)))
    return True


def _among(data: Data, rows: Frame) -> Mask:
    """Return which of all orders are among these rows."""
    orders = all_orders(data)
    is_among = np.zeros(orders.size, dtype=bool)
    is_among[orders.idents.places(_read(orders.idents, rows, ()))] = True
    return is_among


def _coded(data: Data, dimension: str) -> tuple[tuple[str, ...], NDArray[np.signedinteger]]:
    """Return the values of a dimension, and the index of each order's value, -1 for none."""
    orders = all_orders(data)
    text = data.dimensions("orders")[dimension].cast(nw.String)
    table = _read(orders.idents, data.frame("orders").with_columns(value_=text), ("value_",))
    coded = table["value_"].cast(pa.string()).combine_chunks().dictionary_encode()
    names = tuple(str(name) for name in coded.dictionary.to_pylist())
    code = np.empty(orders.size, dtype=np.min_scalar_type(-max(1, len(names))))
    code[orders.idents.places(table)] = coded.indices.fill_null(-1).to_numpy()
    return names, code


def _read(idents: OrderIdents, rows: Frame, columns: Sequence[str]) -> pa.Table:
    """Read columns of counted orders, with their identifying columns."""
    counting = rows.filter(nw.col("counts"))
    numbered = counting if idents.numbers is None else with_number(counting)
    table: pa.Table = numbered.select(*idents.columns, *columns).collect("pyarrow").to_native()
    return table


def _all_orders(data: Data) -> AllOrders:
    frame = data.frame("orders").filter(nw.col("counts"))
    currency = ("currency",) if len(data.currencies()) > 1 else ()
    table: pa.Table = frame.select(*_COLUMNS, *currency).collect("pyarrow").to_native()
    moments, numbers = _moments(table), None
    sorted_moments = np.sort(moments)
    if (sorted_moments[1:] == sorted_moments[:-1]).any():
        # In one scan, because two scans may return their rows in different orders.
        numbered = with_number(frame).select(*_COLUMNS, *currency, "number_")
        table = numbered.collect("pyarrow").to_native()
        moments, numbers = _moments(table), table["number_"].cast(pa.string()).combine_chunks()
    columns = arrays_of(table.select(["day", "instant", "line", "gross", "refunded"]))
    is_named = table["customer_key"].combine_chunks().is_valid().to_numpy(zero_copy_only=False)
    named = np.flatnonzero(is_named)
    keys = np.asarray(table["customer_key"].drop_null().to_numpy(), dtype=np.int64)
    key, person, by_time = _by_customer(keys, *(columns[name][named] for name in ("day", "instant", "line")))
    order = np.concatenate((named[by_time], np.flatnonzero(~is_named)))
    coded = table["currency"].cast(pa.string()).combine_chunks().dictionary_encode() if currency else None
    return AllOrders(
        key=key,
        person=np.concatenate((person, np.full(order.size - person.size, -1))).astype(np.int32),
        day=columns["day"][order].astype(np.int32),
        gross=columns["gross"][order].astype(np.int64),
        refunded=columns["refunded"][order].astype(np.int64),
        currency=None if coded is None else coded.indices.to_numpy()[order],
        codes=() if coded is None else tuple(coded.dictionary.to_pylist()),
        idents=OrderIdents(moments[order], None if numbers is None else numbers.take(pa.array(order))),
    )


def _by_customer(
    keys: NDArray[np.int64],
    day: NDArray[np.generic],
    instant: NDArray[np.generic],
    line: NDArray[np.generic],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct keys, the index of each sorted order's key, and the rows in that order."""
    order = np.argsort(keys)
    key = keys[order]
    opens = starts_of_each(key)
    person = np.repeat(np.arange(opens.size), sizes_of_each(opens, key.size))
    days = day.astype(np.int64)
    when = (person << _DAY_BITS) | (days[order] - days.min(initial=0))
    # Nearly sorted by now; several orders of a customer on one day are sorted by time below.
    by_day = np.argsort(when)
    order, when = order[by_day], when[by_day]
    return key[opens], person, _by_the_clock(order, when, instant, line)


def _by_the_clock(
    order: NDArray[np.int64],
    when: NDArray[np.int64],
    instant: NDArray[np.generic],
    line: NDArray[np.generic],
) -> NDArray[np.int64]:
    """Sort orders of one customer and day by their moments, then by their lines in the file."""
    same = when[1:] == when[:-1]
    tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
    if not tied.size:
        return order
    rows = order[tied]
    sorted_rows = order.copy()
    sorted_rows[tied] = rows[np.lexsort((line[rows], instant[rows], when[tied]))]
    return sorted_rows


def _moments(orders: pa.Table) -> NDArray[np.int64]:
    """Return moment and line of each order as one integer: seconds, and a line up to a thousand million."""
    moment = orders["instant"].cast(pa.timestamp("us")).cast(pa.int64()).to_numpy()
    seconds = (moment / 1e6).astype(np.int64)  # integer division is five times as slow
    return np.asarray((seconds << _LINE_BITS) | orders["line"].to_numpy(), dtype=np.int64)
