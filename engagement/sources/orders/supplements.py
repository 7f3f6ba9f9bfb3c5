"""Files that complete the orders of another file, and joining them.

A shop may export its orders in several files, and import them in any order, on any day. So a file that
completes the orders of another is stored separately (`tables.SUPPLEMENTS`). In a version they are joined:
an order has the values of its own file, and missing ones from its supplements; an order that is only in a
supplement has the values of that. Lists of refunds add up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement import tables
from engagement.sources.orders import rows as order_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME: Final = tables.SUPPLEMENTS.name
#: The rank of rows that say what was paid back: they are added up, and no amounts of orders.
REFUNDED: Final = 9
#: The tables that are joined.
TOGETHER: Final = ("orders", "lines", "responses", NAME)
#: Columns that an order's own file may lack, and those with which a supplement is a complete order.
_OPEN: Final = tuple(c.name for c in tables.ORDERS.columns if c.nullable and c.name != "shop")
_WHOLE: Final = tuple(c.name for c in tables.ORDERS.columns if not c.nullable)
_COLUMNS: Final = frozenset(c.name for c in tables.SUPPLEMENTS.columns)
_SEPARATOR: Final = "\n"
#: The source of rows that complete orders of any program.
_ANY: Final = "generic_orders"
#: States that a refund changes.
_SOLD: Final = ("paid", "partially_refunded")


def build(source: str, part: str, rank: int, **columns: pa.Array) -> pa.Table:
    """Return a table of supplements with these columns, at least `subject` and `line`.

    Without `position` they concern whole orders, not products.
    """
    size = len(columns["line"])
    fixed = {"source": source, "part": part, "rank": rank, "position": 0}
    repeated = {name: pa.repeat(pa.scalar(value), size) for name, value in fixed.items()}
    return tables.conform(NAME, pa.table(repeated | columns))


def of_tables(part: str, tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return a file's tables, its orders and lines as supplements to the orders of another file."""
    rows = [_supplements(part, tables[name]) for name in ("orders", "lines") if name in tables]
    other_tables = {name: table for name, table in tables.items() if name not in {"orders", "lines"}}
    return other_tables | ({NAME: pa.concat_tables(rows)} if rows else {})


def of_open_amounts(source: str, orders: pa.Table) -> pa.Table:
    """Return what leaves the amounts of orders open: a file of their products may have them."""
    ids = orders.column("order_id")
    columns = {"subject": ids, "order_id": ids, "shop": orders.column("shop"), "line": orders.column("line")}
    return build(source, source, 0, **columns)


