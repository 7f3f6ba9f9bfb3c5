"""Figures that the name of another one may mean, beside what a sentence asks of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.questions.days.pieces_found import text_left
from engagement.questions.shares_of_whole import has_parts
from engagement.questions.what_there_is import could_be_asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.questions.days.pieces_found import Found
    from engagement.questions.figure_question import FigureQuestion
    from engagement.questions.language.expressions import Expressions

#: The figure that the name of another may mean, where the other cannot be split or filtered as asked.
INSTEAD: Final[Mapping[str, str]] = {
    "click_through_rate": "click_rate",
    "clicks": "click_rate",
    "discount_share": "orders",
}

#: The figure for the share of customers who return, and the words before it that ask for more of them.
_RETURNING: Final = "returning_customer_rate"
_MORE: Final = ("superlatives", "degrees")


def as_meant(
    plain: str, pieces: Sequence[Found], questions: Sequence[FigureQuestion], words: Expressions
) -> list[FigureQuestion]:
    """Return the questions, each about the figure that its name means beside what is asked of it.

    "What share of orders had a discount with FILO5" is a share of orders, "who has most returning customers"
    is asked of their number.
    """
    says_share = words.share.search(text_left(plain, pieces)) is not None
    meant = [each if could_be_asked(each) else _instead(each, says_share=says_share) for each in questions]
    return (
        [_number_of_returning(each) for each in meant] if _counts_returning(plain, pieces, words) else meant
    )


def _instead(question: FigureQuestion, *, says_share: bool) -> FigureQuestion:
    """Return a question about the figure that the name of another may mean, as a share if it says so."""
    other = INSTEAD.get(question.figure, question.figure)
    as_share = question.as_share or (says_share and other != question.figure and has_parts(other))
    return replace(question, figure=other, as_share=as_share)


def _number_of_returning(question: FigureQuestion) -> FigureQuestion:
    """Return a question about returning customers by a split as one for their number."""
    if question.figure != _RETURNING or question.split is None:
        return question
    filters = sorted((*question.filters, ("new_or_returning", ("returning",))))
    return replace(question, figure="customers", filters=tuple(filters))


def _counts_returning(plain: str, pieces: Sequence[Found], words: Expressions) -> bool:
    """Return whether a sentence ranks by the number of returning customers: "most returning customers".

    The figure of that name is their share, which another segment may have the highest of.
    """
    named = [piece for piece in pieces if piece.kind == "figure" and piece.meaning == _RETURNING]
    return any(
        len(words.people.sub(" ", plain[piece.start : piece.end]).split()) == 1
        and any(
            match.end() == len(before) for each in _MORE for match in getattr(words, each).finditer(before)
        )
        for piece in named
        for before in [plain[: piece.start].rstrip()]
    )
