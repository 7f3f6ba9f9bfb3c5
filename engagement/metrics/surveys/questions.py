"""The question of a score: several questions of one kind are never combined without a note.

A question is its wording together with its scale: the same words on 1 to 5 and on 1 to 7 are two questions.
The one with most answers leads; split by question or by survey, every question (or the leading one of each
survey) is separate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import TYPE_CHECKING, Any, Literal

import narwhals.stable.v2 as nw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.metrics.model import ReadScale

ScoreKind = Literal["nps", "effort", "satisfaction", "rating"]

#: The scales tried where the file does not state one: the smallest that contains all answers is taken.
_USUAL: dict[ScoreKind, tuple[tuple[float, float], ...]] = {
    "nps": ((0, 10),),
    "effort": ((1, 5), (1, 7), (1, 10), (0, 10), (0, 100)),
    "satisfaction": ((1, 5), (1, 7), (1, 10), (0, 10), (0, 100)),
    "rating": ((1, 5), (1, 7), (1, 10), (0, 10), (0, 100)),
}


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """One question of one survey, on one scale, and how many answers it has on that scale."""

    survey: str
    question: str
    stated_low: float | None
    stated_high: float | None
    low: float
    high: float
    reversed: bool
    answers: int
    #: Whether the direction is the opposite of the file's.
    turned: bool = False

    @property
    def low_is_good(self) -> bool:
        """Return whether low scores are good."""
        return self.reversed != self.turned

    @property
    def points(self) -> int:
        """The number of steps of the scale: 7 for 1 to 7, 11 for 0 to 10."""
        return round(self.high - self.low) + 1

    @property
    def same(self) -> tuple[object, ...]:
        """The identity of a question across surveys."""
        return (self.question, self.low, self.high, self.reversed)

    def rows(self) -> nw.Expr:
        """An expression: rows of `responses` that answer this question of this survey."""
        return (
            (nw.col("survey") == self.survey)
            & (nw.col("question") == self.question)
            & _equal("scale_low", self.stated_low)
            & _equal("scale_high", self.stated_high)
            & (_flag("reversed") == self.reversed)
        )

    def on_scale(self) -> nw.Expr:
        """Return a mask of the question's rows with a score on its scale."""
        return self.rows() & (nw.col("score") >= self.low) & (nw.col("score") <= self.high)

    def best_scores(self, kind: ScoreKind) -> tuple[float, float]:
        """Return the first and the last good score: 9-10 of 0-10, 4-5 of 5; for effort 5-7 of 7.

        These are the two best scores, the best one of three, and for effort three of six or more, at the
        scale's good end.
        """
        steps = 1 if self.points < 4 else 3 if kind == "effort" and self.points > 5 else 2
        if self.low_is_good:
            return self.low, self.low + steps - 1
        return self.high - steps + 1, self.high

    def good(self, kind: ScoreKind) -> nw.Expr:
        """An expression: rows of this question with a good score."""
        first, last = self.best_scores(kind)
        return self.on_scale() & (nw.col("score") >= first) & (nw.col("score") <= last)


def questions_of_kind(responses: nw.LazyFrame[Any], kind: ScoreKind) -> tuple[SurveyQuestion, ...]:
    """Return the questions of one kind, most answers first (then by name, so that the order is fixed)."""
    keys = ["survey", "question", "scale_low", "scale_high", "reversed"]
    counts = (
        responses.filter(nw.col("kind") == kind, ~nw.col("score").is_null())
        .with_columns(reversed=_flag("reversed"))
        .group_by(*keys)
        .agg(
            answers=nw.len(),
            smallest=nw.col("score").min(),
            largest=nw.col("score").max(),
        )
        .collect("pyarrow")
        .to_native()
    )
    questions = [_question_of_row(row, kind) for row in counts.to_pylist()]
    return tuple(sorted(questions, key=lambda a: (-a.answers, a.question, a.survey, a.low, a.high)))


def leading(questions: Iterable[SurveyQuestion], by: str | None) -> tuple[SurveyQuestion, ...]:
    """Return the leading question of this kind: one wording on one scale.

    Split by question, all of them; split by survey, the leading one of each.
    """
    questions = tuple(questions)
    if by == "question":
        return questions
    if by == "survey":
        return tuple(q for q in questions if q == next(o for o in questions if o.survey == q.survey))
    answers: dict[tuple[object, ...], int] = {}
    for question in questions:
        answers[question.same] = answers.get(question.same, 0) + question.answers
    lead = max(answers, key=lambda same: answers[same], default=None)
    return tuple(q for q in questions if q.same == lead)


def read_as(question: SurveyQuestion, kind: ScoreKind, scales: Iterable[ReadScale]) -> SurveyQuestion:
    """Return a question on the scale stated for it, else for its kind, else unchanged."""
    stated_scales = {stated_scale.of: stated_scale for stated_scale in scales}
    name = address_key(key_of(kind, question.low, question.high, question.question))
    scale = stated_scales.get(name) or stated_scales.get(kind)
    if scale is None or kind == "nps":
        return question
    return replace(question, low=scale.low, high=scale.high, turned=scale.low_is_good != question.reversed)


def key_of(kind: str, low: float | None, high: float | None, wording: str) -> str:
    """Return the identity of a question: its kind, scale and wording."""
    scale = "" if low is None or high is None else f" {low:g}-{high:g}"
    return f"{kind}{scale}: {wording}"


def address_key(key: str) -> str:
    """Return a question's name in addresses: a hash, because its wording may be long or confidential."""
    return sha256(key.encode()).hexdigest()[:8]


def any_of(conditions: Iterable[nw.Expr]) -> nw.Expr:
    """Return an expression: one of the conditions holds; False without conditions."""
    return reduce(or_, conditions, nw.col("kind").is_null())  # the kind is never null


def _question_of_row(row: dict[str, object], kind: ScoreKind) -> SurveyQuestion:
    low, high = _number(row["scale_low"]), _number(row["scale_high"])
    question = SurveyQuestion(
        survey=str(row["survey"]),
        question=str(row["question"]),
        stated_low=low,
        stated_high=high,
        low=0,
        high=0,
        reversed=bool(row["reversed"]),
        answers=int(str(row["answers"])),
    )
    if low is not None and high is not None and low < high:
        return replace(question, low=low, high=high)
    smallest, largest = _number(row["smallest"]) or 0.0, _number(row["largest"]) or 0.0
    usual = next((s for s in _USUAL[kind] if s[0] <= smallest and largest <= s[1]), (smallest, largest))
    return replace(question, low=float(usual[0]), high=float(usual[1]))


def _number(value: object) -> float | None:
    """Return a float; pandas has NaN where other engines have null."""
    return None if value is None or value != value else float(str(value))  # noqa: PLR0124


def _flag(name: str) -> nw.Expr:
    return nw.col(name).fill_null(False)


def _equal(name: str, value: float | None) -> nw.Expr:
    return nw.col(name).is_null() if value is None else nw.col(name) == value
