"""/summary under a link: the link's whole reading as one page, which needs no session."""

from __future__ import annotations

import gzip
import hashlib
from typing import TYPE_CHECKING, Final

from starlette.responses import HTMLResponse, Response

from engagement.app.guests import guest
from engagement.app.navigation.page_entries import ENTRIES
from engagement.app.sharing import link_draft
from engagement.app.ui.reader import COOKIE, LANGUAGE
from engagement.app.workspaces import open_workspaces
from engagement.caching.of_files import FileCache
from engagement.locale import LANGUAGES
from engagement.locale.tags import accepted, of_language, preferred
from engagement.reports.link_page import LinkSaid, link_page
from engagement.store.planning import day_notes
from engagement.store.sharing import links

if TYPE_CHECKING:
    from starlette.requests import Request

    from engagement.app.who.visitor import Visitor
    from engagement.store.sharing.links import Link

#: Pages as they were drawn, by bundle, link and language.
_DRAWN: Final[FileCache[bytes]] = FileCache(64)


def answer(request: Request, visitor: Visitor) -> Response:
    """Return a guest's page, drawn once for each bundle and language."""
    link = None if visitor.link_id is None else links.by_id(open_workspaces.manifest(), visitor.link_id)
    if link is None or link.state != "stands":
        return Response(status_code=404)
    if request.method == "GET":
        links.note_visit(open_workspaces.manifest(), link)
    content = _content(link, _language(request))
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"Cache-Control": "no-store", "ETag": etag, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return HTMLResponse(content, headers=headers)
    return HTMLResponse(gzip.decompress(content), headers=headers)


def _content(link: Link, language: str) -> bytes:
    """Return the page of a link, compressed."""
    bundle = guest.bundle(link)
    said = _said(link)
    if bundle is None:
        return _compressed(link_page(said, None, language))
    path = guest.path_of(link.workspace, bundle.object)

    def draw() -> bytes:
        return _compressed(link_page(said, guest.published(link, bundle), language))

    return _DRAWN.get((bundle.object, repr(said), language), [path], draw)


def _compressed(page: str) -> bytes:
    return gzip.compress(page.encode(), 6, mtime=0)


def _said(link: Link) -> LinkSaid:
    shown = [entry for entry in ENTRIES if entry.stem in link.terms.pages]
    first = shown[0].stem if shown else ""
    return LinkSaid(
        title=link.title,
        sender=link.terms.sender,
        note=link.note,
        made_on=link.made_at.date(),
        pages=tuple(("./" if entry.stem == first else f"./{entry.stem}", entry.name) for entry in shown),
        k=link.terms.k,
        follows=link.follows,
        free=next(iter(link.terms.free), ""),
        expires_on=None if link.expires_at is None else link_draft.last_day(link.expires_at),
        notes=day_notes.told(open_workspaces.workspace(link.workspace).room),
    )


def _language(request: Request) -> str:
    """Return the reader's language: asked for in the address, else chosen before, else the browser's."""
    wanted = accepted(request.headers.get("accept-language", ""))
    for chosen in (request.query_params.get(LANGUAGE), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return of_language(chosen, wanted[0])
    return preferred(wanted)
