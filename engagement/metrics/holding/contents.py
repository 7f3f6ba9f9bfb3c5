"""Filters and splits of orders by the contents of their lines: products, product types, vendors.

Unlike a dimension of the orders themselves, an order may have several values, so segments overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa

from engagement.locale import message
from engagement.metrics.holding.variants import parents
from engagement.metrics.sums.group_sums import collect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeVar

    from numpy.typing import NDArray

    from engagement.engine import Engine, Frame

    Result = TypeVar("Result")

#: The dimensions, and their columns in the lines.
PRODUCT, PARENT, KIND, VENDOR = "product", "parent_product", "product_type", "vendor"
DIMENSIONS: Final = (PRODUCT, PARENT, KIND, VENDOR)
#: Prefix of a dimension and a value: the split into orders with this value and all others.
HOLDS: Final = "holds:"
#: The note on overlapping segments of such a split.
OVERLAPPING: Final = message(
    "An order with several of them counts in each, so they overlap and do not add up to the whole. Each is "
    "compared with the orders without it; customers go by their first order in the period."
)
EACH: Final = "each:"
#: The least number of values of a breakdown, if there are that many.
FEWEST_SHOWN: Final = 11
#: The most values at once: the customers of each get keys of their own within 63 bits.
MOST: Final = 64
_KEYS: Final = 2**57
#: Sorted by name: of two orders at the same moment, the one with the value counts as first.
INSIDE, OUTSIDE = "inside", "outside"
_BETWEEN, _AND = "\x1d", "\x1e"
#: The columns that identify an order: in general, and if no two files share a moment and line.
_LONG: Final = ("source", "shop_", "order_id")
_SHORT: Final = ("instant", "line")
_NAME: Final = "name_"


class OrderTables(Protocol):
    """The part of `metrics.core.data.Data` that is needed here."""

    engine: Engine

    def has(self, table: str) -> bool:
        """Return whether there are rows for a table."""

    def columns(self, table: str) -> tuple[str, ...]:
        """Return a table's column names."""

    def frame(self, table: str) -> Frame:
        """Return a table as a lazy frame, unfiltered."""

    def remember(self, key: object, compute: Callable[[], Result]) -> Result:
        """Return the cached result of a key, else compute it."""


def dimension_of_value(dimension: str, value: str | None) -> str:
    """Return the dimension that splits orders with a value (None: without any) from all others."""
    return f"{HOLDS}{dimension}{_BETWEEN}{value or ''}"


def each_of(dimension: str, values: Sequence[str | None]) -> str:
    """Return the dimension that, for each of up to `MOST` values, splits orders with it from all others."""
    return f"{EACH}{dimension}{_BETWEEN}" + _AND.join(value or "" for value in values)


def sides(label: str | None) -> tuple[int, bool]:
    """Return, for a segment of `each_of`, the index of its value, and whether its orders have the value."""
    return int((label or "")[:2]), (label or "")[2:] == INSIDE


def offered(data: OrderTables) -> tuple[str, ...]:
    """Return the dimensions of lines with at least two values."""
    if not (data.has("orders") and data.has("lines")):
        return ()

    def varied_dimensions() -> tuple[str, ...]:
        varied = [name for name in DIMENSIONS if name != PARENT or _folds(data)]
        return tuple(name for name in varied if len(values(data, name)) > 1)

    return data.remember("dimensions of lines", varied_dimensions)


def values(data: OrderTables, dimension: str) -> dict[str, int]:
    """Return the number of orders with each value of a dimension, largest first."""
    index = _order_values(data, dimension)
    return _counted(index.names, index.code)


def count_values(data: OrderTables, rows: Frame, dimension: str) -> tuple[dict[str, int], int]:
    """Return the number of these orders with each value of a dimension, and their total."""
    index = _order_values(data, dimension)
    table = index.orders.append_column("code_", pa.array(index.code))
    keyed = _keyed(rows, index.key).select(*index.key)
    joined = keyed.join(data.engine.beside(rows, table), on=list(index.key))
    counts = collect(joined.group_by("code_").agg(orders_=nw.len()))
    counted = {index.names[int(c)]: int(n) for c, n in zip(counts["code_"], counts["orders_"], strict=True)}
    orders = int(collect(rows.select(n=nw.len()))["n"][0])
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0]))), orders


def orders_with(data: OrderTables, rows: Frame, dimension: str, wanted_values: Sequence[str]) -> Frame:
    """Return the orders with one of the values; "" stands for orders without any."""
    index = _order_values(data, dimension)
    holding = index.of([value for value in wanted_values if value])
    keyed, marks = _keyed(rows, index.key), data.engine.beside(rows, holding)
    if "" not in wanted_values:
        return keyed.join(marks, on=list(index.key), how="semi").drop("shop_")
    marks = marks.with_columns(holds_=nw.lit(1))
    all_marks = data.engine.beside(rows, index.of(index.names)).with_columns(says_=nw.lit(1))
    joined = keyed.join(marks, on=list(index.key), how="left").join(all_marks, on=list(index.key), how="left")
    is_wanted = ~nw.col("holds_").is_null() | nw.col("says_").is_null()
    return joined.filter(is_wanted).drop("shop_", "holds_", "says_")


