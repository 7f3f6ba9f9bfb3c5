"""The money of an unknown order table by row, and how the rows of an order make up its value.

This follows from the file: an amount that is equal on all rows of an order, or on one row only, is the
order's; one that is the sum of the order's other rows is their total; else the rows add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.meaning.header_words import WITHOUT_TAX, phrases_of, words, words_of
from engagement.sources.meaning.vocabularies import ORDERS
from engagement.sources.orders import charges
from engagement.sources.orders import rows as order_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells
    from engagement.sources.orders.columns import FieldColumns

#: The share of orders with several rows whose amounts must fit an interpretation.
_SURE: Final = 0.95
_NET: Final = frozenset({"net"})
#: Compound words for it: "Nettobetrag".
_NETTO: Final = "netto"
#: The distance of an order's amount from that of its products, if it includes shipping and discounts.
_ABOUT: Final = 0.5
_TWO: Final = 2
#: The difference up to which two prices of a piece are equal.
_ALIKE: Final = 1.01
#: Shares are in per cent; if only the values show it, in steps of five.
_WHOLE: Final = 100.0
_STEP: Final = 5
#: The additional decimals of a price of one piece.
_FINER: Final = 4
_CENT: Final = 0.005
_CARDS: Final = [
    *phrases_of("other-lists-phrases", "gift_card"),
    *phrases_of("order-tables-phrases", "credit"),
]
_COSTS: Final = words_of("order-tables", "cost")
_SUBTOTALS: Final = words_of("order-tables", "subtotal")
_FINAL_PRICES: Final = phrases_of("order-tables-phrases", "final_price")


@dataclass(frozen=True, slots=True)
class Amounts:
    """Minor units per row; whether the rows of an order add up; which rows are totals of others.

    `discount` is the reduction of each row's price, with its sign; None if no price was reduced.
    """

    per_row: pa.Int64Array
    add_up: bool
    over: pa.BooleanArray
    discount: pa.Int64Array | None = None


def read(cells: Cells, name: FieldColumns, ids: pa.StringArray, codes: pa.StringArray) -> Amounts:
    """Return the money of each row, in the currencies `codes`, of the orders `ids`."""
    nothing = pa.repeat(pa.scalar(False), cells.raw.rows)
    if name("amount"):
        amount = charges.with_fees(cells, name("amount")[0], codes)
        if _is_of_order(ids, amount):
            return Amounts(amount, add_up=False, over=nothing)
        over = _over_others(ids, amount, order_rows.name_products(cells.text(*name("product", "sku"))))
        if pc.any(over).as_py():
            own = pc.or_(over, pc.fill_null(pc.less(amount, 0), False))
            return Amounts(pc.if_else(own, amount, None), add_up=False, over=over)
        return Amounts(amount, add_up=True, over=over)
    if name("line_amount"):
        return Amounts(cells.money(*name("line_amount"), currency=codes), add_up=True, over=nothing)
    if name("price"):
        priced = _priced(cells, name, codes)
        of_pieces = bool(name("quantity") or name("product", "sku"))
        off = _taken_off(cells, name, ids, priced, codes) if of_pieces else None
        reduced = priced if off is None else pc.subtract(priced, pc.fill_null(off, 0))
        return Amounts(reduced, add_up=True, over=nothing, discount=off)
    return Amounts(pa.repeat(pa.scalar(0, pa.int64()), cells.raw.rows), add_up=False, over=nothing)


def without_cost(cells: Cells, columns: Mapping[str, str]) -> Mapping[str, str]:
    """Return the columns, without the amount if it is named a cost and a person says that it is the shop's.

    "Total cost" may be what customers paid or what the shop paid, so a person is asked. Also warns if the
    only amount is a subtotal or is without tax.
    """
    column = columns.get("amount")
    if column is not None and words(column) & _SUBTOTALS:
        cells.warn(
            message(
                "The only amount is {column}: shipping and what was taken off are not in it", column=column
            )
        )
    if column is not None and _is_without_tax(words(column)):
        cells.warn(message("The only amount is {column}: tax is not in it", column=column))
    if column is None or not words(column) & _COSTS or cells.hints.roles is not None:
        return columns
    sentence = message(
        "The only amount is {column}; it is read as what customers paid, not as what it cost the shop",
        column=column,
    )
    if cells.doubt("amount", "paid", sentence, column=column) == "paid":
        return columns
    return {field: name for field, name in columns.items() if field != "amount"}


def _is_without_tax(header: frozenset[str]) -> bool:
    """Return whether a header says "without tax" (or "net", which may also mean less returns)."""
    return (
        header == _NET or bool(header & WITHOUT_TAX - _NET) or any(word.startswith(_NETTO) for word in header)
    )


def before_gift_cards(cells: Cells, columns: Mapping[str, str]) -> Mapping[str, str]:
    """Return the columns, with a total before an amount paid that lacks what gift cards or credit paid."""
    column = columns.get("amount")
    cards = [name for name in cells.raw.columns if any(phrase <= words(name) for phrase in _CARDS)]
    if column is None or not cards or cells.hints.roles is not None:
        return columns
    whole = pc.add(cells.number(column), pc.fill_null(pc.abs(cells.number(cards[0])), 0.0))
    for name in cells.raw.columns:
        if name not in (column, *cards) and ORDERS.rate("amount", words(name)) > 1:
            apart = pc.abs(pc.subtract(whole, cells.number(name)))
            if (pc.mean(pc.less(apart, _CENT).cast(pa.int8())).as_py() or 0) >= _SURE:
                return {**columns, "amount": name}
    return columns


def of_whole_orders(cells: Cells, columns: Mapping[str, str]) -> Mapping[str, str]:
    """Return the columns, with the order's total as the amount if another column is the total of each row.

    "Gesamt brutto" (of a product) and "Auftragssumme" (of the order) both mean total. The order's is the one
    that is equal on all rows of an order.
    """
    column, number = columns.get("amount"), columns.get("order_id")
    if column is None or number is None or cells.hints.roles is not None:
        return columns
    named = [
        name
        for name in cells.raw.columns
        if name not in columns.values() and ORDERS.rate("amount", words(name)) > 1
    ]
    if not named:
        return columns
    ids = cells.text(number)
    if not _repeats_any(ids) or _is_of_order(ids, cells.number(column)):
        return columns
    for name in named:
        money = cells.number(name)
        filled = money.null_count < len(money) // 2 and len(pc.unique(money.drop_null())) > 1
        if filled and _repeats(ids, money):
            return {**columns, "amount": name}
    return columns


def by_piece(cells: Cells, columns: Mapping[str, str]) -> Mapping[str, str]:
    """Return the columns, with a "final price" as the price of one piece if the values say so.

    It is the order's amount instead if the rows of an order repeat it, and the row's amount if it exceeds the
    price beside it on nearly all rows with several pieces.
    """
    column, number = columns.get("amount"), columns.get("order_id")
    listed = "quantity" in columns and {"product", "sku"} & columns.keys()
    if column is None or not listed or words(column) not in _FINAL_PRICES or cells.hints.roles is not None:
        return columns
    final, pieces = cells.number(column), cells.number(columns["quantity"])
    several = pc.fill_null(pc.greater(pieces, 1), False)
    if not pc.any(several).as_py():
        return columns
    if number is not None and _repeats(cells.text(number), final):
        return columns
    if "price" in columns:
        beyond = pc.greater(final, cells.number(columns["price"])).filter(several)
        if (pc.mean(beyond.cast(pa.int8())).as_py() or 0) > 1 - _SURE:
            return columns
    cells.warn(
        message("{column} is read as the price of one piece: it is taken times the pieces", column=column)
    )
    other_columns = {field: name for field, name in columns.items() if field not in ("amount", "discount")}
    return other_columns | {"price": column}


def of_rows_by_pieces(cells: Cells, columns: Mapping[str, str]) -> Mapping[str, str]:
    """Return the columns, with a "price" as the amount of its row if it is proportional to the quantity.

    For example, a product sold once for 5 and three at a time for 15.
    """
    price, goods = columns.get("price"), columns.get("product", columns.get("sku"))
    whole = {"amount", "line_amount"} & columns.keys()
    if price is None or goods is None or whole or "quantity" not in columns or cells.hints.roles is not None:
        return columns
    pieces, money = cells.number(columns["quantity"]), cells.number(price)
    table = pa.table(
        {"goods": cells.text(goods), "price": money, "pieces": pieces, "each": pc.divide(money, pieces)}
    )
    sold = table.filter(pc.and_(pc.greater(pieces, 0), pc.greater(money, 0)))
    sides = [(name, side) for name in ("pieces", "price", "each") for side in ("min", "max")]
    spans = sold.group_by("goods", use_threads=False).aggregate(sides)
    several = spans.filter(pc.greater(spans["pieces_max"], spans["pieces_min"]))
    grows, same = (
        pc.sum(pc.less(several[f"{name}_max"], pc.multiply(several[f"{name}_min"], _ALIKE))).as_py() or 0
        for name in ("each", "price")
    )
    if grows < _TWO or grows < _SURE * several.num_rows or same:
        return columns
    cells.warn(message("{column} is read as the amount of its row: it grows with the pieces", column=price))
    return {field: name for field, name in columns.items() if field != "price"} | {"line_amount": price}


def _repeats(ids: pa.StringArray, amount: pa.DoubleArray) -> bool:
    """Return whether there are orders of several rows, each with the same amount on all of them."""
    return _repeats_any(ids) and _is_of_order(ids, amount)


def _repeats_any(ids: pa.StringArray) -> bool:
    return bool(pc.any(pc.greater(pc.value_counts(ids.drop_null()).field("counts"), 1)).as_py())


def of_rows(cells: Cells, name: FieldColumns, codes: pa.StringArray) -> pa.Int64Array:
    """Return the amount of each row in minor units, without regard to which rows form an order."""
    if name("amount"):
        return charges.with_fees(cells, name("amount")[0], codes)
    if name("line_amount"):
        return cells.money(*name("line_amount"), currency=codes)
    if name("price"):
        return _priced(cells, name, codes)
    return pa.nulls(cells.raw.rows, pa.int64())


def refunds(cells: Cells, name: FieldColumns, codes: pa.StringArray) -> pa.Int64Array:
    """Return the refund of each row as a positive amount in minor units; null for none.

    If the column has amounts of both signs, those of the more frequent sign are refunds (minus, if both are
    equally frequent); a person may correct this.
    """
    amounts = cells.money(*name("refunded"), currency=codes)
    minus, plus = (pc.fill_null(sign(amounts, 0), False) for sign in (pc.less, pc.greater))
    below, above = (pc.sum(flags).as_py() or 0 for flags in (minus, plus))
    if below and above:
        column = name("refunded")[0]
        sentence = message(
            "{column} has amounts below and above zero; those of one sign are refunds", column=column
        )
        answer = cells.doubt("refunds", "minus" if below >= above else "plus", sentence, column=column)
        return pc.if_else(plus if answer == "plus" else minus, pc.abs(amounts), None)
    return pc.abs(amounts)


def _priced(cells: Cells, name: FieldColumns, codes: pa.StringArray) -> pa.Int64Array:
    """Return price times quantity in minor units; prices may have more decimals, quantities be fractional."""
    if not name("quantity"):
        return cells.money(*name("price"), currency=codes)
    fine = cells.money(*name("price"), currency=codes, finer=_FINER).cast(pa.float64(), safe=False)
    quantity = pc.fill_null(cells.number(*name("quantity")), 1.0)
    return order_rows.pieces(pc.divide(pc.multiply(fine, quantity), float(10**_FINER)))


def _taken_off(
    cells: Cells, name: FieldColumns, ids: pa.StringArray, priced: pa.Int64Array, codes: pa.StringArray
) -> pa.Int64Array | None:
    """Return the discount on price times quantity in minor units; negative for returned goods, None for none.

    The column is read as percentages if its header or its values say so, or if all values are multiples of
    five up to 100; otherwise as amounts, of which one repeated on the rows of an order counts once. A person
    may correct this.
    """
    if not name("discount"):
        return None
    column = name("discount")[0]
    off = pc.abs(cells.number(column))
    most = pc.max(off).as_py() or 0.0
    if not most:
        return None
    # Percentages are multiples of five, as a rule.
    in_steps = all(value % _STEP == 0 for value in pc.unique(off.drop_null()).to_pylist())
    likely = "percent" if most <= _WHOLE and (charges.is_share(cells, column) or in_steps) else "amount"
    sentence = message("The amounts are price times quantity, less {column} as a share of it", column=column)
    if likely == "amount":
        sentence = message(
            "The amounts are price times quantity, less {column} as an amount of money", column=column
        )
    answer = cells.doubt("discount", likely, sentence, column=column)
    if answer == "percent":
        part = pc.min_element_wise(pc.divide(off, 1.0 if most <= 1 else _WHOLE), 1.0, skip_nulls=False)
        reduced = pc.multiply(priced.cast(pa.float64(), safe=False), pc.subtract(1.0, part))
        return pc.subtract(priced, order_rows.pieces(reduced))
    if answer == "amount":
        money = pc.abs(cells.money(column, currency=codes))
        if _is_of_order(ids.filter(pc.greater(money, 0)), money.filter(pc.greater(money, 0))):
            first = pc.or_(pa.array(order_rows.begin_orders(ids)), pc.is_null(ids))
            money = pc.if_else(first, money, None)
        return pc.multiply(money, pc.sign(priced))
    return None


def _is_of_order(ids: pa.StringArray, amount: pa.Int64Array) -> bool:
    """Return whether an order's amount is repeated on its rows, or is on its first row only."""
    table = pa.table({"id": ids, "amount": amount}).filter(pc.is_valid(ids))
    groups = table.group_by("id", use_threads=False).aggregate(
        [("amount", "count"), ("amount", "min"), ("amount", "max"), ("id", "count")]
    )
    several = groups.filter(pc.greater(groups["id_count"], 1))
    if not several.num_rows:
        return True
    is_single = pc.less_equal(several["amount_count"], 1)
    same = pc.and_(
        pc.equal(several["amount_min"], several["amount_max"]),
        pc.equal(several["id_count"], several["amount_count"]),
    )
    alike = pc.or_kleene(is_single, same).fill_null(False)
    return bool(np.mean(alike.to_numpy()) > _SURE)


