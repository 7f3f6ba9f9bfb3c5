"""From all that a recipient's browser is sent, no person can be found, and no small group."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import streamlit
from playwright.sync_api import Error, expect

from engagement.app.guests import background_publishing
from engagement.store.sharing.terms import PAGES
from tests.app.shared_house import make
from tests.browser import planted
from tests.browser.conftest import TITLE, settle
from tests.browser.guests import read

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response, WebSocket

pytestmark = pytest.mark.browser

#: Where the package of Streamlit has what its pages fetch.
_PACKAGE = Path(streamlit.__file__).parent / "static" / "static"
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")


@pytest.fixture(scope="module", params=["few pages", pytest.param("all pages", marks=pytest.mark.gate)])
def shared(house, planted_shop, published, request):
    """A link to pages of the planted shop: address, token, secrets, pages to look at beside the first."""
    curious = f"purchases?by=country&f.country=IT&f.discount_code={planted.LARGE}"
    paths = ["surveys?by=Club", curious]
    token = published.token
    if request.param == "all pages":
        terms = replace(published.link.terms, pages=PAGES)
        created = make(house[1], planted_shop.name, terms=terms, title=TITLE)
        background_publishing.make(planted_shop, created.link)
        token = created.token
        paths += ["", "purchases", "surveys", "definitions"]
    return house[0], token, planted.secrets(planted_shop), paths


#: A part is opened so many times at most.
_TRIES = 3


class Traffic:
    """All that one page was sent, and all that it sent."""

    def __init__(self, page: Page) -> None:
        self.parts: list[bytes] = []
        self.frames = 0
        self._again = page.request
        self._known: set[str] = set()
        self._answers: dict[str, Response] = {}
        page.on("websocket", self._listen)
        page.on("response", self._answered)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._frame)
        socket.on("framesent", self._frame)

    def _answered(self, answer: Response) -> None:
        if "/static/" in answer.url and answer.url in self._known:
            return  # the same file for everybody, looked at already
        self._known.add(answer.url)
        self._answers.setdefault(answer.url, answer)

    def _frame(self, payload: bytes | str) -> None:
        self.frames += 1
        self.parts.append(payload.encode() if isinstance(payload, str) else payload)

    @staticmethod
    def _is_public(url: str, body: bytes) -> bool:
        """Whether an answer is a file of Streamlit's package, byte for byte: there before any shop was."""
        _, found, name = urlsplit(url).path.partition("/static/")
        path = _PACKAGE / name
        return bool(found) and path.is_file() and path.read_bytes() == body

    def collect(self) -> None:
        """Take addresses, headers and bodies in; what the browser holds no more is asked for once more."""
        taken, self._answers = self._answers, {}
        for url, answer in taken.items():
            self.parts += [url.encode(), repr(answer.headers).encode()]
            if answer.status in {204, 301, 302, 303, 304, 307, 308}:
                continue
            try:
                body = answer.body()
            except Error:
                body = self._again.get(url).body()
            if not self._is_public(url, body):
                self.parts.append(body)

    def everything(self) -> bytes:
        """Frames, addresses, headers and bodies, and whatever base64 there is in them, decoded."""
        whole = b"\n".join(self.parts)
        decoded = (_decoded(found[0]) for found in _BASE64.finditer(whole))
        return whole + b"\n" + b"\n".join(decoded)


def _decoded(text: bytes) -> bytes:
    plain = text.translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
    return base64.b64decode(plain[: len(plain) // 4 * 4])


def test_no_person_and_no_small_group_reaches_a_recipient(shared, windows):
    address, token, secrets, paths = shared
    page = windows.open(viewport={"width": 1280, "height": 900})
    traffic = Traffic(page)
    read(page, f"{address}/s/{token}")
    traffic.collect()
    assert token not in page.url
    base = page.url.split("?")[0].rstrip("/")
    for path in paths:
        read(page, f"{base}/{path}")
        _open_everything(page)
        traffic.collect()
    sent = traffic.everything()
    assert traffic.frames > 20
    assert TITLE.encode() in sent
    assert [secret for secret in secrets if secret in sent] == []


@pytest.mark.gate
def test_a_recipient_who_types_a_filter_into_the_address_sees_what_everybody_sees(shared, windows):
    address, token, *_ = shared
    page = windows.open(viewport={"width": 1280, "height": 900})
    read(page, f"{address}/s/{token}")
    base = page.url.split("?")[0].rstrip("/")
    read(page, f"{base}/purchases?figure=orders")
    headline = page.locator(".st-key-kf_headline_orders")
    expect(headline).to_contain_text("Orders")
    value = headline.inner_text()
    read(page, f"{base}/purchases?figure=orders&window=7&f.discount_code={planted.SMALL}&by=discount_code")
    expect(headline).to_have_text(value, use_inner_text=True)
    assert planted.SMALL not in page.locator('[data-testid="stMain"]').inner_text()


def _open_everything(page: Page) -> None:
    """Open whatever a curious recipient can open; what some of it holds comes when it is opened."""
    for expander in page.get_by_test_id("stExpander").all():
        closed = expander.locator("details:not([open])")
        inside = expander.get_by_test_id("stExpanderDetails").get_by_test_id("stElementContainer")
        for _ in range(_TRIES):  # what is drawn anew in the midst of a click is folded again
            if closed.count():
                closed.locator("summary").click()
            settle(page)
            expect(inside.or_(closed).first).to_be_visible()
            if inside.count():
                break
        expect(inside.first).to_be_visible()
        settle(page)
