"""The tools of assistants: their arguments and answers. All are read-only."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - the type of a field
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import msgspec
from msgspec import Meta

from engagement.locale import message
from engagement.locale.translator import translator
from engagement.metrics.model import Grain  # noqa: TC001 - msgspec reads it
from engagement.questions import what_there_is
from engagement.questions.answering import answer, question_of
from engagement.questions.figure_question import LIKE, FigureQuestion, NotAnswered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.app.assistants.sources import Source
    from engagement.locale.translator import Translator
    from engagement.metrics.model import View

FigureKey: TypeAlias = Annotated[
    str, Meta(description="The key of a figure, as list_figures names it: repeat_purchase_rate.")
]
PeriodWords: TypeAlias = Annotated[
    str | None,
    Meta(
        description="Which days: a number of days up to the end of the data (90), all, two days "
        "(2026-01-01..2026-03-31), or this_week, this_month, this_quarter, this_year (so far), last_week, "
        "last_month, last_quarter, last_year (whole). Without it, the shop's usual period."
    ),
]
Filters: TypeAlias = Annotated[
    dict[str, list[str]] | None,
    Meta(description='Only rows with these values: {"country": ["IT", "ES"]}. An empty text: not said.'),
]

Without: TypeAlias = Annotated[
    dict[str, list[str]] | None,
    Meta(description='Only rows without these values: {"country": ["PL"]} leaves Poland out.'),
]


class Arguments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of the arguments of all tools."""


class Nothing(Arguments, frozen=True):
    """No arguments."""


class OfFigure(Arguments, frozen=True):
    """The key of a figure."""

    figure: FigureKey


class OfPeriod(Arguments, frozen=True):
    """A period in words."""

    period: PeriodWords = None


class OneFigure(Arguments, frozen=True):
    """A figure, its period and its filters."""

    figure: FigureKey
    period: PeriodWords = None
    filters: Filters = None
    without: Without = None


class OverTime(Arguments, frozen=True):
    """A figure over time, with its grain, period and filters."""

    figure: FigureKey
    grain: Annotated[Grain, Meta(description="The step in time.")] = "month"
    period: PeriodWords = None
    filters: Filters = None
    without: Without = None


class SplitUp(Arguments, frozen=True):
    """A figure and the dimension by which it is split."""

    figure: FigureKey
    by: Annotated[str, Meta(description="A dimension that list_figures gives for the figure: country.")]
    period: PeriodWords = None
    filters: Filters = None
    without: Without = None
    and_by: Annotated[str | None, Meta(description="A second dimension, to split by both at once.")] = None


class Compared(Arguments, frozen=True):
    """A figure and the period with which it is compared."""

    figure: FigureKey
    against: Annotated[
        str,
        Meta(
            description="before (the period before), year (the same days a year ago), two days "
            "(2025-01-01..2025-03-31), or like: whichever of the two earlier ones is alike."
        ),
    ] = LIKE
    period: PeriodWords = None
    filters: Filters = None
    without: Without = None


def schema_of(arguments: type[Arguments]) -> dict[str, Any]:
    """Return the JSON schema of a type of arguments."""
    _, parts = msgspec.json.schema_components([arguments])
    schema: dict[str, Any] = parts[arguments.__name__]
    return schema


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its name and description, the type of its arguments, and the function that answers."""

    name: str
    description: str
    arguments: type[Arguments]
    answer: Callable[[Source, Any], dict[str, Any]]

    def call(self, source: Source, supplied: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer as JSON values. Raises `NotAnswered` with a sentence for wrong arguments."""
        try:
            arguments = msgspec.convert(supplied, self.arguments)
        except msgspec.ValidationError as fault:
            raise NotAnswered(
                message("The arguments of {tool} are wrong: {fault}.", tool=self.name, fault=str(fault))
            ) from fault
        return self.answer(source, arguments)


def _speak(source: Source) -> Translator | None:
    """Return the translator of the source's language; None for English, in which `--json` is written."""
    return None if source.language == "en" else translator(source.language)


def _list(source: Source, _: Nothing) -> dict[str, Any]:
    return what_there_is.figures(source.view(), _speak(source))


def _explain(source: Source, arguments: OfFigure) -> dict[str, Any]:
    view = source.view()
    explanation = what_there_is.explained(view, arguments.figure, _speak(source))
    return _with_page(explanation, source, view, arguments.figure)


def _findings(source: Source, arguments: OfPeriod) -> dict[str, Any]:
    view = source.view()
    if arguments.period is not None:
        key = next(iter(view.keys()), None)
        if key is None:
            return {"findings": []}
        view = view.ask(question_of(view, FigureQuestion(key, arguments.period)))
    findings = what_there_is.findings(view, _speak(source))
    page = source.page(view, None)
    return findings if page is None else {**findings, "page": page}


def _read(source: Source, arguments: OneFigure) -> dict[str, Any]:
    return _answered(source, _common_fields(arguments))


def _trend(source: Source, arguments: OverTime) -> dict[str, Any]:
    return _answered(source, replace(_common_fields(arguments), grain=arguments.grain))


def _breakdown(source: Source, arguments: SplitUp) -> dict[str, Any]:
    return _answered(
        source, replace(_common_fields(arguments), split=arguments.by, and_split=arguments.and_by)
    )


def _compare(source: Source, arguments: Compared) -> dict[str, Any]:
    return _answered(source, replace(_common_fields(arguments), comparison=arguments.against))


def _common_fields(arguments: OneFigure | OverTime | SplitUp | Compared) -> FigureQuestion:
    """Return the fields that all of these arguments share."""
    return FigureQuestion(
        arguments.figure,
        arguments.period,
        filters=pairs(arguments.filters),
        without=pairs(arguments.without),
    )


def _answered(source: Source, question: FigureQuestion) -> dict[str, Any]:
    view = source.view()
    answered = answer(view, question, _speak(source))
    return _with_page(answered, source, view.ask(question_of(view, question)), question.figure)


def _with_page(answer: dict[str, Any], source: Source, view: View, key: str) -> dict[str, Any]:
    page = source.page(view, key)
    return answer if page is None else {**answer, "page": page}


def pairs(filters: Mapping[str, list[str]] | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return filters (dimension to values) in the form of `Question.filters`."""
    return tuple((dimension, tuple(values)) for dimension, values in (filters or {}).items())


_WITH: Final = "with its 95 % interval, n, the days that it covers and its notes"

#: The tools of the server, in order.
TOOLS: Final = (
    Tool(
        "list_figures",
        "List every figure that the shop's data give: key, name, value now, and by what each can be split. "
        "Also which file would unlock the others. Call it first.",
        Nothing,
        _list,
    ),
    Tool("read", f"Read one figure {_WITH}.", OneFigure, _read),
    Tool("trend", f"Read one figure {_WITH}, and its value in each step of time.", OverTime, _trend),
    Tool(
        "breakdown",
        f"Read one figure {_WITH}, and of each segment of a dimension. `differs` says whether a segment is "
        "apart from all others beyond chance.",
        SplitUp,
        _breakdown,
    ),
    Tool(
        "compare",
        f"Read one figure {_WITH}, and its change against an earlier period. `beyond_noise` says whether it "
        "is more than chance.",
        Compared,
        _compare,
    ),
    Tool(
        "explain",
        "Say what a figure means: what it counts and leaves out, where it comes from, how its interval is "
        "made.",
        OfFigure,
        _explain,
    ),
    Tool(
        "findings",
        "Say what stands out beyond chance, each finding with its number. An empty list means that nothing "
        "does.",
        OfPeriod,
        _findings,
    ),
)
