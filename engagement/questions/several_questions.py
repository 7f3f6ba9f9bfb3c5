"""Sentences that ask for several questions at once: of two groups, of steps of two periods, of which day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from engagement.questions.days.moments import span_of, span_spelt, unit_of
from engagement.questions.figure_question import TO, FigureQuestion
from engagement.questions.language.patterns import SEVERAL, VALUE
from engagement.questions.values.rest_of_values import CONTRAST, WITHOUT
from engagement.questions.what_there_is import can_say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

_YEAR: Final = "year"
_WEEKDAY: Final = "weekday"
_DAY: Final = "day"
_RUNNING_WEEKEND: Final = "weekend 0"
_LAST_WEEKEND: Final = "weekend 1"
_SATURDAY_AND_SUNDAY: Final = (5, 6)
_WEEKENDS: Final = (_WEEKDAY, ("6", "7"))


def each_question(
    question: FigureQuestion,
    meanings: Mapping[str, Sequence[str]],
    today: dt.date,
    *,
    which_step: bool,
    one_weekend: bool = False,
) -> list[FigureQuestion]:
    """Return the questions that a sentence asks, given the one that all its pieces make together.

    `meanings` are those of the pieces by kind. `which_step`: it asks for a step in time, as in "which day".
    `one_weekend`: it speaks of "the weekend".
    """
    groups = _for_each_group(question, meanings)
    groups = _which_weekend(groups, today) if one_weekend else groups
    steps = [each for group in groups for each in _steps_of_both(group)]
    steps = [each for step in steps for each in _shares_of_both(step, today)]
    return [each for step in steps for each in (_which_days(step) if which_step else [step])]


def _which_weekend(questions: Sequence[FigureQuestion], today: dt.date) -> list[FigureQuestion]:
    """Return a question about "the weekend" as two: of the last weekend, and of all weekends.

    Only without named days, a split, a step in time or a comparison; otherwise the questions as they are.
    """
    days = span_of(_RUNNING_WEEKEND if today.weekday() in _SATURDAY_AND_SUNDAY else _LAST_WEEKEND, today)
    if len(questions) != 1 or days is None:
        return [*questions]
    question = questions[0]
    others = tuple(pair for pair in question.filters if pair != _WEEKENDS)
    alone = replace(question, filters=others)
    if alone == question or alone != FigureQuestion(question.figure, filters=others, without=alone.without):
        return [question]
    return [replace(alone, period=span_spelt((days[0], min(days[1], today)))), question]


def _shares_of_both(question: FigureQuestion, today: dt.date) -> list[FigureQuestion]:
    """Return a question for each of two periods whose shares are compared; otherwise the question alone."""
    if not question.as_share or question.comparison is None or question.period is None:
        return [question]
    earlier = _earlier(question.period, question.comparison, today)
    return (
        [question]
        if earlier is None
        else [replace(question, period=days, comparison=None) for days in (question.period, earlier)]
    )


def _earlier(period: str, comparison: str, today: dt.date) -> str | None:
    """Return the days that a period is compared with; None if they cannot be said as a period."""
    if TO in comparison:
        return comparison
    days = span_of(period, today)
    if days is None:
        return None
    days = days[0], min(days[1], today)
    a_year = comparison == _YEAR or unit_of(period, days) == _YEAR
    if not a_year:
        return period.replace("this_", "last_") if period.startswith("this_") else None
    return span_spelt((_a_year_before(days[0]), _a_year_before(days[1])))


def _a_year_before(day: dt.date) -> dt.date:
    """Return the same day a year before; for 29 February it is the 28th."""
    return (pd.Timestamp(day) - pd.DateOffset(years=1)).date()


def _which_days(question: FigureQuestion) -> list[FigureQuestion]:
    """Return "which day do we sell most" as two questions: by day of the week, and by day of the calendar.

    Only without named days, a split or a comparison; otherwise the question alone.
    """
    lone = question.period is None and question.split is None and question.comparison is None
    if not lone or question.grain != _DAY or not can_say(question.figure, _WEEKDAY):
        return [question]
    return [replace(question, split=_WEEKDAY, grain=None), question]


def _for_each_group(question: FigureQuestion, meanings: Mapping[str, Sequence[str]]) -> list[FigureQuestion]:
    """Return a question for each group that is named: "weekdays vs weekends", "with and without code"."""
    contrast = meanings.get(CONTRAST, [""])[0].split(SEVERAL)
    sides = [(kind.startswith(WITHOUT), kind.removeprefix(WITHOUT).removeprefix(VALUE)) for kind in contrast]
    for by, values in {*question.filters} & {*question.without}:
        sides = [(False, by), (True, by)] if values else sides
    if len(sides) > 1:
        return [_on_one_side(question, [other for other in sides if other != side]) for side in sides]
    groups = [meaning.split(SEVERAL) for meaning in meanings.get(f"{VALUE}{_WEEKDAY}", ())]
    days = [day for group in groups for day in group]
    if len(groups) == len(days) or len(groups) == 1 or len({*days}) < len(days):
        return [question]
    others = [(by, values) for by, values in question.filters if by != _WEEKDAY]
    split = None if question.split == _WEEKDAY else question.split
    return [replace(question, filters=(*others, (_WEEKDAY, tuple(group))), split=split) for group in groups]


def _steps_of_both(question: FigureQuestion) -> list[FigureQuestion]:
    """Return a question for each of two periods that are compared in steps: "by quarter, 2025 vs 2026"."""
    if question.grain is None or question.comparison is None or TO not in question.comparison:
        return [question]
    return [
        replace(question, period=days, comparison=None) for days in (question.comparison, question.period)
    ]


def _on_one_side(question: FigureQuestion, others: Sequence[tuple[bool, str]]) -> FigureQuestion:
    """Return a question without its values of `others`: pairs of whether left out, and the dimension."""
    filters = tuple(each for each in question.filters if (False, each[0]) not in others)
    without = tuple(each for each in question.without if (True, each[0]) not in others)
    return replace(question, filters=filters, without=without)
