"""/summary under a link: the link's whole reading as one page, which needs no session."""

from __future__ import annotations

import gzip
import hashlib
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, Response

from engagement.app.link_page import drawn
from engagement.app.ui.reader import COOKIE, LANGUAGE
from engagement.app.workspaces import open_workspaces
from engagement.locale import LANGUAGES
from engagement.locale.tags import accepted, of_language, preferred
from engagement.store.sharing import links

if TYPE_CHECKING:
    from starlette.requests import Request

    from engagement.app.who.visitor import Visitor


def answer(request: Request, visitor: Visitor) -> Response:
    """Return a guest's page, drawn once for each bundle and language."""
    link = None if visitor.link_id is None else links.by_id(open_workspaces.manifest(), visitor.link_id)
    if link is None or link.state != "stands":
        return Response(status_code=404)
    if request.method == "GET":
        links.note_visit(open_workspaces.manifest(), link)
    content = drawn.content(link, _language(request))
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"Cache-Control": "no-store", "ETag": etag, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return HTMLResponse(content, headers=headers)
    return HTMLResponse(gzip.decompress(content), headers=headers)


def _language(request: Request) -> str:
    """Return the reader's language: asked for in the address, else chosen before, else the browser's."""
    wanted = accepted(request.headers.get("accept-language", ""))
    for chosen in (request.query_params.get(LANGUAGE), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return of_language(chosen, wanted[0])
    return preferred(wanted)
