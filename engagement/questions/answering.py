"""The answer to a question about a figure, as plain values for JSON.

A published bundle answers only its own question. It refuses other days, filters and comparisons, so that no
two answers can be subtracted that its guard has not checked together.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from engagement.locale import message
from engagement.metrics.findings.plain_values import (
    change_as_json,
    in_words,
    reading_as_json,
    records,
)
from engagement.metrics.holding import contents
from engagement.metrics.sums.periods import as_date, first_day_of, period_of
from engagement.metrics.views.owners import OwnersView
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.beside import read_earlier, unequal
from engagement.questions.figure_question import ALL, Days, NotAnswered, compared_of, days_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Metric, Question, View
    from engagement.questions.figure_question import FigureQuestion

#: A breakdown tells this many segments, the largest; a sentence names this many values.
MOST_SEGMENTS: Final = 100
_NAMED: Final = 20


def answer(view: View, asked: FigureQuestion, speak: Translator | None = None) -> dict[str, Any]:
    """Return the reading, and the breakdown, change and trend where they are asked for.

    The reading has the keys of `metrics --json`; beside them `figure`, `name`, `text` (the reading and its
    days as a sentence) and `asked`. Words are in English unless a translator is given. Raises `NotAnswered`
    for a figure, split, filter or period that there is not.
    """
    question = question_of(view, asked)
    view = view.ask(question)
    metric, reading = metric_of(view, asked.figure), view.reading(asked.figure)
    say = saying(speak)
    found: dict[str, Any] = {
        "figure": asked.figure,
        "name": say(metric.name),
        "text": in_words(metric, reading, speak, window=True),
        "asked": as_asked(asked),
        **reading_as_json(reading, say),
    }
    if asked.split is not None:
        found["breakdown"] = _breakdown(view, asked.figure, question.split or asked.split)
        if {asked.split, asked.and_split} & {*contents.DIMENSIONS}:
            found["notes"] = [*found["notes"], say(contents.OVERLAPPING)]
    if asked.comparison is not None:
        found["change"] = change_as_json(view.change(asked.figure), say)
        beside = unequal(view, asked)
        if beside is not None:
            found["compared_with"] = reading_as_json(beside.earlier, say)
    if asked.grain is not None:
        found["trend"] = _steps(view, asked)
        found["notes"] = [*found["notes"], *map(say, _broken(view, asked.figure))]
    earlier = read_earlier(view, question, reading)
    if earlier is not None:
        found["notes"] = [say(earlier), *found["notes"]]
    return found


def question_of(view: View, asked: FigureQuestion) -> Question:
    """Return the question to ask a view. Raises `NotAnswered` for anything that the view does not hold."""
    metric_of(view, asked.figure)
    days = None if asked.period is None else days_of(asked.period)
    compare = None if asked.comparison is None else compared_of(asked.comparison)
    if not isinstance(view, OwnersView):
        _refuse_unpublished(view, asked)
        return view.question
    question = view.question
    if days is not None:
        question = replace(question, days=days.days, as_of=days.as_of, period=days.period)
    filters = [(by, _values(view, asked.figure, by, values)) for by, values in asked.filters]
    filters += [(by, _others(view, asked.figure, by, values)) for by, values in asked.without]
    if asked.split is not None and not view.has_split(asked.figure, asked.split):
        raise _no_dimension(view, asked.figure, asked.split)
    if asked.split and asked.and_split and not view.has_pair(asked.figure, asked.split, asked.and_split):
        raise _no_dimension(view, asked.figure, asked.and_split)
    return replace(
        question,
        filters=tuple(filters),
        by=asked.split,
        and_by=asked.and_split,
        grain=asked.grain or question.grain,
        compare=compare,
    )


def saying(speak: Translator | None) -> Callable[[Message], str]:
    """Return a function that puts messages into the translator's language; English without a translator."""
    return str if speak is None else speak.t


def metric_of(view: View, key: str) -> Metric:
    """Return the words of a figure. Raises `NotAnswered` where the view does not hold it."""
    if key in view.keys():  # noqa: SIM118 - a method
        return view.metric(key)
    if key not in DEFINITIONS:
        near = get_close_matches(key, DEFINITIONS, n=3)
        if near:
            raise NotAnswered(
                message("There is no metric {key}; did you mean {near}?", key=key, near=" / ".join(near))
            )
        raise NotAnswered(message("There is no metric {key}.", key=key))
    name = DEFINITIONS[key].metric.name
    if view.k is not None:
        raise NotAnswered(
            message(
                "{figure} is not told: fewer than {k} people stand behind it, or the data do not hold it.",
                figure=name,
                k=view.k,
            )
        )
    raise NotAnswered(
        message("{figure} needs more data. {unlock}", figure=name, unlock=view.locked().get(key, ""))
    )


