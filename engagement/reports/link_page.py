"""A link's reading as one page of HTML: what stands in its bundle, and the ways to the full pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement.locale import LANGUAGES, message
from engagement.locale.translator import translator
from engagement.reports import printing
from engagement.reports.body import Form, body, of_link, shown_tables
from engagement.reports.elements import tag
from engagement.reports.page import document, head, policy
from engagement.reports.question_words import in_words, split_name
from engagement.reports.report_contents import contents
from engagement.reports.tables.rounded_tables import how_rounded, rounded_tables, told_until

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from xml.etree.ElementTree import Element

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.publishing.recipients_view import PublishedView
    from engagement.store.planning.day_notes import DayNote

#: Rows of a table that are shown; the full pages show all.
_ROWS: Final = 30
_ROWS_OF_FILE: Final = 100
#: Beside a file of a link.
NOT_VERIFIED: Final = message(
    "engagement verify cannot check this file: a link tells totals only, not of which exports they are."
)
#: In the place of a PDF that this server did not print.
NOT_PRINTED: Final = message("This server cannot print a PDF: print the page with your browser.")
#: After so many seconds a page whose figures are still being made asks for itself again.
_COMES_SECONDS: Final = 4


@dataclass(frozen=True, slots=True)
class LinkDescription:
    """What a link says of itself: who sends it and when, what it shows, until when it is open.

    `pages` are addresses below the link with their names; `free` is the split that
    a recipient may filter by there, "" where there is none. `expires_on` is the last day on which it opens.
    `notes` are those that whoever opens it may read (`day_notes.shared_notes`).
    """

    title: str
    sender: str
    note: str
    made_on: date
    pages: Sequence[tuple[str, Message]]
    k: int
    follows: bool
    free: str = ""
    expires_on: date | None = None
    notes: Sequence[DayNote] = ()


def link_page(said: LinkDescription, view: PublishedView | None, language: str) -> str:
    """Return the page; `view` is None while the link's first figures are being made."""
    t = translator(language)
    comes = view is None or view.more
    more = [
        tag("meta", name="robots", content="noindex"),
        tag("meta", http_equiv="refresh", content=_COMES_SECONDS) if comes else None,
    ]
    ways = [_ways(said, t), *([] if comes else [_files(t)])]
    foot = [*([] if view is None else of_figures(view)), *_of_terms(said)]
    read = _read(said, view, t, of_link(_ROWS), foot)
    main = tag("main", _languages(t), _masthead(said, view, t, ways), *read)
    return document(head(title_of(said, t), *more), tag("body", main, tag("script", _watch())), t)


def link_file(said: LinkDescription, view: PublishedView, language: str) -> str:
    """Return the same as a file to keep: nothing runs in it, nothing is fetched, all of it lies open."""
    t = translator(language)
    foot = [*of_figures(view), *_of_people(said.k), NOT_VERIFIED]
    read = _read(said, view, t, Form(_ROWS_OF_FILE), foot)
    main = tag("main", _masthead(said, view, t, ()), *read)
    return document(head(title_of(said, t), policy()), tag("body", main), t)


def title_of(said: LinkDescription, t: Translator) -> str:
    """Return what a link calls itself."""
    return said.title or t.t(message("How engaged are the customers?"))


def _watch() -> str:
    return (Path(__file__).parent / "link_page.js").read_text("utf-8")


def _languages(t: Translator) -> Element:
    ways = [
        tag("a", translator(one).name, href=f"?lang={one}", lang=one, hreflang=one)
        for one in LANGUAGES
        if one != t.language
    ]
    return tag("nav", *ways, class_="languages screen", aria_label=t.t(message("Language")))


