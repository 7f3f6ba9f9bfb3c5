"""From dropped files to a new version of the data: read in a child process, kept in one go."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engagement.sources.model import SourceError
from engagement.sources.sandbox import read_files
from engagement.store import Drop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from engagement.locale import Message
    from engagement.sources.sandbox import Progress
    from engagement.store import Outcome, Workspace

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one dropped file: an outcome, or the sentence that says why not."""

    file: str
    outcome: Outcome | None
    fault: Message | None = None


def take(
    workspace: Workspace,
    files: Sequence[tuple[Path, str]],
    progress: Callable[[Progress], None] | None = None,
) -> list[Taken]:
    """Read the files and add what could be read as one version. What was there stays untouched."""
    results = read_files(files, key=workspace.key, progress=progress)
    drops = [
        Drop(name, digest(path), result)
        for (path, name), result in zip(files, results, strict=True)
        if not isinstance(result, SourceError)
    ]
    outcomes = iter(workspace.add_many(drops) if drops else [])
    return [
        Taken(name, None, result.sentence) if isinstance(result, SourceError) else Taken(name, next(outcomes))
        for (_, name), result in zip(files, results, strict=True)
    ]


def digest(path: Path) -> str:
    """Return the sha256 of a file's bytes, by which the same file is known again."""
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            sha.update(chunk)
    return sha.hexdigest()
