"""Which rows form an order: order numbers are checked against customer and time.

Rows with one number but different customers and times are several orders: the number is that of a basket,
was rounded by a spreadsheet, restarts each year, or is used by two shops. Rows of one customer at the same
second are probably one order, even if each has a number. In doubt a person is asked.
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
#: Numbers as spreadsheets shorten them: 2.00001E+15.
_SHORTENED: Final = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}\Z", re.IGNORECASE)
#: No order numbers: without a digit; products ("1x Sourdough loaf"); rounded by spreadsheets.
_NO_NUMBER: Final = re.compile(r"\D*\Z|.*[^\W\d_]{3,}\s+[^\W\d_]{3,}|\d{13,}000\Z")
#: The share of numbers on several rows with different customers and times from which all numbers are divided.
_SEVERAL: Final = 0.05
#: The share of rows that agree with another in customer and second from which numbers may be those of rows.
_OF_ROWS: Final = 0.2
_SAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class RowMarks:
    """The customer and time of each row (if null, those of the row above), and whether it is a refund."""

    person: pa.Int64Array
    instant: pa.TimestampArray
    refund: pa.BooleanArray


def checked(cells: Cells, ids: pa.StringArray, rows: RowMarks, column: str, *, weak: bool) -> pa.StringArray:
    """Return the order number of each row: `ids`, corrected if customers and times contradict them.

    If one number has several customers or days, or spreadsheets have shortened the numbers, rows of one
    customer at one time are an order; a person may correct this. `weak`: the header of `column` only
    indicates a number of something.
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
    """Return order numbers for a table that has none; null for rows without a date.

    Rows of one customer at the same second are one order. With days only, rows of one customer and day are
    one order if the table lists products (`items`) and they repeat one amount, else each row is. A person
    may answer otherwise. Refunds and rows without a customer are orders of their own.
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
    """Return the number of orders if the values of a column prove to be order numbers, else 0.

    They do if none is blank, some are on several rows, and each is on consecutive rows of one customer and
    time.
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
    """Add a doubt about a known platform's order numbers that have several customers and times each.

    `names` are the distinct order numbers; `codes` has the index of each row's number in them.
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
    """Return the order numbers, made distinct where one number belongs to orders of different times.

    `moments` and `shop_ids` (the platform's internal order ids) are on the first row of each order at least.
    Of a number with several times, all but the first get the id, or else the time, as a suffix.
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
    """Return `ids`, or one id per customer and second if rows seem to be numbered instead of orders."""
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
    """Return, for each number, whether its rows have different customers and different times."""
    sold = ~np.asarray(pc.fill_null(rows.refund, False)).astype(bool)
    someone, other = extremes(codes, whole_numbers(rows.person), sold)
    first, last = extremes(codes, whole_numbers(rows.instant), sold)
    apart: Flags = (other > someone) & (last > first) & (span(first, last) > _step(rows.instant))
    return apart


def _spread_alone(codes: Ints, rows: RowMarks) -> Flags:
    """Return, for each number, whether its rows have different days; all false if few numbers do."""
    sold = ~np.asarray(pc.fill_null(rows.refund, False)).astype(bool)
    first, last = extremes(codes, whole_numbers(rows.instant), sold)
    spread: Flags = (last > first) & (span(first, last) > DAY // 2)
    several = of_several_rows(codes)
    if not several.any() or np.mean(spread[several]) < _OF_ROWS:
        return np.zeros(len(spread), bool)
    return spread


def _step(instants: pa.TimestampArray) -> int:
    """Return how far apart in time rows of one order may be: an hour, or nothing if there are only days."""
    return _HOUR if has_clock(instants) else 0


def _parts(codes: Ints, rows: RowMarks, only: Flags | None, *, exact: bool) -> Ints:
    """Return each row's part, from 1, of its order number; a part has one customer and one time.

    `only`: a mask of the numbers to divide; None: all. A refund belongs to the last part before it. `exact`:
    rows of different times less than an hour apart are different parts, too.
    """
    person = filled_down(codes, whole_numbers(rows.person))
    instant = filled_down(codes, whole_numbers(rows.instant))
    sold = ~np.asarray(pc.fill_null(rows.refund, False)).astype(bool)
    order = np.lexsort((np.arange(len(codes)), ~sold, instant, person, codes))
    c, p, t, s = codes[order], person[order], instant[order], sold[order]
    far = np.zeros(len(c), bool)
    if len(c):
        # A blank time is a very low number: the step after it would count as far.
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
    """Return the order numbers, with "/" and the part as a suffix where it is not the first."""
    beside = pc.binary_join_element_wise(ids, pa.array(parts).cast(pa.string()), "/")
    return pc.if_else(pa.array(parts > 1), beside, ids)


def _amounts_repeat(codes: Ints, amount: pa.Int64Array) -> bool:
    """Return whether each group of several rows repeats one amount; at least two such groups are required."""
    values = whole_numbers(amount)
    least, most = extremes(codes, values, np.ones(len(codes), bool))
    several = of_several_rows(codes)
    return bool(several.sum() > 1 and (least[several] == most[several]).all())


def _are_words(ids: pa.StringArray) -> bool:
    """Return whether most order numbers are words, or are rounded as spreadsheets round long numbers."""
    distinct = pc.unique(ids).drop_null().to_pylist()
    words = sum(_NO_NUMBER.match(text) is not None for text in distinct)
    return 2 * words > len(distinct)


def _shortened(ids: pa.StringArray) -> list[str]:
    """Return samples of numbers that a spreadsheet has shortened (1.22E+17); none unless most are."""
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
