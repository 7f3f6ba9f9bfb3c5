"""XLSX, XLS and ODS to raw tables: every sheet with a table."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import python_calamine as calamine

from engagement.locale import message
from engagement.sources.model.raw_table import RawTable, SourceError
from engagement.sources.raw import compound_files, ods, several_tables
from engagement.sources.text.limits import MOST_CELLS, too_many_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engagement.locale import Message
    from engagement.sources.text.limits import Limits

    Knows = Callable[[Sequence[str]], bool]

_MIDNIGHT: Final = time()
_COMPOUND: Final = b"\xd0\xcf\x11\xe0"
_DAMAGED: Final = message("This workbook cannot be opened. Save the sheet as CSV and upload that.")


def tables(content: bytes, name: str, *, limits: Limits, knows: Knows | None = None) -> Iterator[RawTable]:
    """Yield the table of every sheet that has one. Raises `SourceError` if none does."""
    del limits  # the archive was checked before, and the child process limits the rest
    if content.startswith(_COMPOUND) and compound_files.never_ends(content):
        raise SourceError(_DAMAGED)
    try:
        with _no_panic():
            workbook = calamine.load_workbook(io.BytesIO(content))
    except calamine.PasswordError as fault:
        raise SourceError(
            message("This workbook has a password. Save it without one and upload that.")
        ) from fault
    except (calamine.CalamineError, OSError, ValueError) as fault:
        raise SourceError(_DAMAGED) from fault
    visible = [
        sheet for sheet in workbook.sheets_metadata if sheet.visible == calamine.SheetVisibleEnum.Visible
    ]
    money = {} if content.startswith(_COMPOUND) else ods.currencies(content)
    hidden = [sheet.name for sheet in workbook.sheets_metadata if sheet not in visible]
    has_table = False
    for sheet_name in [sheet.name for sheet in visible] or hidden:
        with _no_panic():
            records = list(_records(workbook, sheet_name, money.get(sheet_name, iter(()))))
        if not any(cell.strip() for _, cells in records for cell in cells):
            continue
        sheet = sheet_name if len(workbook.sheet_names) > 1 else None
        for table in several_tables.from_records(records, name, sheet=sheet, knows=knows):
            warnings = () if has_table or not visible else tuple(map(_left_out, hidden))
            has_table = True
            yield replace(table, warnings=(*table.warnings, *warnings))
    if not has_table:
        raise SourceError(message("This workbook holds no table. Export it again and upload the new file."))


@contextmanager
def _no_panic() -> Iterator[None]:
    """Turn a panic of the reader's native code, which is not an `Exception`, into a sentence."""
    try:
        yield
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        raise SourceError(_DAMAGED) from fault


def _left_out(sheet: str) -> Message:
    return message("The sheet {sheet} is hidden and is not read; show it to have it read", sheet=sheet)


def text_of(value: object) -> str:  # noqa: PLR0911 - one return per type of cell
    """Return a cell as text: dates in ISO form, whole numbers without a point, ids in full."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return "" if value is None else str(value)


def _records(
    workbook: calamine.CalamineWorkbook, sheet_name: str, money: Iterator[ods.Codes]
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row's number in the sheet, from 1, and its cells as text; a currency follows its amount."""
    try:
        sheet = workbook.get_sheet_by_name(sheet_name)
    except calamine.CalamineError:
        return  # a chart sheet, or one that is damaged
    if sheet.start is None:
        return
    if sheet.height * sheet.width > MOST_CELLS:
        raise SourceError(too_many_cells())
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [text_of(value) for value in row]
        for first, count, code in next(money, ()):
            for place in range(first, min(first + count, len(cells))):
                cells[place] += f" {code}" if cells[place] else ""
        yield number, cells if any(cells) else []


def _number(value: float) -> str:
    """Return a number as text: 1.22158E+17 is an 18-digit id, and 17850.0 one of five digits."""
    text = repr(value)
    if "e" in text or "E" in text:
        text = format(Decimal(text), "f")
    return text.removesuffix(".0")


def _instant(value: datetime) -> str:
    """Round an instant to the second: finer parts of a serial date are rounding errors."""
    rounded = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    return rounded.date().isoformat() if rounded.time() == _MIDNIGHT else rounded.isoformat(" ")
