"""What the server tells a page through its websocket: nothing of the machine that it runs on.

Streamlit begins every run with a message for its makers' statistics: the path of the script, the versions
of Python and of itself, an id of the installation. No page needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: A message that begins a run is far smaller.
_LONGEST: Final = 65_536


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
    if len(data) > _LONGEST:
        return data
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
