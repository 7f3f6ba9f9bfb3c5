"""Pages of links, drawn before anybody opens them: a phone's reader waits for the network only.

They stay in memory as long as their bundle stands, so whoever is erased is in none of them. What a link says
of itself (its notes, its last day) is part of what they are found by: with another word it is another page.
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
from engagement.app.workspaces import open_workspaces
from engagement.caching.of_files import FileCache
from engagement.locale import LANGUAGES
from engagement.locale.tags import usual_tag
from engagement.reports.link_page import LinkDescription, link_file, link_page
from engagement.reports.printing import pdf
from engagement.store import StoreError, workspaces
from engagement.store.planning import day_notes
from engagement.store.sharing import bundles, links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from engagement.store.sharing.bundles import Bundle
    from engagement.store.sharing.links import Link

#: Pages as they were drawn, by bundle, what the link says, and language.
_DRAWN: Final[FileCache[bytes]] = FileCache(256)
#: To print one takes a browser and seconds.
_PRINTING: Final = threading.Lock()
#: So many links are drawn ahead, in all languages: to draw one takes half a second of the processor.
_AHEAD: Final = 8
#: In whose forms they are drawn ahead, the last first: our languages, and those that readers have come with.
_FORMS: Final = dict.fromkeys((*reversed(LANGUAGES), "en-US", "en-GB"))
_MOST_FORMS: Final = 12


def content(link: Link, language: str) -> bytes:
    """Return the page of a link that stands, compressed."""
    newest, said, language = guest.bundle(link), _said(link), usual_tag(language)
    if language in _FORMS or len(_FORMS) < _MOST_FORMS:
        _FORMS.pop(language, None)
        _FORMS[language] = None
    if newest is None:
        return _compressed(link_page(said, None, language))
    return _page(link, newest, said, language, lambda: _draw(link, newest, said, language))


def as_file(link: Link, language: str, ending: str) -> bytes | None:
    """Return what a link that stands shows as one .html, .pdf or .xlsx; None while it is being made.

    `PrintError` where no browser of this machine prints the PDF.
    """
    newest, said = guest.bundle(link), _said(link)
    if newest is None or guest.published(link, newest).more:
        return None

    def make() -> bytes:
        view = guest.published(link, newest)
        if ending == "xlsx":
            return link_workbook(said, view, language)
        page = link_file(said, view, language)
        return pdf(page) if ending == "pdf" else page.encode()

    key = (*_key(newest, said, usual_tag(language)), ending)
    # Whoever asks for the same PDF waits here; nobody waits in the cache, where all look for theirs.
    with _PRINTING if ending == "pdf" else nullcontext():
        if _DRAWN.has(key):
            return _DRAWN.get(key, [_path(link, newest)], make)
        file = make()
        return _DRAWN.get(key, [_path(link, newest)], lambda: file)


def start() -> None:
    """Draw now, and from now on after each publication, what is likely to be opened. Returns at once."""
    publisher = background_publishing.publisher(open_workspaces.data_dir())
    publisher.follow(ahead)
    threading.Thread(target=ahead, daemon=True).start()


def ahead() -> None:
    """Draw the pages of the links that were opened or made last, those that are not drawn yet."""
    with suppress(StoreError, OSError):  # a data folder that cannot be read now can be later
        for link, newest in _last_used():
            said = _said(link)
            for language in dict.fromkeys(map(usual_tag, reversed(tuple(_FORMS)))):
                if not _DRAWN.has(_key(newest, said, language)):
                    _draw_ahead(link, newest, said, language)


def _draw_ahead(link: Link, newest: Bundle, said: LinkDescription, language: str) -> None:
    page = _draw(link, newest, said, language)  # outside the cache, in which others look for theirs meanwhile
    _page(link, newest, said, language, lambda: page)


def _last_used() -> Iterator[tuple[Link, Bundle]]:
    found = [
        link
        for name in workspaces(open_workspaces.data_dir())
        for link in links.links(open_workspaces.workspace(name).room)
        if link.state == "stands"
    ]
    found.sort(key=lambda link: link.seen_at or link.made_at, reverse=True)
    for link in found[:_AHEAD]:
        published = bundles.newest_bundles(open_workspaces.manifest(), link.id)
        if published:
            yield link, published[0]


def _page(
    link: Link, newest: Bundle, said: LinkDescription, language: str, draw: Callable[[], bytes]
) -> bytes:
    return _DRAWN.get(_key(newest, said, language), [_path(link, newest)], draw)


def _key(newest: Bundle, said: LinkDescription, language: str) -> tuple[str, str, str]:
    return newest.object, repr(said), language


def _path(link: Link, newest: Bundle) -> Path:
    return guest.path_of(link.workspace, newest.object)


def _draw(link: Link, newest: Bundle, said: LinkDescription, language: str) -> bytes:
    return _compressed(link_page(said, guest.published(link, newest), language))


def _compressed(page: str) -> bytes:
    return gzip.compress(page.encode(), 9, mtime=0)


def _said(link: Link) -> LinkDescription:
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
        notes=day_notes.shared_notes(open_workspaces.workspace(link.workspace).room),
    )
