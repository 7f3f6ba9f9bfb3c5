"""The request for a report: for whom it is, of which files, with which question, in which language."""

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
from engagement.store.planning.kept_goals import Goal  # noqa: TC001 - msgspec reads it
from engagement.store.sharing.terms import USUAL_K

if TYPE_CHECKING:
    from pathlib import Path

#: us: all that owners may read · others: what a link would show, under the same guard.
Whom = Literal["us", "others"]
#: The version of the machine-readable part's format; raised when older programs could not read it.
FORM: Final = 1


class ReadFile(msgspec.Struct, frozen=True):
    """A file that was read: its name ("" in a report for others) and the SHA-256 of its bytes in hex."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """All that a report depends on beside the rows of its files. It is written into the page as JSON.

    - `by`: the dimension by which figures are split; None for none.
    - `trends`: True where a grain was given, which adds the tables of trends to the machine-readable part.
    - `k`: the smallest group of people that is shown; used only in a report for others.
    - `shops`: the name of the shop whose orders a file has, by the file's place in `files` as text.
    - `sales`: whether a sale that two files have counts once or apart; None leaves it undecided.
    - `rates`: a table of exchange rates as `rates_to_json` writes it.
    - `review`: the grain of the review that comes first, over the last whole period; None for no review.
    - `notes`: notes on days; of a report for others those are dropped that links do not show.
    - `edits`: the shop's edits of sentences of the review, by the id of a statement.
    - `goals`: the shop's goals, which the review of a report for us states; `segments`: the definitions of
      their segments by name.
    - `only`: keys of figures and names of tables; None for all.
    - `weighed`: True where the guard also counted what the shop's links had published before, so that the
      report may have less than its files alone would give.
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
    goals: Sequence[Goal] = ()
    segments: Mapping[str, str] = field(default_factory=dict)
    only: Sequence[str] | None = None
    weighed: bool = False

    def __post_init__(self) -> None:
        notes = [note for note in self.notes if self.whom == "us" or note.in_links]
        bare = tuple(msgspec.structs.replace(note, id="") for note in notes)
        object.__setattr__(self, "notes", bare)
        if self.whom == "others":
            object.__setattr__(self, "goals", ())
            object.__setattr__(self, "segments", {})

    def holds(self, name: str) -> bool:
        """Return whether the report has a figure or table of this key or name."""
        return self.only is None or name in self.only


def program_version() -> str:
    """Return the version of the installed package, "" where it is not installed."""
    try:
        return version("engagement")
    except PackageNotFoundError:
        return ""


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hex. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_files(paths: Sequence[Path], whom: Whom) -> tuple[ReadFile, ...]:
    """Return files with their digests; for others without names, as a file's name can name a person."""
    return tuple(ReadFile(path.name if whom == "us" else "", digest_of(path)) for path in paths)