def put_together(separate: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return tables, each merged from its files, with the supplements applied and removed."""
    result = {name: table for name, table in separate.items() if name != NAME}
    if NAME not in separate:
        return result
    supplements = _ranked(with_order_numbers(separate[NAME]))
    orders = _with_whole(result.get("orders", tables.empty("orders")), supplements)
    places = _places(supplements, orders)
    orders = _completed(orders, supplements, places)
    result |= {"orders": orders}
    result["lines"] = _with_products(result.get("lines", tables.empty("lines")), orders, supplements, places)
    if "responses" in result:
        result["responses"] = _with_people(result["responses"], orders, supplements, places)
    return {name: table for name, table in result.items() if table.num_rows or name in separate}


def waiting(of_files: Mapping[str, pa.Table]) -> int:
    """Return how many supplements belong to no order of the same tables."""
    supplements = with_order_numbers(of_files[NAME])
    orders = _with_whole(of_files.get("orders", tables.empty("orders")), supplements)
    of_orders = pc.is_null(_places(supplements, orders))
    return int(pc.sum(of_orders).as_py() or 0)


def with_order_numbers(supplements: pa.Table) -> pa.Table:
    """Return supplements with the number of each order that some file names beside its reference."""
    numbers = supplements.column("order_id")
    references = _joined(supplements, "source", "reference")
    numbered = pc.if_else(pc.is_valid(numbers), references, None)
    order_ids = pc.coalesce(numbers, numbers.take(_first_place(references, numbered)))
    return supplements.set_column(supplements.column_names.index("order_id"), "order_id", order_ids)


def keys(table: pa.Table) -> pa.ChunkedArray:
    """Return the identity of each row's order as one text; null where a row names no order."""
    shop = pc.fill_null(table.column("shop"), "")
    return pc.binary_join_element_wise(table.column("source"), shop, table.column("order_id"), _SEPARATOR)


def _supplements(part: str, table: pa.Table) -> pa.Table:
    """Return orders (position 0) or lines as supplements."""
    columns = {name: table.column(name) for name in table.column_names if name in _COLUMNS - {"source"}}
    (source,) = pc.unique(table.column("source")).to_pylist() or [part]
    return build(source, part, 1, subject=table.column("order_id"), **columns)


def _ranked(supplements: pa.Table) -> pa.Table:
    """Return the supplements sorted by rank, so that the most trusted part comes first."""
    if len(pc.unique(supplements.column("part"))) < 2:
        return supplements
    return supplements.sort_by([("rank", "ascending"), ("part", "ascending")])


def _with_whole(orders: pa.Table, supplements: pa.Table) -> pa.Table:
    """Return the orders, and those that only supplements contain with all required values."""
    is_whole = pc.equal(supplements.column("position"), 0)
    for name in _WHOLE:
        is_whole = pc.and_(is_whole, pc.is_valid(supplements.column(name)))
    whole_orders = supplements.filter(is_whole)
    lone = whole_orders.filter(pc.is_null(_places(whole_orders, orders)))
    lone_orders = lone.take(pa.array(np.unique(_first_place(keys(lone), keys(lone)).to_numpy())))
    return pa.concat_tables([orders, tables.conform("orders", lone_orders.select(orders.column_names))])


def _places(supplements: pa.Table, orders: pa.Table) -> pa.Array:
    """Return the row of each supplement's order in `orders`; null without one.

    A supplement without a shop belongs to an order with one, and the reverse: a person may have named the
    shop for only one of the files.
    """
    exact = _first_place(keys(supplements), keys(orders))
    if not exact.null_count:
        return exact
    alike = _first_place(*(_joined(table, "source", "order_id") for table in (supplements, orders)))
    unsaid = pc.or_(pc.is_null(supplements.column("shop")), pc.is_null(orders.column("shop").take(alike)))
    exact = pc.coalesce(exact, pc.if_else(_array(unsaid), alike, None))
    of_anything = pc.equal(supplements.column("source"), _ANY)
    if not exact.null_count or not pc.any(of_anything).as_py() or _several_shops(orders):
        return exact
    numbered = _first_place(supplements.column("order_id"), orders.column("order_id"))
    return pc.coalesce(exact, pc.if_else(_array(of_anything), numbered, None))


def _several_shops(orders: pa.Table) -> bool:
    return any(len(pc.unique(orders.column(name))) > 1 for name in ("source", "shop"))


def _completed(orders: pa.Table, supplements: pa.Table, order_places: pa.Array) -> pa.Table:
    """Return the orders with missing values filled from supplements, of lower ranks first.

    The amount also counts as missing if the order's own file has a supplement (rank 0): it is then the sum of
    the first part that has any amounts, and 0 if none does.
    """
    size, amounts = orders.num_rows, [pa.nulls(orders.num_rows, pa.int64())]
    columns = {name: orders.column(name) for name in orders.column_names}
    others = _array(pc.less(supplements.column("rank"), REFUNDED))
    for rows, places in _by_part(supplements.filter(others), order_places.filter(others)):
        for name in _OPEN:
            if rows.column(name).null_count < rows.num_rows:
                columns[name] = pc.coalesce(columns[name], _first_values(rows.column(name), places, size))
        has_gross = _array(pc.is_valid(rows.column("gross")))
        gross = _array(rows.column("gross")).filter(has_gross)
        amounts.append(order_rows.per_row(places.filter(has_gross), gross, size))
    own_places = order_places.filter(_array(pc.equal(supplements.column("rank"), 0))).drop_null()
    is_open = np.zeros(size, bool)
    is_open[own_places.to_numpy()] = True
    columns["gross"] = pc.if_else(pa.array(is_open), pc.coalesce(*amounts, 0), columns["gross"])
    return tables.conform("orders", pa.table(columns | _paid_back(columns, supplements, order_places)))


def _paid_back(
    columns: dict[str, pa.ChunkedArray], supplements: pa.Table, order_places: pa.Array
) -> dict[str, pa.Array]:
    """Return what was paid back, when, and the states, by lists of refunds; an order's own may say more."""
    listed = pc.and_(pc.equal(supplements.column("rank"), REFUNDED), pc.is_valid(order_places))
    if not pc.any(listed).as_py():
        return {}
    rows, places, size = (
        supplements.filter(listed),
        order_places.filter(_array(listed)),
        len(columns["gross"]),
    )
    sums = order_rows.per_row(places, _array(rows.column("refunded")), size)
    own = _array(columns["refunded"])
    refunded = pc.max_element_wise(own, pc.fill_null(sums, 0))
    days = np.full(size, -1, np.int64)
    np.maximum.at(days, places.to_numpy(), _array(rows.column("refund_day")).fill_null(-1).to_numpy())
    told = pa.array(days, mask=days < 0).cast(pa.int32())
    told = pc.if_else(pc.greater_equal(told, _array(columns["day"])), told, None)
    day = pc.coalesce(_array(columns["refund_day"]), told)
    status = _array(columns["status"])
    whole = pc.greater_equal(refunded, _array(columns["gross"]))
    silent = pc.and_(pc.is_in(status, pa.array(_SOLD)), pc.greater(refunded, 0))
    word = pc.if_else(whole, "refunded", "partially_refunded")
    return {"refunded": refunded, "refund_day": day, "status": pc.if_else(silent, word, status)}


def _by_part(supplements: pa.Table, order_places: pa.Array) -> Iterator[tuple[pa.Table, pa.Array]]:
    """Yield the supplements of each part that have an order, with the orders' rows; lower ranks first."""
    has_order = pc.is_valid(order_places)
    rows, places = supplements.filter(has_order), order_places.filter(has_order)
    for part in pc.unique(rows.column("part")):
        is_of_part = _array(pc.equal(rows.column("part"), part))
        yield rows.filter(is_of_part), places.filter(is_of_part)


def _first_values(values: Any, places: pa.Array, size: int) -> pa.Array:
    """Return, for each of `size` orders, the first valid value whose place is its row; null for none."""
    valid = np.flatnonzero(np.asarray(pc.is_valid(values)))[::-1]
    first = np.full(size, -1, np.int64)
    # Of assignments to one index numpy keeps the last; in reverse order, that is the first value.
    first[places.to_numpy()[valid]] = valid
    return _array(values.take(pa.array(first, mask=first < 0)))


def _with_products(
    lines: pa.Table, orders: pa.Table, supplements: pa.Table, order_places: pa.Array
) -> pa.Table:
    """Return the lines, and for orders without lines those of one part of the supplements."""
    product = pc.and_(pc.greater(supplements.column("position"), 0), pc.is_valid(order_places))
    rows, places = supplements.filter(product), order_places.filter(_array(product))
    orders_of_rows = orders.take(places)
    part = _array(rows.column("part").dictionary_encode()).indices
    believed = pc.equal(part, _first_values(part, places, orders.num_rows).take(places))
    new = pc.and_(believed, pc.invert(pc.is_in(keys(orders_of_rows), value_set=_array(keys(lines)))))
    columns = {
        name: orders_of_rows.column(name) for name in ("order_id", "source", "shop", "day", "currency")
    }
    columns |= {
        name: rows.column(name)
        for name in lines.column_names
        if name not in columns and name in rows.column_names
    }
    return pa.concat_tables([lines, tables.conform("lines", pa.table(columns).filter(new))])


def _with_people(
    responses: pa.Table, orders: pa.Table, supplements: pa.Table, order_places: pa.Array
) -> pa.Table:
    """Return the survey answers; those without a customer get the customer of their order."""
    answer_keys = [responses.column(name) for name in ("source", "response_id")]
    about = [supplements.column(name) for name in ("part", "subject")]
    rows = _first_place(
        *(
            pc.binary_join_element_wise(*texts, table.column("line").cast(pa.string()), _SEPARATOR)
            for texts, table in ((answer_keys, responses), (about, supplements))
        )
    )
    people = orders.column("customer_key").take(order_places.take(rows))
    customers = pc.coalesce(responses.column("customer_key"), people)
    return responses.set_column(responses.column_names.index("customer_key"), "customer_key", customers)


def _first_place(wanted: Any, among: Any) -> pa.Array:
    """Return the first index of each text `among` the others; null where it is not there."""
    return _array(pc.index_in(wanted, value_set=_array(among), skip_nulls=True))


def _joined(table: pa.Table, *names: str) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(*(table.column(name) for name in names), _SEPARATOR)


def _array(values: Any) -> pa.Array:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
