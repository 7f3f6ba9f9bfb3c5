"""From all that a recipient's browser is sent, no person can be found, and no small group."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, expect

from engagement.app.guests import background_publishing
from engagement.store.sharing import links
from engagement.store.sharing.terms import PAGES, Terms
from tests.browser import planted
from tests.browser.conftest import serving, settle
from tests.browser.guests import read

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response, WebSocket

pytestmark = pytest.mark.browser

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")


@pytest.fixture(
    scope="module", params=[("overview", "purchases", "surveys"), pytest.param(PAGES, marks=pytest.mark.gate)]
)
def shared(tmp_path_factory, request):
    """A server with a planted shop and a link to pages of it: address, token, secrets."""
    folder = tmp_path_factory.mktemp("planted")
    workspace = planted.fill(folder / "data", folder / "files")
    terms = Terms(
        pages=request.param, question={"window": "365", "grain": "month"}, free={"country": ("IT", "DE")},
        k=10, sender="Lume & Filo",
    )  # fmt: skip
    end = datetime.now(UTC) + timedelta(days=1)
    link, token = links.make_link(
        workspace.room, terms, title="For the board", note="Page one", expires_at=end
    )
    background_publishing.make(workspace, link)
    with serving(folder / "data") as address:
        yield address, token, planted.secrets(workspace), request.param


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

    def collect(self) -> None:
        """Take addresses, headers and bodies in; what the browser holds no more is asked for once more."""
        taken, self._answers = self._answers, {}
        for url, answer in taken.items():
            self.parts += [url.encode(), repr(answer.headers).encode()]
            if answer.status in {204, 301, 302, 303, 304, 307, 308}:
                continue
            try:
                self.parts.append(answer.body())
            except Error:
                self.parts.append(self._again.get(url).body())

    def everything(self) -> bytes:
        """Frames, addresses, headers and bodies, and whatever base64 there is in them, decoded."""
        whole = b"\n".join(self.parts)
        decoded = (_decoded(found[0]) for found in _BASE64.finditer(whole))
        return whole + b"\n" + b"\n".join(decoded)


def _decoded(text: bytes) -> bytes:
    plain = text.translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
    return base64.b64decode(plain[: len(plain) // 4 * 4])


def test_no_person_and_no_small_group_reaches_a_recipient(shared, windows):
    address, token, secrets, pages = shared
    page = windows.open(viewport={"width": 1280, "height": 900})
    traffic = Traffic(page)
    read(page, f"{address}/s/{token}")
    traffic.collect()
    assert token not in page.url
    base = page.url.split("?")[0].rstrip("/")
    curious = f"?by=country&f.country=IT&f.discount_code={planted.LARGE}"
    paths = ["surveys?by=Club", f"purchases{curious}"]
    if "definitions" in pages:
        paths += ["", "purchases", "surveys", "definitions"]
    for path in paths:
        read(page, f"{base}/{path}")
        _open_everything(page)
        traffic.collect()
    sent = traffic.everything()
    assert traffic.frames > 20
    assert b"For the board" in sent
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
        expander.locator("summary").click()
        inside = expander.get_by_test_id("stExpanderDetails").get_by_test_id("stElementContainer")
        expect(inside.first).to_be_visible()
        settle(page)
