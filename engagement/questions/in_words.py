"""A question as it was understood, and its answer, in the words of one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from engagement.locale import message
from engagement.metrics.telling.plain_values import days_in_words
from engagement.readable.column_labels import name_of
from engagement.readable.evidence import words_for
from engagement.readable.value_labels import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Change, Grain, Reading, View
    from engagement.questions.asked import FigureQuestion

#: A breakdown tells so many segments, the largest; a trend so many steps, the newest.
_ROWS: Final = 24
_STEPS: Final[Mapping[Grain, Message]] = {
    "day": message("day by day"),
    "week": message("week by week"),
    "month": message("month by month"),
    "quarter": message("quarter by quarter"),
    "year": message("year by year"),
}


def understood_as(view: View, asked: FigureQuestion, speak: Translator) -> list[str]:
    """Return the parts of a question as understood: figure, days, split, filters, comparison, step in time.

    `view` has been asked the question.
    """
    reading = view.reading(asked.figure)
    parts = [speak.t(view.metric(asked.figure).name)]
    if reading.window is not None:
        parts.append(days_in_words(reading.window, speak))
    if asked.split is not None:
        parts.append(speak.t(message("By: {dimension}", dimension=name_of(asked.split, speak))))
    for by, values in asked.filters:
        named = ", ".join(_value(by, value, speak) for value in values)
        parts.append(f"{name_of(by, speak)}: {named}")
    if asked.comparison is not None:
        before = view.change(asked.figure).before
        if before is not None and before.window is not None:
            days = days_in_words(before.window, speak)
            parts.append(speak.t(message("compared with {days}", days=days)))
    if asked.grain is not None:
        parts.append(speak.t(_STEPS[asked.grain]))
    return parts


def as_text(view: View, asked: FigureQuestion, found: Mapping[str, Any], speak: Translator) -> str:
    """Return how a question was understood, its answer, change, segments, steps and notes, a line each."""
    reading = view.reading(asked.figure)
    parts = " · ".join(understood_as(view, asked, speak))
    lines = [speak.t(message("Understood: {what}", what=parts)), found["text"]]
    if asked.comparison is not None:
        lines.append(changed(view.change(asked.figure), reading, speak))
    if asked.split is not None:
        segments = found["breakdown"]["segments"]
        left = len(segments) - _ROWS + found["breakdown"]["left_out"]
        told = [(_value(asked.split, row["segment"], speak), row) for row in segments[:_ROWS]]
        lines += [f"  {name}: {_row(row, reading, speak)}" for name, row in told]
        if left > 0:
            lines.append(f"  … +{speak.number(left)}")
    for row in found.get("trend", ())[-_ROWS:]:
        lines.append(f"  {row['start']}: {_row(row, reading, speak)}")
    return "\n".join([*lines, *found["notes"]])


def changed(change: Change, reading: Reading, speak: Translator) -> str:
    """Return a change in one line: what it was before, by how much it differs, and what is said of it."""
    verdict = speak.t(words_for(change, reading.window))
    before = change.before
    if change.difference is None or before is None or before.value is None or before.window is None:
        return " ".join([f"{verdict}.", *map(speak.t, change.notes[:1])])
    difference = speak.signed(change.difference, reading.unit, reading.currency)
    if change.p is not None:
        difference += f", p = {speak.number(change.p, 3)}"
    return speak.t(
        message(
            "{days}: {value}. The difference is {difference}: {verdict}.",
            days=days_in_words(before.window, speak),
            value=speak.value(before.value, reading.unit, reading.currency),
            difference=difference,
            verdict=verdict,
        )
    )


def _value(by: str, value: str | None, speak: Translator) -> str:
    return word(by, value, speak) if value else speak.t(message("not said"))


def _row(row: Mapping[str, Any], reading: Reading, speak: Translator) -> str:
    if row["value"] is None:
        return f"–, n = {speak.number(row['n'] or 0)}"
    value = speak.value(row["value"], reading.unit, reading.currency)
    if row["low"] is not None and row["high"] is not None:
        value += f" ({speak.interval(row['low'], row['high'], reading.unit, reading.currency)})"
    return f"{value}, n = {speak.number(row['n'])}"
