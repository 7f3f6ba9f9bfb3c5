"""What a report was asked: for whom it is made, of which files, with which question, in which language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence  # noqa: TC003 - msgspec reads them
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from engagement.metrics.model import Question  # noqa: TC001 - msgspec reads it
from engagement.planning.statements import Edit, ReviewGrain  # noqa: TC001 - msgspec reads it
from engagement.store.planning.day_notes import DayNote  # noqa: TC001 - msgspec reads it
from engagement.store.sharing.terms import USUAL_K

if TYPE_CHECKING:
    from pathlib import Path

#: us: all that the house may read · others: what a link would show, under the same guard.
Whom = Literal["us", "others"]
#: The form of the machine-readable part; it grows when an older program could not read a newer one.
FORM: Final = 1


class ReadFile(msgspec.Struct, frozen=True):
    """A file as it was read: its name ("" where the report goes to others) and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """All that a report depends on, beside the rows of its files.

    `rates` is a table of exchange rates as JSON, `shops` says whose orders a file holds, `sales` how a sale
    that two files hold counts. `trends` is True where a step of time was asked for, which adds the tables
    of it to the machine-readable part. `k` counts only where the report is for others.
    With a `review`, the question is that of the last whole period of this step, and its review comes first.
    `notes` are those of the shop's days; of a report for others only those are left that links show, too.
    `edits` are what the house made of sentences of the review, by the id of a statement. `only` names the
    figures and tables that it holds, None for all. `weighed`: of what may be told, the shop's links told
    some before, so it may hold less than files alone would give.
    """

    whom: Whom
    question: Question
    language: str = "en"
    title: str = ""
    by: str | None = None
    trends: bool = False
    k: int = USUAL_K
    files: Sequence[ReadFile] = ()
    shops: Mapping[str, str] = field(default_factory=dict)
    sales: Literal["once", "apart"] | None = None
    rates: dict[str, Any] | None = None
    review: ReviewGrain | None = None
    notes: Sequence[DayNote] = ()
    edits: Mapping[str, Edit] = field(default_factory=dict)
    only: Sequence[str] | None = None
    weighed: bool = False

    def __post_init__(self) -> None:
        kept = [one for one in self.notes if self.whom == "us" or one.in_links]
        bare = tuple(msgspec.structs.replace(one, id="") for one in kept)
        object.__setattr__(self, "notes", bare)

    def holds(self, name: str) -> bool:
        """Whether a figure or a table is part of the report, by its key or name."""
        return self.only is None or name in self.only


def program_version() -> str:
    """Return the version of this program, "" where it is not installed."""
    try:
        return version("engagement")
    except PackageNotFoundError:
        return ""


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_files(paths: Sequence[Path], whom: Whom) -> tuple[ReadFile, ...]:
    """Return files with their digests; for others without their names, which can name somebody."""
    return tuple(ReadFile(path.name if whom == "us" else "", digest_of(path)) for path in paths)
