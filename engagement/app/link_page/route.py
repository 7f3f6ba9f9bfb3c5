"""The route /summary of a link: its summary page, and the same as a file."""

from __future__ import annotations

import gzip
import hashlib
from typing import TYPE_CHECKING, Final

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from engagement.app.link_page import drawn
from engagement.app.ui.reader import COOKIE, LANGUAGE
from engagement.app.workspaces import open_workspaces
from engagement.locale import LANGUAGES
from engagement.locale.tags import accepted, of_language, preferred
from engagement.locale.translator import translator
from engagement.readable.files import XLSX
from engagement.reports.link_page import NOT_PRINTED
from engagement.reports.printing import PrintError
from engagement.store.sharing import links

#: Files that a link can be taken as, by their ending.
_KINDS: Final = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "xlsx": XLSX}

if TYPE_CHECKING:
    from starlette.requests import Request

    from engagement.app.who.visitor import Visitor
    from engagement.store.sharing.links import Link


def answer(request: Request, visitor: Visitor) -> Response:
    """Return the page of the visitor's link, or with `?as=` a file of it."""
    link = None if visitor.link_id is None else links.by_id(open_workspaces.manifest(), visitor.link_id)
    if link is None or link.state != "stands":
        return Response(status_code=404)
    if request.method == "GET":
        links.note_visit(open_workspaces.manifest(), link)
    ending = request.query_params.get("as", "")
    if ending in _KINDS:
        return _file(request, link, ending)
    content = drawn.content(link, _language(request))
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"Cache-Control": "no-store", "ETag": etag, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return HTMLResponse(content, headers=headers)
    return HTMLResponse(gzip.decompress(content), headers=headers)


def _file(request: Request, link: Link, ending: str) -> Response:
    """Return the link's report as a file; 404 while it is being computed, 503 where no PDF can be printed."""
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="link.{ending}"'}
    if request.method == "HEAD":
        return Response(headers=headers, media_type=_KINDS[ending])
    try:
        file = drawn.as_file(link, _language(request), ending)
    except PrintError:
        t = translator(_language(request))
        return PlainTextResponse(t.t(NOT_PRINTED), 503, {"Cache-Control": "no-store"})
    return Response(status_code=404) if file is None else Response(file, 200, headers, _KINDS[ending])


def _language(request: Request) -> str:
    """Return the reader's language: of the address, else of the cookie, else of the browser."""
    wanted = accepted(request.headers.get("accept-language", ""))
    for candidate in (request.query_params.get(LANGUAGE), request.cookies.get(COOKIE)):
        if candidate in LANGUAGES:
            return of_language(candidate, wanted[0])
    return preferred(wanted)