def labelled(data: OrderTables, rows: Frame, by: str, name: str) -> Frame:
    """Return orders with a column `name`: `INSIDE` for those with the value of a `dimension_of_value`."""
    dimension, _, value = by.removeprefix(HOLDS).partition(_BETWEEN)
    index = _order_values(data, dimension)
    marks = data.engine.beside(rows, index.of([value] if value else index.names)).with_columns(
        holds_=nw.lit(1)
    )
    matching, other = (INSIDE, OUTSIDE) if value else (OUTSIDE, INSIDE)
    label = nw.when(~nw.col("holds_").is_null()).then(nw.lit(matching)).otherwise(nw.lit(other))
    joined = _keyed(rows, index.key).join(marks, on=list(index.key), how="left").with_columns(**{name: label})
    return joined.drop("shop_", "holds_")


def side_by_side(data: OrderTables, rows: Frame, by: str, name: str) -> Frame:
    """Return the orders once for each value of a split by `each_of`, with their side of it in column `name`.

    `customer_key` is a different one for each value, so that sums by customer are separate.
    """
    wanted, index = _each(data, by)
    marks = data.engine.beside(rows, _marks(index, dict(enumerate(wanted)))).with_columns(holds_=nw.lit(1))
    repeated = both_sides(data, _keyed(rows, index.key), by)
    repeated = repeated.join(marks, on=[*index.key, "value_"], how="left")
    inside = ~nw.col("holds_").is_null()
    if "" in wanted:  # orders with any value are marked
        inside = inside != (nw.col("value_") == wanted.index(""))
    side_name = nw.when(inside).then(nw.col("in_")).otherwise(nw.col("out_"))
    customer = nw.col("customer_key")
    distinct_key = customer - customer // _KEYS * _KEYS + nw.col("value_") * _KEYS
    return repeated.with_columns(**{name: side_name, "customer_key": distinct_key}).drop(
        "shop_", "holds_", "in_", "out_", "value_"
    )


def holding(data: OrderTables, rows: Frame, by: str) -> Frame:
    """Return orders once for each of their values of a split by `each_of`, with its index as `value_`."""
    wanted, index = _each(data, by)
    keyed = _keyed(rows, index.key)
    beside = data.engine.beside
    named = {place: value for place, value in enumerate(wanted) if value}
    parts = [keyed.join(beside(rows, _marks(index, named)), on=list(index.key))] if named else []
    if "" in wanted:
        all_marks = beside(rows, index.of(index.names))
        silent = keyed.join(all_marks, on=list(index.key), how="anti")
        parts.append(silent.with_columns(value_=nw.lit(wanted.index("")).cast(nw.Int64)))
    return nw.concat(parts).drop("shop_")


def both_sides(data: OrderTables, rows: Frame, by: str) -> Frame:
    """Return rows once for each value of a split by `each_of`, with its index as `value_`.

    `in_` and `out_` are the names of its two sides: orders with the value, and all others.
    """
    wanted, _ = _each(data, by)
    places = pa.table(
        {
            "value_": pa.array(range(len(wanted)), pa.int64()),
            "in_": [side(place, inside=True) for place in range(len(wanted))],
            "out_": [side(place, inside=False) for place in range(len(wanted))],
        }
    )
    return rows.join(data.engine.beside(rows, places), how="cross")


def side(place: int, *, inside: bool) -> str:
    """Return the name of a segment of a split by `each_of`, which `sides` parses."""
    return f"{place:02}{INSIDE if inside else OUTSIDE}"


def _each(data: OrderTables, by: str) -> tuple[list[str], _OrderValues]:
    dimension, _, joined = by.removeprefix(EACH).partition(_BETWEEN)
    return joined.split(_AND), _order_values(data, dimension)


def _marks(order_values: _OrderValues, wanted_values: Mapping[int, str]) -> pa.Table:
    """Return the orders with wanted values and the index of each; for "" the orders with any value."""
    marked = {
        place: order_values.of([value] if value else order_values.names)
        for place, value in wanted_values.items()
    }
    return pa.concat_tables(
        [
            each.append_column("value_", pa.array(np.full(each.num_rows, index)))
            for index, each in marked.items()
        ]
    )


@dataclass(frozen=True)
class _OrderValues:
    """The distinct values of each order by row: `code` indexes `names`, `key` are the order's columns."""

    key: tuple[str, ...]
    orders: pa.Table
    code: NDArray[np.int64]
    names: tuple[str, ...]

    def of(self, wanted: Sequence[str]) -> pa.Table:
        """Return the orders with one of the values, each once."""
        inside = np.isin(self.code, [place for place, name in enumerate(self.names) if name in set(wanted)])
        orders = self.orders.filter(pa.array(inside))
        return orders if len(wanted) == 1 else orders.group_by(list(self.key)).aggregate([])


def _order_values(data: OrderTables, dimension: str) -> _OrderValues:
    return data.remember(("held", dimension), lambda: _read(data, dimension))


