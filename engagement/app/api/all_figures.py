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
from engagement.money.currencies import no_order_in
from engagement.questions.answering import question_of, spelt
from engagement.questions.figure_question import FigureQuestion, NotAnswered, compared_of, days_of
from engagement.reports.machine_part import published

if TYPE_CHECKING:
    from engagement.app.assistants.sources import Source
    from engagement.locale import Message
    from engagement.metrics.model import View


class AllFigures(Arguments, frozen=True):
    """The query parameters: days, rows, currency, and the split of all figures."""

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
    net: Annotated[bool, Meta(description="Money net of refunds, on the day of the order.")] = False
    refund_day: Annotated[
        bool,
        Meta(description="Money net of refunds, but off revenue on the day of the refund, where known."),
    ] = False
    filters: Filters = None


def all_figures(source: Source, arguments: AllFigures) -> dict[str, Any]:
    """Return all figures as JSON values: as_of, window, metrics, changes, findings, tables and locked.

    Raises `NotAnswered` for an unknown dimension or currency, or one that the source may not show.
    """
    view = source.view()
    if not isinstance(view, OwnersView):
        return _of_bundle(view, arguments)
    question = view.question
    if arguments.period is not None:
        days = days_of(arguments.period)
        question = replace(question, days=days.days, as_of=days.as_of, period=days.period)
    available = dimensions(view)
    for by in (
        *(dimension for dimension, _ in pairs(arguments.filters)),
        *([] if arguments.by is None else [arguments.by]),
    ):
        if by not in available:
            raise NotAnswered(_no_dimension(by, available))
    if arguments.currency is not None and arguments.currency not in view.currencies():
        raise NotAnswered(no_order_in(arguments.currency, view.currencies()))
    filters = tuple(
        (dimension, spelt(view, dimension, values)) for dimension, values in pairs(arguments.filters)
    )
    question = replace(
        question,
        filters=filters,
        grain=arguments.grain or question.grain,
        compare=None if arguments.compare is None else compared_of(arguments.compare),
        currency=arguments.currency,
        net=arguments.net or arguments.refund_day,
        refund_day=arguments.refund_day,
    )
    return plain_values.report(view.ask(question), by=arguments.by, trends=arguments.grain is not None)


def _of_bundle(view: View, arguments: AllFigures) -> dict[str, Any]:
    """Return all figures of a bundle. Raises `NotAnswered` for other days, filters, currencies or splits."""
    key = next(iter(view.keys()), None)
    if key is not None:
        question_of(
            view,
            FigureQuestion(
                key,
                arguments.period,
                filters=pairs(arguments.filters),
                comparison=arguments.compare,
                grain=arguments.grain,
            ),
        )
    if arguments.currency is not None or arguments.net or arguments.refund_day:
        raise NotAnswered(message("No other way to read money is published than the usual one."))
    available = sorted({dimension for each in view.keys() for dimension in view.dimensions(each)})  # noqa: SIM118 - a method
    if arguments.by is not None and arguments.by not in available:
        raise NotAnswered(_no_dimension(arguments.by, available))
    return published(view, arguments.by)


def _no_dimension(name: str, dimensions: list[str]) -> Message:
    return message(
        "There is no dimension {name}; there are: {known}.", name=name, known=", ".join(dimensions)
    )
