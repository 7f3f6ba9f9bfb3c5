"""The summary page of a link (HTML): the content of its bundle, and links to the full pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement.locale import LANGUAGES, message
from engagement.locale.translator import translator
from engagement.planning import review_lines
from engagement.reports import printing
from engagement.reports.body import ReportLayout, body, link_layout, tables_section
from engagement.reports.elements import tag
from engagement.reports.page import document, head, policy, review_part
from engagement.reports.question_words import in_words, split_name
from engagement.reports.report_contents import contents
from engagement.reports.tables.rounded_tables import counted_until, rounded_tables, rounding_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from xml.etree.ElementTree import Element

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.publishing.recipients_view import PublishedView
    from engagement.planning.statements import Edit, ReviewGrain
    from engagement.store.planning.day_notes import DayNote

#: Rows of a table on the page; the full pages show all. A file to keep has more.
_ROWS: Final = 30
_ROWS_OF_FILE: Final = 100
#: Tables of at most so many rows are unfolded in a file, and so are printed.
_OPEN_ROWS: Final = 60
#: A note in every file of a link.
NOT_VERIFIED: Final = message(
    "engagement verify cannot check this file: a link tells totals only, not of which exports they are."
)
#: The answer where this server cannot print the PDF.
NOT_PRINTED: Final = message("This server cannot print a PDF: print the page with your browser.")
#: Seconds after which a page with figures still being computed reloads itself.
_COMES_SECONDS: Final = 4


@dataclass(frozen=True, slots=True)
class LinkDescription:
    """The terms of a link, as its page states them.

    `sender` is the name of who shared it ("" for nobody), `note` their message. `pages` are addresses below
    the link with their names. `k` is the smallest group of people that is shown. `follows` is True where the
    link shows the newest data, and not those of the day on which it was made. `free` is the dimension by
    which a recipient may filter on the full pages, "" where there is none. `expires_on` is the last day on
    which the link opens, None for no end. `notes` are the notes on days that a recipient may read
    (`day_notes.shared_notes`). With `review`, the review of the link's days stands first, without the
    sentences that the shop edited or struck out (`edits`).
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
    review: ReviewGrain | None = None
    edits: Mapping[str, Edit] = field(default_factory=dict)


def link_page(link: LinkDescription, view: PublishedView | None, language: str) -> str:
    """Return the page as HTML; `view` is None while the link's first figures are being computed."""
    t = translator(language)
    is_unfinished = view is None or view.more
    more = [
        tag("meta", name="robots", content="noindex"),
        tag("meta", http_equiv="refresh", content=_COMES_SECONDS) if is_unfinished else None,
    ]
    link_rows = [_page_links(link, t), *([] if is_unfinished else [_file_links(t)])]
    foot = [*([] if view is None else figures_notes(view)), *_terms_of(link)]
    read = _body(link, view, t, link_layout(_ROWS), foot)
    main = tag("main", _languages(t), _masthead(link, view, t, link_rows), *read)
    return document(head(title_of(link, t), *more), tag("body", main, tag("script", _program())), t)


def link_file(link: LinkDescription, view: PublishedView, language: str) -> str:
    """Return the page as an HTML file to keep: without script, without requests, with nothing folded."""
    t = translator(language)
    foot = [*figures_notes(view), *_people_notes(link.k), NOT_VERIFIED]
    read = _body(link, view, t, ReportLayout(_ROWS_OF_FILE, open_rows=_OPEN_ROWS), foot)
    main = tag("main", _masthead(link, view, t, ()), *read)
    return document(head(title_of(link, t), policy()), tag("body", main), t)


def review_of(link: LinkDescription, view: PublishedView, t: Translator) -> Sequence[str]:
    """Return the heading and the sentences of a link's review; empty without one, or until it is complete."""
    if link.review is None or view.more:
        return ()
    return review_lines.for_others(view, link.review, link.edits, t)


def title_of(link: LinkDescription, t: Translator) -> str:
    """Return the title of a link, or the usual one where it has none."""
    return link.title or t.t(message("How engaged are the customers?"))


def _program() -> str:
    return (Path(__file__).parent / "link_page.js").read_text("utf-8")


