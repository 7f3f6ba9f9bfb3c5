"""Proposals to a person about an unknown table."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads it
from dataclasses import dataclass, field
from typing import Literal

from engagement.locale import Message  # noqa: TC001 - msgspec reads it
from engagement.sources.model.account import ExportKind  # noqa: TC001 - msgspec reads it
from engagement.sources.model.hints import StatedQuestion  # noqa: TC001 - msgspec reads it
from engagement.sources.model.raw_table import RawTable, SourceError

ValueLook = Literal["date", "number", "whole", "email", "currency", "state", "country", "link", "ident"]


@dataclass(frozen=True, slots=True)
class Profile:
    """One column: its first distinct values, how many were examined, and what they look like.

    `looks` says how many of the `filled` values look like a date, a number and so on. `date_order` and
    `decimal` are how the column would be read, None if nothing depends on it; `open_dates` and
    `open_numbers` have ambiguous values, if nothing in the file proves their reading. `currency` is the
    code in the column's name or its first values.
    """

    name: str
    samples: tuple[str, ...] = ()
    filled: int = 0
    distinct: int = 0
    looks: Mapping[ValueLook, int] = field(default_factory=dict)
    date_order: Literal["day", "month"] | None = None
    open_dates: tuple[str, ...] = ()
    decimal: Literal[".", ","] | None = None
    open_numbers: tuple[str, ...] = ()
    currency: str | None = None

    def share(self, look: ValueLook) -> float:
        """Return the share of the examined values with this look; 0 without values."""
        return self.looks.get(look, 0) / self.filled if self.filled else 0.0


@dataclass(frozen=True, slots=True)
class Guess:
    """The most likely column of a role, and the reason."""

    role: str
    column: str
    reason: Message


@dataclass(frozen=True, slots=True)
class QuestionGuess:
    """The most likely question of a survey's column, the reason, and doubts about it."""

    column: str
    question: StatedQuestion
    reason: Message
    doubts: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a table can be read, and what a person has to answer.

    `guesses` has for each kind of table the roles with a column; `kind` is the most likely kind. `excerpt`
    is the table's first rows, for a preview; `rows` the total number, in `tables` tables of the file with
    this shape. `sure`: a platform's format recognises it; answers overrule that.
    """

    file: str
    sheet: str | None
    shape: str
    rows: int
    kind: ExportKind
    columns: tuple[Profile, ...]
    guesses: Mapping[ExportKind, tuple[Guess, ...]]
    questions: tuple[QuestionGuess, ...]
    excerpt: RawTable
    tables: int = 1
    sure: bool = False

    def profile(self, column: str | None) -> Profile | None:
        """Return the profile of a column by its name; None if there is no such column."""
        return next((profile for profile in self.columns if profile.name == column), None)


class NeedsAnswer(SourceError):  # noqa: N818 - nothing has gone wrong
    """A file that can be read once a person has said what the columns of its tables mean."""

    def __init__(self, sentence: Message, proposals: tuple[Proposal, ...]) -> None:
        super().__init__(sentence)
        self.proposals = proposals
