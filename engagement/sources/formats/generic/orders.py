"""Orders of an unknown shop system, or a hand-made sheet.

Columns are recognised by their headers in nine languages (`orders.columns`). If several rows have the
same order number, the values show whether amounts are of rows or of orders (`orders.amounts`). The state is
read from the column of states and related columns (`orders.endings`). A table with a customer but without
order numbers has one order per row. Negative rows are refunds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.columns.currency import in_headers
from engagement.sources.formats.format import Format
from engagement.sources.formats.generic import order_products
from engagement.sources.formats.generic.order_guests import guests
from engagement.sources.lookalikes import customer_lists, event_counts, other_lists, purchases, tickets
from engagement.sources.meaning.header_words import phrases_of, words, words_of
from engagement.sources.model.raw_table import SourceError
from engagement.sources.orders import amounts as order_amounts
from engagement.sources.orders import charges, endings, grouping, references, supplements, values
from engagement.sources.orders import columns as order_columns
from engagement.sources.orders import ids as order_ids
from engagement.sources.orders import rows as order_rows
from engagement.sources.orders.grouped import Orders
from engagement.sources.orders.parts import line_totals, row_kinds, row_reductions
from engagement.sources.raw import description_rows
from engagement.sources.values import looks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engagement.locale import Message
    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY = "generic_orders"
#: The key of rows that are payments: their numbers are not those of a shop's orders.
PAYMENTS = "generic_payments"

_NEITHER = message(
    "No column holds an amount or the number of an order; without either nothing here is an order"
)
#: The key of lists of products that complete these orders (`order_parts`).
LINES = "generic_order_lines"
_NO_AMOUNTS = message("This file names no amounts; every order counts with a value of zero")
#: Words in the headers of order tables, which are evidence that a table has orders.
_ORDERS = words_of("order-tables", "order")
#: Words in the headers of tables that list something else with a date, a person and an amount: customers with
#: their total spend, subscriptions, abandoned carts, leads.
_OTHERS = phrases_of("order-tables-phrases", "another_list")
#: The most usual quantities of a product, which are too small for amounts.
_PIECES = frozenset("123")
#: Fields that are equal in all exports of an order, and below those of them that a row of a product has.
_FIXED: Final = (
    "order_id", "date", "email", "customer", "amount", "line_amount", "price", "quantity", "product", "sku",
)  # fmt: skip
_OF_LINES: Final = frozenset({"line_amount", "price", "quantity", "product", "sku"})
#: The share of the rows that must have an order number if the table has no amounts.
_NEARLY_ALL = 0.9
#: Words of a header for how many products an order has.
_GOODS: Final = words_of("order-tables", "goods")
#: Words for a name, and for a buyer, in headers.
_NAMES = words_of("order-tables", "name")
_BUYERS = words_of("order-tables", "buyer")
#: The sentences about columns that are found by their values; a person may reject these columns.
_GUESSED: Final = {
    "status": message("{column} is read as the state of the orders, by what it holds"),
    "quantity": message("{column} is read as the number of pieces, by what it holds"),
}
#: Headers of numbers and names that are not evidence of orders, because any table may have them.
_ANYTHING = [words("id"), words("name")]


def _fits(raw: RawTable) -> float:
    """Return a score from 0 to 1: order numbers, moments, customers, amounts."""
    by_field = order_columns.find(raw)
    if "date" not in by_field or _may_count_pieces(raw, by_field) or event_counts.are_listed(raw, by_field):
        return 0.0
    money = bool({"amount", "line_amount", "price"} & by_field.keys())
    person = bool({"email", "customer", "phone"} & by_field.keys())
    numbered = "order_id" in by_field
    named_fields = [
        field for field in ("order_id", "date") if field in by_field and words(by_field[field]) & _ORDERS
    ]
    header_words = map(words, raw.columns)
    named = numbered and words(by_field["order_id"]) not in _ANYTHING
    others = not named and any(lists <= header for header in header_words for lists in _OTHERS)
    if others or customer_lists.counts_orders(raw) or other_lists.are_goods(raw):
        return 0.0
    if numbered and money:
        return 0.9 if named_fields or person else 0.7
    if money and person:
        return 0.65
    if money and named_fields:
        return 0.6
    # Without amounts, nearly every row must have an order number: complaints, tickets and returns have a date
    # and a person, too, but an order number only on some rows. A survey after the purchase may have all of
    # this; its questions give it a higher score.
    sure = (
        numbered
        and named_fields
        and (person or len(named_fields) == 2)
        and _numbers_rows(raw, by_field["order_id"])
        and not _holds_prices(raw, by_field)
    )
    return 0.51 if sure else 0.0


def _holds_prices(raw: RawTable, columns: Mapping[str, str]) -> bool:
    """Return whether a column without a role has prices, so that a person is asked for the amount."""
    return any(
        values.are_prices(order_columns.sample(raw, place))
        for place, name in enumerate(raw.columns)
        if name not in columns.values()
    )


def _numbers_rows(raw: RawTable, column: str) -> bool:
    """Return whether a column has an order number on nearly every row, as tables of orders do.

    Tables of complaints or returns have one only on some rows.
    """
    filled = raw.rows - raw.data.column(raw.columns.index(column)).null_count
    return filled >= _NEARLY_ALL * raw.rows and not tickets.are_listed(raw)


def _may_count_pieces(raw: RawTable, columns: Mapping[str, str]) -> bool:
    """Return whether an "amount" beside a price may be a number of pieces, so that a person is asked."""
    if not {"amount", "price"} <= columns.keys() or "quantity" in columns:
        return False
    amounts = order_columns.sample(raw, raw.columns.index(columns["amount"]))
    small_numbers = sum(text in _PIECES for text in amounts)
    return all(text.isdecimal() for text in amounts) and 2 * small_numbers > len(amounts)


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    columns = _columns(cells)
    if not {"amount", "line_amount", "price", "order_id"} & columns.keys():
        raise SourceError(_NEITHER)
    name = order_columns.FieldColumns(columns)
    _say_how(cells, columns)
    order_rows.set_events_aside(cells)
    row_kinds.set_payments_aside(cells, columns)
    codes = _currencies(cells, name)
    person = cells.person(
        email=name("email"),
        ident=name("customer"),
        phone=name("phone"),
        country=name("country"),
        currency=codes,
    )
    instant = cells.instant(*name("date"), time=columns.get("time"))
    money = order_amounts.of_rows(cells, name, codes)
    turned = charges.turned(cells, name("amount", "line_amount", "price"), money)
    money = pc.negate(money) if turned else money
    stages = endings.stages_of_payments(cells, columns, money)
    back = row_kinds.gives_back(cells, columns, money) if stages is None else stages.back
    money = money if back is None else pc.if_else(back, pc.negate(pc.abs(money)), money)
    of_kept = instant if stages is None else pc.if_else(cells.kept, instant, None)
    rows = grouping.RowMarks(cells.keys_as_written, of_kept, pc.fill_null(pc.less(money, 0), False))
    ids = pc.if_else(cells.kept, order_ids.read(cells, columns, name, rows, money), None)
    amounts = order_amounts.read(cells, name, ids, codes)
    amount = pc.negate(amounts.per_row) if turned else amounts.per_row
    amount = amount if back is None else pc.if_else(back, pc.negate(pc.abs(amount)), amount)
    taken_off = row_kinds.discounts_among(cells, columns, amount)
    refund = pc.and_(pc.fill_null(pc.less(amount, 0), False), pc.invert(taken_off))
    _set_copies_aside(cells, columns, ids, codes)
    order_rows.set_aside_orphans(cells, ids, refund)
    orders = Orders(cells, ids)
    charged = pc.if_else(refund, None, amount)
    no_line = pc.or_(pc.or_(refund, taken_off), amounts.over)
    quantity = order_rows.pieces(cells.number(*name("quantity")))
    listed = order_products.packed(cells, columns)
    if listed is not None and not name("quantity"):
        quantity = order_rows.per_row(listed.row, listed.quantity, cells.raw.rows)
    back = row_reductions.paid_back(cells, name, amount, quantity, refund, amounts)
    off = row_reductions.reductions(cells, name, amounts, codes)
    read: dict[str, pa.Array] = {
        "customer_key": orders.first_value(person),
        "refund_day": endings.refund_days(cells, orders, instant, refund),
        "instant": orders.earliest(instant),
        "gross": orders.total(charged) if amounts.add_up else orders.first_value(charged),
        "refunded": _refunded(cells, name, orders, back, codes),
        "currency": orders.first_value(codes),
        "status": endings.ended(cells, orders, columns.get("status"))
        if stages is None
        else orders.first_value(stages.state),
        "discount_code": orders.first_value(order_rows.first_of(cells.text(*name("discount_code")))),
        "guest": orders.first_value(guests(cells, columns)),
        "items": orders.total(pc.if_else(no_line, None, quantity)),
        "refers_to": orders.first_value(references.reference_texts(cells, *_sentences(cells, columns))),
    }
    if off is not None:
        read["discount"] = orders.total(pc.if_else(refund, None, pc.abs(off)))
    for field in ("channel", "country", "region", "tags", "shop"):
        read[field] = orders.first_value(cells.text(*name(field)))
    sold = pc.if_else(no_line, None, pc.fill_null(quantity, 1))
    if references.hold_payments(cells.raw, columns):
        return orders.tables(PAYMENTS, read)
    in_rows = order_products.ProductRows(cells, orders, name, codes)
    paid = in_rows.paid(charged, add_up=amounts.add_up)
    lines = (
        in_rows.lines(sold, paid, add_up=amounts.add_up) if listed is None else listed.lines(no_line, paid)
    )
    built = orders.tables(KEY, read, lines)
    built = order_ids.without_shops(built) if "shop" in columns else built
    if {"amount", "line_amount", "price"} & columns.keys():
        return built
    return {**built, supplements.NAME: supplements.of_open_amounts(KEY, built["orders"])}


def _columns(cells: Cells) -> Mapping[str, str]:
    """Return the column of each field, after the values have said what the amounts are."""
    columns = order_columns.find(cells.raw) if cells.hints.roles is None else cells.hints.roles
    columns = order_amounts.without_cost(cells, charges.with_tax(cells, columns))
    columns = order_amounts.of_whole_orders(cells, order_amounts.before_gift_cards(cells, columns))
    columns = order_amounts.by_piece(cells, _of_whole_orders(cells, columns))
    columns = line_totals.beside_totals(cells, order_amounts.of_rows_by_pieces(cells, columns))
    return _without_guesses(cells, columns)


def _of_whole_orders(cells: Cells, columns: Mapping[str, str]) -> Mapping[str, str]:
    """Return the columns, with the "price" as the amount if there is a number of products, but no product."""
    listed = {"product", "sku", "amount", "line_amount"} & columns.keys()
    counted = words(columns.get("quantity", ""))
    if "price" not in columns or listed or not counted & _GOODS or cells.hints.roles is not None:
        return columns
    cells.warn(message("{column} is read as what each order came to", column=columns["price"]))
    return {field: name for field, name in columns.items() if field != "price"} | {"amount": columns["price"]}


def _set_copies_aside(
    cells: Cells, columns: Mapping[str, str], ids: pa.StringArray, codes: pa.StringArray
) -> None:
    """Keep one copy of each order, the one with the most advanced state."""
    if "order_id" not in columns:
        return
    fixed = [columns[field] for field in _FIXED if field in columns]
    back = order_amounts.refunds(cells, order_columns.FieldColumns(columns), codes).fill_null(0).to_pylist()
    order_rows.set_aside_repeats(
        cells,
        ids,
        [cells.text(name) for name in fixed],
        list(zip(endings.rank(cells, columns.get("status")), back, strict=True)),
        of_one_row=not _OF_LINES & columns.keys(),
    )


def _without_guesses(cells: Cells, columns: Mapping[str, str]) -> Mapping[str, str]:
    """Return the columns without those found only by their values and rejected by a person."""
    if cells.hints.roles is not None:
        return columns
    accepted = dict(columns)
    by_values = {
        column.role: column.column
        for column in order_columns.found_columns(cells.raw)
        if column.by == "values"
    }
    email = by_values.get("email")
    if "date" in by_values:
        days = by_values["date"]
        cells.warn(message("{column} is read as the day of the orders, by what it holds", column=days))
    if "currency" in by_values:
        codes = by_values["currency"]
        cells.warn(message("{column} is read as the currency of the amounts, by what it holds", column=codes))
    if email is not None:
        sentence = message("{column} is read as the customers' addresses, by what it holds", column=email)
        if cells.doubt("people", "people", sentence, column=email) == "nobody":
            del accepted["email"]
    for role in _GUESSED.keys() & by_values.keys():
        sentence = _GUESSED[role].filled(column=by_values[role])
        if cells.doubt("role", "used", sentence, column=by_values[role]) == "unused":
            del accepted[role]
    return accepted


def _sentences(cells: Cells, columns: Mapping[str, str]) -> Iterator[str]:
    """Yield columns of free text in which a payment may name its order."""
    for header in cells.raw.columns:
        beside = header not in columns.values() or header == columns.get("product")
        if beside and frozenset() < words(header) <= references.SENTENCES:
            yield header


def _say_how(cells: Cells, columns: Mapping[str, str]) -> None:
    if cells.hints.roles is None:
        cells.warn(message("The shop system is not known; the columns are read by what their names mean"))
    for column in (columns[field] for field in _FIXED if field in columns):
        if order_columns.twice_named(cells.raw, column):
            sentence = message("Several columns are called {column}, and they differ", column=column)
            cells.doubt("twice", None, sentence, column=column)
    if not {"email", "customer", "phone"} & columns.keys():
        cells.warn(_nobody(cells, columns))
        bought = purchases.doubt(cells.raw) if cells.hints.roles is None else None
        if bought is not None:
            cells.warn(bought)
    if not {"amount", "line_amount", "price"} & columns.keys():
        cells.lack(_NO_AMOUNTS, LINES)


def _nobody(cells: Cells, columns: Mapping[str, str]) -> Message:
    """Report that no customers can be identified, and which column still names people."""
    for place, name in enumerate(cells.raw.columns):
        name_words = words(name)
        named = (name_words & _NAMES and not name_words - _NAMES - _BUYERS) or name_words <= _BUYERS
        texts = [] if name in columns.values() or not named else order_columns.sample(cells.raw, place)
        if name_words and any(not looks.is_number(text) for text in texts):
            return message(
                "{column} names customers in words that several people may share; the repeat rate needs an "
                "e-mail address or a customer ID",
                column=name,
            )
    return order_rows.NOBODY


def _currencies(cells: Cells, name: order_columns.FieldColumns) -> pa.StringArray:
    money = name("amount", "line_amount", "price")
    return cells.currency(*name("currency"), amount=money, default=in_headers(money))


def _refunded(
    cells: Cells,
    name: order_columns.FieldColumns,
    orders: Orders,
    negative: pa.Int64Array,
    codes: pa.StringArray,
) -> pa.Int64Array:
    paid_back = orders.first_value(order_amounts.refunds(cells, name, codes))
    # A column of partial refunds is zero after a full refund, which the state shows.
    return pc.coalesce(pc.if_else(pc.equal(paid_back, 0), None, paid_back), orders.total(negative))


FORMAT = Format(
    key=KEY,
    platform="Order table",
    export="any table of orders",
    kind="orders",
    read=_read,
    prepare=description_rows.without,
    fits=_fits,
    generic=True,
    records="any",
    keys={PAYMENTS: "payments"},
)