def _over_others(ids: pa.StringArray, amount: pa.Int64Array, item: pa.BooleanArray) -> pa.BooleanArray:
    """Return a mask of the rows that hold the total of the other rows of their order.

    Either nearly every order's first row is the exact sum of its others, or nearly every order has one row
    without an `item` whose amount is about that sum (it may include shipping and discounts). Otherwise the
    mask is empty. Some order must have three rows, as two equal amounts prove nothing.
    """
    is_total = np.zeros(len(ids), bool)
    valid = np.flatnonzero(pc.and_(pc.is_valid(ids), pc.is_valid(amount)))
    codes = np.asarray(ids.take(pa.array(valid)).dictionary_encode().indices)
    amounts = np.asarray(amount.take(pa.array(valid)), np.int64)
    bare = ~np.asarray(item)[valid]
    count, bares = np.bincount(codes), np.bincount(codes, weights=bare)
    if not len(codes) or count.max() <= _TWO:
        return pa.array(is_total)
    total = np.zeros(len(count), np.int64)
    np.add.at(total, codes, amounts)
    first, only = np.zeros(len(count), np.int64), np.zeros(len(count), np.int64)
    places = np.arange(len(codes))
    first[codes[::-1]] = places[::-1]
    only[codes[bare]] = places[bare]
    several = count > 1
    sums = (2 * amounts[first] == total)[several]
    about = ((bares == 1) & (np.abs(2 * amounts[only] - total) <= _ABOUT * np.abs(amounts[only])))[several]
    if np.mean(sums) > _SURE:
        is_total[valid[first[several]]] = True
    elif np.mean(about) > _SURE:
        is_total[valid[only[several]]] = True
    return pa.array(is_total)
