"""Kills a process at any step of a change to the store.

One process imports the program once and then forks for each change, so that a kill costs a fork and
not a start. A step is what touches the disk or the database: a statement or a commit of a
transaction that writes, and every sync, rename, link and removal of a file.

    python -m tests.store.steps     reads {"data_dir", "url", "change", "die_at"} line by line
                                    prints {"killed", "steps", "said"} for each

With a "fault" it does not die at the step: from there on every sync, rename, link and removal fails
(a disk that is full takes removals), and with "largest", no file may grow beyond so many bytes, those
of the database included. "said" is what a person then reads.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa

from engagement.settings import DATABASE_URL
from engagement.store import StoreError, Workspace, open_workspace
from engagement.store.database import schema
from engagement.store.erasing import one_person
from engagement.store.upkeep import retention
from engagement.store.upkeep.backup import back_up
from engagement.store.upkeep.restore import restore
from tests.store import shop

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
_FILE_CALLS = ("fsync", "replace", "link", "unlink")


def before(workspace: Workspace) -> None:
    """The data that a change starts from."""
    shop.add(workspace, "a.csv", {"orders": shop.orders([1, 2, 77])}, reject="x")
    shop.add(workspace, "b.csv", {"orders": shop.orders([2, 3])})


def append(workspace: Workspace) -> None:
    shop.add(workspace, "c.csv", {"orders": shop.orders([4, 5])}, reject="y")


def take_over(workspace: Workspace) -> None:
    shop.add(workspace, "d.csv", {"orders": shop.orders([2, 3], gross=9)})


def erase(workspace: Workspace) -> None:
    workspace.delete_for_good(next(d.id for d in workspace.datasets() if d.file == "a.csv"))


def erase_person(workspace: Workspace) -> None:
    one_person.erase(workspace.storage, workspace.key, {2})


def purge(workspace: Workspace) -> None:
    with workspace.storage.manifest.write() as connection:
        values = {"workspace_id": workspace.storage.id, "name": "orders", "months": 1}
        connection.execute(sa.insert(schema.retention).values(values))
    retention.purge(workspace.storage, date(1970, 3, 10))


CHANGES: dict[str, Callable[[Workspace], None]] = {
    "append": append,
    "take over": take_over,
    "erase": erase,
    "erase a person": erase_person,
    "purge": purge,
}


def beside(data_dir: Path, name: str) -> Path:
    """Where backups of the data lie."""
    return data_dir.with_name(f"{data_dir.name}-{name}")


#: Copies of the data, by what becomes of them; they change nothing that a person sees.
COPIES: dict[str, Callable[[Path], object]] = {
    "back up to a file": lambda data: back_up(data, beside(data, "new") / "b.tar"),
    "back up to a folder": lambda data: back_up(data, beside(data, "new") / "b"),
    "restore": lambda data: restore(beside(data, "old") / "b.tar", data, replace=True),
    "restore into an empty place": lambda data: restore(
        beside(data, "old") / "b.tar", beside(data, "else"), keys_file=beside(data, "old") / "keys.json"
    ),
}


@dataclass(slots=True)
class Steps:
    """Counts steps, and dies at one of them, or lets the disk fail from there on."""

    die_at: int | None
    fault: int | None = None
    taken: int = 0

    def step(self, *_: Any) -> None:
        if self.taken == self.die_at and self.fault is None:
            os.kill(os.getpid(), signal.SIGKILL)
        self.taken += 1

    def fail(self, call: str) -> None:
        late = self.die_at is not None and self.taken > self.die_at
        if self.fault is not None and late and not (self.fault == errno.ENOSPC and call == "unlink"):
            raise OSError(self.fault, os.strerror(self.fault))

    def arm(self) -> None:
        for event in ("before_cursor_execute", "commit"):
            sa.event.listen(sa.Engine, event, self._of_writer)
        for name in _FILE_CALLS:
            setattr(os, name, self._stepping(name, getattr(os, name)))

    def _of_writer(self, connection: sa.Connection, *_: Any) -> None:
        if connection.get_execution_options().get("writes", False):
            self.step()

    def _stepping(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*args: Any, **kwargs: Any) -> Any:
            self.step()
            self.fail(name)
            return call(*args, **kwargs)

        return stepping


class Killer:
    """The process that forks, as the tests speak to it."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.store.steps"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def change(
        self, data_dir: Path, url: str, change: str, die_at: int | None = None, **more: int | str
    ) -> dict[str, Any]:
        """Let a process make a change and die at a step; say whether it died, and how many there were."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"data_dir": str(data_dir), "url": url, "change": change, "die_at": die_at, **more}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


def _fork(order: dict[str, Any]) -> dict[str, Any]:
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.environ[DATABASE_URL.name] = order["url"]
        tempfile.tempdir = order.get("temporary")
        workspace = open_workspace(Path(order["data_dir"]))
        steps = Steps(order["die_at"], order.get("fault"))
        steps.arm()
        if "largest" in order:
            resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest"], order["largest"]))
        text = ""
        try:
            if order["change"] in COPIES:
                COPIES[order["change"]](Path(order["data_dir"]))
            else:
                CHANGES[order["change"]](workspace)
        except StoreError as fault:
            text = str(fault.sentence)
        os.write(told, json.dumps({"steps": steps.taken, "said": text}).encode())
        os._exit(0)
    os.close(told)
    with os.fdopen(heard) as pipe:
        content = json.loads(pipe.read() or '{"steps": -1, "said": ""}')
    _, status = os.waitpid(child, 0)
    return {"killed": os.WIFSIGNALED(status) or os.WEXITSTATUS(status) != 0, **content}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(_fork(json.loads(line))), flush=True)  # noqa: T201 - how the test knows
