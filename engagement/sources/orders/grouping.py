"""Which rows form an order, checked in both directions.

Rows that share a number and differ in person and moment are not one order: the number is that of a basket,
was rounded by a spreadsheet, restarts each year, or is used by two shops. Rows that agree in person and
second are one order, whatever else they contain. What cannot be decided is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.columns.row_groups import (
    DAY,
    NONE,
    begin_anew,
    codes_of,
    extremes,
    filled_down,
    filled_text,
    has_clock,
    of_several_rows,
    span,
    whole_numbers,
)
from engagement.sources.orders import rows as order_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message
    from engagement.sources.columns.row_groups import Flags, Ints
    from engagement.sources.columns.typed import Cells


_HOUR: Final = 3_600_000_000
#: Numbers that a spreadsheet has rounded: 2.00001E+15.
_SHORTENED: Final = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}\Z", re.IGNORECASE)
#: No figure; what was bought, in words ("1x Sourdough loaf"); what a spreadsheet leaves of a long number.
_NO_NUMBER: Final = re.compile(r"\D*\Z|.*[^\W\d_]{3,}\s+[^\W\d_]{3,}|\d{13,}000\Z")
#: The share of the orders of several rows that must be at odds for the numbers to be doubted as a whole.
_SEVERAL: Final = 0.05
#: The share of the rows that agree in person and second for the numbers to be those of rows.
_OF_ROWS: Final = 0.2
_SAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class RowMarks:
    """The marks of a table's rows: person, time, and whether they are refunds.

    Each has one entry per row. A blank person or moment is that of the row above with the same number.
    """

    person: pa.Int64Array
    instant: pa.TimestampArray
    refund: pa.BooleanArray


def checked(cells: Cells, ids: pa.StringArray, rows: RowMarks, column: str, *, weak: bool) -> pa.StringArray:
    """Return the number of each row's order: `ids` of `column` if they are right, else what the rows prove.

    `weak`: the column's name only indicates a number of something.
    """
    codes = codes_of(ids)
    shortened = _shortened(ids)
    apart = _are_different_orders(codes, rows)
    if shortened or apart.any():
        answer = cells.doubt(
            "grouping",
            "moment",
            _lost(column, shortened) if shortened else _strangers(ids, apart, column),
            column=column,
            samples=shortened or _first_numbers(ids, apart),
        )
        if answer == "number":
            return ids
        if answer == "row":
            return order_rows.numbered(ids)
        everywhere = bool(shortened) or np.mean(apart[of_several_rows(codes)]) >= _SEVERAL
        exact = bool(shortened) or _are_words(ids)
        return _numbered(ids, _parts(codes, rows, None if everywhere else apart, exact=exact))
    spread = _spread_alone(codes, rows)
    if spread.any():
        words = _are_words(ids)
        anew = words or begin_anew(ids, rows.instant)
        answer = cells.doubt(
            "grouping",
            "moment" if anew else "number",
            _strangers(ids, spread, column) if anew else _over_days(ids, spread, column),
            column=column,
            samples=_first_numbers(ids, spread),
        )
        return _numbered(ids, _parts(codes, rows, None, exact=words)) if answer == "moment" else ids
    return _of_rows(cells, ids, rows, column, weak=weak)


def by_moment(
    cells: Cells, rows: RowMarks, dates: pa.StringArray, amount: pa.Int64Array, *, items: bool
) -> pa.StringArray:
    """Number the orders of a table that names none.

    Rows of one person at one second are one order. Where there are days only, rows of one person and day
    are, if all that agree so repeat one amount on several `items`; else each row is one, and a person is
    asked. A row without a date has no number.
    """
    person = pc.fill_null(rows.person.cast(pa.string()), "?")
    key = pc.binary_join_element_wise(person, dates, "/")
    sold = pc.and_(pc.invert(pc.fill_null(rows.refund, False)), pc.is_valid(rows.person))
    codes = codes_of(pc.if_else(sold, key, None))
    each_row = order_rows.numbered(person, dates)
    several = of_several_rows(codes)
    if not several.any():
        return each_row
    clock = has_clock(rows.instant)
    repeated = items and _amounts_repeat(codes, amount)
    agree = float(np.mean(several[codes[codes >= 0]]))
    if not (clock or items or agree >= _OF_ROWS):
        return each_row
    answer = cells.doubt("grouping", "moment" if clock or repeated else "row", _no_number(clock=clock))
    together = pc.binary_join_element_wise(key, "1", "/")
    return pc.if_else(sold, together, each_row) if answer == "moment" else each_row


def proves(texts: pa.StringArray, rows: RowMarks) -> int:
    """Return how many orders a column numbers, if it is shown to have order numbers; else 0.

    Each value is on consecutive rows, of one person and one moment; some are on several rows.
    """
    codes = codes_of(texts)
    someone, other = extremes(codes, whole_numbers(rows.person), codes >= 0)
    first, last = extremes(codes, whole_numbers(rows.instant), codes >= 0)
    if (
        (codes < 0).any()
        or not of_several_rows(codes).any()
        or (other != someone).any()
        or (last != first).any()
    ):
        return 0
    runs = 1 + int((codes[1:] != codes[:-1]).sum())
    moments = pc.binary_join_element_wise(rows.person.cast(pa.string()), rows.instant.cast(pa.string()), "/")
    return runs if runs == len(someone) >= len(pc.unique(moments)) else 0


def tell_of_strangers(cells: Cells, codes: Ints, names: pa.StringArray) -> None:
    """Tell of numbers that a platform's own reading takes for one order each, though they join strangers.

    `codes` say to which of the `names` each row belongs.
    """
    if (
        cells.people is None
        or cells.moments is None
        or any(d.about == "grouping" for d in cells.ledger.doubts)
    ):
        return
    apart = _are_different_orders(
        codes, RowMarks(cells.people, cells.moments, pa.repeat(pa.scalar(False), len(codes)))
    )
    count = int(apart.sum())
    if count:
        numbers = [str(names[int(place)].as_py()) for place in np.flatnonzero(apart)[:_SAMPLES]]
        sentence = message(
            "{count} order number joins different customers at different times, like {samples}: two shops in "
            "one file, or numbers that began anew",
            "{count} order numbers join different customers at different times, like {samples}: two shops in "
            "one file, or numbers that began anew",
            n=count, count=count, samples=", ".join(numbers),
        )  # fmt: skip
        cells.doubt("shops", None, sentence, samples=numbers)


def apart_by(
    cells: Cells, ids: pa.StringArray, moments: pa.Array, shop_ids: pa.StringArray
) -> pa.StringArray:
    """Return order numbers of which each stands for one moment, where a shop's own id proves it.

    `moments` stand on each row or on the first of an order; `shop_ids` on the first rows. Of
    a number with several, all but the first get the shop's id, or the moment, beside it.
    """
    codes = codes_of(ids)
    ticks = filled_down(codes, whole_numbers(moments))
    first = filled_down(codes, ticks, whole_group=True)
    others = (codes >= 0) & (ticks != first) & (ticks != NONE) & (first != NONE)
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
    beside = pc.coalesce(filled_text(codes, ticks, shop_ids), pa.array(ticks).cast(pa.string()))
    return pc.if_else(pa.array(others), pc.binary_join_element_wise(ids, beside, "/"), ids)


def _of_rows(cells: Cells, ids: pa.StringArray, rows: RowMarks, column: str, *, weak: bool) -> pa.StringArray:
    """Doubt numbers of which each stands on one row, where many rows agree in person and second."""
    codes = codes_of(ids)
    if of_several_rows(codes).any() or not has_clock(rows.instant):
        return ids
    key = pc.binary_join_element_wise(rows.person.cast(pa.string()), rows.instant.cast(pa.string()), "/")
    moments = codes_of(pc.if_else(rows.refund, None, key))
    alike = of_several_rows(moments)
    share = np.mean(alike[moments[moments >= 0]]) if alike.any() else 0.0
    if share < _OF_ROWS or alike.sum() < 2:
        return ids
    answer = cells.doubt(
        "grouping", "moment" if weak else "number",
        message(
            "Each row has a number of its own in {column}, but many rows agree in customer and second, as "
            "the products of one order do",
            column=column,
        ),
        column=column, samples=ids.drop_null().to_pylist()[:_SAMPLES],
    )  # fmt: skip
    return pc.coalesce(key, ids) if answer == "moment" else ids


def _are_different_orders(codes: Ints, rows: RowMarks) -> Flags:
    """Whether each number stands for orders of different people at different moments."""
    sold = ~np.asarray(pc.fill_null(rows.refund, False)).astype(bool)
    someone, other = extremes(codes, whole_numbers(rows.person), sold)
    first, last = extremes(codes, whole_numbers(rows.instant), sold)
    apart: Flags = (other > someone) & (last > first) & (span(first, last) > _step(rows.instant))
    return apart


def _spread_alone(codes: Ints, rows: RowMarks) -> Flags:
    """Whether each number stands on rows of several days without a second person, where many do."""
    sold = ~np.asarray(pc.fill_null(rows.refund, False)).astype(bool)
    first, last = extremes(codes, whole_numbers(rows.instant), sold)
    spread: Flags = (last > first) & (span(first, last) > DAY // 2)
    several = of_several_rows(codes)
    if not several.any() or np.mean(spread[several]) < _OF_ROWS:
        return np.zeros(len(spread), bool)
    return spread


def _step(instants: pa.TimestampArray) -> int:
    """Return how far apart in time rows of one order may be."""
    return _HOUR if has_clock(instants) else 0


def _parts(codes: Ints, rows: RowMarks, only: Flags | None, *, exact: bool) -> Ints:
    """The part of its number's rows that each row belongs to: those of one person, one moment.

    `only`: the numbers that are divided; None: all. A refund belongs to the last part before it. `exact`:
    rows that lie less than an hour apart are two parts, too.
    """
    person = filled_down(codes, whole_numbers(rows.person))
    instant = filled_down(codes, whole_numbers(rows.instant))
    sold = ~np.asarray(pc.fill_null(rows.refund, False)).astype(bool)
    order = np.lexsort((np.arange(len(codes)), ~sold, instant, person, codes))
    c, p, t, s = codes[order], person[order], instant[order], sold[order]
    far = np.zeros(len(c), bool)
    if len(c):
        # As whole numbers of a step: a blank moment is far below all others.
        far[1:] = (t[1:] - np.where(t[:-1] == NONE, t[1:], t[:-1])) > (0 if exact else _step(rows.instant))
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


def _amounts_repeat(codes: Ints, amount: pa.Int64Array) -> bool:
    """Whether in all groups of several rows, of which there are some, the amount is the same on each row."""
    values = whole_numbers(amount)
    least, most = extremes(codes, values, np.ones(len(codes), bool))
    several = of_several_rows(codes)
    return bool(several.sum() > 1 and (least[several] == most[several]).all())


def _are_words(ids: pa.StringArray) -> bool:
    """Whether what is taken for numbers are words, or round numbers as a spreadsheet leaves of long ones."""
    distinct = pc.unique(ids).drop_null().to_pylist()
    words = sum(_NO_NUMBER.match(text) is not None for text in distinct)
    return 2 * words > len(distinct)


def _shortened(ids: pa.StringArray) -> list[str]:
    """Numbers that a spreadsheet has shortened, where most are."""
    distinct = pc.unique(ids).drop_null().to_pylist()
    shortened = [text for text in distinct if _SHORTENED.match(text)]
    return shortened[:_SAMPLES] if 2 * len(shortened) > len(distinct) else []


def _first_numbers(ids: pa.StringArray, which: Flags) -> list[str]:
    """Return samples of the order numbers in the mask."""
    names = pc.dictionary_encode(ids).dictionary
    return [str(names[int(place)].as_py()) for place in np.flatnonzero(which)[:_SAMPLES]]


def _lost(column: str, samples: Sequence[str]) -> Message:
    return message(
        "A spreadsheet has shortened the order numbers of {column} ({samples}); they are lost. Rows of one "
        "customer at one moment are read as an order",
        column=column, samples=", ".join(samples),
    )  # fmt: skip


def _strangers(ids: pa.StringArray, differ: Flags, column: str) -> Message:
    return message(
        "{count} value of {column} stands for orders of different customers or times, like "
        "{samples}. They are read as orders of their own",
        "{count} values of {column} stand for orders of different customers or times, like "
        "{samples}. They are read as orders of their own",
        n=int(differ.sum()), count=int(differ.sum()), column=column,
        samples=", ".join(_first_numbers(ids, differ)),
    )  # fmt: skip


def _over_days(ids: pa.StringArray, spread: Flags, column: str) -> Message:
    return message(
        "{count} numbers of {column} stand on rows of different days, like {samples}. Each number is read as "
        "one order",
        count=int(spread.sum()), column=column, samples=", ".join(_first_numbers(ids, spread)),
    )  # fmt: skip


def _no_number(*, clock: bool) -> Message:
    if clock:
        return message(
            "No column is known as the order number; rows of one customer at the same moment are read as one "
            "order"
        )
    return message("No column is known as the order number, and some customers have several rows on one day")
