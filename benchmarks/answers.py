"""What `inspect` and `metrics --json` say of many files in two states of the code, compared byte by byte.

    .venv/bin/python -m benchmarks.answers BEFORE AFTER PATH...

A state is a revision of git or the folder of a checkout (`.` is what lies here); a path is a file or a
folder of files. Both states run in this environment. Each answer that differs is printed as a diff; the
exit code is 1 where any does. `--only inspect` (or metrics) asks one command, `--under 5` leaves out files of
5 MB and more, `--lines 40` says how much of each difference is printed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.states import checkout, surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

#: None of these is an export.
_NOT_DATA: Final = {".md", ".json", ".py", ".pyc", ".png"}
_COMMANDS: Final = (("inspect", "--json"), ("metrics", "--json", "--window", "all"), ("metrics", "--json"))
_MB: Final = 1_000_000


def exports(paths: Sequence[Path], under: float) -> list[Path]:
    """Return the files at and below the paths that may be exports and hold less than `under` MB."""
    found = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    wanted = [file.resolve() for file in found if file.is_file() and file.suffix not in _NOT_DATA]
    return [file for file in wanted if file.stat().st_size < under * _MB]


def answer(command: Sequence[str], file: Path, state: Path) -> list[str]:
    """Return the lines of what a state says of a file: exit code, what it printed, what it complained of."""
    asked = [sys.executable, "-m", "engagement", command[0], str(file), *command[1:]]
    done = subprocess.run(  # noqa: S603 - our own
        asked, cwd=state, env=surroundings(state), capture_output=True, text=True, check=False
    )
    return [f"exit code {done.returncode}", *done.stdout.splitlines(), *done.stderr.splitlines()]


def main() -> int:
    """Compare two states; return 1 where an answer differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--only", choices=("inspect", "metrics"))
    parser.add_argument("--under", type=float, default=float("inf"), metavar="MB")
    parser.add_argument("--lines", type=int, default=40)
    asked = parser.parse_args()
    commands = [command for command in _COMMANDS if asked.only in (None, command[0])]
    files = exports(asked.paths, asked.under)
    differing = 0
    with checkout(asked.before) as before, checkout(asked.after) as after, ThreadPoolExecutor(2) as both:
        for file in files:
            for command in commands:
                one, other = both.map(partial(answer, command, file), (before, after))
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
