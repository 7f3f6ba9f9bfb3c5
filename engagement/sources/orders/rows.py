"""Rows of order exports that are not orders or need a number: copies, refunds, events, rows without an id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.columns.row_groups import small_codes_of
from engagement.sources.raw import group_rows
from engagement.sources.text.column_names import normalise
from engagement.sources.words import word_files
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.columns.typed import Cells

_LARGEST: Final = 1e15
_TWO: Final = 2

NOT_AN_ORDER: Final = message("This row stands beside the orders and is none")
NOBODY: Final = message(
    "This file names no customer; the repeat rate needs an e-mail address or a customer ID"
)
NO_PURCHASE: Final = message("This row books something else than a purchase")
_EVENTS: Final = word_files.words("event-logs")
_BOUGHT, _OTHER = (frozenset(map(fold, _EVENTS[meaning])) for meaning in ("bought", "other"))
#: The most distinct values of a column with kinds of events.
_KINDS: Final = 200
_LOOKED_AT: Final = 2_000
_REPEATED: Final = message("This order stands in the file a second time")
_REFUND_WITHOUT_ORDER: Final = message("This is a refund of an order that is not in the file")


def names(*columns: str) -> frozenset[str]:
    """Return column names in the normalised form of signatures."""
    return frozenset(map(normalise, columns))


def are_events(texts: Sequence[str]) -> bool:
    """Whether these are kinds of events of a shop or a site: half of them or more are known ones."""
    kinds = {fold(text) for text in texts}
    return 1 < len(kinds) <= _KINDS and 2 * len(kinds & (_BOUGHT | _OTHER)) >= len(kinds)


def name_products(texts: pa.StringArray) -> pa.BooleanArray:
    """Return whether each text names a product, and not a total of the rows above it."""
    different = pc.unique(texts).drop_null().to_pylist()
    totals = [t for t in different if len(t.split()) <= _TWO and group_rows.says_total(t)]
    return pc.and_(pc.is_valid(texts), pc.invert(pc.is_in(texts, pa.array(totals, pa.string()))))


def set_events_aside(cells: Cells) -> None:
    """Set aside the rows of a log of events that are not purchases: views, carts, registrations."""
    for place, name in enumerate(cells.raw.columns):
        column = cells.raw.data.column(place)
        if len(column.slice(0, _LOOKED_AT).unique()) > _KINDS:
            continue
        kinds = {text: fold(text) for text in column.unique().drop_null().to_pylist()}
        if _BOUGHT & set(kinds.values()) and _OTHER & set(kinds.values()):
            bought = [text for text, kind in kinds.items() if kind in _BOUGHT]
            cells.set_aside(pc.invert(pc.is_in(column.combine_chunks(), pa.array(bought))), NO_PURCHASE, name)
            cells.use(name)
            return


def first_of(texts: pa.StringArray) -> pa.StringArray:
    """Return the first of several codes in a cell ("SPRING, VIP")."""
    first = pc.utf8_trim_whitespace(pc.list_element(pc.split_pattern(texts, ",", max_splits=1), 0))
    return pc.if_else(pc.equal(first, ""), None, first)


def set_aside_copies(cells: Cells, ids: pa.StringArray, head: Sequence[pa.StringArray]) -> None:
    """Set aside further copies of an order, in exports in which an order has several rows.

    The columns `head` are all filled on the first row of an order. A later row of the order with equal
    values in them starts a copy, to which the order's rows below it belong.
    """
    codes = small_codes_of(ids)
    first = np.full(codes.max(initial=-1) + 2, -1, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    filled = np.logical_and.reduce([np.asarray(pc.is_valid(column)) for column in head])
    repeated = np.flatnonzero(filled & (codes >= 0) & (first[codes] != np.arange(len(codes))))
    openers = pa.array(first[codes[repeated]])
    for column in head:
        alike = pc.equal(column.take(pa.array(repeated)), column.take(openers)).fill_null(False)
        openers, repeated = openers.filter(alike), repeated[np.asarray(alike)]
    if len(repeated):
        starts = np.zeros(len(codes), bool)
        starts[repeated] = True
        cells.set_aside(pa.array((_running_count(codes, starts) > 0) & (codes >= 0)), _REPEATED)


def set_aside_repeats(
    cells: Cells,
    ids: pa.StringArray,
    same: Sequence[pa.StringArray | pa.ChunkedArray],
    rank: Sequence[tuple[int, int]] | None = None,
    *,
    of_one_row: bool = False,
) -> None:
    """Set aside all copies of an order but one: exports pasted below each other contain some orders twice.

    Copies are runs of consecutive rows with one number (single rows, if `of_one_row`) that are equal in the
    columns `same`; rows without a number do not end a run. The copy with the highest `rank` is kept, of
    equal ones the first.
    """
    codes = small_codes_of(ids)
    begins = _begin_runs(codes) | of_one_row
    places = np.bincount(codes[begins & (codes >= 0)], minlength=codes.max(initial=0) + 1)
    rows = np.flatnonzero((codes >= 0) & (places[codes] > 1) & np.asarray(cells.kept))
    if not len(rows):
        return
    columns = [column.take(pa.array(rows)) for column in same]
    texts = pc.binary_join_element_wise(*columns, "\x1f", null_handling="replace").to_pylist()
    runs = np.cumsum(begins)
    copies: dict[int, dict[int, list[str]]] = {}
    first: dict[int, int] = {}
    for row, text in zip(rows.tolist(), texts, strict=True):
        copies.setdefault(int(codes[row]), {}).setdefault(int(runs[row]), []).append(text)
        first.setdefault(int(runs[row]), row)
    aside: list[int] = []
    for of_order in copies.values():
        alike: dict[tuple[str, ...], list[int]] = {}
        for run, contents in of_order.items():
            alike.setdefault(tuple(sorted(contents)), []).append(run)
        for same_runs in alike.values():
            kept_run = same_runs[0] if rank is None else max(same_runs, key=lambda run: rank[first[run]])
            aside += (run for run in same_runs if run != kept_run)
    if aside:
        cells.set_aside(pa.array(np.isin(runs, aside) & (codes >= 0)), _REPEATED)


def set_aside_orphans(cells: Cells, ids: pa.StringArray, refund: pa.BooleanArray) -> None:
    """Set aside refunds of orders that are not in the file, and warn about them.

    `refund` is a mask of the rows that are refunds, with their orders' numbers in `ids`.
    """
    orders = ids.filter(pc.and_(pc.invert(refund), cells.kept))
    orphan = pc.and_(refund, pc.invert(pc.is_in(ids, orders.unique())))
    count = pc.sum(pc.and_(orphan, cells.kept)).as_py() or 0
    cells.set_aside(orphan, _REFUND_WITHOUT_ORDER)
    if count:
        cells.warn(
            message(
                "{count} row is a refund of an order that is not in the file; nothing is taken off for it",
                "{count} rows are refunds of orders that are not in the file; nothing is taken off for them",
                n=count,
                count=count,
            )
        )


def numbered(*parts: pa.StringArray) -> pa.StringArray:
    """Return ids for rows without one: the parts and the position among rows with equal parts, joined by "/".

    They remain the same if rows are added below or the file is sorted differently. Null where a part is null.
    """
    joined = pc.binary_join_element_wise(*parts, "/")
    codes = joined.dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False)
    place = _running_count(codes, np.ones(len(codes), bool))
    return pc.binary_join_element_wise(joined, pa.array(place).cast(pa.string()), "/")


def begin_orders(ids: pa.StringArray) -> np.ndarray:
    """Return whether each row is the first with its order number; false for rows without a number."""
    codes = small_codes_of(ids)
    first = np.zeros(len(codes), bool)
    first[np.unique(codes, return_index=True)[1]] = True
    first &= codes >= 0
    return first


def divided(total: pa.Int64Array, quantity: pa.Int64Array) -> pa.Int64Array:
    """Return the price of one piece from a row's total, rounded half even; null for a quantity of 0."""
    some = pc.greater(pc.abs(quantity), 0)
    exact = pc.divide(pc.abs(total).cast(pa.float64()), pc.abs(pc.if_else(some, quantity, None)))
    return pc.round(exact, round_mode="half_to_even").cast(pa.int64())


