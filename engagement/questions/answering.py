"""The answer to a question about a figure, as plain values for JSON.

A published bundle answers only its own question. It refuses other days, filters and comparisons, so that no
two answers can be subtracted that its guard has not checked together.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from engagement.locale import message
from engagement.locale.translator import translator
from engagement.metrics.findings.plain_values import (
    change_as_json,
    in_words,
    reading_as_json,
    records,
)
from engagement.metrics.holding import contents
from engagement.metrics.holding.products_within import products_within
from engagement.metrics.sums.periods import as_date, first_day_of, period_of
from engagement.metrics.views.owners import OwnersView
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.beside import read_earlier, unequal
from engagement.questions.figure_question import ALL, ANY, Days, NotAnswered, compared_of, days_of
from engagement.questions.shares_of_whole import share_as_json, share_of, steps_with_shares

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Metric, Question, View
    from engagement.questions.figure_question import FigureQuestion

#: The most segments of a breakdown, and the most values that a sentence lists.
MOST_SEGMENTS: Final = 100
_NAMED: Final = 20
_WHOLE_ORDERS: Final = message(
    "These are whole orders with at least one such product, with all else in them."
)
_ORDERS_WITHOUT: Final = message(
    "These are the orders without any such product; orders that have one beside others are left out whole."
)


def answer(view: View, figure_question: FigureQuestion, speak: Translator | None = None) -> dict[str, Any]:
    """Return the reading of a figure, with the breakdown, change and trend that are asked for.

    The reading has the keys of `metrics --json`; beside them `figure`, `name`, `text` (the reading and its
    days as a sentence) and `asked`. Words are in English unless a translator is given. Raises `NotAnswered`
    for a figure, split, filter or period that does not exist.
    """
    question = question_of(view, figure_question)
    view = view.ask(question)
    metric, reading = metric_of(view, figure_question.figure), view.reading(figure_question.figure)
    say = saying(speak)
    content: dict[str, Any] = {
        "figure": figure_question.figure,
        "name": say(metric.name),
        "text": in_words(metric, reading, speak, window=True),
        "asked": as_asked(figure_question),
        **reading_as_json(reading, say),
    }
    if figure_question.split is not None:
        content["breakdown"] = _breakdown(view, figure_question, question.split or figure_question.split)
        if {figure_question.split, figure_question.and_split} & {*contents.DIMENSIONS}:
            content["notes"] = [*content["notes"], say(contents.OVERLAPPING)]
    share = share_of(view, figure_question)
    if share is not None:
        content["share"] = share_as_json(share)
    if _holds(figure_question):
        content["notes"] = [*content["notes"], say(_WHOLE_ORDERS)]
    if any(by in contents.DIMENSIONS for by, _ in figure_question.without):
        content["notes"] = [*content["notes"], say(_ORDERS_WITHOUT)]
    if figure_question.comparison is not None:
        content["change"] = change_as_json(view.change(figure_question.figure), say)
        beside = unequal(view, figure_question)
        if beside is not None:
            content["compared_with"] = reading_as_json(beside.earlier, say)
    if figure_question.grain is not None:
        steps = _steps(view, figure_question)
        as_share = figure_question.as_share
        content["trend"] = steps_with_shares(view, figure_question, steps) if as_share else steps
        content["notes"] = [*content["notes"], *map(say, _broken(view, figure_question.figure))]
    earlier = read_earlier(view, question, reading)
    if earlier is not None:
        content["notes"] = [say(earlier), *content["notes"]]
    return content


def question_of(view: View, figure_question: FigureQuestion) -> Question:
    """Return the question to ask a view. Raises `NotAnswered` for anything that the view does not have."""
    metric_of(view, figure_question.figure)
    days = None if figure_question.period is None else days_of(figure_question.period)
    compare = None if figure_question.comparison is None else compared_of(figure_question.comparison)
    if not isinstance(view, OwnersView):
        _refuse_unpublished(view, figure_question)
        return view.question
    question = view.question
    if days is not None:
        question = replace(question, days=days.days, as_of=days.as_of, period=days.period)
    filters = [
        (dimension, _values(view, figure_question.figure, dimension, values))
        for dimension, values in figure_question.filters
    ]
    filters += [
        left_out
        for dimension, values in figure_question.without
        for left_out in _left_out(view, figure_question.figure, dimension, values)
    ]
    if figure_question.split is not None and not view.has_split(
        figure_question.figure, figure_question.split
    ):
        raise _no_dimension(view, figure_question.figure, figure_question.split)
    if (
        figure_question.split
        and figure_question.and_split
        and not view.has_pair(figure_question.figure, figure_question.split, figure_question.and_split)
    ):
        raise _no_dimension(view, figure_question.figure, figure_question.and_split)
    return replace(
        question,
        filters=tuple(filters),
        by=figure_question.split,
        and_by=figure_question.and_split,
        grain=figure_question.grain or question.grain,
        compare=compare,
    )


def saying_in(language: str) -> Callable[[Message], str]:
    """Return a function that puts messages into the language of a tag, such as "it"."""
    return saying(None if language == "en" else translator(language))


def saying(speak: Translator | None) -> Callable[[Message], str]:
    """Return a function that puts messages into the translator's language; English without a translator."""
    return str if speak is None else speak.t


