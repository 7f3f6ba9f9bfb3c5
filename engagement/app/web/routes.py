"""Our own routes beside Streamlit's: health, readiness, robots, downloads, shared links."""

from __future__ import annotations

import logging
import time
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from streamlit.auth_util import encode_provider_token

from engagement.app.link_page import route as link_page
from engagement.app.mail import mail_answers
from engagement.app.ui import download
from engagement.app.web import paths
from engagement.app.web.look_as_guest import GuestLookRoute
from engagement.app.web.open_link import Share
from engagement.app.web.pages import denied, of_mail
from engagement.app.web.request import requester_of
from engagement.app.who.current import hosting
from engagement.app.workspaces import open_workspaces
from engagement.store import StoreError
from engagement.store.manifest import health

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from engagement.app.mail.mail_answers import MailAnswer
    from engagement.app.web.cookies import Views

_READY_SECONDS: Final = 5.0
_NOT_AT_ALL: Final = "cannot serve"
#: What Streamlit calls the one provider that there is.
_PROVIDER: Final = "default"
_log: Final = logging.getLogger(__name__)


class Readiness:
    """The readiness of the store, checked at most once in five seconds."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._until = 0.0
        self._said = ""

    def now(self) -> str:
        """Return "ready", "cannot write" (pages can still be drawn), or "cannot serve"."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._said = _try_store()
                self._until = time.monotonic() + _READY_SECONDS
            return self._said


def routes(views: Views) -> list[Route]:
    """Return the routes, to stand before Streamlit's."""
    readiness = Readiness()

    async def ready(_: Request) -> Response:
        state = await run_in_threadpool(readiness.now)
        # Whoever cannot write still draws pages: a balancer that let go of them would end that, too.
        return PlainTextResponse(state, 503 if state == _NOT_AT_ALL else 200, headers=_FRESH)

    return [
        Route("/healthz", _healthy),
        Route("/readyz", ready),
        Route("/robots.txt", _robots),
        Route(paths.ENTER, _enter),
        Route(f"{download.PATH}{{ticket}}", _hand_out),
        Route("/look/{public}", GuestLookRoute(open_workspaces.manifest(), views).open),
        Route(paths.SUMMARY, _summary),
        Route("/mail/confirm/{token}", _mail(mail_answers.confirm), methods=["GET", "POST"]),
        Route("/mail/stop/{token}", _mail(mail_answers.stop), methods=["GET", "POST"]),
        Route("/s/{token}", Share(open_workspaces.manifest(), views).open, methods=["GET", "POST"]),
    ]


_FRESH: Final = {"Cache-Control": "no-store"}


async def _healthy(_: Request) -> Response:
    return PlainTextResponse("alive", headers=_FRESH)


async def _robots(_: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


def _mail(answer: Callable[..., MailAnswer | None]) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of an address in a mail; an invalid token gets the page of denied addresses."""

    async def answered(request: Request) -> Response:
        token, pressed = request.path_params["token"], request.method == "POST"
        response = await run_in_threadpool(answer, open_workspaces.manifest(), token, pressed=pressed)
        return denied(request) if response is None else of_mail(request, response)

    return answered


async def _summary(request: Request) -> Response:
    return await run_in_threadpool(link_page.answer, request, requester_of(request.scope).visitor)


async def _hand_out(request: Request) -> Response:
    asking = requester_of(request.scope).visitor
    ticket = await run_in_threadpool(download.find, request.path_params["ticket"], asking)
    if ticket is None:
        return denied(request)
    content = b"" if request.method == "HEAD" else await run_in_threadpool(ticket.content)
    disposition = f'attachment; filename="{_plain(ticket.name)}"'
    headers = {**_FRESH, "Content-Disposition": disposition}
    if isinstance(content, bytes):
        return Response(content, media_type=ticket.mime, headers=headers)
    return StreamingResponse(content, media_type=ticket.mime, headers=headers)


async def _enter(_: Request) -> Response:
    """Go to the identity provider, as `st.login` does from within a session."""
    if hosting().oidc is None:
        return RedirectResponse("/", 302)
    token = await run_in_threadpool(encode_provider_token, _PROVIDER)
    return RedirectResponse(f"/auth/login?{urlencode({'provider': token})}", 302, headers=_FRESH)


def _plain(name: str) -> str:
    """Return a file's name without characters that could end the header or leave a folder."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)


def _try_store() -> str:
    try:
        storage = open_workspaces.workspace(open_workspaces.OWN).storage
        health.read(storage)
    except (StoreError, OSError):
        _log.exception("cannot serve")
        return _NOT_AT_ALL
    try:
        return "ready" if health.write_and_read(storage) else "cannot write"
    except (StoreError, OSError):
        _log.exception("cannot write")
        return "cannot write"
