"""A question as it was understood, and its answer, in the words of one language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import period_axis
from engagement.locale import message
from engagement.metrics.findings.plain_values import days_in_words
from engagement.metrics.model import PAIR
from engagement.metrics.segments.dimensions import BY_KEY
from engagement.metrics.sums.periods import as_date, first_day_of, period_of
from engagement.questions.beside import average_step, count_in_words, extremes, unequal, unequal_in_words
from engagement.questions.figure_question import ANY
from engagement.questions.shares_of_whole import share_in_words
from engagement.readable.column_labels import name_of
from engagement.readable.evidence import words_for
from engagement.readable.value_names import segment_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Change, Grain, Reading, View
    from engagement.questions.figure_question import FigureQuestion

#: The most rows of a table: the largest segments of a breakdown, the newest steps of a trend.
_ROWS: Final = 24
#: The smallest p value that is told as a number, in three decimals.
_SMALLEST_P: Final = 0.001
_AS_SHARE: Final = message("as a share of the whole")
_LOWEST_FIRST: Final = message("lowest first")
_BY_STEP: Final[Mapping[Grain, Message]] = {
    "day": message("day by day"),
    "week": message("week by week"),
    "month": message("month by month"),
    "quarter": message("quarter by quarter"),
    "year": message("year by year"),
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A segment or a step of an answer, in words; `interval` is empty where there is none."""

    name: str
    value: str
    interval: str
    n: str


def understood_as(view: View, question: FigureQuestion, speak: Translator) -> list[str]:
    """Return the parts of a question as understood: figure, days, split, filters, comparison, step in time.

    `view` has been asked the question.
    """
    reading = view.reading(question.figure)
    parts = [speak.t(view.metric(question.figure).name)]
    if reading.window is not None:
        parts.append(days_in_words(reading.window, speak))
    if question.split is not None:
        parts.append(speak.t(message("By: {dimension}", dimension=split_called(question, speak))))
    for dimension, values in question.filters:
        parts.append(f"{called(dimension, speak)}: {_values(dimension, values, speak)}")
    for dimension, values in question.without:
        if values == (ANY,):
            parts.append(speak.t(message("{dimension}: none", dimension=called(dimension, speak))))
            continue
        named = _values(dimension, values, speak)
        parts.append(
            speak.t(
                message("{dimension}: without {values}", dimension=called(dimension, speak), values=named)
            )
        )
    if question.comparison is not None:
        other = unequal(view, question)
        before = view.change(question.figure).before if other is None else other.earlier
        if before is not None and before.window is not None:
            days = days_in_words(before.window, speak)
            parts.append(speak.t(message("compared with {days}", days=days)))
    if question.grain is not None:
        parts.append(speak.t(_BY_STEP[question.grain]))
    said = ((question.as_share, _share_called(question, speak)), (question.lowest_first, _LOWEST_FIRST))
    return [*parts, *(speak.t(text) for is_asked, text in said if is_asked)]


def _share_called(question: FigureQuestion, speak: Translator) -> Message:
    """Return the words for the whole that a share is of: everything, or all with some of the filters."""
    within = [
        f"{called(by, speak)}: {_values(by, values, speak)}"
        for by, values in question.filters
        if by in question.share_within
    ]
    return message("as a share of all with {filters}", filters=" · ".join(within)) if within else _AS_SHARE


def as_text(view: View, question: FigureQuestion, answer: Mapping[str, Any], speak: Translator) -> str:
    """Return how a question was understood, its answer, change, segments, steps and notes, a line each."""
    reading = view.reading(question.figure)
    parts = " · ".join(understood_as(view, question, speak))
    lines = [speak.t(message("Understood: {what}", what=parts)), answer["text"]]
    lines += [count_in_words(view, question.figure, speak), share_in_words(view, question, speak)]
    lines.append(compared(view, question, speak))
    rows, remaining = segment_rows(question, answer, reading, speak)
    lines += [_line(row) for row in rows]
    if remaining > 0:
        lines.append(f"  … +{speak.number(remaining)}")
    lines += [_line(row) for row in step_rows(question, answer, reading, speak)]
    lines.append(highest(question, answer, reading, speak))
    return "\n".join(line for line in [*lines, *answer["notes"]] if line)


def compared(view: View, question: FigureQuestion, speak: Translator) -> str:
    """Return the comparison of a question in one line; empty without one.

    `view` has been asked the question.
    """
    if question.comparison is None:
        return ""
    reading, other = view.reading(question.figure), unequal(view, question)
    if other is not None:
        return unequal_in_words(other, reading, speak)
    return changed(view.change(question.figure), reading, speak)


def highest(question: FigureQuestion, answer: Mapping[str, Any], reading: Reading, speak: Translator) -> str:
    """Return a sentence on the highest and lowest step in time or segment; empty where there are too few."""
    if question.grain is not None:
        steps = _steps(answer, question.grain, reading, speak)
        if question.as_share:
            shares = [(name, {**row, "value": row["share"]}) for name, row in steps]
            return extremes(shares, replace(reading, unit="share"), speak)
        lines = (average_step(question.grain, steps, reading, speak), extremes(steps, reading, speak))
        return " ".join(line for line in lines if line)
    if question.split is None:
        return ""
    named_rows = (row for row in answer["breakdown"]["segments"] if row["segment"] is not None)
    named = [(_segment(question, row["segment"], speak), row) for row in named_rows]
    return extremes(named, reading, speak)


