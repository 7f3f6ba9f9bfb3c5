"""The value of every question with its interval: score, distribution, trend, split."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.model import TREND_COLUMNS
from engagement.metrics.sums.periods import period_of
from engagement.metrics.surveys.rules import SHOWN
from engagement.metrics.voices.every_question import every_question, scale_kind, with_stated_scale
from engagement.metrics.voices.given_answers import tallied
from engagement.statistics import means, net_promoter
from engagement.statistics.proportions import wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.periods import Periods
    from engagement.metrics.voices.every_question import AskedQuestion
    from engagement.metrics.voices.given_answers import GivenAnswers, QuestionTally
    from engagement.statistics.interval import Array

COLUMNS: Final = (
    *("question", "kind", "form", "n", "people", "value", "low", "high"),
    *("good", "good_low", "good_high", "scale_low", "scale_high", "low_is_good", "stated"),
    *("once_value", "once_low", "once_high"),
)
_FEWEST: Final = 10


def survey_questions(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`: a row for each question, in the window.

    `n` answers, by `people` distinct persons. `value`: the net promoter score in points, else the mean of
    scores; `good`: share of the best answers. Scale and direction are those stated by a person, else those
    of the file; `stated`: whether the file states the scale. `once_value` counts only the last answer of
    each identified person.
    """
    rows = [
        (*_row(question, tally), *_one_per_person(scope, question, tally))
        for question, tally in _tallies(scope)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _tallies(scope: Scope) -> list[tuple[AskedQuestion, QuestionTally]]:
    all_questions = [with_stated_scale(scope, question) for question in every_question(scope)]
    return [(question, tallied(scope, question)) for question in all_questions]


def _one_per_person(
    scope: Scope, question: AskedQuestion, tally: QuestionTally
) -> tuple[float, float, float]:
    if question.form != "scores":
        return (np.nan,) * 3
    last_answers = (
        tally if tally.people == tally.submissions else tallied(scope, question, one_per_person=True)
    )
    return values(question, last_answers.score)


def _row(question: AskedQuestion, tally: QuestionTally) -> tuple[object, ...]:
    value = values(question, tally.score) if question.form == "scores" else (np.nan,) * 3
    good = best(question, tally.score) if question.form == "scores" else (np.nan,) * 3
    scale = question.scale
    if scale is None:
        scale_columns: tuple[object, ...] = (np.nan, np.nan, False, True)
    else:
        is_stated = scale.stated_low is not None and scale.stated_high is not None
        scale_columns = (scale.low, scale.high, scale.low_is_good, is_stated)
    return (
        question.wording,
        question.kind,
        question.form,
        tally.submissions,
        tally.people,
        *value,
        *good,
        *scale_columns,
    )


def values(question: AskedQuestion, score: Array) -> tuple[float, float, float]:
    """Return the net promoter score in points, else the mean; NaN for too few answers."""
    if question.kind == "nps":
        counts = float((score >= 9).sum()), float((score <= 6).sum()), float(score.size)
        nps = net_promoter.net_promoter_score(*counts)
        return nps[:3] if score.size >= SHOWN else (np.nan,) * 3
    value, low, high, _ = means.mean(score)
    if score.size < _FEWEST:
        return (np.nan,) * 3
    if question.scale is not None:
        low, high = max(low, question.scale.low), min(high, question.scale.high)
    return value, low, high


def is_good(question: AskedQuestion, score: Array) -> NDArray[np.bool_]:
    """Return a mask of the scores that count as good."""
    scale = question.scale
    if scale is None:
        return np.zeros(score.size, dtype=bool)
    first, last = scale.best_scores(scale_kind(question))
    return np.asarray((score >= first) & (score <= last), dtype=bool)


def best(question: AskedQuestion, score: Array) -> tuple[float, float, float]:
    """Return the share of good answers with Wilson's limits; NaN under ten answers."""
    n = score.size if score.size >= _FEWEST else 0
    return wilson(float(is_good(question, score).sum()), float(n))[:3]


def over_time(
    question: AskedQuestion, answers: GivenAnswers, periods: Periods, option: int | None = None
) -> pd.DataFrame:
    """Return `TREND_COLUMNS` by period: the score, or the share that chose an option."""
    period = np.asarray(
        [period_of(int(day), periods.grain) for day in np.nan_to_num(answers.day)], dtype=np.int64
    )
    period = np.where(np.isnan(answers.day), -1, period - periods.origin)
    ticked = None if option is None else answers.of(option)
    rows = []
    for number in range(periods.count):
        inside = period == number
        n = int(inside.sum())
        if ticked is None:
            value, count = values(question, answers.score[inside]), float(answers.score[inside].sum())
        else:
            count = float(ticked[inside].sum())
            value = wilson(count, float(n if n >= _FEWEST else 0))[:3]
        rows.append((*value, count, n, n, _status(value[0], n)))
    frame = pd.DataFrame(rows, columns=["value", "low", "high", "numerator", "denominator", "n", "status"])
    frame["start"] = pd.to_datetime(periods.starts(), unit="D", origin="unix").astype("datetime64[s]")
    frame["complete"] = periods.complete()
    return frame[list(TREND_COLUMNS)]


def by_part(question: AskedQuestion, answers: GivenAnswers, option: int | None = None) -> pd.DataFrame:
    """Return segment, value, low, high, numerator, denominator, n, status of each part, largest first."""
    rows = []
    for part in np.unique(answers.part.astype(str)):
        inside = answers.part == part
        n = int(inside.sum())
        if option is None:
            value, count = values(question, answers.score[inside]), float(answers.score[inside].sum())
        else:
            count = float(answers.of(option)[inside].sum())
            value = wilson(count, float(n if n >= _FEWEST else 0))[:3]
        rows.append((part or None, *value, count, n, n, _status(value[0], n)))
    names = ["segment", "value", "low", "high", "numerator", "denominator", "n", "status"]
    return pd.DataFrame(rows, columns=names).sort_values("n", ascending=False, ignore_index=True)


def _status(value: float, n: int) -> str:
    if not n:
        return "missing"
    return "hidden" if np.isnan(value) else "small" if n < SHOWN else "ok"
