"""What a rerun of the Overview costs after a filter change, beside an empty page, in one process."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from threading import enumerate as threads

_ROOT = Path(__file__).resolve().parents[1]
_TIMES = 12
#: What the bar of the Overview is set to, one after the other.
_PERIODS = (182, 365, 91, 730)
_EMPTY = "import streamlit as st\nst.selectbox('x', [1, 2, 3], key='x')\n"


def rerun(_ignored: str = "") -> dict[str, float]:
    """Return CPU milliseconds (median) of a rerun of an empty page and of the Overview.

    `first` is that of a period that nobody has looked at yet, `overview` and `worst` of one looked at before.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["ENGAGEMENT_DATA_DIR"] = folder
        os.chdir(_ROOT)
        from streamlit.testing.v1 import AppTest  # noqa: PLC0415 - reads the environment when it is imported

        empty = AppTest.from_string(_EMPTY)
        empty.run()
        overview = AppTest.from_file(str(_ROOT / "dashboard.py"), default_timeout=120)
        overview.run()
        empty_cost = [
            _cost(lambda n=n: empty.selectbox(key="x").set_value(n % 3 + 1), empty) for n in range(_TIMES)
        ]
        changes = [_PERIODS[n % len(_PERIODS)] for n in range(len(_PERIODS) + _TIMES)]
        costs = [
            _cost(lambda d=d: overview.selectbox(key="bar_days").set_value(d), overview) for d in changes
        ]
        first, costs = costs[: len(_PERIODS)], costs[len(_PERIODS) :]
        if overview.exception:
            raise AssertionError(overview.exception[0].message)
        return {
            "empty": statistics.median(empty_cost),
            "overview": statistics.median(costs),
            "worst": max(costs),
            "first": statistics.median(first),
        }


def _cost(change, page) -> float:  # noqa: ANN001
    for thread in threads():
        # The head start that the server takes in the background is not part of a rerun.
        if thread.daemon and thread.name.endswith("(_compute)"):
            thread.join()
    change()
    before = time.process_time()
    page.run()
    return (time.process_time() - before) * 1000


if __name__ == "__main__":
    sys.stdout.write(f"{rerun()}\n")
