"""From dropped files to a new version of the data: read in a child process, kept in one go."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engagement.app import changed
from engagement.sources.model import SourceError
from engagement.sources.proposals import NeedsAnswer
from engagement.sources.sandbox import read_files
from engagement.store import Drop, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from engagement.locale import Message
    from engagement.sources.proposals import Proposal
    from engagement.sources.recipes import Recipe
    from engagement.sources.sandbox import Progress
    from engagement.store import Outcome, Workspace

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one dropped file: an outcome, or the sentence that says why not.

    `question`: a person may say what the file's columns mean.
    """

    file: str
    outcome: Outcome | None
    fault: Message | None = None
    question: Proposal | None = None

    @property
    def may_say_more(self) -> bool:
        """Whether a person may know better than we do what the file's columns mean."""
        reports = self.outcome.dataset.reports if self.outcome is not None else ()
        return self.question is not None or any(report.confidence != "exact" for report in reports)


def take(
    workspace: Workspace,
    files: Sequence[tuple[Path, str]],
    progress: Callable[[Progress], None] | None = None,
    who: str = "",
) -> list[Taken]:
    """Read the files and add what could be read as one version, with what it changed in the log.

    What was there stays untouched.
    """
    recipes = [kept.recipe for kept in workspace.recipes()]
    results = read_files(files, key=workspace.key, recipes=recipes, progress=progress, background=True)
    drops = [
        Drop(name, digest(path), result)
        for (path, name), result in zip(files, results, strict=True)
        if not isinstance(result, SourceError)
    ]
    added = workspace.add_many(drops, who) if drops else []
    if not all(outcome.unchanged for outcome in added):
        changed.note(workspace, added[0].version)
    outcomes = iter(added)
    return [
        _not_taken(name, result) if isinstance(result, SourceError) else Taken(name, next(outcomes))
        for (_, name), result in zip(files, results, strict=True)
    ]


def take_as_said(workspace: Workspace, file: tuple[Path, str], recipe: Recipe) -> Taken:
    """Read a file by a recipe and, where that can be done, keep both.

    The same bytes, if they were read in another way before, give way. What was there stays
    untouched where the file cannot be read or kept.
    """
    path, name = file
    (result,) = read_files([file], key=workspace.key, recipes=[recipe])
    if isinstance(result, SourceError):
        return _not_taken(name, result)
    drop = Drop(name, digest(path), result)
    start, names = workspace.version, workspace.shop_names()
    before = next((d for d in workspace.datasets() if d.content_digest == drop.content_digest), None)
    if before is not None:
        workspace.remove(before.id)
    try:
        (outcome,) = workspace.add_many([drop])
    except StoreError:
        if before is not None:
            workspace.undo()
        raise
    changed.note(workspace, outcome.version, start)
    if before is not None and before.id in names:
        workspace.name_shop(outcome.dataset.id, names[before.id])
    workspace.keep_recipe(recipe)
    return Taken(name, outcome)


def _not_taken(name: str, fault: SourceError) -> Taken:
    return Taken(name, None, fault.sentence, fault.proposal if isinstance(fault, NeedsAnswer) else None)


def digest(path: Path) -> str:
    """Return the sha256 of a file's bytes, by which the same file is known again."""
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            sha.update(chunk)
    return sha.hexdigest()
