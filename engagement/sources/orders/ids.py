"""The number of the order that each row of an unknown table belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message, percent
from engagement.sources.meaning import order_numbers
from engagement.sources.meaning.header_words import words
from engagement.sources.orders import columns as order_columns
from engagement.sources.orders import grouping
from engagement.sources.orders import rows as order_rows
from engagement.sources.orders.values import are_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from engagement.sources.columns.typed import Cells
    from engagement.sources.orders.columns import FieldColumns
    from engagement.sources.orders.grouping import RowMarks

#: The share of a file's money on rows without a number above which a doubt is added.
_MUCH: Final = 0.02
#: The share of refunds with own numbers for which a column must state an order of the file.
_NEARLY_ALL: Final = 0.9
#: What stands between a number and its shop while rows are grouped.
_BEFORE_SHOP: Final = "\x1f"


def read(
    cells: Cells, columns: Mapping[str, str], name: FieldColumns, rows: RowMarks, amount: pa.Int64Array
) -> pa.StringArray:
    """Return the order number of each row; null for none.

    A row with a product but neither number nor date belongs to the order above it.
    """
    dates = cells.text(*name("date"))
    item = pc.is_valid(cells.text(*name("product", "sku")))
    if "order_id" in columns:
        ids = cells.text(columns["order_id"])
        under = pc.and_(pc.and_(pc.is_null(ids), pc.is_null(dates)), item)
        ids = pc.if_else(under, pc.fill_null_forward(ids), ids)
        ids = _of_each_shop(cells, columns, ids, rows)
        weak = order_numbers.rate(words(columns["order_id"])) < order_numbers.WEAK
        ids = grouping.checked(cells, ids, rows, columns["order_id"], weak=weak)
        _tell_of_unnumbered(cells, ids, rows, amount, columns["order_id"])
        return _of_same_amount(cells, _as_corrected(cells, columns, ids, amount), rows, amount)
    under = pc.and_(pc.and_(pc.is_null(dates), pc.is_null(rows.person)), item)
    under = pc.and_(under, pc.is_valid(pc.fill_null_forward(dates)))
    cells.set_aside(pc.and_(pc.is_null(dates), pc.invert(under)), order_rows.NOT_AN_ORDER)
    proven = _proven(cells, columns, rows)
    if proven is not None:
        return cells.text(proven)
    items = bool(name("product", "sku"))
    if items and rows.person.null_count == len(rows.person):
        _tell_of_lines(cells, dates)
    ids = grouping.by_moment(cells, rows, dates, amount, items=items)
    return _of_same_amount(cells, pc.if_else(under, pc.fill_null_forward(ids), ids), rows, amount)


def _of_each_shop(
    cells: Cells, columns: Mapping[str, str], ids: pa.StringArray, rows: RowMarks
) -> pa.StringArray:
    """Return the ids, with the shop behind each if several shops number their orders alike.

    The rows of a number then have as many days as shops. A brand of each product parts no order.
    """
    if "shop" not in columns:
        return ids
    shop = cells.text(columns["shop"])
    sold = pc.and_(pc.is_valid(ids), pc.invert(pc.fill_null(rows.refund, False)))
    table = pa.table({"id": ids, "shop": shop, "day": rows.instant.cast(pa.date32())}).filter(sold)
    sides = [("shop", "count_distinct"), ("day", "count_distinct")]
    numbers = table.group_by("id", use_threads=False).aggregate(sides)
    several = numbers.filter(pc.greater(numbers["shop_count_distinct"], 1))
    if not several.num_rows:
        return ids
    apart = pc.greater_equal(several["day_count_distinct"], several["shop_count_distinct"])
    if pc.mean(apart.cast(pa.int8())).as_py() < _NEARLY_ALL:
        return ids
    cells.warn(
        message("The shops of {column} number their orders alike; each has its own", column=columns["shop"])
    )
    return pc.if_else(pc.is_valid(shop), pc.binary_join_element_wise(ids, shop, _BEFORE_SHOP), ids)


def without_shops(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return tables with order numbers as the file has them: their shop stands in another column."""
    plain: dict[str, pa.Table] = {}
    for name, table in tables.items():
        place = table.column_names.index("order_id")
        ids = pc.replace_substring_regex(table.column(place), rf"{_BEFORE_SHOP}.*$", "")
        plain[name] = table.set_column(place, table.schema.field(place), ids)
    return plain


def _as_corrected(
    cells: Cells, columns: Mapping[str, str], ids: pa.StringArray, amount: pa.Int64Array
) -> pa.StringArray:
    """Return the ids; refunds with own numbers get the order number that another column states for them.

    A credit note has its own number, and states in another column which invoice it corrects.
    """
    below = pc.fill_null(pc.less(amount, 0), False)
    orders = ids.filter(pc.invert(below)).drop_null().unique()
    orphans = pc.and_(below, pc.invert(pc.is_in(ids, orders)))
    count = pc.sum(orphans).as_py() or 0
    if not count or not len(orders):
        return ids
    for place, name in enumerate(cells.raw.columns):
        if name in columns.values():
            continue
        column = cells.evidence.distinct(place)  # `cells.text` would record the column as used
        texts = column.spread(column.trimmed, pa.string())
        named = pc.and_(orphans, pc.fill_null(pc.is_in(texts, orders), False))
        if (pc.sum(named).as_py() or 0) >= _NEARLY_ALL * count:
            cells.use(name)
            return pc.if_else(named, texts, ids)
    return ids


