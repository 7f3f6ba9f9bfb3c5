"""The product's server as its user starts it, for tests that talk to it and for tests with a browser."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from engagement.app.workspaces import demo
from engagement.store import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

_START_SECONDS = 300


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


#: Ports of servers that this process has started.
_PORTS: list[int] = []


def _port_of_before() -> int:
    """A free port, if possible an earlier server's: a browser has the scripts from there compiled already."""
    for port in _PORTS:
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port
    _PORTS.append(free_port())
    return _PORTS[-1]


def _answers(process: subprocess.Popen[bytes], address: str) -> bool:
    """Wait until the server answers; each failed try waits on the process, not on a clock."""
    for _ in range(_START_SECONDS * 10):
        try:
            with urlopen(f"{address}/healthz", timeout=1) as answer:  # noqa: S310 - our own server
                return bool(answer.status == 200)
        except (URLError, OSError):
            try:
                process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
            return False
    return False


def log_of(data_dir: Path) -> Path:
    """Where the server of a data folder writes what it says."""
    return data_dir.parent / f"{data_dir.name}.log"


@cache
def _with_demo() -> Path:
    """A data folder that has the demo shop, made once: to read its files costs each server seconds."""
    folder = Path(tempfile.mkdtemp(prefix="engagement-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    demo.fill(open_workspace(folder / "data", "demo"))
    return folder / "data"


def furnish(data_dir: Path) -> Path:
    """Make `data_dir` one that has the demo shop; return it."""
    return Path(shutil.copytree(_with_demo(), data_dir))


@contextmanager
def serving(
    data_dir: Path, port: int | None = None, code: Path | None = None, **environment: str
) -> Iterator[str]:
    """Start the product with what `environment` says and yield its address.

    What stands in `data_dir` is served; where there is nothing, that is what a newcomer meets. `code` is
    another checkout that is to be started.
    """
    with process(data_dir, port, code, **environment) as (address, _):
        yield address


@contextmanager
def process(
    data_dir: Path, port: int | None = None, code: Path | None = None, **environment: str
) -> Iterator[tuple[str, int]]:
    """As `serving`; yield the process's number too."""
    port = port or _port_of_before()
    command = [sys.executable, "-m", "engagement", "serve", "--port", str(port), "--data-dir", str(data_dir)]
    with log_of(data_dir).open("ab") as log:
        surroundings = {**os.environ, "CI": "true", **environment}
        server = subprocess.Popen(command, cwd=code, stdout=log, stderr=subprocess.STDOUT, env=surroundings)
        try:
            address = f"http://127.0.0.1:{port}"
            assert _answers(server, address), log_of(data_dir).read_text()
            yield address, server.pid
        finally:
            server.terminate()
            server.wait(timeout=120)
