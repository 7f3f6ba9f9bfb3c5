"""What is proposed to a person about a table that nobody knows, as records and as JSON and back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from engagement.locale.as_json import message_from_json, message_to_json
from engagement.sources.model.hints import StatedQuestion
from engagement.sources.model.raw_table import RawTable, SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.sources.model.account import Kind


ValueLook = Literal["date", "number", "whole", "email", "currency", "state", "country", "link", "ident"]


@dataclass(frozen=True, slots=True)
class Profile:
    """One column: its first distinct values, how many were looked at, and what they look like.

    `looks` says how many of the `filled` values look like a date, a number and so on. `date_order`
    and `decimal` are how the column would be read, None where nothing depends on it; `open_dates` and
    `open_numbers` hold values that can be read both ways where nothing in the file proves which.
    `currency` is the code that the column's name or its first values carry.
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
        """Part of the values that look so, 0 where there are none."""
        return self.looks.get(look, 0) / self.filled if self.filled else 0.0


@dataclass(frozen=True, slots=True)
class Guess:
    """The column that a role most likely is, and why."""

    role: str
    column: str
    reason: Message


@dataclass(frozen=True, slots=True)
class QuestionGuess:
    """What a column of a survey most likely asks, why, and what is in doubt about it."""

    column: str
    said: StatedQuestion
    reason: Message
    doubts: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a table may be read, and what has to be asked.

    `guesses` holds, per kind of table, the roles that found a column; `kind` is the likeliest kind.
    `excerpt` is the table's first rows, for a preview; `rows` how many there are in all, in so many
    `tables` of the file that have this shape. `sure`: a platform's format knows it; what is said overrules.
    """

    file: str
    sheet: str | None
    shape: str
    rows: int
    kind: Kind
    columns: tuple[Profile, ...]
    guesses: Mapping[Kind, tuple[Guess, ...]]
    questions: tuple[QuestionGuess, ...]
    excerpt: RawTable
    tables: int = 1
    sure: bool = False

    def profile(self, column: str | None) -> Profile | None:
        """The profile of a column by its name; None where there is no such column."""
        return next((profile for profile in self.columns if profile.name == column), None)


class NeedsAnswer(SourceError):  # noqa: N818 - nothing has gone wrong
    """A file that can be read once a person has said what the columns of its tables mean."""

    def __init__(self, sentence: Message, proposals: tuple[Proposal, ...]) -> None:
        super().__init__(sentence)
        self.proposals = proposals


def proposal_to_json(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as plain JSON values; `proposal_from_json` gives it back equal."""
    return {
        "file": proposal.file,
        "sheet": proposal.sheet,
        "shape": proposal.shape,
        "rows": proposal.rows,
        "tables": proposal.tables,
        "sure": proposal.sure,
        "kind": proposal.kind,
        "columns": [asdict(profile) for profile in proposal.columns],
        "guesses": {
            kind: [[guess.role, guess.column, message_to_json(guess.reason)] for guess in guesses]
            for kind, guesses in proposal.guesses.items()
        },
        "questions": [
            {
                "column": question.column,
                "said": [question.said.kind, question.said.reversed],
                "reason": message_to_json(question.reason),
                "doubts": [message_to_json(doubt) for doubt in question.doubts],
            }
            for question in proposal.questions
        ],
        "excerpt": _excerpt_to_json(proposal.excerpt),
    }


def proposal_from_json(plain: Mapping[str, Any]) -> Proposal:
    """Return the proposal that `proposal_to_json` made these values of."""
    guesses = {
        kind: tuple(Guess(role, column, message_from_json(reason)) for role, column, reason in found)
        for kind, found in plain["guesses"].items()
    }
    questions = tuple(
        QuestionGuess(
            question["column"],
            StatedQuestion(*question["said"]),
            message_from_json(question["reason"]),
            tuple(message_from_json(doubt) for doubt in question["doubts"]),
        )
        for question in plain["questions"]
    )
    values = {
        "columns": tuple(_profile_from_json(profile) for profile in plain["columns"]),
        "guesses": guesses,
        "questions": questions,
        "excerpt": _excerpt_from_json(plain["excerpt"]),
    }
    return Proposal(**{**plain, **values})


def _profile_from_json(plain: Mapping[str, Any]) -> Profile:
    lists = {name: tuple(plain[name]) for name in ("samples", "open_dates", "open_numbers")}
    return Profile(**{**plain, **lists})


def _excerpt_to_json(raw: RawTable) -> dict[str, Any]:
    return {
        "file": raw.file,
        "sheet": raw.sheet,
        "columns": list(raw.columns),
        "overflow": raw.overflow,
        "delimiter": raw.delimiter,
        "preamble": list(raw.preamble),
        "header_row": raw.header_row,
        "lines": raw.lines.to_pylist(),
        "cells": [column.to_pylist() for column in raw.data.columns],
    }


def _excerpt_from_json(plain: Mapping[str, Any]) -> RawTable:
    cells = {str(place): pa.array(column, pa.string()) for place, column in enumerate(plain["cells"])}
    return RawTable(
        file=plain["file"],
        sheet=plain["sheet"],
        columns=tuple(plain["columns"]),
        overflow=plain["overflow"],
        delimiter=plain["delimiter"],
        preamble=tuple(plain["preamble"]),
        header_row=plain["header_row"],
        lines=pa.array(plain["lines"], pa.int64()),
        data=pa.table(cells),
    )
