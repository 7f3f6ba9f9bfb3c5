"""The body of a report's HTML page: totals, key figures, what stands out, each figure, each table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from engagement.charts.planning.note_signs import sign
from engagement.charts.planning.noted_days import in_words
from engagement.locale import message
from engagement.readable.evidence import tone, words_for
from engagement.readable.growth import growth
from engagement.readable.sheet import written
from engagement.reports import trend_svg
from engagement.reports.elements import tag
from engagement.reports.question_words import days_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Reading, Window
    from engagement.readable.sheet import Sheet, SheetColumn
    from engagement.reports.finding_words import FindingText
    from engagement.reports.report_contents import ReportContents, ReportFigure
    from engagement.reports.tables.table_words import ReportTable
    from engagement.reports.trend_svg import PointWords

#: The sentence below a table of which only the first rows are shown.
_MORE: Final = message("The first {shown} of {rows} rows; the workbook (.xlsx) holds all.")
#: The same on the page of a link, which has no workbook.
_ON_PAGES: Final = message("The first {shown} of {rows} rows; the full pages show all.")


@dataclass(frozen=True, slots=True)
class ReportLayout:
    """How the body is laid out.

    `rows` is the largest number of rows shown of each table, and `more` the sentence below a longer one.
    Tables of at most `open_rows` rows are unfolded from the start, so that they are printed, too.
    `light` is for a page with a script (`link_page.js`): every heading but the first is folded, a folded
    table is plain text until it is unfolded, and the points of a trend are one path. That leaves a phone a
    tenth of the elements.
    """

    rows: int
    more: Message = _MORE
    light: bool = False
    open_rows: int = 0


def link_layout(rows: int) -> ReportLayout:
    """Return the layout of the page of a link: light, with so many `rows` of each table."""
    return ReportLayout(rows, _ON_PAGES, light=True)


def body(contents: ReportContents, t: Translator, form: ReportLayout) -> Iterator[Element]:
    """Yield the elements of a report in order, from its totals to its tables."""
    if contents.figures:
        yield from _reading(contents, t, form)
    for index, (heading, figures) in enumerate(_by_heading(contents.figures)):
        articles = tag(
            "div", *(_figure(figure, contents.window, t, form) for figure in figures), class_="figures"
        )
        if form.light:
            extra = {"open": "open"} if index == 0 else {}
            yield tag("details", tag("summary", tag("h2", t.t(heading))), articles, class_="part", **extra)
        else:
            yield tag("h2", t.t(heading))
            yield articles
    if contents.tables:
        yield tag("h2", t.t(message("Tables")))
        yield from tables_section(contents.tables, t, form)


def tables_section(tables: Sequence[ReportTable], t: Translator, form: ReportLayout) -> Iterator[Element]:
    """Yield all tables, those longer than the layout's `open_rows` folded, which are named on paper."""
    sections = (
        tag(
            "section",
            tag(
                "div",
                tag("h3", table.title),
                tag("p", table.meaning, class_="definition") if table.meaning else None,
                class_="top",
            ),
            _details(
                t.t(message("Show the table")),
                table.sheet,
                t,
                form,
                is_open=table.sheet.height <= form.open_rows,
            ),
        )
        for table in tables
    )
    yield tag("div", *sections, class_="tables")
    folded = [table.title for table in tables if table.sheet.height > form.open_rows]
    if folded:
        left_out = message(
            "Not printed: {tables}. The page (.html) and the workbook (.xlsx) have them.",
            tables=", ".join(folded),
        )
        yield tag("p", t.t(left_out), class_="note print")


def _reading(contents: ReportContents, t: Translator, form: ReportLayout) -> Iterator[Element]:
    """Yield the totals, the key figures and what stands out."""
    if contents.summed:
        yield tag("div", *(_total(contents.of(key), t) for key in contents.summed), class_="totals")
    if contents.leading:
        yield tag("h2", t.t(message("Key figures")))
        yield tag(
            "div",
            *(_card(contents.of(key), contents.window, t, form) for key in contents.leading),
            class_="cards",
        )
    yield tag("h2", t.t(message("What stands out")))
    if contents.findings:
        yield tag("ol", *(_finding(finding) for finding in contents.findings), class_="findings")
    else:
        yield tag("p", t.t(message("No real change, and no segment stands out.")))


def _total(figure: ReportFigure, t: Translator) -> Element:
    grown = growth(figure.reading, figure.change, t)
    growth_text = f" {t.t(grown.sentence)}" if grown is not None else None
    return tag(
        "span",
        f"{t.t(figure.metric.name)} ",
        tag("b", _value(figure.reading, t)),
        tag("span", growth_text, class_="interval") if growth_text else None,
    )


def _card(figure: ReportFigure, window: Window | None, t: Translator, form: ReportLayout) -> Element:
    colour = tone(figure.metric, figure.change)
    name = tag("a", t.t(figure.metric.name), href=f"#{figure.metric.key}")
    figure = replace(figure, notes=())  # they stand once, where the figure does
    return tag(
        "article",
        tag("h3", name),
        *_numbers(figure, window, t),
        *_picture(figure, t, "none" if form.light else "titles"),
        class_=f"card is-{colour}",
    )


def _figure(figure: ReportFigure, window: Window | None, t: Translator, form: ReportLayout) -> Element:
    metric, colour = figure.metric, tone(figure.metric, figure.change)
    over_time, split = figure.over_time, figure.split
    return tag(
        "article",
        tag("h3", t.t(metric.name)),
        *_numbers(figure, window, t),
        *(tag("p", t.t(note), class_="note") for note in figure.reading.notes),
        *_picture(figure, t, "data" if form.light else "titles"),
        None if over_time is None else _details(t.t(message("Over time, as a table")), over_time, t, form),
        None if split is None else _details(split.columns[0].name, split, t, form, is_open=True),
        _definition(figure, t),
        class_=f"figure is-{colour}",
        id=metric.key,
    )