def _masthead(
    said: LinkDescription, view: PublishedView | None, t: Translator, ways: Iterable[Element]
) -> Element:
    shared = (
        message("Shared by {who} · {day}", who=said.sender, day=said.made_on)
        if said.sender
        else message("Shared with you · {day}", day=said.made_on)
    )
    facts = [] if view is None else _facts(view, t)
    return tag(
        "header",
        tag("p", t.t(shared), class_="kind"),
        tag("h1", title_of(said, t)),
        tag("p", f"“{said.note}”", class_="note") if said.note else None,
        tag("p", " · ".join(facts), class_="facts") if facts else None,
        *ways,
    )


def _facts(view: PublishedView, t: Translator) -> list[str]:
    windows = [view.window(key) for key in view.keys()]  # noqa: SIM118 - a method
    last = max(windows, key=lambda window: window.last_day, default=None)
    return [*in_words(view.question, last, None, t), t.t(message("small numbers: 95% interval"))]


def _ways(said: LinkDescription, t: Translator) -> Element:
    """Return the ways to the full pages, where one chooses and asks further."""
    offer = (
        message("Filter by {dimension} on the full pages:", dimension=split_name(said.free, t).lower())
        if said.free
        else message("The full pages, with splits and definitions:")
    )
    ways = [
        tag("a", t.t(name), href=f"{address}?lang={t.language}", class_="way") for address, name in said.pages
    ]
    return tag("nav", tag("span", t.t(offer)), *ways, class_="ways screen")


def _files(t: Translator) -> Element:
    prints = printing.browser() is not None
    kinds = [(message("as a page"), "html"), (message("as a workbook"), "xlsx")]
    if prints:
        kinds.insert(1, (message("as a PDF"), "pdf"))
    ways = [
        tag("a", t.t(name), href=f"?lang={t.language}&as={ending}", class_="way", download="")
        for name, ending in kinds
    ]
    lacking = [] if prints else [tag("span", t.t(message("For a PDF, print this page with your browser.")))]
    return tag("nav", tag("span", t.t(message("One file to keep:"))), *ways, *lacking, class_="ways screen")


def _read(
    said: LinkDescription, view: PublishedView | None, t: Translator, form: Form, foot: Iterable[Message]
) -> Iterator[Element]:
    if view is None:
        yield tag("p", t.t(message("The data of this link are being prepared; they appear by themselves.")))
    else:
        held = contents(view, None, t, notes=said.notes)
        rounded = list(rounded_tables(view, t))
        if not held.figures and not held.tables and not rounded:
            yield tag("p", t.t(message("No figure of this link rests on {k} people.", k=said.k)))
        yield from body(held, t, form)
        until = told_until(view)
        if rounded and until is not None:
            yield tag("h2", t.t(message("Customers, products and answers, in rounded counts")))
            yield tag("p", t.t(how_rounded(view.k, until)), class_="note")
            yield shown_tables(rounded, t, form)
    yield tag("footer", *(tag("p", t.t(line), class_="note") for line in foot))


def _of_terms(said: LinkDescription) -> Iterator[Message]:
    return of_terms(said.k, said.made_on, said.expires_on, follows=said.follows)


def of_terms(k: int, made_on: date, expires_on: date | None, *, follows: bool) -> Iterator[Message]:
    """Say what a link never shows, until when it is open (its last day, None: for good), and of which day."""
    yield from _of_people(k)
    if expires_on is not None:
        yield message("It expires after {day}.", day=expires_on)
    yield (
        message("It follows the newest data.")
        if follows
        else message("It shows the data as of {day}.", day=made_on)
    )


def _of_people(k: int) -> Iterator[Message]:
    yield message("This link opens totals, never a customer.")
    yield message("It shows no group smaller than {k}.", k=k)


def of_figures(view: PublishedView) -> Iterator[Message]:
    """Say what a link does not show, what waits, and what comes."""
    if view.few:
        yield message(
            "{count} figure is not shown because too few people stand behind it.",
            "{count} figures are not shown because too few people stand behind them.",
            n=view.few,
            count=view.few,
        )
    if view.waits:
        yield message(
            "Newer days and corrections are added once at least {k} people stand behind them.", k=view.k
        )
    if view.more:
        yield message("More is being computed; it appears by itself.")
