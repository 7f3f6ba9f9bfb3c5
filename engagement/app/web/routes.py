"""Our own routes beside Streamlit's: health, readiness, robots, downloads, shared links."""

from __future__ import annotations

import logging
import time
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.auth_util import encode_provider_token

from engagement.app import download, rooms
from engagement.app.visitor import hosting
from engagement.app.web import paths
from engagement.app.web.asked import asked
from engagement.app.web.look import Look
from engagement.app.web.pages import denied
from engagement.app.web.share import Share
from engagement.store import StoreError, health

if TYPE_CHECKING:
    from starlette.requests import Request

    from engagement.app.web.cookies import Views

_READY_SECONDS: Final = 5.0
#: What Streamlit calls the one provider that there is.
_PROVIDER: Final = "default"
_log: Final = logging.getLogger(__name__)


class Readiness:
    """Whether the store takes and gives. Asked often, it is tried once in five seconds."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._until = 0.0
        self._ready = False

    def now(self) -> bool:
        """Return whether the store can be written to and read from."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._ready = _try_store()
                self._until = time.monotonic() + _READY_SECONDS
            return self._ready


def routes(views: Views) -> list[Route]:
    """Return the routes, to stand before Streamlit's."""
    readiness = Readiness()

    async def ready(_: Request) -> Response:
        is_ready = await run_in_threadpool(readiness.now)
        return PlainTextResponse(*(("ready", 200) if is_ready else ("unavailable", 503)), headers=_FRESH)

    return [
        Route("/healthz", _healthy),
        Route("/readyz", ready),
        Route("/robots.txt", _robots),
        Route(paths.ENTER, _enter),
        Route(f"{download.PATH}{{ticket}}", _hand_out),
        Route("/look/{public}", Look(rooms.manifest(), views).open),
        Route("/s/{token}", Share(rooms.manifest(), views).open, methods=["GET", "POST"]),
    ]


_FRESH: Final = {"Cache-Control": "no-store"}


async def _healthy(_: Request) -> Response:
    return PlainTextResponse("alive", headers=_FRESH)


async def _robots(_: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


async def _hand_out(request: Request) -> Response:
    asking = asked(request.scope).visitor
    ticket = await run_in_threadpool(download.find, request.path_params["ticket"], asking)
    if ticket is None:
        return denied(request)
    content = b"" if request.method == "HEAD" else await run_in_threadpool(ticket.content)
    disposition = f'attachment; filename="{_plain(ticket.name)}"'
    return Response(content, media_type=ticket.mime, headers={**_FRESH, "Content-Disposition": disposition})


async def _enter(_: Request) -> Response:
    """Go to the identity provider, as `st.login` does from within a session."""
    if hosting().oidc is None:
        return RedirectResponse("/", 302)
    token = await run_in_threadpool(encode_provider_token, _PROVIDER)
    return RedirectResponse(f"/auth/login?{urlencode({'provider': token})}", 302, headers=_FRESH)


def _plain(name: str) -> str:
    """A file's name with nothing in it that would end the header or leave the folder."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)


def _try_store() -> bool:
    try:
        return health.write_and_read(rooms.workspace(rooms.OWN).room)
    except (StoreError, OSError):
        _log.exception("not ready")
        return False