def _picture(figure: ReportFigure, t: Translator, spoken_by: PointWords) -> Iterator[Element]:
    """Yield the trend as a picture and, below it, the text of each numbered note."""
    if figure.trend is None:
        return
    drawn = trend_svg.trend(figure.metric, figure.reading, figure.trend, t, figure.notes, spoken_by=spoken_by)
    if drawn is not None:
        yield drawn
        for note in figure.notes:
            yield tag("p", f"{sign(note.number)} {t.t(in_words(note.note, t))}", class_="note")


def _numbers(figure: ReportFigure, window: Window | None, t: Translator) -> Iterator[Element]:
    """Yield the value in large type, its 95% interval with n, and its change since the period before.

    A figure that follows customers up, or waits for refunds, is of earlier days than the report's `window`:
    it says which.
    """
    reading, change = figure.reading, figure.change
    yield tag("p", _value(reading, t), class_="value" if reading.value is not None else "value none")
    basis = t.t(message("based on {count}", count=t.number(reading.n)))
    if reading.low is not None and reading.high is not None and reading.value is not None:
        limits = t.interval(reading.low, reading.high, reading.unit, reading.currency)
        basis = f"95%: {limits} · {basis}"
    if reading.window is not None and reading.window != window:
        basis = f"{basis} · {t.t(days_in_words(reading.window, t))}"
    yield tag("p", basis, class_="interval")
    change_text = t.t(words_for(change, reading.window))
    if change.difference is not None:
        moved = t.signed(change.difference, reading.unit, reading.currency)
        if change.low is not None and change.high is not None:
            ends = (t.signed(x, reading.unit, reading.currency) for x in (change.low, change.high))
            moved += f" ({t.t(message('{low} to {high}', low=next(ends), high=next(ends)))})"
        change_text = f"{moved}, {change_text}"
    yield tag("p", change_text, class_=f"change {tone(figure.metric, change)}")


def _value(reading: Reading, t: Translator) -> str:
    if reading.value is not None:
        return t.value(reading.value, reading.unit, reading.currency)
    if reading.status == "missing":
        return t.t(message("nothing in this period"))
    return t.t(message("too few to say: {n}", n=reading.n))


def _finding(finding: FindingText) -> Element:
    return tag(
        "li",
        tag("strong", finding.text),
        tag("p", finding.evidence, class_="interval") if finding.evidence else None,
    )


def _definition(figure: ReportFigure, t: Translator) -> Element:
    metric = figure.metric
    formula = t.t(metric.numerator)
    if metric.denominator is not None:
        formula = t.t(
            message(
                "{numerator}, divided by {denominator}",
                numerator=formula,
                denominator=t.t(metric.denominator),
            )
        )
    facts = (
        formula[:1].upper() + formula[1:],
        t.t(message("Counts: {what}", what=metric.counts)),
        t.t(message("Leaves out: {what}", what=metric.leaves_out)),
        t.t(message("Interval: {what}", what=metric.interval)),
        t.t(message("From: {what}", what=metric.origin)),
    )
    return tag(
        "details",
        tag("summary", t.t(message("What it counts"))),
        *(tag("p", fact, class_="definition") for fact in facts),
    )


def _details(
    label: str, sheet: Sheet, t: Translator, form: ReportLayout, *, is_open: bool = False
) -> Element:
    """Return a table that can be folded: its first rows, and the number of all where there are more."""
    heads = [_header(column) for column in sheet.columns]
    lines = [
        [written(column, row, t) for column in sheet.columns] for row in range(min(form.rows, sheet.height))
    ]
    numbers = [column.kind in {"number", "share", "money"} for column in sheet.columns]
    cut = None
    if sheet.height > form.rows:
        places = {"shown": form.rows, "rows": sheet.height}
        cut = tag("p", t.t(replace(form.more, values=places)), class_="note")
    draw = _text if form.light and not is_open else _table
    extra = {"open": "open"} if is_open else {}
    return tag(
        "details",
        tag("summary", label),
        tag("div", draw(heads, lines, numbers), class_="scroll"),
        cut,
        **extra,
    )


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]], numbers: Sequence[bool]) -> Element:
    def row(name: str, texts: Sequence[str]) -> Element:
        cells = zip(texts, numbers, strict=True)
        return tag(
            "tr", *(tag(name, text, **({"class_": "number"} if is_one else {})) for text, is_one in cells)
        )

    return tag("table", tag("thead", row("th", heads)), tag("tbody", *(row("td", line) for line in lines)))


def _text(heads: Sequence[str], lines: Sequence[Sequence[str]], numbers: Sequence[bool]) -> Element:
    """Return a table as tab-separated lines; the attribute `data-numbers` marks numeric columns with "1"."""
    text = "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in (heads, *lines))
    return tag("pre", text, data_numbers="".join("1" if is_one else "0" for is_one in numbers))


def _header(column: SheetColumn) -> str:
    return f"{column.name} ({column.unit})" if column.unit and column.kind == "number" else column.name


def _by_heading(figures: Sequence[ReportFigure]) -> list[tuple[Message, list[ReportFigure]]]:
    groups: dict[str, tuple[Message, list[ReportFigure]]] = {}
    for figure in figures:
        groups.setdefault(str(figure.heading), (figure.heading, []))[1].append(figure)
    return list(groups.values())
