"""All figures at once, as `engagement metrics --json` prints them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Meta

from engagement.app.assistants.tools import Arguments, Filters, PeriodWords, pairs
from engagement.locale import message
from engagement.metrics.findings import plain_values
from engagement.metrics.findings.split_tables import dimensions
from engagement.metrics.model import Grain  # noqa: TC001 - msgspec reads it
from engagement.metrics.views.owners import OwnersView
from engagement.questions.answering import question_of, spelt
from engagement.questions.figure_question import FigureQuestion, NotAnswered, compared_of, days_of
from engagement.reports.machine_part import published

if TYPE_CHECKING:
    from engagement.app.assistants.sources import Source
    from engagement.locale import Message
    from engagement.metrics.model import View


class AllFigures(Arguments, frozen=True):
    """Which days and rows, and by what all of it is split."""

    period: PeriodWords = None
    by: Annotated[str | None, Meta(description="A dimension: adds the tables KEY_by_DIMENSION.")] = None
    grain: Annotated[
        Grain | None, Meta(description="The step of tables by time; adds KEY_trend and KEY_periods.")
    ] = None
    compare: Annotated[
        str | None,
        Meta(description="before, year (the same days a year ago), like, or two days joined by two dots."),
    ] = None
    currency: Annotated[str | None, Meta(description="The currency in which money is read: EUR.")] = None
    net: Annotated[bool, Meta(description="Money net of refunds.")] = False
    filters: Filters = None


def all_figures(source: Source, asked: AllFigures) -> dict[str, Any]:
    """Return as_of, window, metrics, changes, findings, tables and locked; `NotAnswered` for what is not."""
    view = source.view()
    if not isinstance(view, OwnersView):
        return _of_bundle(view, asked)
    question = view.question
    if asked.period is not None:
        days = days_of(asked.period)
        question = replace(question, days=days.days, as_of=days.as_of, period=days.period)
    known = dimensions(view)
    for by in (*(by for by, _ in pairs(asked.filters)), *([asked.by] if asked.by else ())):
        if by not in known:
            raise NotAnswered(_no_dimension(by, known))
    if asked.currency is not None and asked.currency not in view.currencies():
        codes = ", ".join(view.currencies())
        raise NotAnswered(
            message("No order is in {code}; there are: {known}.", code=asked.currency, known=codes)
        )
    filters = tuple((by, spelt(view, by, values)) for by, values in pairs(asked.filters))
    question = replace(
        question,
        filters=filters,
        grain=asked.grain or question.grain,
        compare=None if asked.compare is None else compared_of(asked.compare),
        currency=asked.currency,
        net=asked.net,
    )
    return plain_values.report(view.ask(question), by=asked.by, trends=asked.grain is not None)


def _of_bundle(view: View, asked: AllFigures) -> dict[str, Any]:
    """Return what a bundle says; other days, filters, currencies or splits than its own are refused."""
    key = next(iter(view.keys()), None)
    if key is not None:
        question_of(
            view,
            FigureQuestion(
                key, asked.period, filters=pairs(asked.filters), comparison=asked.compare, grain=asked.grain
            ),
        )
    if asked.currency is not None or asked.net:
        raise NotAnswered(message("No other way to read money is published than the usual one."))
    known = sorted({by for each in view.keys() for by in view.dimensions(each)})  # noqa: SIM118 - a method
    if asked.by is not None and asked.by not in known:
        raise NotAnswered(_no_dimension(asked.by, known))
    return published(view, asked.by)


def _no_dimension(name: str, known: list[str]) -> Message:
    return message("There is no dimension {name}; there are: {known}.", name=name, known=", ".join(known))
