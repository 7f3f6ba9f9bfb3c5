"""A real server and a real browser, as a person has them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_START_SECONDS = 60
PATIENCE = 60_000
# What a busy machine does slowly is not wrong; every expectation waits as long as a page may take.
expect.set_options(timeout=PATIENCE)
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(process: subprocess.Popen[bytes], address: str) -> bool:
    """Wait until the server answers; each failed try waits on the socket, not on a clock."""
    for _ in range(_START_SECONDS * 10):
        try:
            with urlopen(f"{address}/_stcore/health", timeout=1) as answer:  # noqa: S310 - our own server
                return bool(answer.status == 200)
        except (URLError, OSError):
            try:
                process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
            return False
    return False


@contextmanager
def serving(data_dir: Path) -> Iterator[str]:
    """Start the product as its user does and yield its address."""
    port = _free_port()
    command = [sys.executable, "-m", "engagement", "serve", "--port", str(port), "--data-dir", str(data_dir)]
    with (data_dir.parent / f"{data_dir.name}.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, "CI": "true"}
        )
        try:
            address = f"http://127.0.0.1:{port}"
            assert _answers(process, address), (data_dir.parent / f"{data_dir.name}.log").read_text()
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((path for name in _CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("no Chromium; `make browser` installs it")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A server on the demo shop, shared by the tests of one file."""
    with serving(tmp_path_factory.mktemp("server") / "data") as started:
        yield started


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-GB", accept_downloads=True
    )
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    context.close()


def settle(page: Page) -> None:
    """Wait until the page has been drawn and nothing runs."""
    page.wait_for_selector(READY, timeout=PATIENCE)
    page.wait_for_selector('[data-testid="stHeading"] h1', timeout=PATIENCE)


def visit(page: Page, address: str, path: str = "/") -> None:
    """Open a page and wait until it is there."""
    page.goto(address + path)
    settle(page)
