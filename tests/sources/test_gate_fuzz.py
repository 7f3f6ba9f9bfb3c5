"""No bytes crash, hang or bloat the reader."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.conftest import ROOT

#: The two fuzzers share it.
SECONDS = int(os.environ.get("FUZZ_SECONDS", "3600"))


def run(fuzzer: str, seconds: int) -> str:
    # Through a shell, which is small: Linux hands the highest memory of the process that starts another on
    # to it, and a fuzzer that begins with that of all tests before it stops at its limit at once.
    done = subprocess.run(
        [
            "/bin/sh",
            "-c",
            '"$@"; exit $?',
            "sh",
            sys.executable,
            "-m",
            f"tests.sources.{fuzzer}",
            str(seconds),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds + 300,
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    return done.stdout + done.stderr


def guided(seconds: int) -> str:
    if find_spec("atheris") is None:
        pytest.skip("atheris has no build for this Python")
    return run("guided", seconds)


def test_a_second_of_mutated_files_crashes_nothing():
    assert "files" in run("fuzz", 1)


@pytest.mark.gate
def test_half_an_hour_of_mutated_files_crashes_nothing():
    print(run("fuzz", SECONDS // 2))  # noqa: T201


@pytest.mark.gate
def test_half_an_hour_of_guided_bytes_crashes_nothing():
    print(guided(SECONDS // 2)[-600:])  # noqa: T201
