"""Exports of orders, one row per order or per product, described by their columns.

Peculiarities of a platform are functions in the description: `fits` recognises a file, `prepare` corrects a
table before typing, `packed` reads products packed into a cell, `ended` derives an order's state from several
columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.columns.currency import in_headers
from engagement.sources.formats.described import other_names
from engagement.sources.formats.described.order_columns import Caveats
from engagement.sources.formats.format import Format
from engagement.sources.orders import amounts as order_amounts
from engagement.sources.orders import references, rows
from engagement.sources.orders.columns import FieldColumns
from engagement.sources.orders.grouped import Orders, constant
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.sources.columns.typed import Cells
    from engagement.sources.formats.described.order_columns import Names, OrderColumns, RefundRows
    from engagement.sources.formats.format import Records
    from engagement.sources.model.raw_table import RawTable


def order_export(
    *,
    key: str,
    platform: str,
    export: str,
    signature: Sequence[Names],
    columns: OrderColumns,
    caveats: Caveats | None = None,
    records: Records = "orders",
    part_of: str | None = None,
    fits: Callable[[RawTable], float] | None = None,
    prepare: Callable[[RawTable], RawTable] | None = None,
) -> Format:
    """Return the format of an export of orders, recognised by one of the sets of names in `signature`.

    `fits` and `prepare` are those of `Format`. `part_of` is the key of another format that lists the same
    orders: rows are written under that key; where both files have a value, the other format's value counts,
    and this one adds the values that only it has.
    """
    return Format(
        key=key,
        platform=platform,
        export=export,
        kind="orders",
        records=records,
        signature=tuple(rows.names(*names) for names in signature),
        completes=part_of,
        fits=fits,
        prepare=prepare,
        read=partial(_read_orders, key=part_of or key, columns=columns, caveats=caveats or Caveats()),
    )


def _read_orders(
    cells: Cells, *, key: str, columns: OrderColumns, caveats: Caveats
) -> Mapping[str, pa.Table]:
    cells = other_names.read_as_known(cells, other_names.fields(columns), other_names.all_of(columns))
    if columns.numbered_by:
        number = rows.numbered(*(cells.text(*names, required=True) for names in columns.numbered_by))
    else:
        number = cells.text(*columns.order, required=True)
    booked = None if columns.refund_rows is None else _booked(cells, number, columns, columns.refund_rows)
    rows.set_aside_repeats(cells, number, cells.raw.data.columns)
    orders = Orders(cells, number)
    reader = _Reader(cells, orders, columns, booked)
    states_first = reader.state() if columns.fulfilment else {}
    quantity = _quantity(cells, columns)
    _tell(cells, columns, caveats)
    order_columns = {
        **reader.customer(),
        **reader.money(),
        **(states_first or reader.state()),
        **reader.splits(),
        **reader.pieces(quantity),
    }
    return orders.tables(key, order_columns, reader.lines(quantity))


def _quantity(cells: Cells, columns: OrderColumns) -> pa.Int64Array | None:
    if not columns.quantity:
        return None
    return (
        rows.pieces(cells.number(*columns.quantity)) if columns.weighed else cells.integer(*columns.quantity)
    )


@dataclass(frozen=True, slots=True)
class _Booked:
    """The amount that each row books, and whether it is a refund."""

    amount: pa.Int64Array
    refund: pa.BooleanArray

    def of_sales(self, values: pa.Array) -> pa.Array:
        """Return the values of the rows that are not refunds; null for the others."""
        return pc.if_else(self.refund, None, values)


def _booked(cells: Cells, number: pa.StringArray, columns: OrderColumns, refunds: RefundRows) -> _Booked:
    """Read the amounts of rows; set aside refunds whose order is not in the file."""
    c = columns
    currency = cells.currency(*c.currency, amount=c.signed or c.gross, default=_in_headers(cells, c))
    amount = cells.money(*c.gross, currency=currency, required="gross" in c.required)
    if c.plus:
        amount = pc.add(amount, pc.fill_null(cells.money(*c.plus, currency=currency), 0))
    refund = pc.less(amount, 0)
    if refunds.kind:
        refund = pc.or_kleene(pc.equal(pc.utf8_lower(cells.text(*refunds.kind)), refunds.word), refund)
    refund = pc.fill_null(refund, False)
    rows.set_aside_orphans(cells, number, refund)
    return _Booked(amount, refund)


def _in_headers(cells: Cells, columns: OrderColumns) -> str | None:
    return in_headers([name for name in columns.gross if cells.has(name)])


def _tell(cells: Cells, columns: OrderColumns, caveats: Caveats) -> None:
    for sentence, file_format in caveats.lacks:
        cells.lack(sentence, file_format)
    for sentence in caveats.always:
        cells.warn(sentence)
    people = {*columns.email, *columns.ident, *columns.phone}
    unsaid = bool(people) and not cells.has(*people)
    for names, sentence in caveats.without:
        if not cells.has(*names):
            cells.warn(sentence)
            unsaid = unsaid and people.isdisjoint(names)
    if unsaid:
        cells.warn(rows.NOBODY)


class _Reader:
    """Reads the fields that a description states; the others stay empty."""

    def __init__(self, cells: Cells, orders: Orders, columns: OrderColumns, booked: _Booked | None) -> None:
        self._cells = cells
        self._orders = orders
        self._columns = columns
        self._booked = booked
        self._currency = self._currencies()
        self._of_row = orders.spread(self._currency)
        # Amounts are read first, so that doubts about them are reported first.
        self._compared = (self._gross(), self._first_money(columns.adjusted)) if columns.adjusted else None

    def _currencies(self) -> pa.StringArray:
        c = self._columns
        if c.known_currency is not None:
            return constant(c.known_currency, len(self._orders))
        default = _in_headers(self._cells, c)
        return self._orders.currency(*c.currency, amount=c.signed or c.gross, default=default)

    def customer(self) -> dict[str, pa.Array]:
        """Read the customer of each order, and whether it is a guest."""
        c = self._columns
        columns: dict[str, pa.Array] = {}
        if c.email or c.ident or c.phone:
            # Reversed, because a phone number is the buyer's: the billing country comes first.
            countries = tuple(name for names in reversed(c.country) for name in names)
            person = self._cells.person(
                email=c.email, ident=c.ident, phone=c.phone, country=countries, currency=self._of_row
            )
            columns["customer_key"] = self._orders.first_value(person)
        if c.guest:
            account = self._orders.first_value(pc.utf8_lower(self._cells.text(*c.guest)))
            if c.guest_blank and self._cells.has(*c.guest):
                account = pc.fill_null(account, c.guest_value)
            columns["guest"] = pc.equal(account, c.guest_value)
        return columns

    def money(self) -> dict[str, pa.Array]:
        """Read the moment and the amount of each order."""
        c = self._columns
        instants = self._cells.instant(
            *c.instant, time=c.time, usual=c.usual, required="instant" in c.required
        )
        gross = self._gross() if self._compared is None else self._compared[0]
        columns = {
            "instant": self._orders.earliest(instants) if c.earliest else self._orders.first_value(instants),
            "gross": gross,
            "currency": self._currency,
        }
        if self._booked is not None:
            back = pc.if_else(self._booked.refund, pc.abs(self._booked.amount), 0)
            columns["refunded"] = self._orders.total(back)
            columns["refund_day"] = self._orders.latest_day(instants, self._booked.refund)
        elif c.refunded:
            name = FieldColumns({"refunded": next(filter(self._cells.has, c.refunded), c.refunded[0])})
            columns["refunded"] = self._orders.first_value(
                order_amounts.refunds(self._cells, name, self._of_row)
            )
        elif self._compared is not None:
            adjusted = self._compared[1]
            lowered = pc.and_(pc.greater(adjusted, 0), pc.less(adjusted, gross)).fill_null(False)
            columns["refunded"] = pc.if_else(lowered, pc.subtract(gross, adjusted), None)
        return columns

    def _first_money(self, names: Names) -> pa.Int64Array:
        return self._orders.first_value(self._cells.money(*names, currency=self._of_row))

    def _gross(self) -> pa.Int64Array:
        c = self._columns
        if self._booked is not None:
            return self._orders.total(self._booked.of_sales(self._booked.amount))
        amounts = self._cells.money(*c.gross, currency=self._of_row, required="gross" in c.required)
        gross = self._orders.total(amounts) if c.added_up else self._orders.first_value(amounts)
        zero = c.zero == "blank" or (c.zero == "absent" and not self._cells.has(*c.gross))
        return pc.fill_null(gross, 0) if zero else gross

    def state(self) -> dict[str, pa.Array]:
        """Read the state of each order."""
        c = self._columns
        columns: dict[str, pa.Array] = {}
        cancelled: list[pa.BooleanArray] = []
        if c.fulfilment:
            fulfilment = states(self._cells, self._orders.first_value(self._cells.text(*c.fulfilment)))
            cancelled.append(pc.fill_null(pc.equal(fulfilment, "cancelled"), False))
        if c.cancelled_at:
            cancelled.append(self._orders.any_row(pc.is_valid(self._cells.text(*c.cancelled_at))))
        if c.cancelled_rows:
            called_off = pc.match_substring(self._cells.text(*c.cancelled_rows), "cancel", ignore_case=True)
            cancelled.append(self._orders.all_rows(called_off))
        if c.status:
            words = self._orders.first_value(self._of_sales(self._cells.text(*c.status)))
            columns["status"] = states(self._cells, words, c.states)
        if c.ended is not None:
            columns["status"] = c.ended(self._cells, self._orders)
        for flags in cancelled:
            columns["cancelled"] = pc.or_(columns["cancelled"], flags) if "cancelled" in columns else flags
        return columns

    def splits(self) -> dict[str, pa.Array]:
        """Read the columns by which orders can be split."""
        c = self._columns
        split_columns: dict[str, pa.Array] = {}
        if c.shop:
            # A shop's name may have several lines: website, store, view.
            lines = self._cells.text(*c.shop)
            split_columns["shop"] = self._orders.first_value(
                pc.replace_substring_regex(lines, r"\s*[\r\n]+\s*", " / ")
            )
        for name, columns in (("channel", c.channel), ("country", c.country), ("region", c.region)):
            if columns:
                split_columns[name] = self._orders.first_value(
                    pc.coalesce(*(self._cells.text(*named) for named in columns))
                )
        if c.discount_code:
            split_columns["discount_code"] = self._orders.first_value(
                rows.first_of(self._cells.text(*c.discount_code))
            )
        if c.tags:
            split_columns["tags"] = self._orders.first_value(self._cells.text(*c.tags))
        if c.refers_to:
            split_columns["refers_to"] = self._orders.first_value(
                references.reference_texts(self._cells, *c.refers_to)
            )
        return split_columns

    def pieces(self, quantity: pa.Int64Array | None) -> dict[str, pa.Array]:
        """Read the number of pieces of each order."""
        if self._columns.items:
            items = self._of_sales(self._cells.integer(*self._columns.items))
            return {"items": self._orders.first_value(items)}
        return {} if quantity is None else {"items": self._orders.total(self._of_sales(quantity))}

    def _of_sales(self, values: pa.Array) -> pa.Array:
        return values if self._booked is None else self._booked.of_sales(values)

    def lines(self, quantity: pa.Int64Array | None) -> Mapping[str, pa.Array] | None:
        """Return the products, one entry per row or as packed; None where the export has none."""
        c = self._columns
        if c.packed is not None:
            columns = dict(c.packed(self._cells, self._of_row))
            if self._booked is not None:
                columns["quantity"] = pc.if_else(
                    self._booked.refund.take(columns["row"]), None, columns["quantity"]
                )
            return columns
        if quantity is None:
            return None
        price = self._cells.money(*c.price, currency=self._of_row)
        columns = {
            "quantity": self._of_sales(quantity),
            "price": rows.divided(price, quantity) if c.price_of_row else price,
        }
        texts = {"product": c.product, "sku": c.sku}
        return columns | {name: self._cells.text(*names) for name, names in texts.items() if names}
