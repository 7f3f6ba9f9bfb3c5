"""Pages of a link, as a recipient's browser has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.conftest import PATIENCE, READY

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

#: What stands on a page of which more is being computed.
MORE = ".st-key-more_comes"
FOOT = '[class*="st-key-rule_foot"]'


def read(page: Page, url: str) -> None:
    """Open a page of a link and wait until its last line is there; its figures may be made meanwhile."""
    page.goto(url)
    drawn(page)


def drawn(page: Page | Frame) -> None:
    """Wait until a page of a link, or a frame that shows one, has been drawn to its last line."""
    page.wait_for_selector(FOOT, timeout=PATIENCE)
    page.wait_for_selector(MORE, state="detached", timeout=PATIENCE)
    page.wait_for_selector(READY, timeout=PATIENCE)
