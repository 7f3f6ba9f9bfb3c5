"""The records that the store returns: versions, datasets, outcomes and log entries; all are frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from engagement.locale import Message
    from engagement.sources.model.account import Imported, Report
    from engagement.sources.recognition.recipes import Recipe


@dataclass(frozen=True, slots=True)
class Drop:
    """One file on its way into the store: its name, the SHA-256 of its bytes, and the tables read from it."""

    file: str
    content_digest: str
    imported: Sequence[Imported]


@dataclass(frozen=True, slots=True)
class Dataset:
    """One file in the workspace. `rows` counts its rows by canonical table."""

    id: int
    file: str
    content_digest: str
    added_at: datetime
    who: str
    reports: tuple[Report, ...]
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Version:
    """One state of all data. `tables` names the one Parquet object of each table that has rows.

    `digest` is a hex digest of those objects: equal digests mean equal tables, so it can be a cache key. A
    record is a snapshot: its paths stay readable until that data is deleted permanently or the version
    leaves the history.
    """

    id: int
    digest: str
    when: datetime
    who: str
    what: Message
    parent: int | None
    tables: Mapping[str, Path]
    rows: Mapping[str, int]
    #: The file whose removal created it.
    removed: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of adding one file.

    `unchanged`: the same bytes were there already, in `dataset`. `replaced` counts by table the rows of
    older files that rows of this file replaced.
    """

    version: Version
    dataset: Dataset
    unchanged: bool
    replaced: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the log. `version`: the version that it concerns; `note`: what that version changed."""

    when: datetime
    who: str
    what: Message
    version: int
    note: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptRecipe:
    """A recipe for files of one shape, with who gave it and when."""

    recipe: Recipe
    when: datetime
    who: str
