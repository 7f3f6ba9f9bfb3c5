"""No bytes crash, hang or bloat the reader."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT


def fuzz(seconds: int) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.sources.fuzz", str(seconds)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds + 300,
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    return done.stdout


def test_two_seconds_of_mutated_files_crash_nothing():
    assert "files" in fuzz(2)


@pytest.mark.gate
def test_an_hour_of_mutated_files_crashes_nothing():
    print(fuzz(int(os.environ.get("FUZZ_SECONDS", "3600"))))  # noqa: T201
