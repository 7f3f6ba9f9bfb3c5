"""The statements of a review without words: figures, their numbers and limits; and the review itself.

A review is stored as it was made (`store.planning.kept_reviews`), so all of this is JSON, and becomes text
in the reader's language when it is shown.
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
#: range: the last period is outside the usual range of those before it; year: it differs from the same days
#: a year before; segment: one differs from all others; goal: the progress of a goal.
StatementKind = Literal["range", "year", "segment", "goal"]
#: The progress of a goal; `unclear`: within noise; `early`: too few data for a projection; `no_value`: its
#: period is over, and its figure has no value there.
GoalStatus = Literal["met", "missed", "on_the_way", "behind", "unclear", "early", "no_value"]


#: Units of figures that are never below zero, and the figure that can be all the same.
_FROM_ZERO: Final = frozenset({"share", "percent", "count", "money", "days"})
_BELOW_ZERO: Final = frozenset({"audience_growth_rate"})


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """A statement about a figure.

    `value` is that of the days `first_day` to `last_day`. `low` and `high` are limits: of the usual range
    (range), the difference (year, segment) or the expected value (goal). `beside` is the value a year
    before, that of all other segments, or the goal's. `compared` counts the compared segments. For a goal,
    `expected` is the projected value on its day, and `upward` whether more is better.
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
    """A person's edit of a sentence: replacement text ("" keeps ours), or removed."""

    text: str = ""
    struck: bool = False

    def stays(self, *, in_the_house: bool) -> bool:
        """Return whether the sentence stays in a review, for internal use or for others."""
        return not self.struck and (in_the_house or not self.text)


class Review(msgspec.Struct, frozen=True, omit_defaults=True):
    """The review of a whole period.

    `looked_at` counts the comparisons that could have become a statement; `ranged` of `ranges` figures have
    a usual range. `lacking` says which comparisons were not possible. `edits` are by the id of a statement.
    `promised` are promises until the next review. `kept_at` is "" before it is stored.
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
        """Its name in the store and in addresses: the grain and the period's running number."""
        return f"{self.grain}.{period_of(self.first_day, self.grain)}"

    def standing(self) -> Sequence[Statement]:
        """Return the statements that were not removed."""
        return [statement for statement in self.statements if not edit_of(statement, self.edits).struck]


def starts_at_zero(key: str, unit: Unit) -> bool:
    """Return whether a figure is never below zero, unless amounts that are paid back make it so."""
    return unit in _FROM_ZERO and key not in _BELOW_ZERO


def edit_of(statement: Statement, edits: Mapping[str, Edit]) -> Edit:
    """Return the edit of a statement's sentence; an empty one without an edit."""
    return edits.get(statement.id, Edit())


def last_whole(grain: ReviewGrain, data_end: int) -> Window:
    """Return the days of the last complete period in data that end on a day."""
    number = period_of(data_end + 1, grain) - 1
    return Window(first_day_of(number, grain), first_day_of(number + 1, grain) - 1)


def window_of(review_id: str) -> tuple[ReviewGrain, Window] | None:
    """Return the grain and the days of a review by its id; None for other texts."""
    grain, _, number = review_id.partition(".")
    step = next((choice for choice in GRAINS if choice == grain), None)
    if step is None or not number.isdecimal() or len(number) > 6:
        return None
    period = int(number)
    return step, Window(first_day_of(period, step), first_day_of(period + 1, step) - 1)


def question_of(grain: ReviewGrain, window: Window) -> Question:
    """Return the question of a review: the period, compared with the same days a year before."""
    return Question(days=window.days, as_of=window.last_day, grain=grain, compare="year")


def id_before(review_id: str) -> str:
    """Return the id of the review of the previous period."""
    grain, _, number = review_id.partition(".")
    return f"{grain}.{int(number) - 1}"
