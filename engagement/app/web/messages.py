"""A filter of messages from the browser: only those that our pages need are passed on.

Streamlit's protocol can also clear all caches, ask for the repository, or write files where it takes a
connection for a local one, as it does behind a proxy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

from engagement.app.web.request import requester_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_EVERYBODY: Final = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
#: Asks where a file may be uploaded to.
_UPLOAD: Final = "file_urls_request"
#: Asks for more rows of a table that the page shows.
_OPERATION, _ROWS = "backend_operation_request", "dataframe_chunk"


class Messages:
    """Middleware that drops other messages; Streamlit itself refuses those that cannot be parsed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; sift what comes in through a websocket."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        may_add_files = requester_of(scope).visitor.kind == "house"

        async def sifted() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or _is_needed(message.get("bytes"), may_add_files):
                    return message

        await self._app(scope, sifted, send)


def _is_needed(data: bytes | None, may_add_files: bool) -> bool:  # noqa: FBT001 - a fact, not a switch
    if data is None:
        return True
    received = BackMsg()
    try:
        received.ParseFromString(data)
    except DecodeError:
        return True
    kind = received.WhichOneof("type")
    if kind == _OPERATION:
        return received.backend_operation_request.WhichOneof("payload") == _ROWS
    return kind in _EVERYBODY or (kind == _UPLOAD and may_add_files)
