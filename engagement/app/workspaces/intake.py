"""From files to a new version of the data: read in a child process, stored in one step."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engagement.app.workspaces import looks_foreign as unlike
from engagement.app.workspaces import what_changed
from engagement.sources.importing.sandbox import read_files
from engagement.sources.model.raw_table import SourceError
from engagement.sources.recognition.proposals import NeedsAnswer
from engagement.store import Drop
from engagement.store.persons import contacts
from engagement.store.versions import confirmed_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from engagement.locale import Message
    from engagement.sources.importing.sandbox import Progress
    from engagement.sources.model.account import Imported
    from engagement.sources.recognition.proposals import Proposal
    from engagement.sources.recognition.recipes import Recipe
    from engagement.store import Dataset, Outcome, Workspace

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """The result for one file: its outcome, or in `fault` why it was not read.

    `questions` are tables of the file whose columns a person may explain. `unlike` is why it looks like
    another shop's; its rows count nowhere before a person has answered that.
    """

    file: str
    outcome: Outcome | None
    fault: Message | None = None
    questions: tuple[Proposal, ...] = ()
    unlike: tuple[Message, ...] = ()

    @property
    def may_say_more(self) -> bool:
        """Return whether there are questions about the file, whether it was read or not."""
        return bool(self.questions or self.unlike) or self.outcome is not None


def take(
    workspace: Workspace,
    files: Sequence[tuple[Path, str]],
    progress: Callable[[Progress], None] | None = None,
    who: str = "",
    *,
    sure: bool = False,
) -> list[IntakeResult]:
    """Read files and add those that could be read as one version, with its changes in the log.

    Data of other files are unchanged. A file that looks like another shop's is not added unless `sure`. `who`
    is noted in the log, `progress` is called while files are read.
    """
    recipes = [stored.recipe for stored in workspace.recipes()]
    results = _read(workspace, files, recipes, progress)
    return _keep(workspace, files, results, who, sure=sure)


def take_with_answer(
    workspace: Workspace,
    files: Sequence[tuple[Path, str]],
    recipe: Recipe,
    progress: Callable[[Progress], None] | None = None,
    who: str = "",
    *,
    sure: bool = False,
) -> list[IntakeResult]:
    """Read files by a recipe, and store the recipe if one of them can be read.

    They replace datasets of the same bytes that were read in another way. Nothing changes where the files
    cannot be read or stored.
    """
    others = [stored.recipe for stored in workspace.recipes() if stored.recipe.shape != recipe.shape]
    results = _read(workspace, files, [recipe, *others], progress)
    taken_files = _keep(workspace, files, results, who, sure=sure)
    if any(file.outcome is not None or file.unlike for file in taken_files):
        workspace.keep_recipe(recipe, who)
    return taken_files


def _read(
    workspace: Workspace,
    files: Sequence[tuple[Path, str]],
    recipes: Sequence[Recipe],
    progress: Callable[[Progress], None] | None,
) -> list[list[Imported] | SourceError]:
    return read_files(
        files, key=workspace.key, recipes=recipes, progress=progress, background=True,
        contacts=contacts.are_stored(workspace.storage),
    )  # fmt: skip


def _keep(
    workspace: Workspace,
    files: Sequence[tuple[Path, str]],
    results: Sequence[Sequence[Imported] | SourceError],
    who: str,
    *,
    sure: bool,
) -> list[IntakeResult]:
    """Add what was read as one version, in place of datasets of the same bytes that differ."""
    read = [(name, digest(path), result) for (path, name), result in zip(files, results, strict=True)]
    drops = [Drop(name, key, result) for name, key, result in read if not isinstance(result, SourceError)]
    if sure:
        confirmed_files.keep(workspace.storage, [drop.content_digest for drop in drops])
    others = {} if sure else _unlike(workspace, drops)
    added = _add(workspace, own, who) if (own := [d for d in drops if d.content_digest not in others]) else []
    outcomes = iter(added)
    return [
        _not_taken(name, result)
        if isinstance(result, SourceError)
        else IntakeResult(name, None, unlike=others[key])
        if key in others
        else IntakeResult(name, next(outcomes))
        for name, key, result in read
    ]


def _unlike(workspace: Workspace, drops: Sequence[Drop]) -> dict[str, tuple[Message, ...]]:
    """Return the files that look like another shop's, by digest, with the reasons.

    In a shop without orders the first file is the standard.
    """
    new = {d.content_digest: [t for i in d.imported if (t := i.tables.get("orders"))] for d in drops}
    if not any(new.values()):
        return {}
    known_digests = confirmed_files.confirmed_digests(workspace.storage) | {
        dataset.content_digest for dataset in workspace.datasets()
    }
    traits_here = unlike.look_at(workspace.version.tables.get("orders"))
    signs_by_digest: dict[str, tuple[Message, ...]] = {}
    for key, orders in new.items():
        if key not in known_digests and (signs := unlike.signs(traits_here, unlike.look(orders))):
            signs_by_digest[key] = signs
        elif traits_here is None:
            traits_here = unlike.look(orders)
    return signs_by_digest


def _add(workspace: Workspace, drops: Sequence[Drop], who: str) -> list[Outcome]:
    names = workspace.shop_names()
    before = {d.content_digest: d for d in workspace.datasets()}
    other = [
        before[d.content_digest]
        for d in drops
        if d.content_digest in before and _read_otherwise(before[d.content_digest], d)
    ]
    added = workspace.add_many(drops, who, [dataset.id for dataset in other])
    if not all(outcome.unchanged for outcome in added):
        what_changed.note(workspace, added[0].version)
    for outcome in added:
        was = before.get(outcome.dataset.content_digest)
        if was in other and was is not None and was.id in names:
            workspace.name_shop(outcome.dataset.id, names[was.id], who)
    return added


def _read_otherwise(before: Dataset, drop: Drop) -> bool:
    """Return whether a file's bytes now give another dataset than before.

    It is False where files that completed it then are missing now, as the earlier dataset is better.
    """
    joined = [
        sum(len(report.joined) for report in reports)
        for reports in (before.reports, [part.report for part in drop.imported])
    ]
    if joined[1] < joined[0]:
        return False
    now = [replace(part.report, file="") for part in drop.imported]
    return now != [replace(report, file="") for report in before.reports]


def _not_taken(name: str, fault: SourceError) -> IntakeResult:
    return IntakeResult(name, None, fault.sentence, fault.proposals if isinstance(fault, NeedsAnswer) else ())


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hex, by which the same file is recognised."""
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            sha.update(chunk)
    return sha.hexdigest()
