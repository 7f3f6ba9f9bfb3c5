"""A report as one HTML page without scripts and without requests to a network."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.locale.translator import translator
from engagement.reports.body import ReportLayout, body
from engagement.reports.elements import markup, tag
from engagement.reports.machine_part import ELEMENT, dumped
from engagement.reports.question_words import in_words
from engagement.reports.report_request import program_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any
    from xml.etree.ElementTree import Element

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.model import View
    from engagement.reports.report_contents import ReportContents
    from engagement.reports.report_request import ReportRequest

#: The largest size of a page in bytes, and the rows of each table that are tried until it is within it.
MOST_BYTES: Final = 2_000_000
_ROWS: Final = (100, 30, 8, 0)
#: In the report of a single page of the dashboard, tables of at most so many rows are unfolded.
_OPEN_ROWS: Final = 60
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
)
_WHOM: Final = {"us": message("For us"), "others": message("To send")}


def html(
    contents: ReportContents,
    report: Mapping[str, Any],
    request: ReportRequest,
    view: View,
    notes: Sequence[str] = (),
) -> str:
    """Return the page as HTML, with as many rows of each table as keep it within `MOST_BYTES`.

    `report` is what `machine_part.answered` returns; `notes` are sentences above the body.
    """
    machine = dumped(request, report)
    page = ""
    for rows in _ROWS:
        form = ReportLayout(rows, open_rows=0 if request.only is None else _OPEN_ROWS)
        page = _page(contents, machine, request, view, form, notes)
        if len(page.encode()) <= MOST_BYTES:
            break
    return page


def _page(
    contents: ReportContents,
    machine: str,
    request: ReportRequest,
    view: View,
    form: ReportLayout,
    notes: Sequence[str],
) -> str:
    t = translator(request.language)
    title = request.title or t.t(message("How engaged are the customers?"))
    generator = tag("meta", name="generator", content=f"Engagement {program_version()}".strip())
    note_lines = [tag("p", line, class_="note") for line in notes]
    parts = _parts(contents, request, view, t, form)
    main = tag(
        "main",
        _masthead(contents, request, view, t, title),
        *note_lines,
        *parts,
        *_foot(contents, request, t),
    )
    script = tag("script", machine, type="application/json", id=ELEMENT)
    return document(head(title, policy(), generator), tag("body", main, script), t)


def document(head: Element, body: Element, t: Translator) -> str:
    """Return a whole HTML document of a head and a body, in the translator's language."""
    return "<!DOCTYPE html>\n" + markup(tag("html", head, body, lang=t.language)) + "\n"


def head(title: str, *more: Element | None) -> Element:
    """Return the `<head>` with the style sheet; `more` are further elements of one kind of page."""
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
    """Return the Content-Security-Policy that forbids scripts and requests."""
    return tag("meta", http_equiv="Content-Security-Policy", content=_POLICY)


@cache
def _style() -> str:
    return (Path(__file__).parent / "page.css").read_text("utf-8")


def _parts(
    contents: ReportContents, request: ReportRequest, view: View, t: Translator, form: ReportLayout
) -> Iterator[Element]:
    yield from review_part(contents)
    if not contents.figures and not contents.tables and (request.only is None or not contents.review):
        yield tag("p", t.t(_nothing(view, request)))
    yield from body(contents, t, form)


def review_part(contents: ReportContents) -> Iterator[Element]:
    """Yield the heading and the sentences of the review; nothing where there is none."""
    if contents.review:
        heading, *sentences = contents.review
        yield tag("h2", heading)
        yield tag("ol", *(tag("li", sentence) for sentence in sentences), class_="findings")


def _foot(contents: ReportContents, request: ReportRequest, t: Translator) -> Iterator[Element]:
    if contents.locked:
        yield tag("h2", t.t(message("What more data would open")))
        yield tag("dl", *(e for name, why in contents.locked for e in (tag("dt", name), tag("dd", why))))
    yield tag("h2", t.t(message("What this file rests on")))
    yield _origin(request, t)


def _masthead(
    contents: ReportContents, request: ReportRequest, view: View, t: Translator, title: str
) -> Element:
    facts = [
        *in_words(request.question, contents.window, request.by, t),
        t.t(message("small numbers: 95% interval")),
    ]
    notes = []
    if view.k is not None:
        notes.append(message("No figure rests on fewer than {k} people.", k=view.k))
        too_few = int(getattr(view, "few", 0))
        if too_few:
            notes.append(
                message(
                    "{n} figure is left out: too few people stand behind it.",
                    "{n} figures are left out: too few people stand behind them.",
                    n=too_few,
                )
            )
    else:
        notes.append(message("Contains internal figures: do not send it to others."))
    return tag(
        "header",
        tag("p", f"Engagement · {t.t(_WHOM[request.whom])}", class_="kind"),
        tag("h1", title),
        tag("p", " · ".join(facts), class_="facts"),
        tag("p", " ".join(t.t(note) for note in notes), class_="note"),
    )


def _nothing(view: View, request: ReportRequest) -> Message:
    if request.only is not None:
        return message("This page has no figures to take along.")
    if view.k is None:
        return message("The files hold nothing to measure.")
    return message("No figure of these files rests on {k} people, so none may be sent.", k=view.k)


def _origin(request: ReportRequest, t: Translator) -> Element:
    """Return the version, the files with their SHA-256, and how to verify the report."""
    rows = [(message("Version"), program_version() or "–")]
    parts: list[Element] = []
    for label, text in rows:
        parts += [tag("dt", t.t(label)), tag("dd", text)]
    parts.append(tag("dt", t.t(message("Files as they were read (SHA-256)"))))
    for number, file in enumerate(request.files, 1):
        name = file.name or t.t(message("File {number}", number=number))
        parts.append(tag("dd", f"{name}: ", tag("code", file.sha256)))
    if not request.files:
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
