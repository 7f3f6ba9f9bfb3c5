"""A sheet as a file: CSV and workbook in the conventions of the reader's language.

Numbers in a file have no unit, so that a spreadsheet can add them; the unit is in the header.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import period_axis
from engagement.money.currencies import minor_digits
from engagement.readable.export import guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engagement.locale.translator import Translator
    from engagement.readable.sheet import Sheet, SheetColumn

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Limits of a workbook: rows below the header, characters in a cell.
MOST_ROWS: Final = 1_048_575
_LONGEST: Final = 32_767
#: The decimals of numbers in CSV, at most; in a workbook they are exact.
_DIGITS: Final = 4
#: The first day that is a date in a workbook.
_FIRST_DAY: Final = dt.date(1900, 3, 1)
_WIDEST, _NARROWEST = 48, 9
#: The workbook formats of a day and a moment, which follow the reader's locale.
_DAY, _MOMENT = 14, 22


def to_csv(sheet: Sheet, t: Translator) -> bytes:
    """Return the sheet as CSV: UTF-8 with byte order mark, and the language's decimal sign and dates.

    With a decimal comma, cells are separated by semicolons, as spreadsheets expect there.
    """
    stream = io.StringIO()
    comma = t.decimal_sign == ","
    lines = csv.writer(stream, delimiter=";" if comma else ",", lineterminator="\r\n")
    lines.writerow([guarded(column.title) for column in sheet.columns])
    lines.writerows(zip(*(_texts(column, t) for column in sheet.columns), strict=True))
    return stream.getvalue().encode("utf-8-sig")


def _texts(column: SheetColumn, t: Translator) -> list[object]:
    if column.kind == "text":
        return ["" if value is None else guarded(str(value)) for value in column.cells]
    if column.kind in {"day", "moment", "period"}:
        return _dates(column, t)
    sign = t.decimal_sign
    return [
        "" if value is None else _bare(column, row, value).replace(".", sign)
        for row, value in enumerate(column.cells)
    ]


def _bare(column: SheetColumn, row: int, value: float) -> str:
    """Format a number without unit and without thousands separators; never as minus zero."""
    if column.kind == "money":
        text = f"{value:.{minor_digits(column.currency(row) or '')}f}"
    elif column.kind == "share" and column.digits is not None:
        text = f"{value * 100:.{column.digits}f}"
    else:
        # A share of 0.04 % is not none: whoever counts on with a file needs more digits than a reader.
        text = f"{value * 100 if column.kind == 'share' else value:.{_DIGITS}f}".rstrip("0").rstrip(".")
    return text if any(digit in "123456789" for digit in text) else text.removeprefix("-")


def _dates(column: SheetColumn, t: Translator) -> list[object]:
    written: dict[Any, str] = {}

    def as_text(value: dt.date) -> str:
        day = value.date() if isinstance(value, dt.datetime) else value
        if day not in written:
            written[day] = (
                period_axis.name(day, column.grain, t) if column.kind == "period" else t.day_digits(day)
            )
        return f"{written[day]} {value:%H:%M}" if isinstance(value, dt.datetime) else written[day]

    return ["" if value is None else as_text(value) for value in column.cells]


def to_xlsx(sheet: Sheet) -> bytes:
    """Return the sheet as a workbook: numbers are numbers, days are dates, and no cell is a formula."""
    import xlsxwriter  # noqa: PLC0415 - not loaded before somebody takes a workbook

    stream = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        write_sheet(book, book.add_worksheet(), sheet)
    return stream.getvalue()


def write_sheet(book: Any, page: Any, sheet: Sheet) -> None:
    """Write a sheet into a page of a workbook, row by row."""
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    styles: dict[object, Any] = {}

    def style(pattern: object) -> Any:
        if pattern not in styles:
            styles[pattern] = book.add_format({"num_format": pattern})
        return styles[pattern]

    page.freeze_panes(1, 0)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, _width(column))
        page.write_string(0, index, _text(column.title), bold)
    writers = [_writer(page, column, place, style) for place, column in enumerate(sheet.columns)]
    for row in range(min(sheet.height, MOST_ROWS)):
        for write in writers:
            write(row)


def _writer(
    page: Any, column: SheetColumn, index: int, style: Callable[[object], Any]
) -> Callable[[int], None]:
    """Return the function that writes the cell of a row; the file is written row by row."""

    def write(row: int) -> None:
        value = column.cells[row]
        if value is None:
            return
        if column.kind == "text":
            page.write_string(row + 1, index, _text(str(value)))
        elif column.kind in {"day", "moment", "period"}:
            day = value.date() if isinstance(value, dt.datetime) else value
            if day < _FIRST_DAY:
                page.write_string(row + 1, index, value.isoformat())
            else:
                page.write_datetime(row + 1, index, value, style(_pattern(column, row)))
        else:
            page.write_number(row + 1, index, value, style(_pattern(column, row)))

    return write


def _pattern(column: SheetColumn, row: int) -> object:
    """Return the workbook format of a cell; the spreadsheet program uses the signs of its own language."""
    if column.kind in {"day", "moment", "period"}:
        if column.kind == "period" and column.grain == "month":
            return "mmm yyyy"
        return _MOMENT if column.kind == "moment" else _DAY
    digits = column.digits
    if column.kind == "money":
        digits = minor_digits(column.currency(row) or "")
    if column.kind == "share":
        return "0." + "0" * (1 if digits is None else digits) + "%" if digits != 0 else "0%"
    if digits is None:
        return "#,##0" if float(column.cells[row]).is_integer() else "#,##0.00##"
    return "#,##0" + ("." + "0" * digits if digits else "")


def _text(value: str) -> str:
    return str(guarded(value))[:_LONGEST]


def _width(column: SheetColumn) -> float:
    """Return a width in characters that fits most cells; a long name is wrapped."""
    texts: Sequence[Any] = [v for v in column.cells[:200] if v is not None] if column.kind == "text" else ()
    longest = max((len(str(text)) for text in texts), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2, len(column.name) + 2 if len(column.name) < 24 else 24))
