"""The route /s/<token>, which opens a link: it sets a cookie and redirects away from the token."""

from __future__ import annotations

import asyncio
import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from engagement.app.web.pages import denied, password_form
from engagement.app.web.paths import SUMMARY
from engagement.app.web.request import requester_of
from engagement.app.who import passwords
from engagement.locale import message
from engagement.store.sharing import links

if TYPE_CHECKING:
    from starlette.requests import Request

    from engagement.app.web.cookies import Views
    from engagement.locale import Message
    from engagement.store.manifest.manifest import Manifest
    from engagement.store.sharing.links import Link

_MOST_BYTES: Final = 4096


class Share:
    """The route. Unknown, expired and revoked tokens take the same steps and get the same answer."""

    def __init__(self, manifest: Manifest, views: Views) -> None:
        self._manifest = manifest
        self._views = views

    async def open(self, request: Request) -> Response:
        """Open the link, ask for its password, or deny."""
        token = request.path_params["token"]
        link = await run_in_threadpool(links.by_token, self._manifest, token)
        if link is None or link.state != "stands":
            return denied(request)
        requester_of(request.scope).origins = link.terms.origins
        if link.password_hash is None:
            return self._opened(link)
        if request.method != "POST":
            return password_form(request, 200)
        return await self._tried(request, link, link.password_hash)

    async def _tried(self, request: Request, link: Link, cookie: str) -> Response:
        password = await _password(request)
        until = await run_in_threadpool(links.try_password, self._manifest, link.id)
        if until is not None:
            return password_form(request, 429, _wait(until))
        if password is None or not await asyncio.to_thread(passwords.is_right, cookie, password):
            return password_form(request, 403, message("This password is not right."))
        await run_in_threadpool(links.password_was_right, self._manifest, link.id)
        return self._opened(link)

    def _opened(self, link: Link) -> Response:
        headers = {"Set-Cookie": self._views.header(link), "Cache-Control": "no-store"}
        return RedirectResponse(f"/v/{link.public}{SUMMARY}", 303, headers)


def _wait(until: datetime) -> Message:
    minutes = max(1, math.ceil((until - datetime.now(UTC)).total_seconds() / 60))
    return message(
        "Too many tries. Try again in {minutes} minute.",
        "Too many tries. Try again in {minutes} minutes.",
        n=minutes,
        minutes=minutes,
    )


async def _password(request: Request) -> str | None:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            return None
    try:
        form = parse_qs(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=5)
    except ValueError:  # more fields than a form of ours has
        return None
    return form.get("password", [None])[0]
