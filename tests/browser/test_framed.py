"""A link within the page of a site that may embed it, and within one that may not."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from playwright.sync_api import expect

from engagement.app.who import passwords
from engagement.store import open_workspace
from engagement.store.sharing.terms import Terms
from tests.app.shared_house import PASSWORD, make
from tests.browser.conftest import PATIENCE
from tests.browser.guests import drawn, press_on
from tests.serving import free_port, serving
from tests.store.shop import add, orders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.app.shared_house import Made

#: `make test` looks at the header that forbids it (tests/app/server/test_server.py).
pytestmark = [pytest.mark.browser, pytest.mark.gate]


class _Embedding(BaseHTTPRequestHandler):
    """Somebody else's page: it frames what its own address asks for."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        framed = self.path.removeprefix("/?")
        self.wfile.write(f'<!DOCTYPE html><iframe src="{framed}" width="800" height="800">'.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _site() -> Iterator[int]:
    """Serve the embedding page on a port of this machine, under all of its names."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Embedding)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def site() -> Iterator[int]:
    with _site() as port:
        yield port


@pytest.fixture(scope="module")
def house(tmp_path_factory, site):
    """A server that people reach over TLS, with links that one site may embed."""
    data_dir = tmp_path_factory.mktemp("framed") / "data"
    table = orders(range(1, 400))
    place = table.column_names.index("customer_key")
    table = table.set_column(place, "customer_key", pa.array([n % 97 for n in range(1, 400)], pa.int64()))
    add(open_workspace(data_dir), "autumn.csv", {"orders": table})
    terms = Terms(pages=("purchases",), origins=(f"http://localhost:{site}",))
    created = make(data_dir, terms=terms)
    locked = make(data_dir, terms=terms, password_hash=passwords.hashed(PASSWORD))
    empty = make(data_dir, terms=replace(terms, k=500))
    port = free_port()
    with serving(data_dir, port, ENGAGEMENT_HOST=f"https://127.0.0.1:{port}") as address:
        yield address, created, locked, empty


def _framed(page, host: str, site: int, address: str, link: Made):
    """Open the embedding page under one of its names; return the frame."""
    page.goto(f"http://{host}:{site}/?{address}/s/{link.token}")
    return page.frames[1]


def test_a_site_that_may_embed_a_link_shows_its_page_in_a_frame(page, house, site):
    address, made, *_ = house
    frame = _framed(page, "localhost", site, address, made)
    expect(frame.get_by_role("heading", level=1)).to_have_text(made.link.title)
    press_on(frame)
    drawn(frame)
    assert frame.url.startswith(f"{address}{made.base}/")
    expect(frame.locator('[class*="st-key-kf_headline"] [data-testid="stMetricValue"]')).to_be_visible()
    expect(frame.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    # The cookie stays in the jar of that site: opened by itself, the address shows nothing.
    assert page.goto(f"{address}{made.base}/").status == 404


def test_a_password_is_asked_for_within_the_frame(page, house, site):
    address, _, locked, _ = house
    frame = _framed(page, "localhost", site, address, locked)
    frame.get_by_role("textbox").fill(PASSWORD)
    frame.get_by_role("button").click()
    press_on(frame)
    drawn(frame)
    expect(frame.get_by_role("heading", level=1)).to_have_text("Do customers buy again?")


def test_a_link_behind_which_too_few_people_stand_still_says_what_it_is(page, house, site):
    address, *_, empty = house
    frame = _framed(page, "localhost", site, address, empty)
    expect(frame.get_by_text("No figure of this link rests on 500 people.")).to_be_visible()
    press_on(frame)
    drawn(frame)
    expect(frame.get_by_text("Nothing is shared on this page.")).to_be_visible()
    expect(frame.get_by_text("Autumn")).to_be_visible()


def test_no_other_site_may_frame_a_link(page, house, site):
    address, made, locked, _ = house
    for link in (made, locked):
        with page.expect_event("console", lambda line: "frame-ancestors" in line.text, timeout=PATIENCE):
            frame = _framed(page, "127.0.0.1", site, address, link)
        frame.wait_for_url("chrome-error:**")