def _of_same_amount(
    cells: Cells, ids: pa.StringArray, rows: RowMarks, amount: pa.Int64Array
) -> pa.StringArray:
    """Return the ids; refunds that state no order get that of their customer's order of the same amount.

    Tills and bookkeeping programs number credit notes like sales. The order must be the customer's only one
    of this amount, and not later than the refund.
    """
    below = pc.and_(pc.fill_null(pc.less(amount, 0), False), cells.kept)
    sold = pc.and_(pc.and_(pc.invert(below), cells.kept), pc.is_valid(ids))
    orphans = pc.and_(below, pc.invert(pc.is_in(ids, ids.filter(sold).unique())))
    places = np.flatnonzero(pc.and_(orphans, pc.is_valid(rows.person)))
    if not len(places):
        return ids
    table = pa.table({"id": ids, "person": rows.person, "amount": amount, "instant": rows.instant})
    own = table.filter(pc.and_(sold, pc.is_in(rows.person, rows.person.take(pa.array(places)).unique())))
    orders: dict[tuple[int, int], list[tuple[str, datetime]]] = {}
    sums = [("person", "min"), ("amount", "sum"), ("instant", "min")]
    for order in own.group_by("id", use_threads=False).aggregate(sums).to_pylist():
        of_person = orders.setdefault((order["person_min"], order["amount_sum"]), [])
        of_person.append((order["id"], order["instant_min"]))
    found: dict[int, str] = {}
    for refund in table.take(pa.array(places)).append_column("place", pa.array(places)).to_pylist():
        same = orders.get((refund["person"], -refund["amount"]), [])
        dated = len(same) == 1 and refund["instant"] and same[0][1]
        if dated and same[0][1] <= refund["instant"] and same[0][0] not in found.values():
            found[refund["place"]] = same[0][0]
    if not found:
        return ids
    cells.warn(
        message(
            "{count} refund names no order of the file; it is taken off its customer's only order of this "
            "amount",
            "{count} refunds name no order of the file; each is taken off its customer's only order of this "
            "amount",
            n=len(found),
            count=len(found),
        )
    )
    return pa.array([found.get(place, number) for place, number in enumerate(ids.to_pylist())], pa.string())


def _proven(cells: Cells, columns: Mapping[str, str], rows: RowMarks) -> str | None:
    """Return the column whose values prove to be order numbers; None if none does or a person rejects it."""
    best, count = None, 0
    for place, name in enumerate(cells.raw.columns):
        if name in columns.values() or not are_numbers(order_columns.sample(cells.raw, place)):
            continue
        column = cells.evidence.distinct(place)  # `cells.text` would record the column as used
        orders = grouping.proves(column.spread(column.trimmed, pa.string()), rows)
        if orders > count:
            best, count = name, orders
    if best is None:
        return None
    sentence = message(
        "No column is known as the order number; {column} is read as it, because rows that share it agree in "
        "customer and time",
        column=best,
    )
    return best if cells.doubt("grouping", "number", sentence, column=best) == "number" else None


def _tell_of_unnumbered(
    cells: Cells, ids: pa.StringArray, rows: RowMarks, amount: pa.Int64Array, column: str
) -> None:
    """Add a doubt if rows without an order number have a date and more than 2 % of the file's money."""
    sold = pc.and_(pc.is_valid(rows.instant), pc.fill_null(pc.greater(amount, 0), False))
    sold = pc.and_(sold, cells.kept)
    lost = pc.and_(sold, pc.is_null(ids))
    count = pc.sum(lost).as_py() or 0
    part, total = (pc.sum(amount.filter(which)).as_py() or 0 for which in (lost, sold))
    if part > _MUCH * total:
        sentence = message(
            "{count} row with a day and an amount has no number in {column} and is set aside: {share} of the "
            "money in this file",
            "{count} rows with a day and an amount have no number in {column} and are set aside: {share} of "
            "the money in this file",
            n=count,
            count=count,
            column=column,
            share=percent(part / total),
        )
        cells.doubt("lost", None, sentence, column=column)


def _tell_of_lines(cells: Cells, dates: pa.StringArray) -> None:
    """Add a doubt that each row counts as an order if several rows share a date."""
    given_dates = dates.drop_null()
    if len(pc.unique(given_dates)) < len(given_dates):
        cells.doubt(
            "lost",
            None,
            message(
                "No column numbers the orders or names customers: each row counts as an order, though "
                "several may have been bought together"
            ),
        )
