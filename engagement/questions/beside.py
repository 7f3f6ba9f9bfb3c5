"""Additions to an answer: the counts of a share, periods of unequal length, highest step, moved days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from engagement.locale import message
from engagement.metrics.comparing.named_periods import end_of, resolved
from engagement.metrics.findings.plain_values import days_in_words
from engagement.metrics.views.owners import OwnersView
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.figure_question import compared_of, days_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Grain, Question, Reading, View
    from engagement.questions.figure_question import FigureQuestion

#: The least steps or segments to tell the highest and lowest of, and the least observations of each.
_LEAST: Final = 3
_LEAST_OBSERVED: Final = 30
_STEPS: Final[Mapping[Grain, Message]] = {
    "day": message("A day"),
    "week": message("A week"),
    "month": message("A month"),
    "quarter": message("A quarter"),
    "year": message("A year"),
}


@dataclass(frozen=True, slots=True)
class Unequal:
    """The reading of earlier days of another length; of sums, `now` and `before` are means per day."""

    earlier: Reading
    now: float | None
    before: float | None


def unequal(view: View, asked_question: FigureQuestion) -> Unequal | None:
    """Return the reading of the days compared with, if there are more or fewer of them than asked for.

    `view` has been asked the question. Periods of unequal length have no change; sums are given per day. None
    if the periods have the same length, overlap, or begin before the data.
    """
    if asked_question.comparison is None or not isinstance(view, OwnersView):
        return None
    two, window = compared_of(asked_question.comparison), view.reading(asked_question.figure).window
    if not isinstance(two, tuple) or window is None:
        return None
    days = two[1] - two[0] + 1
    coverage = view.data.coverage(DEFINITIONS[asked_question.figure].metric.table)
    reached = coverage is not None and coverage.reaches(two[0])
    if days == window.days or two[1] >= window.first_day or not reached:
        return None
    compared_days = days_of(asked_question.comparison)
    question = replace(
        view.question, days=compared_days.days, as_of=compared_days.as_of, period=None, compare=None
    )
    reading, earlier = view.reading(asked_question.figure), view.ask(question).reading(asked_question.figure)
    if not DEFINITIONS[asked_question.figure].adds_up or reading.value is None or earlier.value is None:
        return Unequal(earlier, None, None)
    return Unequal(earlier, reading.value / window.days, earlier.value / days)


def unequal_in_words(comparison: Unequal, reading: Reading, speak: Translator) -> str:
    """Return what a figure was in days of another length and, for a sum, the mean per day of both."""
    earlier = comparison.earlier
    if earlier.value is None or earlier.window is None:
        return speak.t(message("The two periods differ in length, and nothing is known of the earlier one."))
    days = days_in_words(earlier.window, speak)
    value = speak.value(earlier.value, reading.unit, reading.currency)
    if comparison.now is None or comparison.before is None:
        return speak.t(
            message(
                "{days}: {value}. The two periods differ in length, so nothing is called a change.",
                days=days,
                value=value,
            )
        )
    return speak.t(
        message(
            "{days}: {value}. The two periods differ in length; a day on average: {now}, before: {before}.",
            days=days,
            value=value,
            now=_of_a_day(comparison.now, reading, speak),
            before=_of_a_day(comparison.before, reading, speak),
        )
    )


def count_in_words(view: View, key: str, speak: Translator) -> str:
    """Return numerator and denominator of a share in words; empty for other figures."""
    reading, metric = view.reading(key), view.metric(key)
    part, total = reading.numerator, reading.denominator
    if metric.unit != "share" or reading.value is None or part is None or not total:
        return ""
    if not (part.is_integer() and float(total).is_integer()):
        return ""
    count, whole_count = speak.number(part), speak.number(total)
    what = speak.t(metric.numerator)
    return speak.t(message("{what}: {part} of {whole}", what=what, part=count, whole=whole_count))


def extremes(rows: Sequence[tuple[str, Mapping[str, Any]]], reading: Reading, speak: Translator) -> str:
    """Return a sentence on the highest and lowest of named steps or segments; empty for too few."""
    total = DEFINITIONS[reading.key].adds_up or reading.unit == "count"
    named_values = [
        (row["value"], name)
        for name, row in rows
        if row["value"] is not None
        and row.get("complete", True)
        and (total or (row["n"] or 0) >= _LEAST_OBSERVED)
    ]
    if len(named_values) < _LEAST or min(named_values)[0] == max(named_values)[0]:
        return ""
    (top, high), (bottom, low) = (
        max(named_values, key=lambda pair: pair[0]),
        min(named_values, key=lambda pair: pair[0]),
    )
    most = speak.value(top, reading.unit, reading.currency)
    least = speak.value(bottom, reading.unit, reading.currency)
    if total or all((row["n"] or 0) >= _LEAST_OBSERVED for _, row in rows):
        sentence = message(
            "Highest: {high} ({most}); lowest: {low} ({least})", high=high, most=most, low=low, least=least
        )
    else:
        sentence = message(
            "With n of {count} or more, highest: {high} ({most}); lowest: {low} ({least})",
            count=_LEAST_OBSERVED,
            high=high,
            most=most,
            low=low,
            least=least,
        )
    return speak.t(sentence)


def average_step(
    grain: Grain, rows: Sequence[tuple[str, Mapping[str, Any]]], reading: Reading, speak: Translator
) -> str:
    """Return a sentence with the mean of a sum per complete step; empty for other figures or few steps."""
    values = [row["value"] for _, row in rows if row["value"] is not None and row.get("complete", True)]
    if not DEFINITIONS[reading.key].adds_up or len(values) < _LEAST:
        return ""
    mean = _of_a_day(sum(values) / len(values), reading, speak)
    return speak.t(message("{step}: {mean} on average.", step=speak.t(_STEPS[grain]), mean=mean))


def read_earlier(view: View, question: Question, reading: Reading) -> Message | None:
    """Return a note if the days of a reading end earlier than asked for; None otherwise.

    That is so for figures that count what follows on an order, which takes time.
    """
    if not isinstance(view, OwnersView) or reading.window is None:
        return None
    wanted, end = resolved(question, view.data).as_of, end_of(view.data)
    if wanted is None or end is None or reading.window.last_day >= min(wanted, end):
        return None
    return message(
        "What is counted follows on an order, so these are the orders of {days} days earlier than asked.",
        days=min(wanted, end) - reading.window.last_day,
    )


def _of_a_day(value: float, reading: Reading, speak: Translator) -> str:
    """Return a mean in words; of counts with one decimal."""
    if reading.unit == "count":
        return speak.number(value, 1)
    return speak.value(value, reading.unit, reading.currency)
