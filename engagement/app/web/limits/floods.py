"""Rate limits of websockets, by connection and by address.

Each websocket and each address has a token bucket. A message takes a token of both; where there is none left,
reading it waits, and so does the sender. A websocket that has waited for a minute without a pause is closed.
The number of open websockets of an address is limited, too.
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

_CLOSE_CODE: Final = 1013
#: A page with fragments sends two messages a second; a fast user, five for a while.
_SOCKET_RATE, _SOCKET_BURST = 3.0, 40.0
#: Behind one address may sit a whole office, each with the pages that they read.
_ADDRESS_RATE, _ADDRESS_BURST = 30.0, 300.0
_SOCKETS: Final = 256
_PATIENCE_SECONDS: Final = 60.0
#: The most addresses that are remembered: idle ones are dropped first.
_REMEMBERED: Final = 10_000


@dataclass(slots=True)
class Bucket:
    """A token bucket: `rate` tokens a second, at most `burst`.

    It may be overdrawn, and the taker then waits.
    """

    rate: float
    burst: float
    tokens: float = field(init=False)
    at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.tokens = self.burst

    def take(self, now: float) -> float:
        """Take a token at `now` (monotonic seconds), and return for how many seconds to wait."""
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate) - 1
        self.at = now
        return max(0.0, -self.tokens / self.rate)

    def is_full(self, now: float) -> bool:
        """Return whether the bucket is full at `now`, so that it can be forgotten."""
        return self.tokens + (now - self.at) * self.rate >= self.burst


@dataclass(slots=True)
class _Place:
    """An address: its bucket and its number of open websockets."""

    bucket: Bucket = field(default_factory=lambda: Bucket(_ADDRESS_RATE, _ADDRESS_BURST))
    sockets: int = 0


class Floods:
    """Middleware that slows down and limits websockets."""

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
            await WebSocketClose(_CLOSE_CODE)(scope, receive, send)
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
    """The incoming messages of one websocket, no faster than its bucket and its address's allow."""

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
            await self._send({"type": "websocket.close", "code": _CLOSE_CODE})
            return {"type": "websocket.disconnect", "code": _CLOSE_CODE}
        # Also without a wait others have their turn: many messages may have come in one piece.
        await asyncio.sleep(wait)
        return message


def address_of(scope: Scope) -> str:
    """Return the address that a connection comes from; for IPv6 its /64 network.

    Behind a proxy on this machine or in a private network it is the last one in X-Forwarded-For.
    """
    client = scope.get("client")
    peer = peers.read(client[0]) if client else None
    if peers.is_private(peer):
        forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
        peer = peers.read(forwarded.rpartition(",")[2].strip()) or peer
    if isinstance(peer, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((peer, 64), strict=False))
    return str(peer)
