"""A disk that fails in the midst of any change: a sentence, and all as it was or all as it was to be.

`make gates` tries both faults of the disk at each step; `make test` one, at every seventeenth.
"""

from __future__ import annotations

import errno
import shutil
from itertools import product
from typing import TYPE_CHECKING

import pytest

from engagement.store import open_workspace
from tests.cases import few
from tests.store import steps
from tests.store.test_steps import leftovers, state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def killer() -> Iterator[steps.Killer]:
    with steps.Killer() as started:
        yield started


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("start")
    steps.before(open_workspace(folder))
    return folder


def outcomes(killer: steps.Killer, start: Path, tmp_path: Path, change: str) -> tuple[list, list, int]:
    """The state before, the state after the change done whole, and how many steps it takes."""
    shutil.copytree(start, tmp_path / "whole")
    result = killer.change(tmp_path / "whole", "", change)
    return state(open_workspace(start)), state(open_workspace(tmp_path / "whole")), result["steps"]


@pytest.mark.parametrize("change", steps.CHANGES)
@pytest.mark.parametrize(
    ("fault", "every"), few(product([errno.ENOSPC, errno.EIO], [1, 17]), (errno.EIO, 17))
)
def test_a_disk_that_fails_from_a_step_on_leaves_all_before_or_all_after(
    killer: steps.Killer, start: Path, tmp_path: Path, change: str, fault: int, every: int
):
    before, after, count = outcomes(killer, start, tmp_path, change)
    for step in range(0, count, every):
        data_dir = tmp_path / str(step)
        shutil.copytree(start, data_dir)
        told = killer.change(data_dir, "", change, die_at=step, fault=fault)
        assert not told["killed"], f"{change} ended with a fault of the program at step {step}"
        workspace = open_workspace(data_dir)
        result = state(workspace)
        assert result in (before, after), f"{change} at step {step}"
        assert result == after or told["said"]
        workspace.sweep(grace_seconds=0)
        assert leftovers(workspace) == set()


@pytest.mark.parametrize("change", few(steps.CHANGES, "append", "erase a person"))
def test_a_disk_that_takes_no_more_leaves_all_before_or_all_after(
    killer: steps.Killer, start: Path, tmp_path: Path, change: str
):
    before, after, _ = outcomes(killer, start, tmp_path, change)
    for largest in (4_096, 12_288, 40_960, 81_920, 163_840):
        data_dir = tmp_path / str(largest)
        shutil.copytree(start, data_dir)
        told = killer.change(data_dir, "", change, largest=largest)
        assert not told["killed"], f"{change} ended with a fault of the program at {largest}"
        result = state(open_workspace(data_dir))
        assert result in (before, after), f"{change} at {largest}"
        assert result == after or told["said"]
