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

    `digest` is hex over those objects: equal digests mean equal tables, so it may key a cache.
    A record is a snapshot: its paths stay readable until that data is deleted for good or the
    version falls out of the history.
    """

    id: int
    digest: str
    when: datetime
    who: str
    what: Message
    parent: int | None
    tables: Mapping[str, Path]
    rows: Mapping[str, int]
    #: The file by whose removal it was made.
    removed: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What adding one file did.

    `unchanged`: the same bytes were there already and `dataset` is the one that holds them.
    `replaced` counts, per table, the rows of older files whose place this file's rows took.
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
