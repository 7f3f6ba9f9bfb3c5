"""A sale that is in two files counts once: the shop's own record, completed by the other's.

Where a version's orders come from several sources, `same_sale` finds the sales that two of them share. The
answer about two sources ("once", "apart") is part of the version, so undo reverts it. Without an answer,
matches that chance cannot explain count once, the others stay apart, and both are reported. All matches are
in the version's table `same_sales`, counted once or not, as evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement import shared_columns, tables
from engagement.sources.recognition import platform
from engagement.store.sales import as_codes, same_sale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engagement.sources.formats.format import Records
    from engagement.store.sales.as_codes import Places
    from engagement.store.sales.same_sale import SameSales

NAME: Final = tables.SAME_SALES.name
#: The tables of a version that depend on shared sales.
TOUCHED: Final = ("orders", "lines", NAME)
#: Two sources, in the order of their names.
SourcePair = tuple[str, str]
JoinedAnswer = Literal["once", "apart"]
Answers = dict[SourcePair, JoinedAnswer]
_KINDS: Final[tuple[Records, ...]] = ("orders", "any", "marketplace", "payments")
#: States that a payment provider knows before the shop does.
_UNPAID: Final = ("failed", "expired", "pending")
_MONEY_BACK: Final = ("refunded", "partially_refunded")


@dataclass(frozen=True, slots=True)
class SharedSales:
    """The sales that two sources share: `rows` of the `of` orders of `source` are also sales of `twin`.

    `by_number` of them match by a number, `counted_once` count once, and `unsure` could also be chance.
    """

    source: str
    twin: str
    rows: int
    of: int
    by_number: int
    counted_once: int
    unsure: int

    @property
    def pair(self) -> SourcePair:
        """The key under which an answer to these sources is stored."""
        return pair(self.source, self.twin)


def everywhere(parts: Mapping[str, Sequence[pa.Table]], answer: JoinedAnswer | None) -> Answers:
    """Return one answer for all sources of orders of some files."""
    if answer is None:
        return {}
    names = sorted(set().union(*map(sources, parts.get("orders", ()))))
    return {(first, second): answer for first in names for second in names if first < second}


def pair(first: str, second: str) -> SourcePair:
    """Return two sources in the order that keys an answer."""
    return (first, second) if first <= second else (second, first)


def sources(orders: pa.Table) -> set[str]:
    """Return the sources of orders: the keys of the formats that read them."""
    return set(pc.unique(orders.column("source")).to_pylist())


def count_each_sale_once(
    tables: Mapping[str, pa.Table], answers: Mapping[SourcePair, JoinedAnswer]
) -> dict[str, pa.Table]:
    """Return a version's tables with each sale counted once, and what was found as `same_sales`."""
    result = {name: table for name, table in tables.items() if name != NAME}
    orders = result.get("orders")
    if orders is None or len(sources(orders)) < 2:
        return result
    orders, is_elsewhere, same = _sifted(orders, answers)
    if same.num_rows:
        result[NAME] = same
    if is_elsewhere.any():
        staying = pa.array(~is_elsewhere)
        if "lines" in result:
            removed_keys = _keys(orders.filter(pa.array(is_elsewhere)))
            result["lines"] = result["lines"].filter(
                pc.invert(pc.is_in(_keys(result["lines"]), value_set=removed_keys))
            )
        result["orders"] = orders.filter(staying)
    return result


def of_file(same: pa.Table, orders: pa.Table) -> pa.Table:
    """Return the shared sales among a file's own orders."""
    return same.filter(pc.is_in(_keys(same), value_set=_keys(orders)))


def shared(tables: Mapping[str, pa.Table]) -> list[SharedSales]:
    """Return what the sources of a version share, most first."""
    same = tables.get(NAME)
    if same is None or not same.num_rows:
        return []
    grouped = same.group_by(["source", "twin_source"]).aggregate(
        [("line", "count"), ("sure", "sum"), ("once", "sum")]
    )
    numbers = pc.value_counts(_text_pairs(same.filter(pc.equal(same.column("how"), "reference"))))
    by_number = {item["values"]: item["counts"] for item in numbers.to_pylist()}
    counts = pc.value_counts(tables["orders"].column("source")).to_pylist() if "orders" in tables else []
    row_counts = {item["values"]: item["counts"] for item in counts}
    removed_counts: dict[str, int] = {}
    for row in grouped.to_pylist():
        removed_counts[row["source"]] = removed_counts.get(row["source"], 0) + row["once_sum"]
    shared_sales = [
        SharedSales(
            row["source"],
            row["twin_source"],
            row["line_count"],
            row_counts.get(row["source"], 0) + removed_counts[row["source"]],
            by_number.get(f"{row['source']}\n{row['twin_source']}", 0),
            row["once_sum"],
            row["line_count"] - row["sure_sum"],
        )
        for row in grouped.to_pylist()
    ]
    return sorted(shared_sales, key=lambda shared: (-shared.rows, shared.source, shared.twin))


def _text_pairs(same: pa.Table) -> Any:
    return pc.binary_join_element_wise(same.column("source"), same.column("twin_source"), "\n")


