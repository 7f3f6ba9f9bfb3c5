"""The days that a web export covers: from its columns, the lines above its table, or the file's name."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.values import dates, looks
from engagement.sources.values.month_names import MONTHS, plain
from engagement.sources.values.texts import Fault
from engagement.sources.words.word_files import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable
    from engagement.sources.values.dates import Order

_EPOCH: Final = date(1970, 1, 1)
_NO_PERIOD: Final = message(
    "The file does not say which days it counts; keep the lines above its table, or export it by day"
)
_COMPACT: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_ISO: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.](\d{2})[-_.](\d{2})(?!\d)")
_YEAR_MONTH: Final = re.compile(r"((?:19|20)\d{2})[-/.]?(0[1-9]|1[0-2])\Z")
_MONTH_BEFORE_YEAR: Final = re.compile(r"(0?[1-9]|1[0-2])[-/.]((?:19|20)\d{2})\Z")
_MONTH_YEAR: Final = re.compile(r"([^\W\d_]+)\.?(?: de| del)? ((?:19|20)\d{2})\Z")
_RANGE: Final = re.compile(rf"(?<!\s)\s+(?:-|–|—|{any_of('dates', 'until')})\s+")
_SAMPLE: Final = 200
#: A column of dates may hold months.
_OF_MONTHS: Final = frozenset({"day", "month"})
_NTH: Final = re.compile(r"\d{1,6}\Z")


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, first and last included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return the number of days."""
        return (self.last - self.first).days + 1


def stated_period(raw: RawTable) -> Period | None:
    """Return the period in the lines above the table, else in the file's name; None without one."""
    above = _spanning(raw.preamble)
    return above or _spanning([raw.sheet or "", *raw.footer]) or _spanning([raw.file])


def days(cells: Cells, columns: Mapping[str, tuple[str, ...]]) -> tuple[pa.Array, pa.Array]:
    """Return the first and last day of each row, as days since 1970-01-01; null if unknown.

    In a table with a column of dates, rows without a date are set aside.
    """
    period = stated_period(cells.raw)
    column = dated(cells.raw, columns)
    if column is None and period is None:
        column = only_dates(cells.raw)
        if column is not None:
            cells.warn(message("{column} is read as the day of each row, by what it holds", column=column))
    if column is None:
        return _whole_period(cells, period)
    if column in columns.get("nth_day", ()) or _counts_days(cells.raw, column, period):
        assert period is not None  # noqa: S101 - only a stated period counts its days
        return _numbered(cells, column, period.first)
    of_months = column in columns.get("month", ()) or not _are_dates(cells.raw, column)
    if of_months and _are_months(cells.raw, column):
        return _months(cells, column)
    _settle_order(cells, column, period)
    instant = cells.instant(column, required=True)
    cells.set_future_aside(instant, column)
    first = instant.cast(pa.date32()).cast(pa.int32())
    span = 6 if column in columns.get("week", ()) else 0
    return first, pc.add(first, pa.scalar(span, pa.int32()))