def metric_of(view: View, key: str) -> Metric:
    """Return the description of a figure. Raises `NotAnswered` where the view does not have the figure."""
    if key in view.keys():  # noqa: SIM118 - a method
        return view.metric(key)
    if key not in DEFINITIONS:
        similar_keys = get_close_matches(key, DEFINITIONS, n=3)
        if similar_keys:
            raise NotAnswered(
                message(
                    "There is no metric {key}; did you mean {near}?", key=key, near=" / ".join(similar_keys)
                )
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
    dimensions = (*view.dimensions(key), *view.customer_dimensions(key), *view.line_dimensions(key))
    return list(dict.fromkeys(dimensions))


def as_asked(question: FigureQuestion) -> dict[str, Any]:
    """Return a question as plain values; fields that it leaves open are left out."""
    fields = {
        "figure": question.figure,
        "period": question.period,
        "split": question.split,
        "and_split": question.and_split,
        "filters": {dimension: list(values) for dimension, values in question.filters} or None,
        "without": {dimension: list(values) for dimension, values in question.without} or None,
        "comparison": question.comparison,
        "grain": question.grain,
        "as_share": question.as_share or None,
        "share_within": list(question.share_within) or None,
        "lowest_first": question.lowest_first or None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _holds(question: FigureQuestion) -> bool:
    """Return whether a question is about the money of whole orders that contain a product or the like."""
    money = DEFINITIONS[question.figure].metric.unit == "money"
    return money and any(by in contents.DIMENSIONS for by, _ in question.filters) and question.split is None


def _steps(view: View, question: FigureQuestion) -> list[dict[str, Any]]:
    """Return the steps in time, without those after the end of the data or before a named period."""
    steps = records(view.trend(question.figure, trailing=False))
    window = view.reading(question.figure).window
    newest = view.data.newest() if isinstance(view, OwnersView) else None
    if newest is not None:
        steps = [step for step in steps if step["start"] <= as_date(newest).isoformat()]
    if question.period in {None, ALL} or window is None or question.grain is None:
        return steps
    begins = as_date(first_day_of(period_of(window.first_day, question.grain), question.grain)).isoformat()
    return [step for step in steps if step["start"] >= begins]


def _broken(view: View, key: str) -> Iterator[Message]:
    """Yield a sentence for each day from which a figure is defined in another way."""
    for day, why in view.breaks(key) or ():
        yield message("{why} ({day}); what lies before and after is not compared.", day=as_date(day), why=why)


def _breakdown(view: View, question: FigureQuestion, by: str) -> dict[str, Any]:
    """Return the largest segments of a breakdown, or the lowest, and how many are left out.

    Segments of a figure that adds up are sorted by value, others by their number of rows. With a filter by a
    kind of product, only its products are shown: orders that contain one also contain others.
    """
    frame = view.breakdown(question.figure, by)
    if isinstance(view, OwnersView) and question.and_split is None:
        for dimension, values in question.filters:
            if dimension in contents.DIMENSIONS:
                within = products_within(view.data, by, dimension, spelt(view, dimension, values))
                frame = frame if within is None else frame[frame["segment"].isin(within)]
    if DEFINITIONS[question.figure].adds_up:
        frame = frame.sort_values("value", ascending=question.lowest_first, kind="stable")
    segments = records(frame.head(MOST_SEGMENTS))
    return {"by": by, "segments": segments, "left_out": max(len(frame) - MOST_SEGMENTS, 0)}


def _values(view: OwnersView, key: str, by: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of a filter as the data spell them; for `ANY` all that there are.

    Raises `NotAnswered` for a dimension or a value that the figure's rows do not have.
    """
    if not view.has_split(key, by) or not view.values(by):
        raise _no_dimension(view, key, by)
    return tuple(filter(None, view.values(by))) if values == (ANY,) else spelt(view, by, values)


def _left_out(
    view: OwnersView, key: str, by: str, values: tuple[str, ...]
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the filters that leave out values of a dimension: by all its others, "" for rows without one.

    Of a dimension of which an order may have several values, such as its products, they keep the orders
    without these.
    """
    left_out = _values(view, key, by, values)
    if by in view.line_dimensions(key):
        return [(contents.dimension_of_value(by, value), (contents.OUTSIDE,)) for value in left_out]
    others = (value for value in dict.fromkeys((*view.values(by), "")) if value not in left_out)
    return [(by, tuple(others))]


def spelt(view: OwnersView, by: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return values of a dimension as the data spell them. Raises `NotAnswered` for one that no row has."""
    existing = view.values(by)
    if not existing:
        raise NotAnswered(message("{dimension} has no values to filter by.", dimension=by))
    by_plain_text = {value.casefold(): value for value in reversed(existing)}
    for value in values:
        if value and value not in existing and value.casefold() not in by_plain_text:
            raise NotAnswered(
                message(
                    "No row has {value} as {dimension}; there are: {known}.",
                    value=value,
                    dimension=by,
                    known=", ".join(existing[:_NAMED]),
                )
            )
    return tuple(
        value if value in existing or not value else by_plain_text[value.casefold()] for value in values
    )


def _refuse_unpublished(view: View, question: FigureQuestion) -> None:
    """Raise `NotAnswered` if a bundle was not published for this question."""
    published = view.question
    if question.period is not None and days_of(question.period) != Days(
        published.days, published.as_of, published.period
    ):
        window = view.window(question.figure)
        raise NotAnswered(
            message(
                "Only one period is published: the {days} days up to the end of the data.", days=window.days
            )
        )
    if question.filters or question.without:
        raise NotAnswered(message("No filter is published: two filters could be subtracted."))
    if question.comparison is not None and compared_of(question.comparison) != view.question.compare:
        raise NotAnswered(message("No comparison of one's own is published, only the usual one."))
    if question.grain not in {None, view.question.grain}:
        raise NotAnswered(message("Only one step in time is published: {grain}.", grain=view.question.grain))
    for by in (question.split, question.and_split):
        if by is not None and by not in view.dimensions(question.figure):
            raise _no_dimension(view, question.figure, by)
    if question.and_split is not None:
        raise NotAnswered(message("No two splits at once are published."))


def _no_dimension(view: View, key: str, by: str) -> NotAnswered:
    """Return the error that a figure has no such dimension; it names those that it has."""
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
