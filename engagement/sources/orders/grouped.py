"""From the rows of an export to its orders: grouping, money, and the canonical tables.

Exports have one row per product far more often than one row per order. `Orders` groups rows by order id in
the order of their first rows, and returns for each order: the first row's value, the first value found, the
sum of the rows, the earliest instant. Everything works on whole columns; the cost is a few passes over an
integer array.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement import shared_columns, tables
from engagement.locale import message
from engagement.money.currencies import minor_digits
from engagement.sources.columns.event_days import event_days
from engagement.sources.columns.row_groups import encoded
from engagement.sources.model.spill import forget_all, put_aside
from engagement.sources.orders import charges, grouping, references
from engagement.sources.orders import rows as order_rows
from engagement.sources.orders.parts import within_prices
from engagement.sources.values import countries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale import Message
    from engagement.sources.columns.named import CellType
    from engagement.sources.columns.typed import Cells

    Mask = np.ndarray[Any, np.dtype[np.bool_]]

_NO_ID: Final = message("This row has no order number")
_NO_DATE: Final = message("This order has no date that can be read")
_NO_AMOUNT: Final = message("This order has no amount that can be read")
#: The types of the cells from which an order's date and amount come, most likely first.
_DATES: Final[tuple[CellType, ...]] = ("instant",)
_AMOUNTS: Final[tuple[CellType, ...]] = ("money", "number", "integer")

#: Prices are multiplied in millionths, which holds every price that a file can show, exactly.
_MILLIONTHS: Final = 6
#: The bound of a line's amount; larger ones are treated as unreadable.
_LARGEST: Final = 1e11
#: The share of orders that may lack a state without a doubt.
_BLANK: Final = 0.1
_LARGEST_SUM: Final = 9e18
#: How many rows are added up at once.
_AT_ONCE: Final = 500_000


class Orders:
    """The rows of `cells` that are not set aside, grouped by `ids` (one id per row of the file).

    Rows without an id are set aside. All results have one entry per order, in the order in which the
    orders first appear; arguments have one entry per row of the file.
    """

    def __init__(self, cells: Cells, ids: pa.StringArray) -> None:
        cells.set_aside(pc.is_null(ids), _NO_ID)
        numbers = encoded(ids if pc.all(cells.kept).as_py() else pc.if_else(cells.kept, ids, None))
        self._cells = cells
        self.ids = numbers.dictionary
        self._codes = put_aside(numbers.indices.fill_null(-1)).to_numpy()
        self._first = self._first_where(self._codes >= 0)

    def __len__(self) -> int:
        return len(self.ids)

    def first_value(self, values: pa.Array) -> pa.Array:
        """Return the first value of each order that is not null."""
        rows = self._first_where(self._valid(values))
        return put_aside(values.take(pa.array(rows, mask=rows < 0)))

    def total(self, values: pa.Int64Array) -> pa.Int64Array:
        """Return the exact sum over the order's rows; null without values, or if too large for 64 bits."""
        sums, size = np.zeros(len(self), np.int64), np.zeros(len(self))
        unknown = np.ones(len(self), dtype=bool)
        for start in range(0, len(values), _AT_ONCE):  # the numbers of all rows at once would take 60 MB
            part, codes = values.slice(start, _AT_ONCE), self._codes[start : start + _AT_ONCE]
            valid = np.asarray(pc.is_valid(part)).astype(bool) & (codes >= 0)
            codes, amounts = codes[valid], part.fill_null(0).to_numpy()[valid]
            np.add.at(sums, codes, amounts)
            np.add.at(size, codes, np.abs(amounts.astype(np.float64)))
            unknown[codes] = False
        return put_aside(pa.array(sums, mask=unknown | (size > _LARGEST_SUM)))

    def value(
        self, quantity: pa.Int64Array, price: pa.DoubleArray, currency: pa.StringArray
    ) -> pa.Int64Array:
        """Return quantity times price in minor units, added up exactly, then rounded half even once."""
        size = pc.max_element_wise(pc.abs(price), pc.abs(pc.multiply(price, quantity.cast(pa.float64()))))
        price = pc.if_else(pc.less(size, _LARGEST), price, None)
        exact = pc.round(pc.multiply(price, float(10**_MILLIONTHS))).cast(pa.int64())
        millionths = self.total(pc.multiply(exact, quantity))
        return _rounded(millionths, currency)

    def currency(
        self, *names: str, amount: tuple[str, ...] = (), default: str | None = None
    ) -> pa.StringArray:
        """Return an ISO code per order, from the first of its rows that names one (see `Cells.currency`)."""
        codes = self._cells.currency(*names, amount=amount, default=default)
        named = self.first_value(pc.if_else(pc.equal(codes, tables.NO_CURRENCY), None, codes))
        return pc.fill_null(named, tables.NO_CURRENCY)

    def earliest(self, instants: pa.TimestampArray) -> pa.TimestampArray:
        """Return the earliest instant of each order's rows."""
        rows = np.flatnonzero(self._valid(instants))
        ticks = instants.cast(pa.timestamp("us")).cast(pa.int64()).fill_null(0).to_numpy()
        best = np.full(len(self), np.iinfo(np.int64).max)
        np.minimum.at(best, self._codes[rows], ticks[rows])
        missing = best == np.iinfo(np.int64).max
        return pa.array(best, mask=missing).cast(pa.timestamp("us"))

    def latest_day(self, instants: pa.TimestampArray, rows: pa.BooleanArray) -> pa.Int32Array:
        """Return the last day of the order's rows in the mask `rows`, in days since 1970; null for none."""
        dated = np.flatnonzero(self._valid(pc.if_else(rows, instants, None)))
        row_days = days(instants.cast(pa.timestamp("us"))).fill_null(0).to_numpy()
        best = np.full(len(self), np.iinfo(np.int32).min, np.int32)
        np.maximum.at(best, self._codes[dated], row_days[dated])
        several = len(np.unique(self._codes[dated[row_days[dated] != best[self._codes[dated]]]]))
        if several:
            self._cells.warn(_on_several_days(several))
        return pa.array(best, mask=best == np.iinfo(np.int32).min)

    def any_row(self, flags: pa.BooleanArray) -> pa.BooleanArray:
        """Return whether one of the order's rows has the flag."""
        rows = np.flatnonzero(flags.fill_null(False).to_numpy(zero_copy_only=False) & (self._codes >= 0))
        return pa.array(np.bincount(self._codes[rows], minlength=len(self)) > 0)

    def all_rows(self, flags: pa.BooleanArray) -> pa.BooleanArray:
        """Return whether all of the order's rows have the flag."""
        return pc.invert(self.any_row(pc.invert(flags.fill_null(False))))

    def spread(self, values: pa.Array) -> pa.Array:
        """Return one entry per row from one per order; null for rows of no order."""
        return put_aside(values.take(pa.array(self._codes, mask=self._codes < 0)))

    def tables(
        self,
        source: str,
        orders: Mapping[str, pa.Array],
        lines: Mapping[str, pa.Array] | None = None,
    ) -> dict[str, pa.Table]:
        """Return the canonical `orders`, and `lines` where the file carries products.

        `orders` has canonical columns, one entry per order: at least `instant`, `gross` and `currency`. A
        missing status means paid; a missing refund means none, or the whole amount if the status is
        refunded. `cancelled` (booleans, not a canonical column) overrules the status, for platforms that
        mark cancelled orders elsewhere. Where `refers_to` is not given, references to an order in other
        files are found by the headers (`references`).

        `lines` has `product`, `sku`, `quantity`, `price`, one entry per row of the file or, with `row`, one
        per entry of that array of row numbers.

        Orders without a date or an amount are set aside with all their rows; the reason names the cell that
        could not be read.
        """
        self._set_aside_orders(pc.is_null(orders["instant"]), _DATES, _NO_DATE)
        self._set_aside_orders(pc.is_null(orders["gross"]), _AMOUNTS, _NO_AMOUNT)
        alive = self.any_row(self._cells.kept)
        if "refers_to" not in orders:
            orders = {"refers_to": self.first_value(references.reference_texts(self._cells)), **orders}
        orders = {"customer_number": self.first_value(self._cells.customer_numbers), **orders}
        orders = {
            "delivered_day": self.first_value(event_days(self._cells, "delivered")),
            "refund_day": self.first_value(event_days(self._cells, "refunded")),
            **orders,
        }
        grouping.tell_of_strangers(self._cells, self._codes, self.ids)
        self._doubt_blank_states(orders.get("status"))
        orders = {"discounted": self._discounted(orders.get("discount_code")), **orders}
        orders = {**self._charges(orders, lines or {}), **orders}
        columns = _order_columns(source, orders) | {
            "order_id": self.ids,
            "line": put_aside(self._cells.raw.lines.take(pa.array(self._first))),
        }
        self._doubt_parts(columns["status"], columns["refunded"])
        built = {"orders": tables.conform("orders", _where(pa.table(columns), alive))}
        if lines is not None:
            built["lines"] = self._lines(columns, lines)
        return built

    def _doubt_blank_states(self, states: pa.StringArray | None) -> None:
        """Add a doubt if many orders have no state while others have one: they count as paid."""
        blank = 0 if states is None else states.null_count
        if len(self) > blank > max(1, _BLANK * len(self)):
            sentence = message(
                "{count} of {of} orders have no state; they count as paid", count=blank, of=len(self)
            )
            self._cells.doubt("blank", None, sentence)

    def _doubt_parts(self, states: pa.StringArray, refunded: pa.Int64Array) -> None:
        """Add a doubt if orders were partly refunded without an amount."""
        unsaid = pc.and_(pc.equal(states, "partially_refunded"), pc.equal(refunded, 0))
        count = pc.sum(unsaid).as_py() or 0
        if count:
            sentence = message(
                "{count} order was refunded in part, and the file does not say by how much: nothing is "
                "taken off for it",
                "{count} orders were refunded in part, and the file does not say by how much: nothing is "
                "taken off for them",
                n=count, count=count,
            )  # fmt: skip
            self._cells.warn(sentence)

    def _discounted(self, codes: pa.StringArray | None) -> pa.BooleanArray:
        """Return whether each order was sold at a discount; null where the file does not say."""
        row_discounts = charges.sold_at_discount(self._cells)
        has_discount = (
            self.any_row(row_discounts)
            if row_discounts.null_count < len(row_discounts)
            else pa.nulls(len(self), pa.bool_())
        )
        if codes is None or codes.null_count == len(codes):
            return has_discount
        return pc.or_(pc.fill_null(has_discount, False), pc.is_valid(codes))

    def _charges(self, orders: Mapping[str, pa.Array], lines: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
        """Return tax, shipping, discount and tips, as far as the file has them."""
        amounts = charges.charge_columns(self._cells, self, orders["currency"])
        tips = charges.tips_among(lines, self)
        if tips is not None:
            amounts["tip"] = tips
        if not {"price", "quantity"} <= lines.keys():
            amounts.pop("goods", None)
            return amounts
        rows = self._cells.raw.rows
        return within_prices.parts_of(
            within_prices.priced(amounts, orders, lines, self.total, rows, tip_apart=tips is None)
        )

    def _lines(self, orders: Mapping[str, pa.Array], lines: Mapping[str, pa.Array]) -> pa.Table:
        columns = dict(lines)
        rows = columns.pop("row", None)
        is_kept = self._cells.kept if rows is None else self._cells.kept.take(rows)
        named = [pc.is_valid(columns[name]) for name in ("product", "sku") if name in columns]
        is_kept = pc.and_(is_kept, pc.and_(pc.or_(named[0], named[-1]), pc.is_valid(columns["quantity"])))
        places = np.flatnonzero(is_kept) if rows is None else _where(rows, is_kept).to_numpy()
        order, line = pa.array(self._codes[places]), self._cells.raw.lines.take(pa.array(places))
        del places
        columns = {name: _where(values, is_kept) for name, values in columns.items()}
        for name in ("order_id", "source", "shop", "day", "currency"):
            if name in orders:
                columns[name] = put_aside(orders[name].take(order))
        columns["line"] = line
        columns["position"] = put_aside(order_rows.positions(order.to_numpy()))
        return tables.conform("lines", pa.table(columns))

    def _set_aside_orders(self, which: pa.BooleanArray, kinds: Sequence[CellType], reason: Message) -> None:
        if pc.any(which).as_py():
            self._cells.set_unread_aside(self.spread(which), kinds, reason)

    def _valid(self, values: pa.Array) -> Mask:
        valid: Mask = np.asarray(pc.is_valid(values)).astype(bool)
        has_order: Mask = self._codes >= 0
        return valid & has_order

    def _first_where(self, mask: Mask) -> np.ndarray:
        rows = np.flatnonzero(mask)
        first = np.full(len(self), -1, np.int64)
        # Of assignments to one index numpy keeps the last; in reverse order, that is the first row.
        first[self._codes[rows[::-1]]] = rows[::-1]
        return first


def days(instants: pa.TimestampArray) -> pa.Int32Array:
    """Return days since 1970-01-01 of local instants."""
    return instants.cast(pa.date32()).cast(pa.int32())


def _where(values: Any, mask: pa.BooleanArray) -> Any:
    """Return the kept rows of a table or array; the object itself where all are kept."""
    forget_all()
    return values if pc.all(mask).as_py() else values.filter(mask)


def constant(text: str, length: int) -> pa.StringArray:
    """Return one text `length` times."""
    return put_aside(pa.repeat(pa.scalar(text), length))


def _rounded(millionths: pa.Int64Array, currency: pa.StringArray) -> pa.Int64Array:
    """Return millionths as minor units of each row's currency, rounded half even."""
    codes = currency.dictionary_encode()
    digits = [_MILLIONTHS - minor_digits(code) for code in codes.dictionary.to_pylist()]
    unit = 10 ** np.array(digits, np.int64)[codes.indices.to_numpy()]
    units, remainder = np.divmod(millionths.fill_null(0).to_numpy(), unit)
    up = (2 * remainder > unit) | ((2 * remainder == unit) & (units % 2 == 1))
    return pa.array(units + up, mask=pc.is_null(millionths).to_numpy(zero_copy_only=False))


def _order_columns(source: str, columns: dict[str, pa.Array]) -> dict[str, pa.Array]:
    size = len(columns["instant"])
    gross = columns["gross"]
    status = columns.get("status")
    status = constant("paid", size) if status is None else status.fill_null("paid")
    cancelled = columns.pop("cancelled", None)
    refunded = columns.get("refunded")
    if refunded is None:
        refunded = pa.nulls(size, pa.int64())
    refunded = pc.coalesce(refunded, pc.if_else(pc.equal(status, "refunded"), gross, 0))
    status = _with_refunds(status, gross, refunded)
    placed = days(columns["instant"])
    if cancelled is not None:
        status = pc.if_else(cancelled, "cancelled", status)
    if "country" in columns:
        columns["country"] = countries.codes(columns["country"])
    return columns | {
        "source": constant(source, size),
        "day": placed,
        "status": status,
        "refunded": refunded,
        "refund_day": _of_refunds(columns["refund_day"], refunded, placed),
        "counts": pc.invert(pc.is_in(status, pa.array(sorted(shared_columns.NOT_COUNTED)))),
    }


def _of_refunds(refund_day: pa.Int32Array, refunded: pa.Int64Array, placed: pa.Int32Array) -> pa.Int32Array:
    """Return the days of refunds; null for orders without a refund or with a day before their own."""
    is_refund = pc.and_(pc.greater(refunded, 0), pc.greater_equal(refund_day, placed))
    return pc.if_else(pc.fill_null(is_refund, False), refund_day, None)


def _with_refunds(status: pa.StringArray, gross: pa.Int64Array, refunded: pa.Int64Array) -> pa.StringArray:
    """Return the states, (partially) refunded where money was returned although the platform says "paid"."""
    silent = pc.and_(pc.equal(status, "paid"), pc.greater(refunded, 0)).fill_null(False)
    word = pc.if_else(pc.greater_equal(refunded, gross), "refunded", "partially_refunded")
    return pc.if_else(silent, word, status)


def _on_several_days(count: int) -> Message:
    return message(
        "{count} order was paid back on several days; by day of refund all of it stands on the last",
        "{count} orders were paid back on several days; by day of refund all of it stands on the last",
        n=count,
        count=count,
    )
