"""How much one connection, and one address, may ask of the server, so that nobody keeps others waiting.

Each websocket and each address has a bucket of tokens that fills again by the second. A message takes
one of both; where there is none left, reading it waits, and so does whoever sends it. A websocket that
has waited for a minute without a pause is closed. An address may have so many websockets open.
"""

from __future__ import annotations

import asyncio
import ipaddress
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.websockets import WebSocketClose

from engagement.app.web.limits import peers

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TRY_AGAIN_LATER: Final = 1013
#: A page that runs parts of itself says two messages a second; whoever clicks quickly, five for a while.
_SOCKET_RATE, _SOCKET_BURST = 3.0, 40.0
#: Behind one address may sit a whole office, each with the pages that they read.
_ADDRESS_RATE, _ADDRESS_BURST = 30.0, 300.0
_SOCKETS: Final = 256
_PATIENCE_SECONDS: Final = 60.0
#: More addresses than this are not remembered: those that are at rest go first.
_REMEMBERED: Final = 10_000


@dataclass(slots=True)
class Bucket:
    """Tokens: `rate` a second, at most `burst`. Taking more than there are is a debt, to be waited for."""

    rate: float
    burst: float
    tokens: float = field(init=False)
    at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.tokens = self.burst

    def take(self, now: float) -> float:
        """Take a token; return for how many seconds it is still owed."""
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate) - 1
        self.at = now
        return max(0.0, -self.tokens / self.rate)

    def is_full(self, now: float) -> bool:
        """Whether nobody has taken any for a while."""
        return self.tokens + (now - self.at) * self.rate >= self.burst


@dataclass(slots=True)
class _Place:
    """One address: its bucket, and how many websockets it has open."""

    bucket: Bucket = field(default_factory=lambda: Bucket(_ADDRESS_RATE, _ADDRESS_BURST))
    sockets: int = 0


class Floods:
    """Holds up whoever says too much through websockets."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._places: dict[str, _Place] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, at a pace that leaves room for others."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        place = self._place(address_of(scope))
        if place.sockets >= _SOCKETS:
            await WebSocketClose(_TRY_AGAIN_LATER)(scope, receive, send)
            return
        place.sockets += 1
        try:
            await self._app(scope, _Paced(place.bucket, receive, send).receive, send)
        finally:
            place.sockets -= 1

    def _place(self, address: str) -> _Place:
        if len(self._places) >= _REMEMBERED:
            now = time.monotonic()
            self._places = {a: p for a, p in self._places.items() if p.sockets or not p.bucket.is_full(now)}
        return self._places.setdefault(address, _Place())


class _Paced:
    """What comes in through one websocket, no faster than its tokens and its address's allow."""

    def __init__(self, of_address: Bucket, receive: Receive, send: Send) -> None:
        self._buckets = (Bucket(_SOCKET_RATE, _SOCKET_BURST), of_address)
        self._receive = receive
        self._send = send
        self._waited = 0.0

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        now = time.monotonic()
        wait = max(bucket.take(now) for bucket in self._buckets)
        self._waited = self._waited + wait if wait else 0.0
        if self._waited > _PATIENCE_SECONDS:
            await self._send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})
            return {"type": "websocket.disconnect", "code": _TRY_AGAIN_LATER}
        # Also without a wait others have their turn: many messages may have come in one piece.
        await asyncio.sleep(wait)
        return message


def address_of(scope: Scope) -> str:
    """Return the address that a connection comes from.

    Behind a proxy of ours, which is on this machine or in a private network, it is the one that the proxy
    has added last. Of IPv6 it is the network, of which one house has 2⁶⁴ addresses.
    """
    client = scope.get("client")
    peer = peers.read(client[0]) if client else None
    if peers.is_near(peer):
        said = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
        peer = peers.read(said.rpartition(",")[2].strip()) or peer
    if isinstance(peer, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((peer, 64), strict=False))
    return str(peer)
