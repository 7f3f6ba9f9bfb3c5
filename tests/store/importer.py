"""A process that imports files one after the other, for the tests to kill.

    python -m tests.store.importer DATA_DIR FIRST LAST [--die-at STEP] [--largest-file BYTES] [--orders N]

Prints "ready", then the number of each file once it is in. `--die-at` kills the process with SIGKILL
at the named step of its first import; the product itself knows nothing of these steps.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from engagement.store import StoreError, open_workspace
from tests.store import shop


def die(*_args: Any, **_kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(step: str) -> None:
    """Arm one step: an object not yet renamed, renamed but not recorded, recorded but not committed."""
    if step == "rename":
        os.replace = die
    if step == "record":
        sa.event.listen(sa.Engine, "begin", lambda connection: immediate(connection) and die())
    if step == "commit":
        sa.event.listen(sa.Engine, "commit", lambda connection: immediate(connection) and die())


def immediate(connection: sa.Connection) -> bool:
    return connection.get_execution_options().get("writes", False)


def numbers(file: int, orders: int) -> range:
    """The orders of a file; files share none."""
    return range(file * orders, (file + 1) * orders)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--die-at", default="")
    parser.add_argument("--largest-file", type=int)
    parser.add_argument("--orders", type=int, default=50)
    given = parser.parse_args()
    workspace = open_workspace(given.data_dir)
    if given.largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (given.largest_file, given.largest_file))
    print("ready", flush=True)  # noqa: T201 - how the test knows
    die_at(given.die_at)
    for file in range(given.first, given.last):
        tables = {"orders": shop.orders(numbers(file, given.orders))}
        try:
            shop.add(workspace, f"{file}.csv", tables, reject="x" * 100)
        except StoreError as fault:
            print(fault.sentence, flush=True)  # noqa: T201
        else:
            print(file, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