def _languages(t: Translator) -> Element:
    links = [
        tag("a", translator(language).name, href=f"?lang={language}", lang=language, hreflang=language)
        for language in LANGUAGES
        if language != t.language
    ]
    return tag("nav", *links, class_="languages screen", aria_label=t.t(message("Language")))


def _masthead(
    link: LinkDescription, view: PublishedView | None, t: Translator, actions: Iterable[Element]
) -> Element:
    shared = (
        message("Shared by {who} · {day}", who=link.sender, day=link.made_on)
        if link.sender
        else message("Shared with you · {day}", day=link.made_on)
    )
    facts = [] if view is None else _facts(view, t)
    return tag(
        "header",
        tag("p", t.t(shared), class_="kind"),
        tag("h1", title_of(link, t)),
        tag("p", f"“{link.note}”", class_="note") if link.note else None,
        tag("p", " · ".join(facts), class_="facts") if facts else None,
        *actions,
    )


def _facts(view: PublishedView, t: Translator) -> list[str]:
    windows = [view.window(key) for key in view.keys()]  # noqa: SIM118 - a method
    last = max(windows, key=lambda window: window.last_day, default=None)
    return [*in_words(view.question, last, None, t), t.t(message("small numbers: 95% interval"))]


def _page_links(link: LinkDescription, t: Translator) -> Element:
    """Return links to the full pages, which have filters and splits."""
    offer = (
        message("Filter by {dimension} on the full pages:", dimension=split_name(link.free, t).lower())
        if link.free
        else message("The full pages, with splits and definitions:")
    )
    links = [
        tag("a", t.t(name), href=f"{address}?lang={t.language}", class_="way") for address, name in link.pages
    ]
    return tag("nav", tag("span", t.t(offer)), *links, class_="ways screen")


def _file_links(t: Translator) -> Element:
    can_print = printing.browser() is not None
    kinds = [(message("as a page"), "html"), (message("as a workbook"), "xlsx")]
    if can_print:
        kinds.insert(1, (message("as a PDF"), "pdf"))
    links = [
        tag("a", t.t(name), href=f"?lang={t.language}&as={ending}", class_="way", download="")
        for name, ending in kinds
    ]
    lacking = (
        [] if can_print else [tag("span", t.t(message("For a PDF, print this page with your browser.")))]
    )
    return tag("nav", tag("span", t.t(message("One file to keep:"))), *links, *lacking, class_="ways screen")


def _body(
    link: LinkDescription,
    view: PublishedView | None,
    t: Translator,
    form: ReportLayout,
    foot: Iterable[Message],
) -> Iterator[Element]:
    if view is None:
        yield tag("p", t.t(message("The data of this link are being prepared; they appear by themselves.")))
    else:
        report = contents(view, None, t, review_of(link, view, t), notes=link.notes)
        rounded = list(rounded_tables(view, t, link.notes))
        if not report.figures and not report.tables and not rounded:
            yield tag("p", t.t(message("No figure of this link rests on {k} people.", k=link.k)))
        yield from review_part(report)
        yield from body(report, t, form)
        until = counted_until(view)
        if rounded and until is not None:
            yield tag("h2", t.t(message("Customers, products and answers, in rounded counts")))
            yield tag("p", t.t(rounding_note(view.k, until)), class_="note")
            yield from tables_section(rounded, t, form)
    yield tag("footer", *(tag("p", t.t(line), class_="note") for line in foot))


def _terms_of(link: LinkDescription) -> Iterator[Message]:
    return terms_notes(link.k, link.made_on, link.expires_on, follows=link.follows)


def terms_notes(k: int, made_on: date, expires_on: date | None, *, follows: bool) -> Iterator[Message]:
    """Yield what a link never shows, until when it is open, and of which day its data are.

    `expires_on` is the last day on which it opens, None for no end. See `LinkDescription` for the others.
    """
    yield from _people_notes(k)
    if expires_on is not None:
        yield message("It expires after {day}.", day=expires_on)
    yield (
        message("It follows the newest data.")
        if follows
        else message("It shows the data as of {day}.", day=made_on)
    )


def _people_notes(k: int) -> Iterator[Message]:
    yield message("This link opens totals, never a customer.")
    yield message("It shows no group smaller than {k}.", k=k)


def figures_notes(view: PublishedView) -> Iterator[Message]:
    """Yield how many figures are withheld, and whether newer data wait or more is being computed."""
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
