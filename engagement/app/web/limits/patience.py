"""A time limit for a request's head, and a limit of connections by address.

uvicorn waits without end for the head of a first request, so a few thousand connections that send it slowly
would leave none for others.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

from engagement.app.web.limits import peers

if TYPE_CHECKING:
    import asyncio

#: Seconds within which a request's head has to be there.
HEAD_SECONDS: Final = 15.0
#: Connections that one address may have open. A proxy of ours has those of everybody.
_MOST: Final = 256

_open: Final[Counter[str]] = Counter()


class Patient(H11Protocol):
    """uvicorn's HTTP/1.1 protocol with a time limit for the head of a request."""

    _late: asyncio.TimerHandle | None = None
    _counted: str = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Accept a connection, unless its address has too many."""
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        if not peers.is_private(peers.read(host)):
            self._counted = host
            _open[host] += 1
        if _open[host] > _MOST:
            transport.abort()
            return
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count the connection as closed."""
        self._forget()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Pass data on, and stop the timer once the head of a request is complete."""
        before = self.cycle
        if self._late is None and (before is None or before.response_complete):
            self._await_head()
        super().data_received(data)
        if self.cycle is not before:
            self._stop_waiting()
        elif self.transport.get_protocol() is not self:  # it goes on as a websocket
            self._forget()

    def _await_head(self) -> None:
        self._late = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _forget(self) -> None:
        self._stop_waiting()
        if self._counted:
            _open[self._counted] -= 1
            if not _open[self._counted]:
                del _open[self._counted]
            self._counted = ""

    def _give_up(self) -> None:
        self._late = None
        self.transport.abort()