def _sifted(orders: pa.Table, answers: Mapping[SourcePair, JoinedAnswer]) -> tuple[pa.Table, Any, pa.Table]:
    """Return the orders, completed; a mask of those that repeat another source's sale; and all matches."""
    compared = as_codes.Sales.of(orders)
    encoded = orders.column("source").combine_chunks().dictionary_encode()
    names, codes = encoded.dictionary.to_pylist(), encoded.indices.to_numpy()
    is_elsewhere = np.zeros(orders.num_rows, bool)
    parts = []
    for source, twin in _pairs(names):
        source_rows, twin_rows = (np.flatnonzero(codes == names.index(name)) for name in (source, twin))
        matches = same_sale.match(compared, source_rows[~is_elsewhere[source_rows]], twin_rows)
        answer = answers.get(pair(source, twin))
        counted_once = matches.sure if answer is None else np.full(len(matches.here), answer == "once")
        parts.append(_same(orders, matches, counted_once))
        orders = _completed(orders, matches, counted_once & ~is_elsewhere[matches.there])
        is_elsewhere[matches.here[counted_once]] = True
    same = pa.concat_tables(parts) if parts else tables.empty(NAME)
    return orders, is_elsewhere, same


def _pairs(names: Sequence[str]) -> Iterator[SourcePair]:
    """Yield each pair of sources: first the one whose records are dropped, then the one kept."""
    ranked = sorted(names, key=lambda name: (_KINDS.index(platform.records(name)), name))
    for rank, source in enumerate(ranked):
        for twin in ranked[:rank]:
            yield source, twin


def _same(orders: pa.Table, matches: SameSales, counted_once: Any) -> pa.Table:
    """Return the matches as rows of `same_sales`."""
    source_orders, twin_orders = (orders.take(pa.array(places)) for places in (matches.here, matches.there))
    columns = {
        name: source_orders.column(name)
        for name in source_orders.column_names
        if name in tables.SAME_SALES.schema.names
    }
    columns |= {
        "twin": twin_orders.column("order_id"),
        "twin_source": twin_orders.column("source"),
        "twin_shop": twin_orders.column("shop"),
        "how": pa.array(np.where(matches.by_number, *shared_columns.MATCHED_BY).tolist(), pa.string()),
        "sure": pa.array(matches.sure),
        "once": pa.array(counted_once),
    }
    return tables.conform(NAME, pa.table(columns))


def _completed(orders: pa.Table, matches: SameSales, counted_once: Any) -> pa.Table:
    """Return the orders, completed from their payments: customer, refund, and that it was paid.

    Refunds and states are only taken over if they are unambiguous. If the shop cancelled an order, it is
    cancelled, whatever was paid.
    """
    source_rows, twin_rows = matches.here[counted_once], matches.there[counted_once]
    single = matches.single[counted_once]
    if not len(source_rows):
        return orders
    people = _spread(orders.column("customer_key"), source_rows, twin_rows, orders.num_rows)
    person = pc.coalesce(orders.column("customer_key"), people)
    source_rows, twin_rows = source_rows[single], twin_rows[single]
    counting = np.asarray(orders.column("counts"))
    status_column = orders.column("status")
    unpaid = np.asarray(pc.is_in(status_column, pa.array(_UNPAID)))[twin_rows]
    counted = source_rows[counting[source_rows]], twin_rows[counting[source_rows]]
    status = pc.if_else(
        _marked(twin_rows[unpaid & counting[source_rows]], orders.num_rows),
        _spread(status_column, *counted, orders.num_rows),
        status_column,
    )
    back = pc.fill_null(_spread(orders.column("refunded"), *counted, orders.num_rows), 0)
    more = pc.greater(back, orders.column("refunded"))
    word = pc.if_else(pc.greater_equal(back, orders.column("gross")), *_MONEY_BACK)
    tells = pc.and_(more, pc.is_in(status, pa.array(("paid", "pending", *_MONEY_BACK))))
    status = pc.if_else(tells, word, status)
    columns = {name: orders.column(name) for name in orders.column_names}
    columns |= {
        "customer_key": person,
        "refunded": pc.if_else(more, back, orders.column("refunded")),
        "status": status,
        "counts": pc.invert(pc.is_in(status, pa.array(sorted(shared_columns.NOT_COUNTED)))),
    }
    return tables.conform("orders", pa.table(columns))


def _spread(values: Any, source_rows: Places, twin_rows: Places, size: int) -> pa.Array:
    """Return for each of `size` rows the value of its matched row; null without a match."""
    place = np.full(size, -1, np.int64)
    place[twin_rows[::-1]] = source_rows[::-1]
    spread = values.take(pa.array(place, mask=place < 0))
    return spread.combine_chunks() if isinstance(spread, pa.ChunkedArray) else spread


def _marked(rows: Places, size: int) -> pa.Array:
    marks = np.zeros(size, bool)
    marks[rows] = True
    return pa.array(marks)


def _keys(table: pa.Table) -> Any:
    shop = pc.fill_null(table.column("shop"), "")
    keys = pc.binary_join_element_wise(table.column("source"), shop, table.column("order_id"), "\n")
    return keys.combine_chunks() if isinstance(keys, pa.ChunkedArray) else keys
