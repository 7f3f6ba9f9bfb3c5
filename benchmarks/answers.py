"""What `inspect` and `metrics --json` say of many files in two states of the code, compared byte by byte.

    .venv/bin/python -m benchmarks.answers BEFORE AFTER PATH...

A state is a revision of git or the folder of a checkout (`.` is what lies here); a path is a file or a
folder of files. Both states run in this environment, each in one process that reads a file once for all
commands (`answering`). Each answer that differs is printed as a diff; the exit code is 1 where any does.
`--only inspect` (or metrics) asks one command, `--under 5` leaves out files of 5 MB and more, `--lines 40`
says how much of each difference is printed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.states import checkout, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: None of these is an export.
_NOT_DATA: Final = {".md", ".json", ".py", ".pyc", ".png"}
_COMMANDS: Final = (("inspect", "--json"), ("metrics", "--json", "--window", "all"), ("metrics", "--json"))
_MB: Final = 1_000_000
#: A file of its own, so that it answers for states that were written before it, too.
_ANSWERING: Final = Path(__file__).with_name("answering.py")


def exports(paths: Sequence[Path], under: float) -> list[Path]:
    """Return the files at and below the paths that may be exports and hold less than `under` MB."""
    found = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    wanted = [file.resolve() for file in found if file.is_file() and file.suffix not in _NOT_DATA]
    return [file for file in wanted if file.stat().st_size < under * _MB]


class Answering:
    """A process that answers for one state of the code."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def answer(self, command: Sequence[str], file: Path) -> list[str]:
        """Return the lines of what the state says of a file: exit code, output, complaints."""
        questions, answers = self._process.stdin, self._process.stdout
        assert questions is not None  # noqa: S101 - both are pipes, see `answering`
        assert answers is not None  # noqa: S101
        questions.write(json.dumps([command[0], str(file), *command[1:]]) + "\n")
        questions.flush()
        lines: list[str] = json.loads(answers.readline())
        return lines


@contextlib.contextmanager
def answering(state: Path) -> Iterator[Answering]:
    """Start the process that answers for a state, and end it with the block."""
    with subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, str(_ANSWERING)], cwd=state, env=surroundings(state), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        yield Answering(process)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare two states; return 1 where an answer differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--only", choices=("inspect", "metrics"))
    parser.add_argument("--under", type=float, default=float("inf"), metavar="MB")
    parser.add_argument("--lines", type=int, default=40)
    asked = parser.parse_args(arguments)
    commands = [command for command in _COMMANDS if asked.only in (None, command[0])]
    files = exports(asked.paths, asked.under)
    differing = 0
    with contextlib.ExitStack() as stack:
        places = [stack.enter_context(checkout(state)) for state in (asked.before, asked.after)]
        states = [stack.enter_context(answering(place)) for place in places]
        threads = stack.enter_context(ThreadPoolExecutor(2))
        for file in files:
            for command in commands:
                one, other = threads.map(Answering.answer, states, [command] * 2, [file] * 2)
                if one != other:
                    differing += 1
                    sys.stdout.write(f"\n{file.name}: {' '.join(command)}\n")
                    told = unified_diff(one, other, "before", "after", n=1, lineterm="")
                    sys.stdout.writelines(f"  {line}\n" for line in islice(told, asked.lines))
                    sys.stdout.flush()
    sys.stdout.write(f"{len(files)} files, {len(files) * len(commands)} answers, {differing} differ\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
