"""Viewers without a browser: they open the Overview of the demo shop and change the period, many at once.

    .venv/bin/python -m benchmarks.visitors 1 10 50

Each viewer is a websocket of its own. What a rerun takes is measured where the viewer stands; CPU and memory
are those of the server. Also here: what a rerun of the Overview costs beside one of an empty page, what a
whole Overview costs from a cold process beside a page of Streamlit with one chart, and what a rerun sends.
"""

from __future__ import annotations

import contextlib
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.measure import cpu_of, family, own_bytes
from engagement.caching import kept_files
from tests import serving
from tests.talking import Talk, talking

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The periods that a viewer asks for, one after the other.
_PERIODS: Final = (182, 365, 91, 730)
_CHANGES: Final = 2
#: Rounds in which reruns are measured, and how many there are in each: the system counts CPU in hundredths.
_ROUNDS: Final = 5
_IN_A_ROUND: Final = 8
#: A page of many charts, a control that one of them reads, and two of its choices.
_DEMO: Final = "shop=demo"
_PAGE, _CONTROL, _SHOWN = "retention", "new_returning_of", ("orders", "customers")
_EMPTY: Final = """
import streamlit as st
st.selectbox("x", [182, 365, 91, 730])
"""
_ONE_CHART: Final = """
import plotly.express as px
import streamlit as st
days = st.selectbox("x", [182, 365, 91, 730])
st.plotly_chart(px.line(y=[days, 2, 3]))
"""


def crowd(viewers: str) -> dict[str, float]:
    """Let so many viewers look at the demo shop at once; return seconds, CPU of a rerun, memory."""
    count = int(viewers)
    with _product() as (address, server), contextlib.ExitStack() as stack:
        with talking(address) as first:
            first.run()  # what is computed once is computed
            for days in _PERIODS:
                first.run(query=f"window={days}")
        _settled(server)
        before = _memory(server)
        talks = [stack.enter_context(talking(address)) for _ in range(count)]
        with ThreadPoolExecutor(count) as threads:
            list(threads.map(Talk.run, talks))
            opened, cpu = _memory(server), cpu_of(server)
            began = time.perf_counter()
            waits = [wait for each in threads.map(_look_around, talks, range(count)) for wait in each]
            lasted = time.perf_counter() - began
        return {
            "median": statistics.median(waits),
            "p95": sorted(waits)[int(0.95 * len(waits))],
            "cpu": (cpu_of(server) - cpu) / len(waits),
            "a_second": len(waits) / lasted,
            "memory": opened,
            "of_a_session": (opened - before) / count,
        }


def _look_around(talk: Talk, start: int) -> list[float]:
    waits = []
    for n in range(_CHANGES):
        began = time.perf_counter()
        if not talk.look(query=f"window={_PERIODS[(start + n) % len(_PERIODS)]}"):
            raise AssertionError("a page was not drawn whole")
        waits.append(time.perf_counter() - began)
    return waits


