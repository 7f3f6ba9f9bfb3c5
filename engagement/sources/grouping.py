"""Which rows make an order, checked both ways.

Rows that share a number and differ in person and moment are not one order: what was taken for the number is
a basket, was rounded by a spreadsheet, begins anew each year, or comes from two shops. Rows that agree
in person and second are one order, whatever stands beside them. What cannot be decided is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources import order_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message
    from engagement.sources.cells import Cells

    Ints = np.ndarray[Any, np.dtype[np.int64]]
    Flags = np.ndarray[Any, np.dtype[np.bool_]]

_HOUR: Final = 3_600_000_000
_DAY: Final = 24 * _HOUR
#: Numbers that a spreadsheet has shortened: 2.00001E+15.
_SHORTENED: Final = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}\Z", re.IGNORECASE)
#: The share of the orders of several rows that must be at odds for the numbers to be doubted as a whole.
_SEVERAL: Final = 0.05
#: The share of the rows that agree in person and second for the numbers to be those of rows.
_OF_ROWS: Final = 0.2
_SAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Rows:
    """What tells the rows of a table apart: whose they are, when, and which of them book a refund.

    Each has one entry per row. A blank person or moment is that of the row above with the same number.
    """

    person: pa.Int64Array
    instant: pa.TimestampArray
    refund: pa.BooleanArray


def checked(cells: Cells, ids: pa.StringArray, rows: Rows, column: str, *, weak: bool) -> pa.StringArray:
    """Return the number of each row's order: `ids` of `column` where they hold, else what the rows prove.

    `weak`: the column is only named for a number of anything.
    """
    codes = _codes(ids)
    shortened = _shortened(ids)
    apart = _apart(codes, rows)
    if shortened or apart.any():
        chosen = cells.doubt(
            "grouping",
            "moment",
            _lost(column, shortened) if shortened else _strangers(ids, apart, column),
            column=column,
            samples=shortened or _of(ids, apart),
        )
        if chosen == "number":
            return ids
        if chosen == "row":
            return _numbered(ids, np.arange(len(ids)))
        everywhere = bool(shortened) or np.mean(apart[_several(codes)]) >= _SEVERAL
        return _numbered(ids, _parts(codes, rows, None if everywhere else apart))
    spread = _spread_alone(codes, rows)
    if spread.any():
        cells.doubt(
            "grouping", "number", _over_days(ids, spread, column), column=column,
            samples=_of(ids, spread),
        )  # fmt: skip
        return ids
    return _of_rows(cells, ids, rows, column, weak=weak)


def by_moment(
    cells: Cells, rows: Rows, dates: pa.StringArray, amount: pa.Int64Array, *, items: bool
) -> pa.StringArray:
    """Number the orders of a table that names none.

    Rows of one person at one second are one order. Where there are days only, rows of one person and day
    are, if all that agree so repeat one amount on several `items`; else each row is one, and a person is
    asked. A row without a date has no number.
    """
    person = pc.fill_null(rows.person.cast(pa.string()), "?")
    key = pc.binary_join_element_wise(person, dates, "/")
    sold = pc.and_(pc.invert(pc.fill_null(rows.refund, False)), pc.is_valid(rows.person))
    codes = _codes(pc.if_else(sold, key, None))
    every = order_rows.numbered(person, dates)
    several = _several(codes)
    if not several.any():
        return every
    clock = _has_clock(rows.instant)
    repeated = items and _amounts_repeat(codes, amount)
    agree = float(np.mean(several[codes[codes >= 0]]))
    if not (clock or items or agree >= _OF_ROWS):
        return every
    chosen = cells.doubt("grouping", "moment" if clock or repeated else "row", _no_number(clock=clock))
    together = pc.binary_join_element_wise(key, "1", "/")
    return pc.if_else(sold, together, every) if chosen == "moment" else every


def proves(texts: pa.StringArray, rows: Rows) -> int:
    """Return how many orders a column tells apart, if it proves to hold their numbers; else 0.

    Each value stands on rows below each other, of one person and one moment; some on several rows.
    """
    codes = _codes(texts)
    someone, other = _extremes(codes, _ints(rows.person), codes >= 0)
    first, last = _extremes(codes, _ints(rows.instant), codes >= 0)
    if (codes < 0).any() or not _several(codes).any() or (other != someone).any() or (last != first).any():
        return 0
    runs = 1 + int((codes[1:] != codes[:-1]).sum())
    moments = pc.binary_join_element_wise(rows.person.cast(pa.string()), rows.instant.cast(pa.string()), "/")
    return runs if runs == len(someone) >= len(pc.unique(moments)) else 0


def apart_by(cells: Cells, ids: pa.StringArray, moments: pa.Array, own: pa.StringArray) -> pa.StringArray:
    """Return order numbers of which each stands for one moment, where a shop's own id proves it.

    `moments` stand on each row or on the first of an order; `own` is the shop's id, on the first rows. Of
    a number with several, all but the first get the shop's id, or the moment, beside it.
    """
    codes = _codes(ids)
    ticks = _filled_down(codes, _ints(moments))
    first = _filled_down(codes, ticks, whole=True)
    others = (codes >= 0) & (ticks != first) & (ticks != _NONE) & (first != _NONE)
    if not others.any():
        return ids
    numbers = sorted(set(ids.filter(pa.array(others)).to_pylist()))
    cells.doubt(
        "shops", None,
        message(
            "{count} order number of {column} stands for orders of different moments, like {samples}. Each "
            "is an order of its own: numbers that began anew, or two shops in one file",
            "{count} order numbers of {column} stand for orders of different moments, like {samples}. Each "
            "is an order of its own: numbers that began anew, or two shops in one file",
            n=len(numbers), count=len(numbers), column="Name", samples=", ".join(numbers[:_SAMPLES]),
        ),
        column="Name", samples=numbers[:_SAMPLES],
    )  # fmt: skip
    beside = pc.coalesce(_filled_text(codes, ticks, own), pa.array(ticks).cast(pa.string()))
    return pc.if_else(pa.array(others), pc.binary_join_element_wise(ids, beside, "/"), ids)


def _of_rows(cells: Cells, ids: pa.StringArray, rows: Rows, column: str, *, weak: bool) -> pa.StringArray:
    """Doubt numbers of which each stands on one row, where many rows agree in person and second."""
    codes = _codes(ids)
    if _several(codes).any() or not _has_clock(rows.instant):
        return ids
    key = pc.binary_join_element_wise(rows.person.cast(pa.string()), rows.instant.cast(pa.string()), "/")
    moments = _codes(pc.if_else(rows.refund, None, key))
    alike = _several(moments)
    share = np.mean(alike[moments[moments >= 0]]) if alike.any() else 0.0
    if share < _OF_ROWS or alike.sum() < 2:
        return ids
    chosen = cells.doubt(
        "grouping", "moment" if weak else "number",
        message(
            "Each row has a number of its own in {column}, but many rows agree in customer and second, as "
            "the products of one order do",
            column=column,
        ),
        column=column, samples=ids.drop_null().to_pylist()[:_SAMPLES],
    )  # fmt: skip
    return pc.coalesce(key, ids) if chosen == "moment" else ids


def _codes(ids: pa.StringArray) -> Ints:
    found: Ints = (
        pc.dictionary_encode(ids).indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    )
    return found


def _several(codes: Ints) -> Flags:
    """Whether each order has several rows."""
    found: Flags = np.bincount(codes[codes >= 0], minlength=codes.max(initial=-1) + 1) > 1
    return found


def _ints(values: pa.Array) -> Ints:
    """Numbers or instants as integers, the least of all where there is none."""
    if pa.types.is_timestamp(values.type):
        values = values.cast(pa.timestamp("us"))
    whole: Ints = values.cast(pa.int64()).fill_null(_NONE).to_numpy(zero_copy_only=False)
    return whole


_NONE: Final = np.iinfo(np.int64).min


def _filled_down(codes: Ints, values: Ints, *, whole: bool = False) -> Ints:
    """Values of rows, of the row above with the same code where there is none; `whole`: of its first row."""
    order = np.argsort(codes, kind="stable")
    sorted_codes, taken = codes[order], values[order]
    starts = np.r_[True, sorted_codes[1:] != sorted_codes[:-1]] if len(codes) else np.zeros(0, bool)
    anchors = starts if whole else starts | (taken != _NONE)
    place = np.maximum.accumulate(np.where(anchors, np.arange(len(codes)), 0)) if len(codes) else starts
    filled = np.empty_like(values)
    filled[order] = taken[place]
    return filled


def _filled_text(codes: Ints, ticks: Ints, own: pa.StringArray) -> pa.StringArray:
    """The shop's own id of a row, of the first row of its order and moment that has one."""
    key = np.unique(np.stack([codes, ticks]), axis=1, return_inverse=True)[1].reshape(-1)
    rows = np.flatnonzero(np.asarray(pc.is_valid(own)))
    first = np.full(key.max(initial=-1) + 1, -1, np.int64)
    first[key[rows[::-1]]] = rows[::-1]
    found = first[key]
    return own.take(pa.array(found, mask=found < 0))