def pieces(amounts: pa.DoubleArray) -> pa.Int64Array:
    """Return amounts, which may be fractional (0.75 pounds), rounded to whole numbers; null from 1e15 on."""
    return pc.round(pc.if_else(pc.less(pc.abs(amounts), _LARGEST), amounts, None)).cast(pa.int64())


def times(price: pa.Int64Array, quantity: pa.Int64Array) -> pa.Int64Array:
    """Return price times quantity; null where either is null, or where the product is 1e15 or more."""
    rough = pc.multiply(price.cast(pa.float64(), safe=False), quantity.cast(pa.float64(), safe=False))
    return pc.if_else(pc.less(pc.abs(rough), _LARGEST), pc.multiply(price, quantity), None)


def per_row(rows: pa.Int64Array, amounts: pa.Int64Array, size: int) -> pa.Int64Array:
    """Return the sum of the amounts for each of `size` row numbers; null for those without an amount.

    `rows` has the row number of each amount.
    """
    places = rows.to_numpy()
    sums = np.zeros(size, np.int64)
    np.add.at(sums, places, amounts.fill_null(0).to_numpy())
    return pa.array(sums, mask=np.bincount(places, minlength=size) == 0)


def positions(codes: np.ndarray) -> pa.Int64Array:
    """Return the position of each entry among the entries with its code, from 1."""
    if np.all(codes[1:] >= codes[:-1]):  # each code's entries stand together, as in most files
        places = np.arange(1, len(codes) + 1)
        starts = np.flatnonzero(codes[1:] != codes[:-1]) + 1
        before = np.zeros(len(codes), np.int64)
        before[starts] = np.diff(starts, prepend=0)
        return pa.array(places - np.cumsum(before))
    order = np.argsort(codes, kind="stable")
    sorted_codes = codes[order]
    starts = np.flatnonzero(np.r_[True, sorted_codes[1:] != sorted_codes[:-1]][: len(codes)])
    result = np.empty(len(codes), np.int64)
    result[order] = np.arange(len(codes)) - np.repeat(starts, np.diff(np.r_[starts, len(codes)])) + 1
    return pa.array(result)


def _begin_runs(codes: np.ndarray) -> np.ndarray:
    """Return whether each row begins a run of one code; rows without a code (-1) do not end a run."""
    coded = np.flatnonzero(codes >= 0)
    begins = np.zeros(len(codes), bool)
    begins[coded] = np.r_[True, codes[coded][1:] != codes[coded][:-1]][: len(coded)]
    return begins


def _running_count(codes: np.ndarray, flags: np.ndarray) -> np.ndarray:
    """Return the number of flags up to and including each row, among the rows with its code."""
    order = np.argsort(codes, kind="stable")
    counted = np.cumsum(flags[order])
    ordered = codes[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: len(ordered)])
    before = counted[starts] - flags[order][starts]
    running = np.empty(len(codes), np.int64)
    running[order] = counted - np.repeat(before, np.diff(np.r_[starts, len(ordered)]))
    return running