def rerun(_ignored: str = "") -> dict[str, float]:
    """Return the server's CPU milliseconds for a rerun of an empty page and of the Overview.

    Each is the median of rounds, `worst` the dearest of the Overview's. Every period was looked at before.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, _streamlit(Path(folder), _EMPTY) as found:
        empty = _of_a_rerun(*found)
    with _product() as found:
        overview = _of_a_rerun(*found)
    return {
        "empty": statistics.median(empty),
        "overview": statistics.median(overview),
        "worst": max(overview),
    }


def _of_a_rerun(address: str, server: int) -> list[float]:
    """Return the CPU milliseconds of a rerun in each round."""
    rounds = []
    with talking(address) as viewer:
        for days in (*_PERIODS, *_PERIODS):
            viewer.run(query=f"window={days}")
        _settled(server)
        for _ in range(_ROUNDS):
            before = cpu_of(server)
            for n in range(_IN_A_ROUND):
                viewer.look(query=f"window={_PERIODS[n % len(_PERIODS)]}")
            rounds.append((cpu_of(server) - before) / _IN_A_ROUND * 1000)
    return rounds


def sent(_ignored: str = "") -> dict[str, float]:
    """Return the bytes that the Overview sends when it is opened, and when the period changes (median)."""
    with _product() as (address, _), talking(address) as viewer:
        viewer.run()
        opened = _bytes(viewer)
        changed = []
        for days in (*_PERIODS, *_PERIODS):
            viewer.received.clear()
            viewer.run(query=f"window={days}")
            changed.append(_bytes(viewer))
        return {"opened": opened, "changed": statistics.median(changed)}


def _bytes(viewer: Talk) -> float:
    return float(sum(told.ByteSize() for told in viewer.received))


def one_chart(_ignored: str = "") -> dict[str, float]:
    """Return milliseconds of the server's CPU and bytes: of a change that one chart reads, and of its page.

    `alone` is 1 where no other part was drawn with the chart.
    """
    with _product() as (address, server), talking(address) as viewer:
        viewer.run(_PAGE, _DEMO)
        page = _bytes(viewer)
        viewer.change(_CONTROL, string_array_value={"data": [_SHOWN[0]]})
        _settled(server)
        rounds: dict[str, list[float]] = {"chart_cpu": [], "page_cpu": []}
        for _ in range(_ROUNDS):
            before = cpu_of(server)
            for n in range(_IN_A_ROUND):
                told = viewer.change(_CONTROL, string_array_value={"data": [_SHOWN[n % 2]]})
            between = cpu_of(server)
            for _again in range(_IN_A_ROUND):
                viewer.look(_PAGE, _DEMO)
            for name, cpu in (("chart_cpu", between - before), ("page_cpu", cpu_of(server) - between)):
                rounds[name].append(cpu / _IN_A_ROUND * 1000)
        return {
            **{name: statistics.median(each) for name, each in rounds.items()},
            "chart_bytes": float(sum(message.ByteSize() for message in told)),
            "page_bytes": page,
            "alone": float(len(told[-1].metadata.run.fragment_ids) == 1),
        }


def cold_overview(_ignored: str = "") -> dict[str, float]:
    """Return what the server takes from its start to the whole Overview of a shop that it has had before."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        data = serving.furnish(Path(folder) / "data")
        with serving.process(data) as (address, server):
            _first_page(address, server, 0)
            _kept(data)
        began = time.perf_counter()
        with serving.process(data) as (address, server):
            return _first_page(address, server, began)


def first_overview(_ignored: str = "") -> dict[str, float]:
    """Return the same where nobody has looked since the import; what stands out is still looked for."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        data = serving.furnish(Path(folder) / "data")
        began = time.perf_counter()
        with serving.process(data) as (address, server):
            return _first_page(address, server, began)


def cold_chart(_ignored: str = "") -> dict[str, float]:
    """Return the same of a page of Streamlit with one chart."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        began = time.perf_counter()
        with _streamlit(Path(folder)) as (address, server):
            return _first_page(address, server, began)


def _first_page(address: str, server: int, began: float) -> dict[str, float]:
    with talking(address) as viewer:
        viewer.run()
    return {"seconds": time.perf_counter() - began, "cpu": cpu_of(server)}


@contextlib.contextmanager
def _product() -> Iterator[tuple[str, int]]:
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        serving.process(serving.furnish(Path(folder) / "data")) as found,
    ):
        yield found


@contextlib.contextmanager
def _streamlit(folder: Path, script: str = _ONE_CHART) -> Iterator[tuple[str, int]]:
    page, port = folder / "page.py", serving.free_port()
    page.write_text(script, encoding="utf-8")
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(port)]
    command += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - our own
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    """Wait until somebody listens."""
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)


def _settled(server: int) -> None:
    """Wait until a server no longer works ahead in the background."""
    before = -1.0
    while (now := cpu_of(server)) - before > 0.05:
        before = now
        time.sleep(2)


def _kept(data: Path) -> None:
    """Wait until a server keeps what it has computed of the shop."""
    while not any(data.rglob(f"*{kept_files.SUFFIX}")):
        time.sleep(0.1)


def _memory(server: int) -> float:
    """MB of a server and its children."""
    return sum(own_bytes(process) for process in family(server)) / (1 << 20)


if __name__ == "__main__":
    for number in sys.argv[1:]:
        sys.stdout.write(f"{number}: {json.dumps(crowd(number))}\n")
        sys.stdout.flush()
