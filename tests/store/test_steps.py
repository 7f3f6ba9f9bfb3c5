"""Killed at any step of any change, on either kind of manifest: whole before, or whole after.

`make gates` kills at each step; `make test` at every thirteenth, on PostgreSQL of one change only.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from engagement.settings import DATABASE_URL
from engagement.store import open_workspace
from engagement.store.journal import proofs
from engagement.store.manifest import queries
from tests.cases import few
from tests.store import shop, steps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engagement.store import Workspace
    from tests.store.conftest import Backend

pytestmark = pytest.mark.usefixtures("backend")


@pytest.fixture(scope="module")
def killer() -> Iterator[steps.Killer]:
    with steps.Killer() as started:
        yield started


@contextmanager
def copied(backend: Backend, data_dir: Path, to: Path) -> Iterator[str]:
    """A copy of all data, in `to` and (PostgreSQL) in a database whose address is yielded."""
    shutil.copytree(data_dir, to)
    if backend.server is None:
        yield ""
    else:
        with backend.server.database(backend.database) as url:
            yield url


def state(workspace: Workspace) -> list[Any]:
    """All that a person sees, and that what is seen can be read."""
    rejects = [workspace.rejects(d.id) for d in workspace.datasets()]
    return [
        [d.file for d in workspace.datasets()],
        [(row["order_id"], row["gross"]) for row in shop.rows(workspace, "orders")],
        [(str(version.what), dict(version.rows)) for version in workspace.history()],
        [(proof.kind, dict(proof.rows)) for proof in proofs.entries(workspace.storage)],
        [None if table is None else table.num_rows for table in rejects],
    ]


def leftovers(workspace: Workspace) -> set[str]:
    """Files among the objects that nothing needs, or that are needed and not there."""
    workspace.sweep(grace_seconds=0)
    with workspace.storage.manifest.read() as connection:
        needed = queries.referenced(connection, workspace.storage.id)
    return {file.name for file in workspace.storage.objects.folder.iterdir()} ^ {
        f"{d}.parquet" for d in needed
    }


@pytest.mark.postgres_in_gates(but=["append"])
@pytest.mark.parametrize("change", steps.CHANGES)
@pytest.mark.parametrize("every", few([1, 13], 13))
def test_a_kill_at_a_step_leaves_all_before_or_all_after(
    tmp_path: Path,
    backend: Backend,
    killer: steps.Killer,
    monkeypatch: pytest.MonkeyPatch,
    change: str,
    every: int,
):
    start = tmp_path / "start"
    workspace = open_workspace(start)
    steps.before(workspace)
    before = state(workspace)
    _close(workspace)
    with copied(backend, start, tmp_path / "whole") as url:
        monkeypatch.setenv(DATABASE_URL.name, url)
        told = killer.change(tmp_path / "whole", url, change)
        after = state(open_workspace(tmp_path / "whole"))
    assert after != before
    result = []
    for step in range(0, told["steps"], every):
        data_dir = tmp_path / str(step)
        with copied(backend, start, data_dir) as url:
            monkeypatch.setenv(DATABASE_URL.name, url)
            assert killer.change(data_dir, url, change, die_at=step)["killed"]
            workspace = open_workspace(data_dir)
            result.append(state(workspace))
            assert leftovers(workspace) == set()
    assert told["steps"] > 10
    # Before up to the commit that publishes, after from there on; nothing in between.
    turn = result.index(after) if after in result else len(result)
    assert result == [before] * turn + [after] * (len(result) - turn)
    assert turn > 0
    print(f"{change}: {len(result)} kills, {turn} of them before the change, all whole")  # noqa: T201


def _close(workspace: Workspace) -> None:
    """Let go of connections: a database that somebody is in cannot be copied."""
    workspace.storage.manifest._database.reading.dispose()
