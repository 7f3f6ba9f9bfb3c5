"""Whoever says too much waits, and waits alone."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from hypothesis import given
from hypothesis import strategies as st
from websockets.sync.client import connect

from engagement.app.web.limits import floods, patience
from engagement.app.web.limits.floods import Bucket, Floods, address_of
from tests.coroutines import completed

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds after which a server that lets a connection be fails the test, on however busy a machine.
_PATIENCE = 120


@given(
    st.floats(0.5, 50),
    st.floats(1, 100),
    st.lists(st.floats(0, 5), max_size=200),
)
def test_what_passes_a_bucket_is_its_burst_and_what_has_flowed_since(
    rate: float, burst: float, pauses: list[float]
):
    bucket = Bucket(rate, burst)
    begun = now = bucket.at
    for taken, pause in enumerate(pauses, 1):
        now += pause
        now += bucket.take(now)  # whoever owes a token waits for it
        assert taken <= burst + (now - begun) * rate + 1e-6 * taken


def scope_of(client: str, *forwarded: str) -> dict[str, Any]:
    headers = [(b"x-forwarded-for", messages.encode()) for messages in forwarded]
    return {"type": "websocket", "client": (client, 1), "headers": headers}


@pytest.mark.parametrize(
    ("client", "forwarded", "address"),
    [
        ("198.51.100.7", [], "198.51.100.7"),
        # Whoever reaches us from outside may claim what they like.
        ("198.51.100.7", ["203.0.113.9"], "198.51.100.7"),
        # What our own proxy adds comes last; what stands before it has been claimed.
        ("172.18.0.2", ["192.0.2.1, 203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["192.0.2.1", "203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", ["nonsense"], "127.0.0.1"),
        ("2001:4860:1:2:3:4:5:6", [], "2001:4860:1:2::/64"),
        ("testclient", [], "None"),
    ],
)
def test_an_address_is_the_one_that_we_know_of(client: str, forwarded: list[str], address: str):
    assert address_of(scope_of(client, *forwarded)) == address


class Reader:
    """An app that reads whatever comes, and counts."""

    def __init__(self) -> None:
        self.read = 0
        self.ended = 0

    async def __call__(self, _: object, receive: Any, __: object) -> None:
        while (await receive())["type"] == "websocket.receive":
            self.read += 1
        self.ended += 1


async def _flood() -> dict[str, Any]:
    return {"type": "websocket.receive", "bytes": b"x"}


async def _drop(_: object) -> None:
    pass


def test_a_socket_that_floods_gets_through_what_its_bucket_holds_and_others_have_their_turn():
    reader = Reader()

    async def run() -> int:
        app = Floods(reader)
        flooding = asyncio.create_task(app(scope_of("127.0.0.1"), _flood, _drop))
        turns = 0
        while reader.read < floods._SOCKET_BURST:
            await asyncio.sleep(0)
            turns += 1
        for _ in range(200):
            await asyncio.sleep(0)
        flooding.cancel()
        return turns

    begun = time.monotonic()
    assert completed(run()) >= floods._SOCKET_BURST
    flowed_since = (time.monotonic() - begun) * floods._SOCKET_RATE
    assert reader.read <= floods._SOCKET_BURST + flowed_since + 2


def test_a_socket_that_does_not_stop_is_closed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(floods, "_PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(floods, "_SOCKET_RATE", 50.0)
    messages: list[dict[str, Any]] = []

    async def tell(message: dict[str, Any]) -> None:
        messages.append(message)

    reader = Reader()
    completed(asyncio.wait_for(Floods(reader)(scope_of("127.0.0.1"), _flood, tell), _PATIENCE))
    assert (reader.ended, [message["type"] for message in messages]) == (1, ["websocket.close"])


def test_an_address_has_so_many_sockets_and_others_have_theirs(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(floods, "_SOCKETS", 2)
    refused: list[dict[str, Any]] = []

    async def run() -> None:
        over = asyncio.Event()

        async def waits(*_: object) -> None:
            await over.wait()

        async def tell(message: dict[str, Any]) -> None:
            refused.append(message)

        app = Floods(waits)
        open_now = [asyncio.create_task(app(scope_of(f"198.51.100.{n}"), _flood, tell)) for n in (1, 1, 2)]
        await asyncio.sleep(0)
        await app(scope_of("198.51.100.1"), _flood, tell)
        over.set()
        await asyncio.gather(*open_now)
        await app(scope_of("198.51.100.1"), _flood, tell)  # those before have gone

    completed(run())
    assert [message["type"] for message in refused] == ["websocket.close"]


async def _echo(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})
    elif scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (told := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": told["text"]})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server that is impatient."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        _echo, http=patience.Patient, ws="websockets-sansio", log_config=None, lifespan="off"
    )
    server = uvicorn.Server(config)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(patience, "HEAD_SECONDS", 0.4)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield int(listening.getsockname()[1])
        server.should_exit = True
        thread.join(10)


def ended(connection: socket.socket) -> bool:
    """Whether the server ends a connection; one that it leaves open runs into the test's patience."""
    try:
        while connection.recv(1000):
            pass
    except ConnectionResetError:
        pass
    return True


@pytest.mark.parametrize("head", [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "])
def test_a_request_whose_head_does_not_come_is_let_go(port: int, head: bytes):
    with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE) as slow:
        slow.sendall(head)
        assert ended(slow)


def test_a_second_request_of_a_connection_has_to_come_soon_too(port: int):
    with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert slow.recv(1000).startswith(b"HTTP/1.1 200")
        slow.sendall(b"GET / HTTP/1.1\r\nHost")
        assert ended(slow)


def test_a_page_that_says_nothing_for_longer_is_not_let_go(port: int):
    with connect(f"ws://127.0.0.1:{port}/", proxy=None) as talk:
        threading.Event().wait(0.6)
        talk.send("still here")
        assert talk.recv(timeout=_PATIENCE) == "still here"
