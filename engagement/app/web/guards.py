"""Middleware that guards host names, websockets, uploads, media, and reports faults."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocketClose

from engagement.app.web import logs, paths
from engagement.app.web.pages import denied, failed
from engagement.app.web.request import requester_of
from engagement.app.who import sessions
from engagement.app.who.current import roles_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY_VIOLATION: Final = 1008
_HOST: Final = re.compile(r"(?:(?P<name>[a-z0-9.-]+)|\[(?P<six>[0-9a-f:.]+)\])(?::[0-9]{1,5})?")
_log: Final = logging.getLogger(__name__)


class Faults:
    """Answers an unexpected exception with a code, and logs its type and place but never its text."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; catch what comes back as a fault."""
        has_begun = False

        async def noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = has_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as fault:
            if scope["type"] == "lifespan":
                raise
            code = logs.code(fault)
            _log.exception("request failed", extra={"code": code})
            if scope["type"] == "http" and not has_begun:
                await failed(HTTPConnection(scope), code)(scope, receive, send)


class Hosts:
    """Refuses requests for host names that are not ours (DNS rebinding)."""

    def __init__(self, app: ASGIApp, *, hosts: AbstractSet[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is addressed to us."""
        if scope["type"] == "lifespan" or _hostname(Headers(scope=scope).get("host")) in self._hosts:
            await self._app(scope, receive, send)
        else:
            await _deny(scope, receive, send)


class Programs:
    """Routes /api/ and /mcp to the API; everything else goes on to the pages.

    The API ignores cookies and logins, so that nothing that a browser sends by itself is accepted there.
    """

    def __init__(self, app: ASGIApp, *, programs: ASGIApp) -> None:
        self._app = app
        self._programs = programs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on to whichever it concerns."""
        concerns = scope["type"] == "http" and paths.is_for_programs(scope["path"])
        await (self._programs if concerns else self._app)(scope, receive, send)


class Sockets:
    """Accepts websockets of our own pages only, with their own session only.

    A websocket without Origin is no browser's; one from another site would use its visitor's cookies. A page
    in a frame is ours, too: its origin is our host.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; refuse a foreign websocket, forget a foreign session."""
        if scope["type"] == "websocket":
            headers = Headers(scope=scope)
            origin = urlsplit(headers.get("origin", ""))
            if origin.scheme not in {"http", "https"} or origin.netloc != headers.get("host"):
                await WebSocketClose(_POLICY_VIOLATION)(scope, receive, send)
                return
            scope["headers"] = [(name, _own_session(scope, name, value)) for name, value in scope["headers"]]
        await self._app(scope, receive, send)


class Uploads:
    """Accepts uploads only for a session of a visitor with the right to add files."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; refuse uploads for sessions of others."""
        if scope["type"] == "http" and scope["path"].startswith(paths.UPLOAD):
            visitor = requester_of(scope).visitor
            session = scope["path"].removeprefix(paths.UPLOAD).split("/")[0]
            is_own = visitor.kind == "house" and sessions.owner(session) == visitor
            # Checked each time: membership may have ended a moment ago.
            if not is_own or not await run_in_threadpool(_may_add_files, visitor.who):
                await denied(HTTPConnection(scope))(scope, receive, send)
                return
        await self._app(scope, receive, send)


class Media:
    """Serves Streamlit's media files (named by their hash) only if they are pictures."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; put a denial in the place of anything but a picture."""
        if scope["type"] != "http" or not scope["path"].startswith(paths.MEDIA):
            await self._app(scope, receive, send)
            return
        refused = False

        async def only_pictures(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                refused = not (message["status"] < 400 and kind.startswith("image/"))
                if refused:
                    await denied(HTTPConnection(scope))(scope, receive, send)
            if not refused:
                await send(message)

        await self._app(scope, receive, only_pictures)


def _may_add_files(who: str) -> bool:
    return any(role != "viewer" for role in roles_of(who).values())


def _hostname(host: str | None) -> str | None:
    match = _HOST.fullmatch((host or "").lower())
    return match["name"] or match["six"] if match else None


def _own_session(scope: Scope, name: bytes, value: bytes) -> bytes:
    """Return the header of subprotocols; its third part, the session to resume, only if the visitor's."""
    if name != b"sec-websocket-protocol":
        return value
    parts = value.split(b",")
    session = parts[2].strip().decode("latin-1") if len(parts) > 2 else ""
    is_own = session != "" and sessions.owner(session) == requester_of(scope).visitor
    return b",".join(parts[:3] if is_own else parts[:2])


async def _deny(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await WebSocketClose(_POLICY_VIOLATION)(scope, receive, send)
    else:
        await denied(HTTPConnection(scope))(scope, receive, send)
