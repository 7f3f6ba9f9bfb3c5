"""Parts of a whole: "what share of revenue comes from members", of the same figure without the filters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from engagement.locale import message
from engagement.metrics.holding import contents
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.figure_question import ANY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale.translator import Translator
    from engagement.metrics.model import View
    from engagement.questions.figure_question import FigureQuestion

#: Figures that do not add up over segments, of which a segment is a part all the same.
_COUNTED: Final = frozenset({"customers"})
#: Shares that are figures of their own: of what, the share of which value of which dimension.
_FIGURES: Final[Mapping[tuple[str, str, str], str]] = {
    ("orders", "membership", "member"): "member_share",
    ("orders", "guest", "guest"): "guest_checkout_rate",
    ("customers", "guest", "guest"): "guest_checkout_rate",
    ("customers", "new_or_returning", "returning"): "returning_customer_rate",
    ("orders", "discount_code", ANY): "discount_share",
}


@dataclass(frozen=True, slots=True)
class PartOfWhole:
    """The values of a part and of its whole, in the figure's unit. `of_whole` is None of an empty one."""

    part: float
    whole: float

    @property
    def of_whole(self) -> float | None:
        """The part divided by the whole."""
        return self.part / self.whole if self.whole else None


def has_parts(figure: str) -> bool:
    """Whether a figure is a sum or a count, of which a segment is a part."""
    return DEFINITIONS[figure].adds_up or figure in _COUNTED


def is_share(question: FigureQuestion) -> bool:
    """Whether it is certain what part of which whole is meant: that of the filters, or each of one split.

    An order counts whole for each product in it, so that revenue has no parts by product.
    """
    dimensions = {by for by, _ in (*question.filters, *question.without)} | {question.split} - {None}
    overlap = {*contents.DIMENSIONS} & dimensions and (question.split or question.figure == "revenue")
    left_out = {by for by, _ in question.without}
    return (
        has_parts(question.figure)
        and bool(dimensions.difference(question.share_within))
        and not overlap
        and (not left_out or dimensions == left_out)
        and (question.comparison, question.grain, question.and_split) == (None, None, None)
    )


def as_figure(question: FigureQuestion) -> FigureQuestion:
    """Return a question for that share as one for its own figure, if any: "share of orders by members"."""
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
    """Return the part and the whole of a question that asks for a share; else, or without a value, None.

    `view` has been asked the question. With a split the part is that of all its segments.
    """
    if not question.as_share:
        return None
    part = view.reading(question.figure).value
    filters = tuple(each for each in view.question.filters if each[0] in question.share_within)
    whole = view.ask(replace(view.question, filters=filters)).reading(question.figure).value
    return None if part is None or whole is None else PartOfWhole(part, whole)


def share_as_json(share: PartOfWhole) -> dict[str, Any]:
    """Return a share as plain values."""
    return {"part": share.part, "whole": share.whole, "share": share.of_whole}


def share_in_words(view: View, question: FigureQuestion, speak: Translator) -> str:
    """Return a part, its whole and how much of it that is; empty without a share, or with a split."""
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
