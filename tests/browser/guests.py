"""Pages of a link, as a recipient's browser has them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from engagement.store import open_workspace
from engagement.store.sharing import bundles
from tests.asking import enter
from tests.talking import talking

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Frame, Page

    from tests.app.shared_house import Made

_LOOKS = 10_000
#: What a busy machine does slowly is not wrong.
PATIENCE = 300_000
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
#: What stands on a page of which more is being computed.
SUMMARY = "/summary"
MORE = ".st-key-more_comes"
FOOT = '[class*="st-key-rule_foot"]'


def whole(address: str, data_dir: Path, shop: str, made: Made) -> Made:
    """Open a link and return it once its server has made all of its bundle, slow as the machine may be."""
    with talking(address, made.base, headers={"Cookie": enter(address, made.token)}) as talk:
        talk.run()
    manifest, look = open_workspace(data_dir, shop).storage.manifest, threading.Event()
    for _ in range(_LOOKS):
        if any(one.version_digest[-1] != "+" for one in bundles.newest_bundles(manifest, made.link.id)):
            return made
        look.wait(0.2)
    pytest.fail("the link was not published")


def read(page: Page, url: str) -> None:
    """Open a page of a link and wait until its last line is there; its figures may be made meanwhile.

    What opens with the link itself is its summary; from there it is one press to the full pages.
    """
    page.goto(url)
    if page.url.endswith(SUMMARY):
        press_on(page)
    drawn(page)


def press_on(page: Page | Frame) -> None:
    """Leave a link's summary for the first of its full pages."""
    page.locator("nav.ways a").first.click()


def drawn(page: Page | Frame) -> None:
    """Wait until a page of a link, or a frame that shows one, has been drawn to its last line."""
    page.wait_for_selector(FOOT, timeout=PATIENCE)
    page.wait_for_selector(MORE, state="detached", timeout=PATIENCE)
    page.wait_for_selector(READY, timeout=PATIENCE)
