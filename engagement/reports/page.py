"""A report as one page of HTML: it needs no program and fetches nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.locale.translator import translator
from engagement.reports.body import Form, body
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
    from engagement.metrics.model import View
    from engagement.reports.report_asked import ReportAsked
    from engagement.reports.report_contents import ReportContents

#: Letters that a page may have at most, and how many rows of a table it shows, until it has no more.
MOST_LETTERS: Final = 2_000_000
_ROWS: Final = (100, 30, 8, 0)
#: Of one page alone the tables lie open, but for long lists.
_OPEN_ROWS: Final = 60
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
)
_WHOM: Final = {"us": message("For us"), "others": message("To send")}


def html(
    contents: ReportContents,
    report: Mapping[str, Any],
    asked: ReportAsked,
    view: View,
    beside: Sequence[str] = (),
) -> str:
    """Return the page; of tables so many rows as leave it under `MOST_LETTERS`.

    `beside` is what is to be said of its tables.
    """
    machine = dumped(asked, report)
    page = ""
    for rows in _ROWS:
        form = Form(rows, open_rows=0 if asked.only is None else _OPEN_ROWS)
        page = _page(contents, machine, asked, view, form, beside)
        if len(page.encode()) <= MOST_LETTERS:
            break
    return page


def _page(
    contents: ReportContents,
    machine: str,
    asked: ReportAsked,
    view: View,
    form: Form,
    beside: Sequence[str],
) -> str:
    t = translator(asked.language)
    title = asked.title or t.t(message("How engaged are the customers?"))
    generator = tag("meta", name="generator", content=f"Engagement {program_version()}".strip())
    said = [tag("p", line, class_="note") for line in beside]
    parts = _parts(contents, asked, view, t, form)
    main = tag("main", _masthead(contents, asked, view, t, title), *said, *parts, *_foot(contents, asked, t))
    script = tag("script", machine, type="application/json", id=ELEMENT)
    return document(head(title, policy(), generator), tag("body", main, script), t)


def document(head: Element, body: Element, t: Translator) -> str:
    """Return a whole page of HTML in the reader's language."""
    return "<!DOCTYPE html>\n" + markup(tag("html", head, body, lang=t.language)) + "\n"


def head(title: str, *more: Element | None) -> Element:
    """Return the head of such a page, in which its look stands, too; `more` is of one kind of page alone."""
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        *more,
        tag("link", rel="icon", href="data:,"),
        tag("title", title),
        tag("style", _style()),
    )


def policy() -> Element:
    """Return what says to the browser that nothing is fetched and nothing runs."""
    return tag("meta", http_equiv="Content-Security-Policy", content=_POLICY)


@cache
def _style() -> str:
    return (Path(__file__).parent / "page.css").read_text("utf-8")


def _parts(
    contents: ReportContents, asked: ReportAsked, view: View, t: Translator, form: Form
) -> Iterator[Element]:
    if contents.review:
        heading, *sentences = contents.review
        yield tag("h2", heading)
        yield tag("ol", *(tag("li", one) for one in sentences), class_="findings")
    if not contents.figures and not contents.tables and (asked.only is None or not contents.review):
        yield tag("p", t.t(_nothing(view, asked)))
    yield from body(contents, t, form)


def _foot(contents: ReportContents, asked: ReportAsked, t: Translator) -> Iterator[Element]:
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


def _nothing(view: View, asked: ReportAsked) -> Message:
    if asked.only is not None:
        return message("This page has no figures to take along.")
    if view.k is None:
        return message("The files hold nothing to measure.")
    return message("No figure of these files rests on {k} people, so none may be sent.", k=view.k)


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