def _extremes(codes: Ints, values: Ints, counted: Flags) -> tuple[Ints, Ints]:
    """The least and the greatest value of each order; where it has none, greatest below least."""
    size = codes.max(initial=-1) + 1
    least, most = np.full(size, np.iinfo(np.int64).max), np.full(size, _NONE)
    rows = counted & (values != _NONE) & (codes >= 0)
    np.minimum.at(least, codes[rows], values[rows])
    np.maximum.at(most, codes[rows], values[rows])
    return least, most


def _apart(codes: Ints, rows: Rows) -> Flags:
    """Whether each number stands for orders of different people at different moments."""
    sold = ~np.asarray(pc.fill_null(rows.refund, False)).astype(bool)
    someone, other = _extremes(codes, _ints(rows.person), sold)
    first, last = _extremes(codes, _ints(rows.instant), sold)
    apart: Flags = (other > someone) & (last > first) & (_span(first, last) > _step(rows.instant))
    return apart


def _spread_alone(codes: Ints, rows: Rows) -> Flags:
    """Whether each number stands on rows of several days without a second person, where many do."""
    sold = ~np.asarray(pc.fill_null(rows.refund, False)).astype(bool)
    first, last = _extremes(codes, _ints(rows.instant), sold)
    spread: Flags = (last > first) & (_span(first, last) > _DAY)
    several = _several(codes)
    if spread.sum() < 2 or np.mean(spread[several]) < _OF_ROWS:
        return np.zeros(len(spread), bool)
    return spread