def mended_in_words(mended: Sequence[tuple[str, str]], speak: Translator) -> list[str]:
    """Return a sentence for each misspelt word, with the word that it was read as."""
    return [
        speak.t(message("“{written}” was read as “{meant}”.", written=written, meant=meant))
        for written, meant in mended
    ]


def segment_rows(
    question: FigureQuestion, answer: Mapping[str, Any], reading: Reading, speak: Translator
) -> tuple[list[TableRow], int]:
    """Return the largest segments of an answer, and how many more there are; none without a split."""
    if question.split is None:
        return [], 0
    segments = answer["breakdown"]["segments"]
    rows = [_row(_segment(question, row["segment"], speak), row, reading, speak) for row in segments[:_ROWS]]
    whole = answer.get("share", {}).get("whole")
    if whole:
        shares = [None if row["value"] is None else row["value"] / whole for row in segments[:_ROWS]]
        rows = [_with_share(row, share, speak) for row, share in zip(rows, shares, strict=True)]
    return rows, len(segments) - len(rows) + answer["breakdown"]["left_out"]


def _with_share(row: TableRow, share: float | None, speak: Translator) -> TableRow:
    """Return a segment or a step with its share of the whole beside its value, if there is one."""
    return row if share is None else replace(row, value=f"{row.value} · {speak.value(share, 'share')}")


def step_rows(
    question: FigureQuestion, answer: Mapping[str, Any], reading: Reading, speak: Translator
) -> list[TableRow]:
    """Return the newest steps in time of an answer; none where none were asked for."""
    if question.grain is None:
        return []
    return [
        _with_share(_row(name, row, reading, speak), row.get("share"), speak)
        for name, row in _steps(answer, question.grain, reading, speak)[-_ROWS:]
    ]


def _steps(
    answer: Mapping[str, Any], grain: Grain, reading: Reading, speak: Translator
) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the steps in the days of the reading, each with its name."""
    starts = [(dt.date.fromisoformat(row["start"]), row) for row in answer["trend"]]
    if reading.window is not None:
        begins = as_date(first_day_of(period_of(reading.window.first_day, grain), grain))
        starts = [(start, row) for start, row in starts if start >= begins]
    return [(period_axis.name(start, grain, speak), row) for start, row in starts]


def changed(change: Change, reading: Reading, speak: Translator) -> str:
    """Return a change in one line: the value before, the difference and, except for totals, the verdict."""
    verdict = speak.t(words_for(change, reading.window))
    before = change.before
    if change.difference is None or before is None or before.value is None or before.window is None:
        return " ".join([f"{verdict}.", *map(speak.t, change.notes[:1])])
    difference = speak.signed(change.difference, reading.unit, reading.currency)
    days = days_in_words(before.window, speak)
    value = speak.value(before.value, reading.unit, reading.currency)
    if change.p is None and change.beyond_noise is None:  # a total: nothing is said of chance
        line = message(
            "{days}: {value}. The difference is {difference}.", days=days, value=value, difference=difference
        )
        return " ".join(map(speak.t, (line, *change.notes)))
    if change.p is not None:
        small = change.p < _SMALLEST_P
        difference += f", p {'<' if small else '='} {speak.number(max(change.p, _SMALLEST_P), 3)}"
    line = message(
        "{days}: {value}. The difference is {difference}: {verdict}.",
        days=days,
        value=value,
        difference=difference,
        verdict=verdict,
    )
    return " ".join(map(speak.t, (line, *change.notes)))


def called(dimension: str, speak: Translator) -> str:
    """Return the name of a dimension of rows or of customers, in the language of `speak`."""
    return speak.t(BY_KEY[dimension].name) if dimension in BY_KEY else name_of(dimension, speak)


def split_called(question: FigureQuestion, speak: Translator) -> str:
    """Return the name of a question's split, or the names of both."""
    return " · ".join(called(split, speak) for split in (question.split, question.and_split) if split)


def _segment(question: FigureQuestion, segment: str | None, speak: Translator) -> str:
    """Return the name of a segment; with two splits, the names of its two values."""
    splits = (question.split, question.and_split)
    return segment_name(PAIR.join(split for split in splits if split), segment, speak)


def _values(dimension: str, values: Sequence[str], speak: Translator) -> str:
    """Return the names of values, with commas between them."""
    return ", ".join(_value(dimension, value, speak) for value in values)


def _value(dimension: str, value: str | None, speak: Translator) -> str:
    """Return the name of a value; "any one" for `ANY`, "not said" where there is none."""
    if value == ANY:
        return speak.t(message("any one"))
    return segment_name(dimension, value, speak)


def _row(name: str, row: Mapping[str, Any], reading: Reading, speak: Translator) -> TableRow:
    """Return a segment or step as a row in words."""
    n = speak.number(row["n"] or 0)
    if row["value"] is None:
        return TableRow(name, "–", "", n)
    value = speak.value(row["value"], reading.unit, reading.currency)
    if row["low"] is None or row["high"] is None:
        return TableRow(name, value, "", n)
    return TableRow(name, value, speak.interval(row["low"], row["high"], reading.unit, reading.currency), n)


def _line(row: TableRow) -> str:
    """Return a row as a line of text."""
    interval = f" ({row.interval})" if row.interval else ""
    return f"  {row.name}: {row.value}{interval}, n = {row.n}"
