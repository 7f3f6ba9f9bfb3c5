"""Files that a person drops on the page of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import FilePayload, Page


def drop(page: Page, *files: Path | FilePayload) -> None:
    """Drop files together, all by their path or all made by `file`; what becomes of them comes later."""
    page.set_input_files('[data-testid="stFileUploader"] input[type=file]', list(files))


def file(name: str, content: str | bytes) -> FilePayload:
    """A file that lies in no folder."""
    buffer = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": buffer}
