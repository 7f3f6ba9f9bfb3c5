"""What a review states, without words: figures, their numbers and limits; and the review that holds them.

A review is kept as it was made (`store.planning.kept_reviews`), so all of this is JSON, and is put into
the reader's language when it is read.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads it
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from engagement.locale import Message  # noqa: TC001 - msgspec reads it
from engagement.metrics.model import Question, Unit, Window
from engagement.metrics.sums.periods import first_day_of, period_of

if TYPE_CHECKING:
    from collections.abc import Sequence

ReviewGrain = Literal["week", "month", "quarter"]
GRAINS: Final[tuple[ReviewGrain, ...]] = ("week", "month", "quarter")
#: range: the last period lies outside of the usual range of those before it · year: it differs from the
#: same days a year before · segment: one differs from all others · goal: how a goal stands.
StatementKind = Literal["range", "year", "segment", "goal"]
#: How a goal stands; `unclear`: the noise leaves it open · `early`: too little data for a pace ·
#: `no_value`: its period is over, and its figure has no value there.
GoalStatus = Literal["met", "missed", "on_the_way", "behind", "unclear", "early", "no_value"]


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """A statement about a figure.

    `value` is that of the days `first_day` to `last_day`. `low` and `high` are the limits of what it is
    held against: its usual range (range), the difference (year, segment), the expected value (goal).
    `beside` is the value a year before, that of all other segments, or the goal's. `compared` counts the
    segments that were looked at. Of a goal, `expected` is the value at its day, by its pace so far, and
    `upward` whether more is better.
    """

    kind: StatementKind
    key: str
    unit: Unit
    value: float | None
    low: float | None
    high: float | None
    n: int
    first_day: int
    last_day: int
    currency: str | None = None
    beside: float | None = None
    difference: float | None = None
    by: str = ""
    segment: str = ""
    compared: int = 0
    expected: float | None = None
    status: GoalStatus | None = None
    due: int = 0
    upward: bool = True

    @property
    def id(self) -> str:
        """The key that identifies the statement within a review and in the review of the period before."""
        return " ".join(part for part in (self.kind, self.key, self.by, self.segment) if part)


class Edit(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person's edit of a sentence: replacement words ("" keeps ours), or struck out."""

    text: str = ""
    struck: bool = False

    def stays(self, *, in_the_house: bool) -> bool:
        """Whether the sentence stays in a review, for internal use or for others."""
        return not self.struck and (in_the_house or not self.text)


class Review(msgspec.Struct, frozen=True, omit_defaults=True):
    """The review of a whole period.

    `looked_at` counts the comparisons that could have become a statement; `ranged` of `ranges` figures have
    a usual range. `lacking` says what could not be looked at. `edits` are by the id of a statement.
    `promised` is what is promised until the next one. `kept_at` is "" before it is kept.
    """

    grain: ReviewGrain
    first_day: int
    last_day: int
    statements: tuple[Statement, ...] = ()
    looked_at: int = 0
    ranged: int = 0
    ranges: int = 0
    lacking: tuple[Message, ...] = ()
    edits: Mapping[str, Edit] = {}
    promised: str = ""
    kept_at: str = ""

    @property
    def id(self) -> str:
        """Its name in the store and in an address: the step and the period's running number."""
        return f"{self.grain}.{period_of(self.first_day, self.grain)}"

    def standing(self) -> Sequence[Statement]:
        """Return the statements that were not removed."""
        return [statement for statement in self.statements if not edit_of(statement, self.edits).struck]


def edit_of(statement: Statement, edits: Mapping[str, Edit]) -> Edit:
    """Return the edit of a statement's sentence; an empty one without an edit."""
    return edits.get(statement.id, Edit())


def last_whole(grain: ReviewGrain, data_end: int) -> Window:
    """Return the days of the last period that is over in data that end on a day."""
    number = period_of(data_end + 1, grain) - 1
    return Window(first_day_of(number, grain), first_day_of(number + 1, grain) - 1)


def window_of(review_id: str) -> tuple[ReviewGrain, Window] | None:
    """Return the step and the days of a review by its id; None for what is no id."""
    grain, _, number = review_id.partition(".")
    step = next((choice for choice in GRAINS if choice == grain), None)
    if step is None or not number.isdecimal() or len(number) > 6:
        return None
    period = int(number)
    return step, Window(first_day_of(period, step), first_day_of(period + 1, step) - 1)


def question_of(grain: ReviewGrain, window: Window) -> Question:
    """Return what a review asks: the period, against the same days a year before."""
    return Question(days=window.days, as_of=window.last_day, grain=grain, compare="year")


def id_before(review_id: str) -> str:
    """Return the id of the review of the period before."""
    grain, _, number = review_id.partition(".")
    return f"{grain}.{int(number) - 1}"
