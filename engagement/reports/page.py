"""A report as one page of HTML: it needs no program and fetches nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.locale.translator import translator
from engagement.readable.evidence import tone, words_for
from engagement.readable.growth import growth
from engagement.readable.sheet import written
from engagement.reports import trend_svg
from engagement.reports.elements import markup, tag
from engagement.reports.machine_part import ELEMENT, dumped
from engagement.reports.question_words import in_words
from engagement.reports.report_asked import program_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any
    from xml.etree.ElementTree import Element

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Reading, View
    from engagement.readable.sheet import Sheet, SheetColumn
    from engagement.reports.finding_words import FindingSaid
    from engagement.reports.report_asked import ReportAsked
    from engagement.reports.report_contents import FigureSaid, ReportContents

#: Letters that a page may have at most, and how many rows of a table it shows, until it has no more.
MOST_LETTERS: Final = 2_000_000
_ROWS: Final = (100, 30, 8, 0)
#: Nothing is fetched, nothing runs: what a browser may do with the page, said to the browser.
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
)
_WHOM: Final = {"us": message("For us"), "others": message("To send")}


def html(contents: ReportContents, report: Mapping[str, Any], asked: ReportAsked, view: View) -> str:
    """Return the page; of tables so many rows as leave it under `MOST_LETTERS`."""
    machine = dumped(asked, report)
    page = ""
    for rows in _ROWS:
        page = _page(contents, machine, asked, view, rows)
        if len(page.encode()) <= MOST_LETTERS:
            break
    return page


def _page(contents: ReportContents, machine: str, asked: ReportAsked, view: View, rows: int) -> str:
    t = translator(asked.language)
    title = asked.title or t.t(message("How engaged are the customers?"))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="generator", content=f"Engagement {program_version()}".strip()),
        tag("link", rel="icon", href="data:,"),
        tag("title", title),
        tag("style", _style()),
    )
    main = tag("main", *_parts(contents, asked, view, t, title, rows))
    script = tag("script", machine, type="application/json", id=ELEMENT)
    body = tag("body", main, script)
    return "<!DOCTYPE html>\n" + markup(tag("html", head, body, lang=t.language)) + "\n"


@cache
def _style() -> str:
    return (Path(__file__).parent / "page.css").read_text("utf-8")


def _parts(
    contents: ReportContents, asked: ReportAsked, view: View, t: Translator, title: str, rows: int
) -> Iterator[Element]:
    yield _masthead(contents, asked, view, t, title)
    if not contents.figures:
        yield tag("p", t.t(_nothing(view)))
    else:
        yield from _reading(contents, t)
    for heading, figures in _by_heading(contents.figures):
        yield tag("h2", t.t(heading))
        yield tag("div", *(_figure(figure, t, rows) for figure in figures), class_="figures")
    if contents.tables:
        yield tag("h2", t.t(message("Tables")))
        sections = (
            tag(
                "section",
                tag("h3", table.title),
                tag("p", table.meaning, class_="definition") if table.meaning else None,
                _details(t.t(message("Show the table")), table.sheet, t, rows),
            )
            for table in contents.tables
        )
        yield tag("div", *sections, class_="tables")
    if contents.locked:
        yield tag("h2", t.t(message("What more data would open")))
        yield tag("dl", *(e for name, why in contents.locked for e in (tag("dt", name), tag("dd", why))))
    yield tag("h2", t.t(message("What this file rests on")))
    yield _origin(asked, t)


def _masthead(contents: ReportContents, asked: ReportAsked, view: View, t: Translator, title: str) -> Element:
    facts = [
        *in_words(asked.question, contents.window, asked.by, t),
        t.t(message("small numbers: 95% interval")),
    ]
    notes = []
    if view.k is not None:
        notes.append(message("No figure rests on fewer than {k} people.", k=view.k))
        few = int(getattr(view, "few", 0))
        if few:
            notes.append(
                message(
                    "{n} figure is left out: too few people stand behind it.",
                    "{n} figures are left out: too few people stand behind them.",
                    n=few,
                )
            )
    else:
        notes.append(message("Holds all that the house may read: keep it in the house."))
    return tag(
        "header",
        tag("p", f"Engagement · {t.t(_WHOM[asked.whom])}", class_="kind"),
        tag("h1", title),
        tag("p", " · ".join(facts), class_="facts"),
        tag("p", " ".join(t.t(note) for note in notes), class_="note"),
    )


def _nothing(view: View) -> Message:
    if view.k is None:
        return message("The files hold nothing to measure.")
    return message("No figure of these files rests on {k} people, so none may be sent.", k=view.k)


def _reading(contents: ReportContents, t: Translator) -> Iterator[Element]:
    """Yield the totals, the key figures and what stands out."""
    if contents.summed:
        yield tag("div", *(_total(contents.of(key), t) for key in contents.summed), class_="totals")
    if contents.leading:
        yield tag("h2", t.t(message("Key figures")))
        yield tag("div", *(_card(contents.of(key), t) for key in contents.leading), class_="cards")
    yield tag("h2", t.t(message("What stands out")))
    if contents.findings:
        yield tag("ol", *(_finding(one) for one in contents.findings), class_="findings")
    else:
        yield tag("p", t.t(message("No real change, and no segment stands out.")))


def _total(figure: FigureSaid, t: Translator) -> Element:
    grown = growth(figure.reading, figure.change, t)
    said = f" {t.t(grown)}" if grown is not None else None
    return tag(
        "span",
        f"{t.t(figure.metric.name)} ",
        tag("b", _value(figure.reading, t)),
        tag("span", said, class_="interval") if said else None,
    )


def _card(figure: FigureSaid, t: Translator) -> Element:
    colour = tone(figure.metric, figure.change)
    picture = (
        None if figure.trend is None else trend_svg.trend(figure.metric, figure.reading, figure.trend, t)
    )
    name = tag("a", t.t(figure.metric.name), href=f"#{figure.metric.key}")
    return tag("article", tag("h3", name), *_numbers(figure, t), picture, class_=f"card is-{colour}")


def _figure(figure: FigureSaid, t: Translator, rows: int) -> Element:
    metric, colour = figure.metric, tone(figure.metric, figure.change)
    picture = None if figure.trend is None else trend_svg.trend(metric, figure.reading, figure.trend, t)
    over_time, split = figure.over_time, figure.split
    return tag(
        "article",
        tag("h3", t.t(metric.name)),
        *_numbers(figure, t),
        *(tag("p", t.t(note), class_="note") for note in figure.reading.notes),
        picture,
        None if over_time is None else _details(t.t(message("Over time, as a table")), over_time, t, rows),
        None if split is None else _details(split.columns[0].name, split, t, rows, is_open=True),
        _definition(figure, t),
        class_=f"figure is-{colour}",
        id=metric.key,
    )


def _numbers(figure: FigureSaid, t: Translator) -> Iterator[Element]:
    """Yield the value, larger than all else, its interval, and what became of it."""
    reading, change = figure.reading, figure.change
    yield tag("p", _value(reading, t), class_="value" if reading.value is not None else "value none")
    rests_on = t.t(message("based on {count}", count=t.number(reading.n)))
    if reading.low is not None and reading.high is not None and reading.value is not None:
        limits = t.interval(reading.low, reading.high, reading.unit, reading.currency)
        rests_on = f"95%: {limits} · {rests_on}"
    yield tag("p", rests_on, class_="interval")
    said = t.t(words_for(change, reading.window))
    if change.difference is not None:
        moved = t.signed(change.difference, reading.unit, reading.currency)
        if change.low is not None and change.high is not None:
            ends = (t.signed(x, reading.unit, reading.currency) for x in (change.low, change.high))
            moved += f" ({t.t(message('{low} to {high}', low=next(ends), high=next(ends)))})"
        said = f"{moved}, {said}"
    yield tag("p", said, class_=f"change {tone(figure.metric, change)}")


def _value(reading: Reading, t: Translator) -> str:
    if reading.value is not None:
        return t.value(reading.value, reading.unit, reading.currency)
    if reading.status == "missing":
        return t.t(message("nothing in this period"))
    return t.t(message("too few to say: {n}", n=reading.n))


def _finding(one: FindingSaid) -> Element:
    return tag(
        "li",
        tag("strong", one.text),
        tag("p", one.evidence, class_="interval") if one.evidence else None,
    )


def _definition(figure: FigureSaid, t: Translator) -> Element:
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


def _details(label: str, sheet: Sheet, t: Translator, rows: int, *, is_open: bool = False) -> Element:
    """Return a table that can be opened: its first rows, and how many there are."""
    table = tag(
        "table",
        tag("thead", tag("tr", *(_cell("th", _header(c), c) for c in sheet.columns))),
        tag(
            "tbody",
            *(
                tag("tr", *(_cell("td", written(c, row, t), c) for c in sheet.columns))
                for row in range(min(rows, sheet.height))
            ),
        ),
    )
    more = None
    if sheet.height > rows:
        cut = message(
            "The first {shown} of {rows} rows; the workbook (.xlsx) holds all.", shown=rows, rows=sheet.height
        )
        more = tag("p", t.t(cut), class_="note")
    extra = {"open": "open"} if is_open else {}
    return tag("details", tag("summary", label), tag("div", table, class_="scroll"), more, **extra)


def _header(column: SheetColumn) -> str:
    return f"{column.name} ({column.unit})" if column.unit and column.kind == "number" else column.name


def _cell(name: str, text: str, column: SheetColumn) -> Element:
    is_number = column.kind in {"number", "share", "money"}
    return tag(name, text, class_="number") if is_number else tag(name, text)


def _origin(asked: ReportAsked, t: Translator) -> Element:
    """Say by what the file was made, of which files, and how it is checked."""
    rows = [(message("Version"), program_version() or "–")]
    parts: list[Element] = []
    for label, text in rows:
        parts += [tag("dt", t.t(label)), tag("dd", text)]
    parts.append(tag("dt", t.t(message("Files as they were read (SHA-256)"))))
    for at, file in enumerate(asked.files, 1):
        name = file.name or t.t(message("File {number}", number=at))
        parts.append(tag("dd", f"{name}: ", tag("code", file.sha256)))
    if not asked.files:
        parts.append(tag("dd", "–"))
    parts.append(tag("dt", t.t(message("To check it"))))
    parts.append(tag("dd", tag("code", "engagement verify REPORT.html EXPORT...")))
    parts.append(
        tag(
            "dd",
            t.t(message("It reads the exports anew, asks the same, and says what differs, and by how much.")),
        )
    )
    return tag("dl", *parts)


def _by_heading(figures: Sequence[FigureSaid]) -> list[tuple[Message, list[FigureSaid]]]:
    found: dict[str, tuple[Message, list[FigureSaid]]] = {}
    for figure in figures:
        found.setdefault(str(figure.heading), (figure.heading, []))[1].append(figure)
    return list(found.values())
