"""The chosen segment of a breakdown, which filters the page but not the breakdown itself.

The team may choose any segment, a guest only published values of the dimension that the link leaves free.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from engagement.app.figures.split_names import label_of, value_of
from engagement.app.navigation import question as asking
from engagement.app.readable.choice import ChartChoice
from engagement.app.who.current import visitor
from engagement.metrics.model import OTHER
from engagement.metrics.segments.dimensions import SPLIT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.metrics.model import Question, View


def chosen_value(question: Question, by: str) -> str | None:
    """Return the value of a dimension that a question is filtered by; None for none or several."""
    values = dict(question.filters).get(by, ())
    return values[0] if len(values) == 1 else None


def offered(view: View, key: str) -> tuple[str, ...]:
    """Return the dimensions of a metric: of its rows, of products, of customers, and saved segments."""
    own_dimensions, of_customers = (
        (*view.dimensions(key), *view.line_dimensions(key)),
        view.customer_dimensions(key),
    )
    by = view.question.by or ""
    return (*own_dimensions, *of_customers, *((by,) if of_customers and by.startswith(SPLIT) else ()))


def without_choice(view: View, by: str) -> View:
    """Return the view without the filter by `by`, so that all its segments are compared."""
    if chosen_value(view.question, by) is None:
        return view
    others = tuple((name, values) for name, values in view.question.filters if name != by)
    return view.ask(replace(view.question, filters=others))


def choice(view: View, by: str, segments: Iterable[str | None]) -> ChartChoice:
    """Return the choice among the segments of a breakdown."""
    named = [segment for segment in segments if segment and segment != OTHER]
    if visitor().is_guest:
        shown = set(view.values(by))
        named = [segment for segment in named if segment in shown]
    return ChartChoice(
        label=label_of(by, markdown=False),
        options=named,
        called=partial(value_of, by),
        current=chosen_value(view.question, by),
        take=partial(take, by),
    )


def take(by: str, segment: str | None) -> None:
    """Filter the page by one segment of a dimension; None removes the filter."""
    if visitor().is_guest:
        asking.choose(by, segment or "")
        return
    question = asking.current_question()
    filters = {name: values for name, values in question.filters if name != by}
    if segment is not None:
        filters[by] = (segment,)
    asking.ask(replace(question, filters=tuple(sorted(filters.items()))))
