"""The HTTP API as one ASGI app: it checks the token, finds the endpoint and answers."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import anyio
from anyio.to_thread import run_sync
from starlette.requests import Request

from engagement.app.api import mcp_http, openapi, uploads
from engagement.app.api.bearer import TokenGuard
from engagement.app.api.endpoints import BY_PATH
from engagement.app.api.json_answers import Declined, as_json
from engagement.app.api.token_sources import language_of, source_of
from engagement.app.ui.reader import LANGUAGE
from engagement.app.web import logs
from engagement.app.web.paths import MCP
from engagement.locale import message
from engagement.questions.figure_question import NotAnswered
from engagement.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from engagement.app.api.endpoints import Endpoint

#: The most requests computed at once, and the most that wait: pages must stay fast.
_MOST_CONCURRENT: Final = 2
_WAITING: Final = 32
_LONGEST_QUERY: Final = 4000
_log: Final = logging.getLogger(__name__)


class ApiApp:
    """Answers the requests of programs below /api/ and at /mcp."""

    def __init__(self) -> None:
        self._bearers = TokenGuard()
        self._uploads = uploads.SentFiles()
        self._limiter: anyio.CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; errors are one sentence."""
        request = Request(scope, receive)
        try:
            answer: ASGIApp = await self._answer(request)
            await answer(scope, receive, send)
        except Declined as refused:
            await refused.response(language_of(request))(scope, receive, send)

    async def _answer(self, request: Request) -> ASGIApp:
        path = request.url.path
        if "%" in request.scope.get("raw_path", b"").decode("latin-1"):
            raise _nothing_here()
        if path == openapi.PATH:
            _only(request, "GET")
            return as_json(openapi.described())
        if path == MCP:
            # There is no open stream, and no session to end.
            _only(request, "POST")
            token = await run_sync(self._bearers.token, request, "read", "aggregates")
            source = await run_sync(source_of, token, request)
            return partial(mcp_http.answer, source)
        if path == uploads.PATH:
            _only(request, "POST")
            token = await run_sync(self._bearers.token, request, "upload")
            return await self._uploads.take(request, token)
        endpoint = BY_PATH.get(path)
        if endpoint is None:
            raise _nothing_here()
        _only(request, "GET")
        if len(request.scope["query_string"]) > _LONGEST_QUERY:
            raise Declined(414, message("This question is too long."))
        token = await run_sync(self._bearers.token, request, "read", "aggregates")
        return await self._computed(partial(_read, endpoint, token, request))

    async def _computed(self, answer: Callable[[], Response]) -> Response:
        """Compute an answer on a thread, a few at a time."""
        limiter = self._limiter = self._limiter or anyio.CapacityLimiter(_MOST_CONCURRENT)
        if limiter.statistics().tasks_waiting >= _WAITING:
            raise Declined(503, message("Too many questions wait already. Try again soon."), Retry_After="5")
        return await run_sync(answer, limiter=limiter)


def _read(endpoint: Endpoint, token: Any, request: Request) -> Response:
    """Compute the answer of an endpoint."""
    try:
        parameters = [(name, value) for name, value in request.query_params.multi_items() if name != LANGUAGE]
        result = endpoint.call(source_of(token, request), parameters)
        return as_json(result)
    except Declined:
        raise
    except NotAnswered as refused:
        raise Declined(400, refused.sentence) from refused
    except StoreError as refused:
        raise Declined(409, refused.sentence) from refused
    except Exception as fault:  # noqa: BLE001 - internal errors never reach a program
        code = logs.code(fault)
        context = {"code": code, "fault": type(fault).__name__, "at": logs.place(fault)}
        _log.error("question failed", extra=context)
        raise Declined(
            500,
            message("This could not be computed; nothing was changed. Report the code {code}.", code=code),
        ) from None


def _only(request: Request, method: str) -> None:
    if request.method != method:
        raise Declined(405, message("Only {method} is answered here.", method=method), Allow=method)


def _nothing_here() -> Declined:
    return Declined(404, message("There is nothing at this address"))
