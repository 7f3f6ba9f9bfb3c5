"""Shares of a figure, as in "what share of revenue comes from members": a part divided by its whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from engagement.locale import message
from engagement.metrics.findings.plain_values import records
from engagement.metrics.holding import contents
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.figure_question import ANY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale.translator import Translator
    from engagement.metrics.model import View
    from engagement.questions.figure_question import FigureQuestion

#: Figures whose segments do not add up to the total, but are still parts of it.
_COUNTED: Final = frozenset({"customers"})
#: Shares that are figures themselves, by figure, dimension and value of the part.
_FIGURES: Final[Mapping[tuple[str, str, str], str]] = {
    ("orders", "membership", "member"): "member_share",
    ("orders", "guest", "guest"): "guest_checkout_rate",
    ("customers", "guest", "guest"): "guest_checkout_rate",
    ("customers", "new_or_returning", "returning"): "returning_customer_rate",
    ("orders", "discount_code", ANY): "discount_share",
}


@dataclass(frozen=True, slots=True)
class PartOfWhole:
    """The values of a part and of its whole, in the figure's unit. `of_whole` is None if the whole is 0."""

    part: float
    whole: float

    @property
    def of_whole(self) -> float | None:
        """Return the part divided by the whole; None if the whole is 0."""
        return self.part / self.whole if self.whole else None


def has_parts(figure: str) -> bool:
    """Return whether a figure is a sum or a count, so that a segment is a part of it."""
    return DEFINITIONS[figure].adds_up or figure in _COUNTED


def is_share(question: FigureQuestion) -> bool:
    """Return whether part and whole of a share are clear, by its filters or by one split.

    An order counts in full for each product in it, so revenue has no shares by product.
    """
    dimensions = {by for by, _ in (*question.filters, *question.without)} | {question.split} - {None}
    overlap = {*contents.DIMENSIONS} & dimensions and (question.split or question.figure == "revenue")
    left_out = {by for by, _ in question.without}
    return (
        has_parts(question.figure)
        and bool(dimensions.difference(question.share_within))
        and not overlap
        and (not left_out or dimensions == left_out)
        and (question.comparison, question.and_split) == (None, None)
        and (question.grain is None or question.split is None)
    )


def as_figure(question: FigureQuestion) -> FigureQuestion:
    """Return a question about a share as one about the figure that is this share, if there is one.

    "Share of orders by guests" is the guest checkout rate. Other questions are returned as they are.
    """
    if not question.as_share:
        return question
    if any(by == question.split and len(values) == 1 for by, values in question.filters):
        question = replace(question, split=None)  # "share of the channel POS"
    for by, values in question.filters:
        figure = next(
            (_FIGURES[key] for value in values if (key := (question.figure, by, value)) in _FIGURES), None
        )
        others = tuple(each for each in question.filters if each[0] != by)
        if figure is not None and len(values) == 1 and {*question.share_within}.issuperset(dict(others)):
            return replace(question, figure=figure, filters=others, as_share=False, share_within=())
    return question


def share_of(view: View, question: FigureQuestion) -> PartOfWhole | None:
    """Return the part and the whole of a share; None for a question about no share, or without a value.

    `view` has been asked the question. With a split, the part is all segments together.
    """
    if not question.as_share:
        return None
    part = view.reading(question.figure).value
    whole = _view_of_whole(view, question).reading(question.figure).value
    return None if part is None or whole is None else PartOfWhole(part, whole)


def steps_with_shares(
    view: View, question: FigureQuestion, steps: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return the steps in time of a part, each with its whole and its share; None where the whole is 0."""
    trend = _view_of_whole(view, question).trend(question.figure, trailing=False)
    wholes = {row["start"]: row["value"] for row in records(trend)}
    rows = []
    for step in steps:
        part, whole = step["value"], wholes.get(step["start"])
        share = None if part is None or whole is None else PartOfWhole(part, whole).of_whole
        rows.append({**step, "whole": whole, "share": share})
    return rows


def _view_of_whole(view: View, question: FigureQuestion) -> View:
    """Return the view of the whole of a share: with those filters alone that the whole has, too."""
    filters = tuple(each for each in view.question.filters if each[0] in question.share_within)
    return view.ask(replace(view.question, filters=filters))


def share_as_json(share: PartOfWhole) -> dict[str, Any]:
    """Return part, whole and share as plain values for JSON."""
    return {"part": share.part, "whole": share.whole, "share": share.of_whole}


def share_in_words(view: View, question: FigureQuestion, speak: Translator) -> str:
    """Return part, whole and share in words ("20 of 80: 25 %"); empty without a share, or with a split."""
    share = share_of(view, question)
    if share is None or share.of_whole is None or question.split is not None:
        return ""
    reading = view.reading(question.figure)
    part, whole = (speak.value(value, reading.unit, reading.currency) for value in (share.part, share.whole))
    return speak.t(
        message(
            "{part} of {whole}: {share}", part=part, whole=whole, share=speak.value(share.of_whole, "share")
        )
    )