def splits(view: View, key: str) -> list[str]:
    """Return the dimensions by which a figure can be split."""
    found = (*view.dimensions(key), *view.customer_dimensions(key), *view.line_dimensions(key))
    return list(dict.fromkeys(found))


def as_asked(asked: FigureQuestion) -> dict[str, Any]:
    """Return a question as plain values; fields that it leaves open are left out."""
    said = {
        "figure": asked.figure,
        "period": asked.period,
        "split": asked.split,
        "and_split": asked.and_split,
        "filters": {by: list(values) for by, values in asked.filters} or None,
        "without": {by: list(values) for by, values in asked.without} or None,
        "comparison": asked.comparison,
        "grain": asked.grain,
    }
    return {name: value for name, value in said.items() if value is not None}


def _steps(view: View, asked: FigureQuestion) -> list[dict[str, Any]]:
    """Return the steps in time: of a period that is asked for those in it, and none after the data end."""
    steps = records(view.trend(asked.figure, trailing=False))
    window = view.reading(asked.figure).window
    newest = view.data.newest() if isinstance(view, OwnersView) else None
    if newest is not None:
        steps = [step for step in steps if step["start"] <= as_date(newest).isoformat()]
    if asked.period in {None, ALL} or window is None or asked.grain is None:
        return steps
    begins = as_date(first_day_of(period_of(window.first_day, asked.grain), asked.grain)).isoformat()
    return [step for step in steps if step["start"] >= begins]


def _broken(view: View, key: str) -> Iterator[Message]:
    """Say from which days on a figure is another one."""
    for day, why in view.breaks(key) or ():
        yield message("{why} ({day}); what lies before and after is not compared.", day=as_date(day), why=why)


def _breakdown(view: View, key: str, by: str) -> dict[str, Any]:
    frame = view.breakdown(key, by)
    told = records(frame.head(MOST_SEGMENTS))
    return {"by": by, "segments": told, "left_out": max(len(frame) - MOST_SEGMENTS, 0)}


def _values(view: OwnersView, key: str, by: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of a filter of a figure as the data spell them."""
    if not view.has_split(key, by) or not view.values(by):
        raise _no_dimension(view, key, by)
    return spelt(view, by, values)


def _others(view: OwnersView, key: str, by: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return all values but these, "" for rows that say none: a filter that leaves these out.

    Raises `NotAnswered` for a dimension of which an order may have several values, such as its products.
    """
    left_out = _values(view, key, by, values)
    if by in view.line_dimensions(key):
        named = ", ".join(left_out)
        raise NotAnswered(
            message("An order may hold {value} beside others, so it cannot be left out.", value=named)
        )
    return tuple(value for value in dict.fromkeys((*view.values(by), "")) if value not in left_out)


def spelt(view: OwnersView, by: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return values of a dimension as the data spell them. Raises `NotAnswered` for one that no row has."""
    known = view.values(by)
    folded = {value.casefold(): value for value in reversed(known)}
    for value in values:
        if value and value not in known and value.casefold() not in folded:
            raise NotAnswered(
                message(
                    "No row has {value} as {dimension}; there are: {known}.",
                    value=value,
                    dimension=by,
                    known=", ".join(known[:_NAMED]),
                )
            )
    return tuple(value if value in known or not value else folded[value.casefold()] for value in values)


def _refuse_unpublished(view: View, asked: FigureQuestion) -> None:
    """Refuse what a bundle was not published for."""
    here = view.question
    if asked.period is not None and days_of(asked.period) != Days(here.days, here.as_of, here.period):
        window = view.window(asked.figure)
        raise NotAnswered(
            message(
                "Only one period is published: the {days} days up to the end of the data.", days=window.days
            )
        )
    if asked.filters or asked.without:
        raise NotAnswered(message("No filter is published: two filters could be subtracted."))
    if asked.comparison is not None and compared_of(asked.comparison) != view.question.compare:
        raise NotAnswered(message("No comparison of one's own is published, only the usual one."))
    if asked.grain not in {None, view.question.grain}:
        raise NotAnswered(message("Only one step in time is published: {grain}.", grain=view.question.grain))
    for by in (asked.split, asked.and_split):
        if by is not None and by not in view.dimensions(asked.figure):
            raise _no_dimension(view, asked.figure, by)
    if asked.and_split is not None:
        raise NotAnswered(message("No two splits at once are published."))


def _no_dimension(view: View, key: str, by: str) -> NotAnswered:
    offered = splits(view, key)
    name = view.metric(key).name
    if not offered:
        return NotAnswered(message("{figure} cannot be split or filtered here.", figure=name))
    return NotAnswered(
        message(
            "{figure} cannot be split or filtered by {dimension}; it can by: {known}.",
            figure=name,
            dimension=by,
            known=", ".join(offered),
        )
    )
