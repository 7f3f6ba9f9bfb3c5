"""Identifies the visitor of a request and sets our sealed header.

Headers with its name from clients are dropped.

/v/<public>/... belongs to the guests of one link. Once their cookie is checked against the link, the path is
rewritten to Streamlit's own. Of the cookies only the language's is passed on, so that an owner who opens a
link sees what everybody sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.websockets import WebSocketClose

from engagement.app.ui.reader import COOKIE
from engagement.app.web import paths
from engagement.app.web.cookies import NAME
from engagement.app.web.pages import denied
from engagement.app.web.request import requester_of
from engagement.app.who.visitor import HEADER, NOBODY, PREFIX, Visitor
from engagement.locale import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from engagement.app.web.cookies import Views
    from engagement.app.who.current import Guard
    from engagement.app.who.login import Identity
    from engagement.store.sharing.links import Link

_POLICY_VIOLATION: Final = 1008


class Identify:
    """Identifies the visitor of every request, and lets through only paths that exist for them."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        guard: Guard,
        identity: Identity,
        views: Views,
        find_link: Callable[[str], Link | None],
    ) -> None:
        self._app = app
        self._guard = guard
        self._identity = identity
        self._views = views
        self._find_link = find_link

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on under the name of its visitor, or deny it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if paths.LINK_ALONE.fullmatch(scope["path"]) and scope["type"] == "http":
            # The browser sends the cookie only to addresses below this one.
            await _moved(scope, scope["path"] + "/")(scope, receive, send)
            return
        visitor, path, pages = await self._resolve(scope)
        canonical = paths.canonical(path, pages)
        if visitor is None or not _exists(scope, canonical, pages, visitor):
            await _deny(scope, receive, send)
            return
        if canonical != path:
            await _moved(scope, visitor.base + canonical)(scope, receive, send)
            return
        requester_of(scope).visitor = visitor
        scope["path"] = path
        scope["raw_path"] = path.encode()
        scope["headers"] = [
            *_trusted_headers(scope, visitor),
            (HEADER.encode(), self._guard.close(visitor).encode()),
        ]
        await self._app(scope, receive, send)

    async def _resolve(self, scope: Scope) -> tuple[Visitor | None, str, tuple[str, ...]]:
        """Return the visitor (None: a guest without access), the internal path, and its pages."""
        path = scope["path"]
        if not path.startswith("/v/"):
            person = self._identity.who(scope)
            return (NOBODY if person is None else Visitor("house", person)), path, paths.PAGES
        match = paths.GUEST.fullmatch(path)
        if match is None:
            return None, path, ()
        if paths.is_shell(match["rest"]):
            return NOBODY, match["rest"], ()  # the same for everybody, whether there is such a link or not
        link = await run_in_threadpool(self._find_link, match["public"])
        if link is None or link.state != "stands":
            return None, path, ()
        if not self._views.opens(HTTPConnection(scope).cookies.get(NAME), link):
            return None, path, ()
        requester_of(scope).origins = link.terms.origins
        guest = Visitor("guest", link_id=link.id, public=link.public)
        return guest, match["rest"], paths.shared_pages(link.terms.pages)


def _exists(scope: Scope, path: str, pages: tuple[str, ...], visitor: Visitor) -> bool:
    # What is written with %2F, %2e, a NUL or the like is not the address of anything here.
    if "%" in scope.get("raw_path", b"").decode("latin-1"):
        return False
    if scope["type"] == "websocket":
        # Whoever has not said who they are has no session.
        return path == paths.STREAM and visitor != NOBODY
    return paths.is_allowed(scope["method"], path, pages, guest=visitor.is_guest)


def _moved(scope: Scope, path: str) -> RedirectResponse:
    query = scope["query_string"].decode("latin-1")
    return RedirectResponse(path + (f"?{query}" if query else ""), 308)


def _trusted_headers(scope: Scope, visitor: Visitor) -> list[tuple[bytes, bytes]]:
    """Return the headers without any that has the name of ours; of a guest's cookies only the language."""
    language = HTTPConnection(scope).cookies.get(COOKIE, "") if visitor.is_guest else ""
    cookies = [(b"cookie", f"{COOKIE}={language}".encode())] if language in LANGUAGES else []
    return cookies + [
        (name, value)
        for name, value in scope["headers"]
        # Some gateways take an underscore for a dash.
        if not name.replace(b"_", b"-").startswith(PREFIX.encode())
        and not (visitor.is_guest and name == b"cookie")
        # What opens a link and what does not are sent alike, uncompressed.
        and not (name == b"accept-encoding" and scope["path"].startswith(paths.SHARED))
    ]


async def _deny(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await WebSocketClose(_POLICY_VIOLATION)(scope, receive, send)
    else:
        await denied(HTTPConnection(scope))(scope, receive, send)
