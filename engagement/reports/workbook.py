"""A report as an Excel workbook: one sheet for each table, numbers as numbers, and no formulas."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.locale.translator import translator
from engagement.metrics.views.registry import DEFINITIONS
from engagement.money.currencies import minor_digits
from engagement.readable.export import guarded
from engagement.readable.files import write_sheet
from engagement.reports.question_words import in_words
from engagement.reports.report_request import program_version
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from engagement.locale.translator import Translator
    from engagement.metrics.model import Reading
    from engagement.reports.report_contents import ReportContents
    from engagement.reports.report_request import ReportRequest

#: A workbook's own limits for the name of a sheet.
_LONGEST_NAME: Final = 31
_LONGEST_PART: Final = 16
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']")
_DECIMALS: Final = {"points": 0, "count": 0, "days": 0, "ratio": 2, "score": 2}


def xlsx(contents: ReportContents, request: ReportRequest, notes: Sequence[str] = ()) -> bytes:
    """Return the workbook (.xlsx): review, figures, findings, a sheet for each table, definitions, origin.

    `notes` are sentences on the last sheet, below the versions and files.
    """
    import xlsxwriter  # noqa: PLC0415 - not loaded before somebody takes a workbook

    t = translator(request.language)
    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, {**options, "in_memory": True}) as book:
        names: set[str] = set()

        def page(name: str, part: str = "") -> Any:
            return book.add_worksheet(_own_name(name, names, part))

        if contents.review:
            heading, *sentences = contents.review
            _texts(
                book,
                page(t.t(message("Review"))),
                [[heading], *([finding_or_note] for finding_or_note in sentences)],
                t,
            )
        _figures(book, page(t.t(message("Figures"))), contents, t)
        texts = [[finding_or_note.text, finding_or_note.evidence] for finding_or_note in contents.findings]
        if not texts:
            texts = [[t.t(message("No real change, and no segment stands out."))]]
        _texts(book, page(t.t(message("What stands out"))), texts, t)
        for table in contents.tables:
            write_sheet(book, page(table.title), table.sheet)
        for figure in contents.figures:
            name = t.t(figure.metric.name)
            if figure.over_time is not None:
                write_sheet(book, page(name, t.t(message("over time"))), figure.over_time)
            if figure.split is not None:
                write_sheet(book, page(name, figure.split.columns[0].name), figure.split)
        _texts(book, page(t.t(message("Definitions"))), _definitions(contents, t), t)
        origin = [*_origin(contents, request, t), *([finding_or_note] for finding_or_note in notes)]
        _texts(book, page(t.t(message("What this file rests on"))), origin, t)
    return stream.getvalue()


def _own_name(name: str, names: set[str], part: str = "") -> str:
    """Return a valid name for a sheet that is not in `names` (compared without case), and add it there.

    Of a long name with a `part` ("over time"), the name is cut, so that the part can be read.
    """
    end = f", {part[:_LONGEST_PART]}" if part else ""
    if len(name) + len(end) > _LONGEST_NAME:
        name = f"{name[: _LONGEST_NAME - len(end) - 1].rstrip()}…" if part else name
    bare = _NOT_IN_NAMES.sub(" ", name + end).strip() or "-"
    candidate, suffix = bare[:_LONGEST_NAME], 1
    while candidate.casefold() in names:
        suffix += 1
        candidate = f"{bare[: _LONGEST_NAME - len(str(suffix)) - 1]} {suffix}"
    names.add(candidate.casefold())
    return candidate


def _figures(book: Any, page: Any, contents: ReportContents, t: Translator) -> None:
    heads = [
        message("Figure"),
        message("Value"),
        message("Interval from"),
        message("Interval to"),
        message("Based on (n)"),
        message("Counted"),
        message("Out of"),
        message("Before"),
        message("Difference"),
        message("Difference, interval from"),
        message("Difference, interval to"),
        message("Currency"),
        message("Notes"),
    ]
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    page.freeze_panes(1, 1)
    page.set_column(0, 0, 44)
    page.set_column(1, len(heads) - 2, 13)
    page.set_column(len(heads) - 1, len(heads) - 1, 60)
    for column, head in enumerate(heads):
        page.write_string(0, column, t.t(head), bold)
    styles: dict[str, Any] = {}

    def style_of(pattern: str) -> Any:
        if pattern not in styles:
            styles[pattern] = book.add_format({"num_format": pattern})
        return styles[pattern]

    for row, figure in enumerate(contents.figures, 1):
        reading, change = figure.reading, figure.change
        style = style_of(_pattern(reading))
        page.write_string(row, 0, str(guarded(t.t(figure.metric.name))))
        before = None if change.before is None else change.before.value
        in_unit = {1: reading.value, 2: reading.low, 3: reading.high, 7: before}
        in_unit |= {8: change.difference, 9: change.low, 10: change.high}
        for column, value in in_unit.items():
            if value is not None:
                page.write_number(row, column, value, style)
        money = DEFINITIONS[figure.metric.key].money
        sides = {5: ("numerator", reading.numerator), 6: ("denominator", reading.denominator)}
        for column, (side, value) in {4: ("n", reading.n), **sides}.items():
            if value is not None:
                page.write_number(
                    row, column, value, style_of(_side_pattern(value, reading, is_money=side in money))
                )
        for column, text in _said_of(reading, t).items():
            page.write_string(row, column, str(guarded(text)))


def _said_of(reading: Reading, t: Translator) -> dict[int, str]:
    """Return the currency of a figure and its notes, by column, without empty ones."""
    currency = reading.currency if reading.unit == "money" and reading.currency != NO_CURRENCY else None
    texts = {11: currency, 12: " ".join(map(t.t, reading.notes))}
    return {column: text for column, text in texts.items() if text}


def _pattern(reading: Reading) -> str:
    if reading.unit == "share":
        return "0.0%"
    if reading.unit == "percent":
        return '0.00"%"'  # it is a hundred times a share already
    digits = minor_digits(reading.currency or "") if reading.unit == "money" else _DECIMALS[reading.unit]
    return "#,##0" + ("." + "0" * digits if digits else "")


def _side_pattern(value: float, reading: Reading, *, is_money: bool) -> str:
    """Return how a numerator or denominator is shown."""
    bare = 0 if float(value).is_integer() else 2
    digits = minor_digits(reading.currency or "") if is_money else bare
    return "#,##0" + ("." + "0" * digits if digits else "")


def _texts(book: Any, page: Any, rows: Sequence[Sequence[str]], t: Translator) -> None:  # noqa: ARG001
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 44)
    page.set_column(1, max((len(row) for row in rows), default=1), 60)
    for row_index, row in enumerate(row for row in rows if any(row)):
        for column, text in enumerate(row):
            page.write_string(row_index, column, str(guarded(text)), wrapped)


def _definitions(contents: ReportContents, t: Translator) -> list[list[str]]:
    heads = (
        message("Figure"),
        message("Counted"),
        message("Out of"),
        message("Counts"),
        message("Leaves out"),
    )
    rows = [[t.t(head) for head in heads]]
    for figure in contents.figures:
        metric = figure.metric
        words = (metric.name, metric.numerator, metric.denominator or "", metric.counts, metric.leaves_out)
        rows.append([t.t(text) for text in words])
    return rows


def _origin(contents: ReportContents, request: ReportRequest, t: Translator) -> list[list[str]]:
    rows = [
        [t.t(message("Question")), " · ".join(in_words(request.question, contents.window, request.by, t))]
    ]
    rows.append([t.t(message("Version")), program_version()])
    for number, file in enumerate(request.files, 1):
        rows.append([file.name or t.t(message("File {number}", number=number)), f"SHA-256 {file.sha256}"])
    return rows
