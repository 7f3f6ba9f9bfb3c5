"""Answers: which rows answer the leading question of a kind, and the sums of their scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import narwhals.stable.v2 as nw
import numpy as np

from engagement.locale import message
from engagement.metrics.sums.group_sums import FROM, GROUP, TO, WHOLE, collect, sums
from engagement.metrics.surveys.questions import any_of, leading, questions_of_kind, read_as
from engagement.metrics.words.phrases import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engagement.engine import Frame
    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.group_sums import Cut, Sums
    from engagement.metrics.surveys.questions import ScoreKind, SurveyQuestion

TABLE: Final = "responses"
#: The kinds of questions with a score of their own, in order of precedence.
KINDS: Final[tuple[ScoreKind, ...]] = ("nps", "effort", "satisfaction")
#: The columns that identify a submission.
SUBMISSION: Final = ("source", "survey", "response_id")
#: Submissions in the order of their file. An id alone follows none, where it is made of the content.
IN_FILE: Final = ("source", "survey", "line", "response_id")

#: Above the number of lines of any file, to pack a day and a line into one integer.
_LINES: Final = 2**40
_OTHER: Final = message("Answers to another question of this kind")
EARLIER: Final = message("Earlier answers of the same person")
_OFF_SCALE: Final = message("Answers outside the question's scale")
UNDATED: Final = message("Answers without a day")


def questions(scope: Scope, kind: ScoreKind) -> tuple[SurveyQuestion, ...]:
    """Return all questions of a kind that pass the filters, whatever the window.

    The window must not decide which question leads: a trend would change its subject in between.
    """

    def ask() -> tuple[SurveyQuestion, ...]:
        return questions_of_kind(scope.rows(TABLE), kind)

    return scope.data.remember(("questions", kind, scope.question.filters, scope.standing_used), ask)


def questions_on_scale(scope: Scope, kind: ScoreKind, by: str | None = None) -> tuple[SurveyQuestion, ...]:
    """Return the questions of a kind, on the scale stated for them."""
    lead, scales = leading(questions(scope, kind), by), scope.question.scales
    return tuple(read_as(q, kind, scales) for q in lead) if scales else lead


def has_kind(data: Data, kind: ScoreKind) -> bool:
    """Return whether anybody answered a question of a kind."""
    return data.remember(("asked", kind), lambda: bool(questions_of_kind(data.frame(TABLE), kind)))


def has_unfinished(data: Data) -> bool:
    """Return whether any submission lacks an answer to the main question, else the share says nothing."""

    def count() -> bool:
        main = _mains(
            q for kind in KINDS for q in leading(questions_of_kind(data.frame(TABLE), kind), "survey")
        )
        counts = sums(_submissions(data.frame(TABLE), main, []), WHOLE, _SUBMITTED)
        return bool(0 < counts["answered"][0] < counts["asked"][0])

    return data.remember("unfinished", count)


def main_questions(scope: Scope, by: str | None = None) -> tuple[SurveyQuestion, ...]:
    """Return the main question of each survey: the scored one with most answers; ties go by `KINDS`.

    A survey never uses the main question of another one. Split by question, all scored ones are returned.
    """
    if by == "question":
        return tuple(q for kind in KINDS for q in questions(scope, kind))
    return _mains(q for kind in KINDS for q in leading(questions(scope, kind), "survey"))


def surveys_of(lead: Iterable[SurveyQuestion]) -> list[str]:
    """Return the surveys with these questions."""
    return sorted({q.survey for q in lead})


def _mains(leads: Iterable[SurveyQuestion]) -> tuple[SurveyQuestion, ...]:
    main: dict[str, SurveyQuestion] = {}
    for question in leads:
        if question.survey not in main or question.answers > main[question.survey].answers:
            main[question.survey] = question
    return tuple(main.values())


def nps_sums(scope: Scope, cut: Cut) -> Sums:
    """Return answers, promoters (9 and 10) and detractors (0 to 6)."""
    score = nw.col("score")
    measures = {
        "n": nw.lit(1),
        "promoters": (score >= 9).cast(nw.Int64),
        "detractors": (score <= 6).cast(nw.Int64),
    }
    return _sums(scope, cut, questions_on_scale(scope, "nps", cut.by), measures)


def effort_sums(scope: Scope, cut: Cut) -> Sums:
    """Return answers, their sum, the sum of their squares, and how many found it easy.

    `lows` and `highs` are the sums of the lower and upper ends of each answer's scale.
    """
    return _scores(scope, cut, "effort")


def satisfaction_sums(scope: Scope, cut: Cut) -> Sums:
    """Return the sums of satisfaction: `good` are the satisfied ones."""
    return _scores(scope, cut, "satisfaction")


def submission_sums(scope: Scope, cut: Cut) -> Sums:
    """Return submissions, those of surveys that have a main question, and those that answer it."""
    rows = scope.grouped(scope.frame(TABLE), cut, TABLE)
    keys = [FROM, TO] if cut.along is not None else [GROUP] if cut.by else []
    return sums(_submissions(rows, main_questions(scope, cut.by), keys), cut, _SUBMITTED)


def answers(scope: Scope, kind: ScoreKind, *, all_answers: bool = False) -> Frame:
    """Return the rows in the window that answer the leading question of a kind, on its scale.

    `all_answers`: also those that the question leaves out as earlier ones of the same person.
    """
    rows = scope.grouped(scope.frame(TABLE), WHOLE, TABLE)
    on_scale = rows.filter(any_of(q.on_scale() for q in questions_on_scale(scope, kind)))
    return on_scale if all_answers else _counted(scope, on_scale, WHOLE)


def answers_of_the_same_people(scope: Scope, kind: ScoreKind) -> int:
    """Return how many counted answers come from identified people with another counted answer."""
    named = answers(scope, kind).filter(nw.col("customer_key").fill_null(0) != 0)
    by_person = named.group_by("customer_key").agg(answers=nw.len())
    (further,) = collect(by_person.select(further=(nw.col("answers").cast(nw.Int64) - 1).sum()))["further"]
    return int(np.nan_to_num(further))


def account(scope: Scope, kind: ScoreKind) -> tuple[tuple[tuple[Message, int], ...], int]:
    """Return the rows of this kind that its metric leaves out, by reason, and how many it uses."""
    lead = questions_on_scale(scope, kind)
    scored = (nw.col("kind") == kind) & ~nw.col("score").is_null()
    is_leading = any_of(q.rows() for q in lead)
    on_scale = any_of(q.on_scale() for q in lead)
    measures = {
        "used": (scored & on_scale).cast(nw.Int64),
        "off_scale": (scored & is_leading & ~on_scale).cast(nw.Int64),
        "other": (scored & ~is_leading).cast(nw.Int64),
    }
    rows = scope.grouped(scope.frame(TABLE).filter(scored), WHOLE, TABLE)
    counts = {name: int(values[0]) for name, values in sums(rows, WHOLE, measures).columns.items()}
    used = counts["used"]
    if scope.question.last_answers:
        used = int(sums(answers(scope, kind), WHOLE, {"n": nw.lit(1)})["n"][0])
    left_out = (
        (EARLIER, counts["used"] - used),
        (_OTHER, counts["other"]),
        (_OFF_SCALE, counts["off_scale"]),
        (UNDATED, undated(scope, scored)),
        (OUTSIDE, scope.outside(scope.rows(TABLE).filter(scored))),
    )
    return tuple((reason, rows) for reason, rows in left_out if rows), used


def undated(scope: Scope, *conditions: nw.Expr) -> int:
    """Return how many answers have no day while others do, so that no window contains them."""
    if not scope.dated:
        return 0
    rows = scope.rows(TABLE).filter(nw.col("day").is_null(), *conditions)
    return int(sums(rows, WHOLE, {"n": nw.lit(1)})["n"][0])


_SUBMITTED: Final = {
    "submissions": nw.lit(1),
    "asked": nw.col("survey_asks"),
    "answered": nw.col("answered"),
}


def _submissions(rows: Frame, lead: Sequence[SurveyQuestion], keys: list[str]) -> Frame:
    """Return one row per submission, whether its survey asks one of the questions, and whether it answers."""
    question = any_of(q.on_scale() for q in lead)
    asks = nw.col("survey").is_in(surveys_of(lead))
    flagged = rows.with_columns(
        answered=question.cast(nw.Int64).fill_null(0), survey_asks=asks.cast(nw.Int64).fill_null(0)
    )
    return flagged.group_by(*SUBMISSION, *keys).agg(nw.col("answered").max(), nw.col("survey_asks").max())


def _scores(scope: Scope, cut: Cut, kind: ScoreKind) -> Sums:
    lead, score = questions_on_scale(scope, kind, cut.by), nw.col("score")
    good = any_of(q.good(kind) for q in lead)
    measures = {
        "n": nw.lit(1),
        "total": score,
        "squares": score * score,
        "lows": _end(lead, "low", by_statement=bool(scope.question.scales)),
        "highs": _end(lead, "high", by_statement=bool(scope.question.scales)),
        "good": good.cast(nw.Int64).fill_null(0),
    }
    return _sums(scope, cut, lead, measures)


def _sums(scope: Scope, cut: Cut, lead: Iterable[SurveyQuestion], measures: dict[str, nw.Expr]) -> Sums:
    rows = scope.frame(TABLE).filter(any_of(q.on_scale() for q in lead))
    return sums(_counted(scope, scope.grouped(rows, cut, TABLE), cut), cut, measures)


def _end(lead: Sequence[SurveyQuestion], end: Literal["low", "high"], *, by_statement: bool) -> nw.Expr:
    """Return an end of each answer's scale.

    That is what the file states, else the usual end; with `by_statement`, the end that a person has stated.
    """
    usual = nw.lit(float(getattr(lead[0], end)) if lead else 0.0)
    if not by_statement:
        return nw.col(f"scale_{end}").fill_null(usual)
    end_column = usual
    for question in lead[1:]:
        end_column = (
            nw.when(question.rows()).then(nw.lit(float(getattr(question, end)))).otherwise(end_column)
        )
    return end_column


def _counted(scope: Scope, rows: Frame, cut: Cut) -> Frame:
    """Return the answers that count: all, or each identified person's last one per group or window.

    In a trend an answer is in the windows from its own day until the person's next answer enters.
    """
    if not scope.question.last_answers:
        return rows
    when = nw.col("day").cast(nw.Int64).fill_null(-1) * _LINES + nw.col("line").cast(nw.Int64).fill_null(0)
    ordered = rows.with_columns(who_=nw.col("customer_key").fill_null(0), when_=when)
    each = ["who_", GROUP] if cut.by is not None else ["who_"]
    later = nw.col("when_") if cut.along is None else nw.col(FROM)
    following = ordered.with_columns(next_=later.shift(-1).over(*each, order_by=["when_", "response_id"]))
    past = (nw.col("who_") != 0) & ~nw.col("next_").is_null()
    if cut.along is None:
        counted = following.filter(~past)
    else:
        until = nw.min_horizontal(nw.col(TO), nw.col("next_") - 1)
        cut_off = following.with_columns(**{TO: nw.when(past).then(until).otherwise(nw.col(TO))})
        counted = cut_off.filter(nw.col(TO) >= nw.col(FROM))
    return counted.drop("who_", "when_", "next_")
