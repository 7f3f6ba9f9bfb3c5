"""What the server tells a page through its websocket: nothing of the machine that it runs on.

Streamlit begins every run with a message for its makers' statistics: the path of the script, the versions
of Python and of itself, an id of the installation. No page needs them. It repeats what the browser has
called the page, so its length says nothing of what it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Replies:
    """Takes out of the message that begins a run what tells of the machine."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; blank what goes out through a websocket."""

        async def blanked(message: Message) -> None:
            data = message.get("bytes") if message["type"] == "websocket.send" else None
            await send({**message, "bytes": without_machine(data)} if data else message)

        await self._app(scope, receive, blanked if scope["type"] == "websocket" else send)


def without_machine(data: bytes) -> bytes:
    """Return a message without what it says of the machine."""
    said = ForwardMsg.FromString(data)
    if said.WhichOneof("type") != "new_session":
        return data
    begun = said.new_session
    begun.ClearField("main_script_path")
    for part in (begun.initialize.user_info, begun.initialize.environment_info):
        part.Clear()
        part.SetInParent()  # the page looks into both
    told: bytes = said.SerializeToString()
    return told
