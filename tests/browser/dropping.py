"""Files that a person drops on the page of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import settle

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import FilePayload, Page


def drop(page: Page, *files: Path | FilePayload) -> None:
    """Drop files together, all by their path or all made by `file`; what becomes of them comes later."""
    page.set_input_files('[data-testid="stFileUploader"] input[type=file]', list(files))


def await_over(page: Page, of: int) -> None:
    """Wait until a drop of `of` files is over, after something of it is seen.

    Its cards stand there a moment before; then the page is drawn once more, and a click is lost.
    """
    expect(page.locator(f".st-key-over_{of}")).to_be_visible()
    settle(page)


def file(name: str, content: str | bytes) -> FilePayload:
    """A file that lies in no folder."""
    buffer = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": buffer}
