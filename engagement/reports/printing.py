"""An HTML page as PDF, printed by a headless browser of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement import private
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.locale import Message

#: Names of programs that can print a page, the usual ones first.
_NAMES: Final = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("chromium-headless-shell", "microsoft-edge", "msedge", "brave-browser"),
)
_PLACES: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_FLAGS: Final = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer"),
)
_PATIENCE_SECONDS: Final = 120
#: A browser takes hundreds of megabytes of memory.
_ONE_AT_A_TIME: Final = threading.Lock()


class PrintError(RuntimeError):
    """A page could not be printed. `sentence` is the reason, for people."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def browser() -> str | None:
    """Return the path of an installed browser that can print; None where there is none."""
    on_path = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return on_path or next((place for place in _PLACES if Path(place).is_file()), None)


def pdf(page: str) -> bytes:
    """Return an HTML page as PDF, one page at a time in this process.

    Raises `PrintError` where no browser is installed, or it fails or takes longer than two minutes.
    """
    program = browser()
    if program is None:
        raise PrintError(
            message(
                "A PDF is printed by Chromium, Chrome or Edge, and this machine has none: install one "
                "(on Debian: apt install chromium), or make .html and print that."
            )
        )
    with _ONE_AT_A_TIME, private.folder() as folder:
        source, target = folder / "report.html", folder / "report.pdf"
        source.write_text(page, "utf-8")
        flags = [*_FLAGS, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}"]
        # As root the browser refuses its own sandbox; the page is ours and runs no program.
        if sys.platform != "win32" and os.geteuid() == 0:
            flags.append("--no-sandbox")
        try:
            subprocess.run(  # noqa: S603 - the browser of this machine, with our own page
                [program, *flags, source.as_uri()], check=True, capture_output=True, timeout=_PATIENCE_SECONDS
            )
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError) as fault:
            raise PrintError(
                message("The browser {name} did not print the report.", name=Path(program).name)
            ) from fault
