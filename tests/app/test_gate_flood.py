"""Sockets that say all they can: whoever looks at a page meanwhile does not wait for them."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.app.hosted import ANN, HOSTED
from tests.asking import enter
from tests.serving import serving
from tests.talking import talking

if TYPE_CHECKING:
    from tests.app.shared_house import House

pytestmark = pytest.mark.gate

MOST_SECONDS = 2.0
LOOKS = 12
#: As many as came through in the attack, and more than any flood lasts.
MESSAGES = 326_400


def _flood(
    address: str, base: str, headers: dict[str, str], over: threading.Event, close_codes: list[int]
) -> None:
    """Ask for a page again and again, as fast as the server reads."""
    message = BackMsg()
    message.rerun_script.page_name = ""
    with talking(address, base, headers=headers) as talk:
        threading.Thread(target=_read_all, args=(talk,), daemon=True).start()
        for number in range(MESSAGES):
            if over.is_set():
                break
            try:
                talk.say(message)
            except ConnectionClosed:
                break
            close_codes.append(number)


def _read_all(talk) -> None:
    try:
        while True:
            talk.hear()
    except (ConnectionClosed, TimeoutError, OSError):
        pass


def _looks(address: str, headers: dict[str, str]) -> list[float]:
    """How long somebody waits for each of some pages."""
    seconds = []
    with talking(address, headers=headers) as talk:
        assert talk.look("definitions", "shop=shop")
        for number in range(LOOKS):
            begun = time.monotonic()
            assert talk.look(("purchases", "overview")[number % 2], "shop=shop")
            seconds.append(time.monotonic() - begun)
            threading.Event().wait(0.5)
    return seconds


@pytest.mark.parametrize("who", ["a guest", "one of the team"])
def test_a_flood_from_one_socket_leaves_anothers_rerun_under_two_seconds(house: House, who: str):
    with serving(house.data_dir, **HOSTED) as address:
        with talking(address, headers=ANN) as talk:  # the first visit compiles
            assert talk.look("purchases", "shop=shop")
            assert talk.look("overview", "shop=shop")
        before = _looks(address, ANN)
        guest = {"Cookie": enter(address, house.open.token)}
        base, headers = (house.open.base, guest) if who == "a guest" else ("", ANN)
        over: threading.Event = threading.Event()
        close_codes: list[int] = []
        flood = threading.Thread(target=_flood, args=(address, base, headers, over, close_codes))
        flood.start()
        try:
            during = _looks(address, ANN)
        finally:
            over.set()
            flood.join(30)
    print(  # noqa: T201
        f"{who}: {len(close_codes)} messages sent while pages were looked at; slowest {max(during):.2f} s, "
        f"without the flood {max(before):.2f} s"
    )
    assert max(during) < MOST_SECONDS


def test_whoever_has_not_logged_in_cannot_even_begin(house: House):
    with serving(house.data_dir, **HOSTED) as address, pytest.raises(InvalidStatus), talking(address):
        pass


def test_eight_hundred_lines_that_say_nothing_keep_nobody_out(house: House):
    with serving(house.data_dir, **HOSTED) as address:
        parts = urlsplit(address)
        lines = [socket.create_connection((parts.hostname, parts.port)) for _ in range(800)]
        try:
            for line in lines:
                line.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
            with talking(address, headers=ANN) as talk:
                assert talk.look("definitions", "shop=shop")
        finally:
            for line in lines:
                line.close()
