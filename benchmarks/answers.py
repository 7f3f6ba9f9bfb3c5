"""What `inspect` and `metrics --json` say of many files, to compare two states of the code byte by byte.

    .venv/bin/python -m benchmarks.answers before.jsonl FOLDER...   # in the one state
    .venv/bin/python -m benchmarks.answers after.jsonl FOLDER...    # in the other
    cmp before.jsonl after.jsonl

One line for each file and command, in the order of the files' names: exit code, what was printed, what
was complained of.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Neither is an export.
_NOT_DATA: Final = {".md", ".json", ".py", ".pyc", ".png"}
_COMMANDS: Final = (("inspect", "--json"), ("metrics", "--json", "--window", "all"), ("metrics", "--json"))


def answers(folders: list[Path]) -> Iterator[dict[str, object]]:
    """Yield what each command says of each file below the folders."""
    files = [f for folder in folders for f in sorted(folder.rglob("*")) if f.is_file()]
    for file in files:
        if file.suffix in _NOT_DATA:
            continue
        for command in _COMMANDS:
            asked = [sys.executable, "-m", "engagement", command[0], str(file), *command[1:]]
            done = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 - our own
            yield {
                "file": file.name,
                "command": command,
                "code": done.returncode,
                "out": done.stdout,
                "complaint": done.stderr,
            }


if __name__ == "__main__":
    target, *folders = map(Path, sys.argv[1:])
    with target.open("w") as lines:
        lines.writelines(f"{json.dumps(answer)}\n" for answer in answers(folders))
