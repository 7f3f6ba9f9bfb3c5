"""The question of a report in words: days, split, filters, comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.locale import message
from engagement.metrics.comparing.named_periods import OTHER_WEEKDAYS, on_other_weekdays
from engagement.metrics.model import PAIR
from engagement.metrics.segments.dimensions import SEGMENT
from engagement.metrics.segments.dimensions import SPLIT as SPLIT_BY_SEGMENT
from engagement.metrics.words import phrases
from engagement.readable.column_labels import name_of
from engagement.readable.value_names import BETWEEN, customer_dimension, segment_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Question, Window


def in_words(question: Question, window: Window | None, by: str | None, t: Translator) -> list[str]:
    """Return the question as short phrases: days, filters, split, currency, comparison.

    `window` None leaves out the days, `by` None the split.
    """
    parts = []
    if window is not None:
        parts.append(t.t(days_in_words(window, t)))
    for dimension, values in question.filters:
        named = ", ".join(segment_name(dimension, value, t) for value in values)
        parts.append(f"{split_name(dimension, t)}: {named}")
    if by:
        parts.append(t.t(message("breakdown: {dimension}", dimension=split_name(by, t).lower())))
    if question.currency:
        parts.append(question.currency)
    if question.net:
        parts.append(t.t(phrases.net_of_refunds(on_refund_day=question.refund_day)))
    if question.last_answers:
        parts.append(t.t(message("one answer per person")))
    return [*parts, *_compared(question, window, t)]


def _compared(question: Question, window: Window | None, t: Translator) -> Iterator[str]:
    """Yield with which days a period is compared, where the question says it."""
    if isinstance(question.compare, tuple):
        first, last = map(t.day_short, question.compare)
        yield t.t(message("change is against {first} to {last}", first=first, last=last))
    elif question.compare == "year":
        yield t.t(message("change is against the same days a year before, or the period before"))
    elif question.compare == "before":
        yield t.t(message("change is against the period before"))
    if window is not None and on_other_weekdays(question, window.last_day):
        yield t.t(OTHER_WEEKDAYS)


def days_in_words(window: Window, t: Translator) -> Message:
    """Return the days of a window: "1 Oct 2026 to 31 Oct 2026"."""
    first, last = t.day_short(window.first_day), t.day_short(window.last_day)
    return message("{first} to {last}", first=first, last=last)


def split_name(by: str, t: Translator) -> str:
    """Return the name of a split, or of a pair of splits, in the translator's language."""
    if PAIR in by:
        return BETWEEN.join(split_name(side, t) for side in by.split(PAIR))
    if by == SEGMENT or by.startswith(SPLIT_BY_SEGMENT):
        return t.t(message("Segment"))
    return customer_dimension(by, t) or name_of(by, t)