def dated(raw: RawTable, columns: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the column with the date of each row, the finest of several; None if the file has one period."""
    period = stated_period(raw)
    for concept in ("nth_day", "day", "week", "month"):
        for column in columns.get(concept, ()):
            if concept == "nth_day":
                if period is not None:
                    return column
            elif _are_dates(raw, column) or (concept in _OF_MONTHS and _are_months(raw, column)):
                return column
    first = raw.columns[0] if raw.columns else None
    return first if first is not None and _counts_days(raw, first, period) else None


def only_dates(raw: RawTable) -> str | None:
    """Return the column in which every cell is a date, whatever its name; None unless exactly one is."""
    found = [column for column in raw.columns if looks.are_days(_sample(raw, column))]
    return found[0] if len(found) == 1 else None


def _whole_period(cells: Cells, period: Period | None) -> tuple[pa.Array, pa.Array]:
    if period is None:
        cells.warn(_NO_PERIOD)
        return pa.nulls(cells.raw.rows, pa.int32()), pa.nulls(cells.raw.rows, pa.int32())
    first, last = ((d - _EPOCH).days for d in (period.first, period.last))
    return _same(first, cells.raw.rows), _same(last, cells.raw.rows)


def _same(day: int, rows: int) -> pa.Array:
    return pa.array([day] * rows, pa.int32())


def _numbered(cells: Cells, column: str, first: date) -> tuple[pa.Array, pa.Array]:
    """Return first and last day of rows whose days are numbered from 0 at the start of the period."""
    start = pa.scalar((first - _EPOCH).days, pa.int32())
    number = pc.cast(cells.integer(column, required=True), pa.int32())
    day = pc.add(number, start)
    return day, day


def _months(cells: Cells, column: str) -> tuple[pa.Array, pa.Array]:
    spans = [month(text) for text in cells.text(column, required=True).to_pylist()]
    firsts = [None if s is None else (s[0] - _EPOCH).days for s in spans]
    lasts = [None if s is None else (s[1] - _EPOCH).days for s in spans]
    return pa.array(firsts, pa.int32()), pa.array(lasts, pa.int32())


def month(text: str | None) -> tuple[date, date] | None:
    """Return first and last day of a month ("2026-09", "09/2026", "Sep 2026", "2026-09-01"), or None."""
    plain_text = plain((text or "").strip())
    match = _YEAR_MONTH.match(plain_text)
    if match is not None:
        year, number = int(match.group(1)), int(match.group(2))
    elif (match := _MONTH_BEFORE_YEAR.match(plain_text)) is not None:
        year, number = int(match.group(2)), int(match.group(1))
    elif (named := _MONTH_YEAR.match(plain_text)) is not None and named.group(1) in MONTHS:
        year, number = int(named.group(2)), MONTHS[named.group(1)]
    else:
        day = dates.parse(plain_text, "day") if "-" in plain_text else None
        if not isinstance(day, datetime) or day.day != 1:
            return None
        year, number = day.year, day.month
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def _sample(raw: RawTable, column: str) -> list[str]:
    cells = raw.data.column(raw.columns.index(column)).slice(0, 2_000).drop_null().to_pylist()
    return [text for text in (cell.strip() for cell in cells[:_SAMPLE]) if text]


def _are_dates(raw: RawTable, column: str) -> bool:
    sample = [t for t in _sample(raw, column) if not _NTH.match(t) or len(t) == 8]
    fits = sum(any(not isinstance(dates.parse(t, o), Fault) for o in ("day", "month")) for t in sample)
    return bool(sample) and fits > len(sample) / 2


def _are_months(raw: RawTable, column: str) -> bool:
    sample = _sample(raw, column)
    return bool(sample) and sum(month(text) is not None for text in sample) > len(sample) / 2


def _counts_days(raw: RawTable, column: str, period: Period | None) -> bool:
    """Return whether a column has the number of the day in the period, from 0: 0000, 0001, ..."""
    sample = _sample(raw, column)
    if period is None or not sample or not all(len(t) == 4 and t.isascii() and t.isdigit() for t in sample):
        return False
    numbers = {int(text) for text in sample}
    return (
        1 < len(numbers) <= period.days
        and numbers == set(range(len(numbers)))
        and (len(numbers) == period.days or len(sample) == _SAMPLE)
    )


def _settle_order(cells: Cells, column: str, period: Period | None) -> None:
    """Decide between day and month first where only one order puts the dates inside the period."""
    if period is None or cells.hints.date_order is not None:
        return
    fitting: list[Order] = []
    for order in ("day", "month"):
        parsed = [dates.parse(text, order) for text in _sample(cells.raw, column)]
        if all(isinstance(p, datetime) and period.first <= p.date() <= period.last for p in parsed):
            fitting.append(order)
    if len(fitting) == 1:
        cells.evidence.date_orders[cells.raw.columns.index(column)] = fitting[0]


def _spanning(lines: Iterable[str]) -> Period | None:
    """Return the period in some lines that have two dates, a start and an end; else None."""
    for pick in (_in_line, _in_lines):
        period = pick(list(lines))
        if period is not None:
            return period
    return None


def _in_line(lines: Sequence[str]) -> Period | None:
    """Return the period of two dates in one line: 20260901-20260930, or Sep 1, 2026 - Sep 30, 2026."""
    for line in lines:
        days_found = _days_in(line)
        if len(days_found) < 2:
            parts = [dates.parse(part.strip(' #"'), "day") for part in _RANGE.split(line)]
            days_found = (
                [part.date() for part in parts if isinstance(part, datetime)] if len(parts) == 2 else []
            )
        if len(days_found) >= 2 and days_found[0] <= days_found[1]:
            return Period(days_found[0], days_found[1])
    return None


def _in_lines(lines: Sequence[str]) -> Period | None:
    """Return the period of two lines with a date each, the start before the end."""
    single = [days_found[0] for line in lines if len(days_found := _days_in(line)) == 1]
    return Period(single[0], single[1]) if len(single) >= 2 and single[0] <= single[1] else None


def _days_in(line: str) -> list[date]:
    days_found: list[date] = []
    for pattern in (_COMPACT, _ISO):
        for match in pattern.finditer(line):
            with suppress(ValueError):
                days_found.append(date(int(match[1]), int(match[2]), int(match[3])))
    return days_found
