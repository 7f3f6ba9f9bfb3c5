"""Answers many questions of the command line in one process, which `benchmarks.answers` starts for a state.

Each line of its input is a JSON list, the words of a command line; each line of its output is a JSON list,
the lines of the answer: exit code, what was printed, what was complained of. A file is read once for all
commands that follow each other about it, in the child process in which the program reads it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from engagement import cli
from engagement.sources.importing import sandbox

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The pseudonyms of all files are made with it, so that nothing in an answer is left to chance.
_KEY = bytes(32)
_read = sandbox.read_files


@lru_cache(maxsize=1)
def _read_once(files: tuple[tuple[os.PathLike[str], str], ...]) -> Any:
    return _read(files, key=_KEY)


def _answer(words: Sequence[str]) -> list[str]:
    printed, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(complained):
        code = cli.main(words)
    return [f"exit code {code}", *printed.getvalue().splitlines(), *complained.getvalue().splitlines()]


def main() -> None:
    """Answer line by line until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sandbox.read_files = lambda files, **_: _read_once(tuple(files))
    for line in sys.stdin:
        answers.write(json.dumps(_answer(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
