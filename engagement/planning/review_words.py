"""The sentences of a review: by rule, each with its number and its limits, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.charts.base import period_axis
from engagement.locale import Message, message
from engagement.metrics.sums.periods import as_date
from engagement.metrics.views.registry import DEFINITIONS
from engagement.planning.statements import GRAINS, starts_at_zero
from engagement.readable.value_names import segment_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale.translator import Translator
    from engagement.metrics.model import View
    from engagement.planning.statements import GoalStatus, Review, ReviewGrain, Statement, StatementKind

#: The kinds of statements in order, and their headings.
HEADINGS: Final[Mapping[StatementKind, Message]] = {
    "range": message("Outside the usual range"),
    "year": message("Against a year before"),
    "segment": message("Segments that differ"),
    "goal": message("Goals"),
}
STATUSES: Final[Mapping[GoalStatus, Message]] = {
    "met": message("met"),
    "missed": message("missed"),
    "on_the_way": message("on the way"),
    "behind": message("behind"),
    "unclear": message("open within normal variation"),
    "early": message("too early to tell"),
    "no_value": message("no value in its period"),
}
STEPS: Final[Mapping[ReviewGrain, Message]] = {
    "week": message("Week"),
    "month": message("Month"),
    "quarter": message("Quarter"),
}


def name_of_figure(key: str, view: View | None = None) -> Message:
    """Return the name of a figure; its key if it is unknown."""
    if view is not None and key in view.keys():  # noqa: SIM118 - a method
        return view.metric(key).name
    return DEFINITIONS[key].metric.name if key in DEFINITIONS else message("{name}", name=key)


def period_name(review: Review, t: Translator) -> str:
    """Return the period of a review: "October 2026"."""
    return period_axis.name(as_date(review.first_day), review.grain, t)


def first_capital(text: str) -> str:
    """Return a text with a capital first letter; most languages write months in lower case."""
    return text[:1].upper() + text[1:]


def sentence(statement: Statement, grain: ReviewGrain, t: Translator, view: View | None = None) -> Message:
    """Return a statement as a sentence."""
    name = name_of_figure(statement.key, view)
    if statement.kind == "range":
        return _of_range(statement, name, grain, t)
    if statement.kind == "year":
        return _of_year(statement, name, t)
    return _of_segment(statement, name, t) if statement.kind == "segment" else _of_goal(statement, name, t)


def nothing(review: Review, t: Translator) -> Message:
    """Return the sentence for a review without statements."""
    return message(
        "{period}: nothing is beyond normal variation, in {n} comparison with usual ranges, a year before "
        "and between segments.",
        "{period}: nothing is beyond normal variation, in {n} comparisons with usual ranges, a year before "
        "and between segments.",
        n=review.looked_at,
        period=first_capital(period_name(review, t)),
    )


def comparisons_in_words(review: Review) -> Message:
    """Return the sentence on the number of comparisons and the limit of false statements among them."""
    return message(
        "{n} comparison was made; fewer than 5 in 100 quiet periods say anything by chance. {ranged} of {of} "
        "metrics have a usual range; the others are too young, grow, shrink or follow a season.",
        "{n} comparisons were made; fewer than 5 in 100 quiet periods say anything by chance. {ranged} of "
        "{of} metrics have a usual range; the others are too young, grow, shrink or follow a season.",
        n=review.looked_at,
        ranged=review.ranged,
        of=review.ranges,
    )


def as_published(k: int) -> Message:
    """Return why the review that others read may differ from that of the team."""
    return message(
        "This review rests on what others may see, without groups of fewer than {k} people. The team’s own "
        "may find more or less, and states the goals.",
        k=k,
    )


def _value(x: float | None, statement: Statement, t: Translator) -> str:
    return "–" if x is None else t.value(x, statement.unit, statement.currency)


def _of_range(statement: Statement, name: Message, grain: ReviewGrain, t: Translator) -> Message:
    values = {
        "name": name,
        "period": period_axis.name(as_date(statement.first_day), grain, t),
        "value": _value(statement.value, statement, t),
        "low": _value(_possible(statement), statement, t),
        "high": _value(statement.high, statement, t),
    }
    if (statement.value or 0) > (statement.beside or 0):
        return message("{name}, {period}: {value}, above the usual {low} to {high}.").filled(**values)
    return message("{name}, {period}: {value}, below the usual {low} to {high}.").filled(**values)


def _possible(statement: Statement) -> float | None:
    """Return the lower end of a usual range, not below zero where the figure cannot be."""
    never_below = starts_at_zero(statement.key, statement.unit) and (statement.value or 0) >= 0
    return max(0.0, statement.low) if never_below and statement.low is not None else statement.low


def _limits(statement: Statement, t: Translator) -> dict[str, object]:
    parts = (("difference", statement.difference), ("low", statement.low), ("high", statement.high))
    return {name: t.signed(x or 0.0, statement.unit, statement.currency) for name, x in parts}


def _of_year(statement: Statement, name: Message, t: Translator) -> Message:
    values = {
        "name": name,
        "value": _value(statement.value, statement, t),
        "before": _value(statement.beside, statement, t),
        **_limits(statement, t),
    }
    if (statement.difference or 0) > 0:
        return message(
            "{name}: {value}, up from {before} a year before (difference {difference}, 95%: {low} to {high})."
        ).filled(**values)
    return message(
        "{name}: {value}, down from {before} a year before (difference {difference}, 95%: {low} to {high})."
    ).filled(**values)


def _of_segment(statement: Statement, name: Message, t: Translator) -> Message:
    return message(
        "{name}, {segment}: {value}, against {others} in the rest (difference {difference}, 95%: {low} to "
        "{high}; n = {count})."
    ).filled(
        name=name,
        segment=segment_name(statement.by, statement.segment, t),
        value=_value(statement.value, statement, t),
        others=_value(statement.beside, statement, t),
        count=statement.n,
        **_limits(statement, t),
    )


def _period_of_goal(statement: Statement, t: Translator) -> Message | str:
    """Return the name of the period of a goal's value: for a rolling figure the year that ends with it."""
    if DEFINITIONS[statement.key].metric.trailing:
        return message("year to {day}", day=as_date(statement.last_day))
    grain = next(grain for grain in GRAINS if grain == statement.by)
    return period_axis.name(as_date(statement.first_day), grain, t)


def _of_goal(statement: Statement, name: Message, t: Translator) -> Message:
    aim = message("at least {value}", value=_value(statement.beside, statement, t))
    if not statement.upward:
        aim = message("at most {value}", value=_value(statement.beside, statement, t))
    if statement.segment:
        name = message("{name}, {segment}", name=name, segment=statement.segment)
    values: dict[str, object] = {
        "name": name,
        "goal": aim,
        "day": as_date(statement.due),
        "status": STATUSES[statement.status or "early"],
        "period": _period_of_goal(statement, t),
        "value": _value(statement.value, statement, t),
    }
    if statement.low is None or statement.high is None:
        return message("{name}, goal {goal} by {day}: {status}; {period}: {value}.").filled(**values)
    values |= {"low": _value(statement.low, statement, t), "high": _value(statement.high, statement, t)}
    if statement.expected is None:
        return message(
            "{name}, goal {goal} by {day}: {status}; {period}: {value} (95%: {low} to {high})."
        ).filled(**values)
    return message(
        "{name}, goal {goal} by {day}: {status}; {period}: {value}, expected by then {expected} (95%: {low} "
        "to {high})."
    ).filled(expected=_value(statement.expected, statement, t), **values)
