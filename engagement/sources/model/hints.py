"""What a table leaves open, and a person's answers about it."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads it
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from engagement.locale import Message  # noqa: TC001 - msgspec reads it

#: What a table may leave open that a person knows: how it is written (the first four), which of its
#: sales another file holds, or what is implausible in it.
About = Literal[
    "dates", "decimal", "currency", "network", "sales",
    "grouping", "people", "masked", "own", "states", "unit", "amount", "zone", "swapped", "refunds",
    "future", "past", "largest", "twice", "nothing", "share", "scale", "shops", "lost", "blank", "role",
    "encoding", "discount", "signs",
]  # fmt: skip


#: The kinds of question that a person can state for a survey's column; "ignored": do not read it.
SaidKind = Literal["nps", "effort", "satisfaction", "rating", "choice", "comment", "number", "ignored"]


class StatedQuestion(msgspec.Struct, frozen=True, array_like=True):
    """A person's statement about a survey's column.

    `reversed`: True if a low score is the good one; None leaves it to the wording.
    """

    kind: SaidKind
    reversed: bool | None = None


class Doubt(msgspec.Struct, frozen=True, array_like=True):
    """A doubtful reading of a table, which a person can correct.

    `samples` are values of `column` that show it. `chosen` is the reading that was used: day or month, the
    decimal sign, a currency, a network; None if there was none. `sentence` is its warning in the account;
    None if a person has answered. `choices` are the possible answers if they depend on the table
    (`report.CHOICES` otherwise).
    """

    about: About
    column: str
    samples: tuple[str, ...]
    chosen: str | None
    sentence: Message | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What a person (or a recipe) has stated about a file; None means: detect it.

    `network` is that of rows which name none themselves. `roles` names the column of each role of a generic
    reading and completely replaces its own guess; `questions` does the same for the columns of a survey.
    Both come from a recipe. `answers` are those to doubts without a field of their own.
    """

    date_order: Literal["day", "month"] | None = None
    decimal: Literal[".", ","] | None = None
    currency: str | None = None
    network: str | None = None
    roles: Mapping[str, str] | None = None
    questions: Mapping[str, StatedQuestion] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
