"""Removes details of the machine from what the server sends through a websocket.

Streamlit begins every run with a message for usage statistics: the path of the script, versions of Python and
Streamlit, an installation id. No page needs them. The message repeats the page's address, so it cannot be
known by its length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Replies:
    """Middleware that removes them from the message that begins a run."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; blank what goes out through a websocket."""

        async def blanked(message: Message) -> None:
            data = message.get("bytes") if message["type"] == "websocket.send" else None
            await send({**message, "bytes": without_machine(data)} if data else message)

        await self._app(scope, receive, blanked if scope["type"] == "websocket" else send)


def without_machine(data: bytes) -> bytes:
    """Return a serialized message without details of the machine."""
    forwarded = ForwardMsg.FromString(data)
    if forwarded.WhichOneof("type") != "new_session":
        return data
    new_session = forwarded.new_session
    new_session.ClearField("main_script_path")
    for part in (new_session.initialize.user_info, new_session.initialize.environment_info):
        part.Clear()
        part.SetInParent()  # the page looks into both
    serialized: bytes = forwarded.SerializeToString()
    return serialized
