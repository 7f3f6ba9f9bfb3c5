"""A cache of links' summary pages, which are drawn before anybody opens them.

A page is kept in memory as long as its bundle exists, so that an erased person is in none. The description of
a link (its notes, its last day) is part of the key, so a change of it gives another page.
"""

from __future__ import annotations

import gzip
import threading
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING, Final

from engagement.app.guests import background_publishing, guest
from engagement.app.link_page.link_workbook import link_workbook
from engagement.app.navigation.page_entries import ENTRIES
from engagement.app.sharing import link_draft
from engagement.app.ui.address import from_address
from engagement.app.workspaces import open_workspaces
from engagement.caching.of_files import FileCache
from engagement.locale import LANGUAGES
from engagement.locale.tags import usual_tag
from engagement.metrics.sums.periods import period_of
from engagement.planning.former_reviews import edits_of
from engagement.reports.link_page import LinkDescription, link_file, link_page
from engagement.reports.printing import pdf
from engagement.store import StoreError, workspaces
from engagement.store.planning import day_notes
from engagement.store.sharing import bundles, links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from engagement.planning.statements import Edit
    from engagement.store.manifest.workspace_storage import WorkspaceStorage
    from engagement.store.sharing.bundles import Bundle
    from engagement.store.sharing.links import Link

#: Drawn pages by bundle, description of the link, and language.
_DRAWN: Final[FileCache[bytes]] = FileCache(256)
#: Printing a PDF takes a browser and several seconds.
_PRINTING: Final = threading.Lock()
#: The number of links drawn in advance, in all languages: each takes half a second of CPU time.
_AHEAD: Final = 8
#: The language tags in which pages are drawn in advance, last first: our languages, and those of visitors.
_FORMS: Final = dict.fromkeys((*reversed(LANGUAGES), "en-US", "en-GB"))
_MOST_FORMS: Final = 12


def content(link: Link, language: str) -> bytes:
    """Return the page of an open link as gzip."""
    newest, description, language = guest.bundle(link), _description(link), usual_tag(language)
    if language in _FORMS or len(_FORMS) < _MOST_FORMS:
        _FORMS.pop(language, None)
        _FORMS[language] = None
    if newest is None:
        return _compressed(link_page(description, None, language))
    return _page(link, newest, description, language, lambda: _draw(link, newest, description, language))


def as_file(link: Link, language: str, ending: str) -> bytes | None:
    """Return the report of an open link; None while its figures are being computed.

    `ending` is "html", "pdf" or "xlsx". Raises `PrintError` where no browser can print the PDF.
    """
    newest, description = guest.bundle(link), _description(link)
    if newest is None or guest.published(link, newest).more:
        return None

    def make() -> bytes:
        view = guest.published(link, newest)
        if ending == "xlsx":
            return link_workbook(description, view, language)
        page = link_file(description, view, language)
        return pdf(page) if ending == "pdf" else page.encode()

    key = (*_key(newest, description, usual_tag(language)), ending)
    # Requests for the same PDF wait here and not in the cache, which others need.
    with _PRINTING if ending == "pdf" else nullcontext():
        if _DRAWN.has(key):
            return _DRAWN.get(key, [_path(link, newest)], make)
        file = make()
        return _DRAWN.get(key, [_path(link, newest)], lambda: file)


def start() -> None:
    """Draw pages ahead in a thread, now and after each publication. Returns at once."""
    publisher = background_publishing.publisher(open_workspaces.data_dir())
    publisher.follow(ahead)
    threading.Thread(target=ahead, daemon=True).start()


def ahead() -> None:
    """Draw the missing pages of the links that were opened or made last."""
    with suppress(StoreError, OSError):  # a data folder that cannot be read now can be later
        for link, newest in _last_used():
            description = _description(link)
            for language in dict.fromkeys(map(usual_tag, reversed(tuple(_FORMS)))):
                if not _DRAWN.has(_key(newest, description, language)):
                    _draw_ahead(link, newest, description, language)


def _draw_ahead(link: Link, newest: Bundle, description: LinkDescription, language: str) -> None:
    page = _draw(
        link, newest, description, language
    )  # outside the cache, in which others look for theirs meanwhile
    _page(link, newest, description, language, lambda: page)


def _last_used() -> Iterator[tuple[Link, Bundle]]:
    recent = [
        link
        for name in workspaces(open_workspaces.data_dir())
        for link in links.links(open_workspaces.workspace(name).storage)
        if link.state == "stands"
    ]
    recent.sort(key=lambda link: link.seen_at or link.made_at, reverse=True)
    for link in recent[:_AHEAD]:
        published = bundles.newest_bundles(open_workspaces.manifest(), link.id)
        if published:
            yield link, published[0]


def _page(
    link: Link, newest: Bundle, description: LinkDescription, language: str, draw: Callable[[], bytes]
) -> bytes:
    return _DRAWN.get(_key(newest, description, language), [_path(link, newest)], draw)


def _key(newest: Bundle, description: LinkDescription, language: str) -> tuple[str, str, str]:
    return newest.object, repr(description), language


def _path(link: Link, newest: Bundle) -> Path:
    return guest.path_of(link.workspace, newest.object)


def _draw(link: Link, newest: Bundle, description: LinkDescription, language: str) -> bytes:
    return _compressed(link_page(description, guest.published(link, newest), language))


def _compressed(page: str) -> bytes:
    return gzip.compress(page.encode(), 9, mtime=0)


def _description(link: Link) -> LinkDescription:
    storage = open_workspaces.workspace(link.workspace).storage
    shown = [entry for entry in ENTRIES if entry.stem in link.terms.pages]
    first = shown[0].stem if shown else ""
    return LinkDescription(
        title=link.title,
        sender=link.terms.sender,
        note=link.note,
        made_on=link.made_at.date(),
        pages=tuple(("./" if entry.stem == first else f"./{entry.stem}", entry.name) for entry in shown),
        k=link.terms.k,
        follows=link.follows,
        free=next(iter(link.terms.free), ""),
        expires_on=link_draft.last_day_of(link),
        notes=day_notes.shared_notes(storage),
        review=link.terms.review,
        edits=_edits(link, storage),
    )


def _edits(link: Link, storage: WorkspaceStorage) -> Mapping[str, Edit]:
    """Return the shop's edits of the sentences of the link's review."""
    grain, last = link.terms.review, from_address(link.terms.question).as_of
    return {} if grain is None or last is None else edits_of(storage, f"{grain}.{period_of(last, grain)}")