def _read(data: OrderTables, dimension: str) -> _OrderValues:
    """Read the values once per version; an order is identified by moment and line where that is enough."""
    orders = _keyed(data.frame("orders"), _LONG)
    line_values = _values_of_lines(data, dimension)
    joined = (
        orders.select(*_LONG, *_SHORT).join(line_values, on=list(_LONG)).select(*_LONG, *_SHORT, "value_")
    )
    with_values: pa.Table = joined.collect("pyarrow").to_native()
    all_orders = orders.select(*_SHORT)
    rows, different = (collect(part.select(n=nw.len()))["n"][0] for part in (all_orders, all_orders.unique()))
    key = _SHORT if rows == different else _LONG
    coded = with_values["value_"].cast(pa.string()).combine_chunks().dictionary_encode()
    names = tuple(str(name) for name in coded.dictionary.to_pylist())
    return _OrderValues(
        key,
        with_values.select(list(key)).replace_schema_metadata(None),
        coded.indices.to_numpy().astype(np.int64),
        names,
    )


def _counted(names: Sequence[str], code: NDArray[np.int64]) -> dict[str, int]:
    counts = np.bincount(code, minlength=len(names)).tolist()
    counted = {name: count for name, count in zip(names, counts, strict=True) if count}
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def parent_names(data: OrderTables) -> Mapping[str, str]:
    """Return the product of each line name that is a variant."""
    return data.remember("parents of variants", lambda: _parent_names(data))


def _folds(data: OrderTables) -> bool:
    return bool(parent_names(data))


def _parent_names(data: OrderTables) -> Mapping[str, str]:
    lines = data.frame("lines").with_columns(**{_NAME: product_name()})
    names = collect(lines.filter(~nw.col(_NAME).is_null()).select(_NAME).unique())
    return parents([str(name) for name in names[_NAME]], _titles(data))


def _titles(data: OrderTables) -> dict[str, str]:
    """Return the product of each variant in the lists of products."""
    if not data.has("catalogue") or "title" not in data.columns("catalogue"):
        return {}
    titled = data.frame("catalogue").filter(~nw.col("title").is_null(), ~nw.col("product").is_null())
    titles = collect(titled.group_by("product").agg(nw.col("title").min()))
    return {str(p): str(t) for p, t in zip(titles["product"], titles["title"], strict=True)}


def _values_of_lines(data: OrderTables, dimension: str) -> Frame:
    """Return the distinct values of each order's lines: the order's key columns, and `value_`."""
    lines = _keyed(data.frame("lines"), _LONG)
    if dimension == PRODUCT:
        lines = lines.with_columns(value_=product_name())
    elif dimension == PARENT:
        lines = _by_parent(data, lines)
    else:
        lines = by_column(data, lines, "vendor" if dimension == VENDOR else "type")
    return lines.filter(~nw.col("value_").is_null()).select(*_LONG, "value_").unique()


def _by_parent(data: OrderTables, lines: Frame) -> Frame:
    by_name = parent_names(data)
    table = pa.table(
        {_NAME: pa.array(by_name.keys(), pa.string()), "parent_": pa.array(by_name.values(), pa.string())}
    )
    named = lines.with_columns(**{_NAME: product_name()})
    joined = named.join(data.engine.beside(lines, table), on=_NAME, how="left")
    return joined.with_columns(value_=nw.coalesce("parent_", _NAME))


def by_column(data: OrderTables, lines: Frame, column: str) -> Frame:
    """Return lines with their value of a column, else that of the product list by number or name."""
    candidates = [nw.col(column)]
    for place, name in enumerate(("sku", "product")):
        values_by_name = _of_catalogue(data, name, column)
        if not values_by_name:
            continue
        table = pa.table(
            {
                name: pa.array(values_by_name.keys(), pa.string()),
                f"said_{place}": pa.array(values_by_name.values(), pa.string()),
            }
        )
        lines = lines.join(data.engine.beside(lines, table), on=name, how="left")
        candidates.append(nw.col(f"said_{place}"))
    return lines.with_columns(value_=nw.coalesce(*candidates))


def _of_catalogue(data: OrderTables, name: str, column: str) -> dict[str, str]:
    """Return the values of the newest product list by number or name."""

    def read() -> dict[str, str]:
        if not data.has("catalogue"):
            return {}
        filled = data.frame("catalogue").filter(~nw.col(name).is_null(), ~nw.col(column).is_null())
        max_values = collect(filled.group_by(name).agg(nw.col(column).max()))
        return {str(key): str(value) for key, value in zip(max_values[name], max_values[column], strict=True)}

    return data.remember(("of catalogue", name, column), read)


def product_name() -> nw.Expr:
    """Return the expression of a product's name, else its number."""
    return nw.coalesce("product", "sku")


def _keyed(rows: Frame, key: Sequence[str]) -> Frame:
    """Return rows with the shop as "" where it is missing, so that they can be joined."""
    shop = nw.col("shop").fill_null("") if "shop_" in key else nw.lit("")
    return rows.with_columns(shop_=shop)