def _span(first: Ints, last: Ints) -> Ints:
    known = last > first
    span: Ints = np.where(known, np.where(known, last, 0) - np.where(known, first, 0), 0)
    return span


def _step(instants: pa.TimestampArray) -> int:
    """How far rows of one order may lie from each other."""
    return _HOUR if _has_clock(instants) else 0


def _parts(codes: Ints, rows: Rows, only: Flags | None) -> Ints:
    """The part of its number's rows that each row belongs to: those of one person, one moment.

    `only`: the numbers that are divided; None: all. A refund belongs to the last part before it.
    """
    person = _filled_down(codes, _ints(rows.person))
    instant = _filled_down(codes, _ints(rows.instant))
    sold = ~np.asarray(pc.fill_null(rows.refund, False)).astype(bool)
    order = np.lexsort((np.arange(len(codes)), ~sold, instant, person, codes))
    c, p, t, s = codes[order], person[order], instant[order], sold[order]
    far = np.zeros(len(c), bool)
    if len(c):
        # As whole numbers of a step: a blank moment is far below all others.
        far[1:] = (t[1:] - np.where(t[:-1] == _NONE, t[1:], t[:-1])) > _step(rows.instant)
    new = np.r_[True, (c[1:] != c[:-1]) | (p[1:] != p[:-1]) | (far[1:] & s[1:])][: len(c)]
    running = np.cumsum(new)
    starts = np.flatnonzero(np.r_[True, c[1:] != c[:-1]][: len(c)])
    before = running[starts] - 1
    parts = np.empty(len(codes), np.int64)
    parts[order] = running - np.repeat(before, np.diff(np.r_[starts, len(c)]))
    if only is not None:
        parts[(codes >= 0) & ~only[codes]] = 1
    return parts


def _numbered(ids: pa.StringArray, parts: Ints) -> pa.StringArray:
    """Order numbers with the part beside them, where it is not the first."""
    beside = pc.binary_join_element_wise(ids, pa.array(parts).cast(pa.string()), "/")
    return pc.if_else(pa.array(parts > 1), beside, ids)


def _has_clock(instants: pa.TimestampArray) -> bool:
    ticks = _ints(instants)
    return bool((ticks[ticks != _NONE] % _DAY != 0).any())


def _amounts_repeat(codes: Ints, amount: pa.Int64Array) -> bool:
    """Whether in all groups of several rows, of which there are some, the amount is the same on each row."""
    values = _ints(amount)
    least, most = _extremes(codes, values, np.ones(len(codes), bool))
    several = _several(codes)
    return bool(several.sum() > 1 and (least[several] == most[several]).all())


def _shortened(ids: pa.StringArray) -> list[str]:
    """Numbers that a spreadsheet has shortened, where most are."""
    distinct = pc.unique(ids).drop_null().to_pylist()
    found = [text for text in distinct if _SHORTENED.match(text)]
    return found[:_SAMPLES] if 2 * len(found) > len(distinct) else []


def _of(ids: pa.StringArray, which: Flags) -> list[str]:
    """The first numbers that are meant."""
    names = pc.dictionary_encode(ids).dictionary
    return [str(names[int(place)].as_py()) for place in np.flatnonzero(which)[:_SAMPLES]]


def _lost(column: str, samples: Sequence[str]) -> Message:
    return message(
        "A spreadsheet has shortened the order numbers of {column} ({samples}); they are lost. Rows of one "
        "customer at one moment are read as an order",
        column=column, samples=", ".join(samples),
    )  # fmt: skip


def _strangers(ids: pa.StringArray, apart: Flags, column: str) -> Message:
    return message(
        "{count} value of {column} stands for orders of different customers at different times, like "
        "{samples}. They are read as orders of their own",
        "{count} values of {column} stand for orders of different customers at different times, like "
        "{samples}. They are read as orders of their own",
        n=int(apart.sum()), count=int(apart.sum()), column=column,
        samples=", ".join(_of(ids, apart)),
    )  # fmt: skip


def _over_days(ids: pa.StringArray, spread: Flags, column: str) -> Message:
    return message(
        "{count} numbers of {column} stand on rows of different days, like {samples}. Each number is read as "
        "one order",
        count=int(spread.sum()), column=column, samples=", ".join(_of(ids, spread)),
    )  # fmt: skip


def _no_number(*, clock: bool) -> Message:
    if clock:
        return message(
            "No column is known as the order number; rows of one customer at the same moment are read as one "
            "order"
        )
    return message("No column is known as the order number, and some customers have several rows on one day")
