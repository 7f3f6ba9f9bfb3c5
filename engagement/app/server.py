"""`python -m engagement.app.server PORT`: Streamlit's ASGI app with our error handling, served."""

from __future__ import annotations

import logging
import signal
import sys
import traceback
from pathlib import Path

import streamlit as st

from engagement.app.reader import say
from engagement.app.router import ROOT
from engagement.locale import message

_log = logging.getLogger("engagement")


def sentence_instead_of_traceback(fault: Exception) -> bool:
    """Show one sentence with a code that the log knows; the log names places, never values."""
    code = f"{abs(hash((type(fault).__name__, _place(fault)))) % 0xFFFFF:05x}"
    _log.error("page failed: code %s, %s at %s", code, type(fault).__name__, _place(fault))
    st.error(
        say(
            message(
                "This page could not be drawn. Your data are as before. "
                "Reload it; if it stays so, report the code {code}.",
                code=code,
            )
        )
    )
    return True


def _place(fault: Exception) -> str:
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "engagement" in frame.filename or "pages" in frame.filename]
    last = next(reversed(ours or frames), None)
    return f"{Path(last.filename).name}:{last.lineno}" if last else "?"


app = st.App(ROOT / "dashboard.py", on_script_error=sentence_instead_of_traceback)


def main() -> None:
    """Serve until stopped. The port is the first argument."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Asked to end, Python ends in order: what waits in private folders goes with the process.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    app.run(config={"server.port": int(sys.argv[1])})


if __name__ == "__main__":
    main()
