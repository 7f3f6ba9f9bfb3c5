"""A reader without a browser: it speaks Streamlit's websocket as the front end does."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from websockets.asyncio.client import ClientConnection

_SUBPROTOCOL: Final = "streamlit"
_LARGEST_MESSAGE: Final = 64 << 20


@dataclass(frozen=True)
class Drawn:
    """One run of a page: how long until it had been drawn, whether it went well, what it showed."""

    seconds: float
    whole: bool
    text: str


class Reader:
    """One open tab."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    async def look(self, page: str = "", query: str = "") -> Drawn:
        """Ask for a page and wait until it has been drawn; "" is the first."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        asked.rerun_script.context_info.timezone = "Europe/Rome"
        asked.rerun_script.context_info.locale = "en"
        begun = time.monotonic()
        await self._socket.send(asked.SerializeToString())
        return await self._drawn(begun)

    async def _drawn(self, begun: float) -> Drawn:
        texts: list[str] = []
        while True:
            received = await self._socket.recv()
            said = ForwardMsg.FromString(received if isinstance(received, bytes) else received.encode())
            kind = said.WhichOneof("type")
            if kind == "delta":
                texts.append(str(said.delta.new_element))
            if kind != "script_finished":
                continue
            status = said.script_finished
            # A page that sends itself round again (`st.rerun`) has not been drawn yet.
            if status in {ForwardMsg.FINISHED_EARLY_FOR_RERUN, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}:
                continue
            text = "\n".join(texts)
            whole = status == ForwardMsg.FINISHED_SUCCESSFULLY and "exception {" not in text
            return Drawn(time.monotonic() - begun, whole, text)


@asynccontextmanager
async def reading(address: str, base: str = "", cookie: str = "") -> AsyncIterator[Reader]:
    """Open a tab on `address` (http://host:port) under the path `base`, with a cookie's header."""
    headers = {"Cookie": cookie} if cookie else {}
    url = f"{address.replace('http', 'ws', 1)}{base}/_stcore/stream"
    async with connect(
        url,
        origin=address,  # type: ignore[arg-type]
        subprotocols=[_SUBPROTOCOL],  # type: ignore[list-item]
        additional_headers=headers,
        max_size=_LARGEST_MESSAGE,
        open_timeout=60,
        ping_timeout=120,
    ) as socket:
        yield Reader(socket)


async def together(readers: list[asyncio.Task[list[Drawn]]]) -> list[Drawn]:
    """All that these readers have seen."""
    return [drawn for seen in await asyncio.gather(*readers) for drawn in seen]
