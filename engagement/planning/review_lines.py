"""The review of the last whole week, month or quarter, as the first part of a report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from engagement.locale import message
from engagement.metrics.comparing.named_periods import end_of
from engagement.metrics.model import Window
from engagement.planning.review_looking import review
from engagement.planning.review_words import (
    as_published,
    comparisons_in_words,
    nothing,
    period_name,
    sentence,
)
from engagement.planning.statements import edit_of, last_whole, question_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale.translator import Translator
    from engagement.metrics.model import Question, View
    from engagement.metrics.views.owners import OwnersView
    from engagement.planning.statements import Edit, Review, ReviewGrain


def question_for(view: OwnersView, grain: ReviewGrain) -> Question:
    """Return a view's question for the last whole period, compared with a year before."""
    end = end_of(view.data)
    if end is None:
        return view.question
    period_question = question_of(grain, last_whole(grain, end))
    return replace(
        view.question,
        days=period_question.days,
        as_of=period_question.as_of,
        period=None,
        grain=grain,
        compare=period_question.compare,
    )


def made_of(view: View, grain: ReviewGrain) -> Review | None:
    """Return the review of a view with the question `question_for`; None if the data have no days.

    A published view only states what its link would show.
    """
    last, days = view.question.as_of, view.question.days
    if last is None or days is None:
        return None
    return review(view, grain, Window(last - days + 1, last))


def edited(document: Review, edits: Mapping[str, Edit], *, in_the_house: bool) -> Review:
    """Return a review without removed sentences.

    For internal use an edited sentence has its new text. For others it is left out, too: the original was
    withdrawn, and the guard has not checked the numbers in the new text.
    """
    remaining = [
        statement
        for statement in document.statements
        if edit_of(statement, edits).stays(in_the_house=in_the_house)
    ]
    kept_edits = {statement.id: edits[statement.id] for statement in remaining if statement.id in edits}
    return msgspec.structs.replace(document, statements=tuple(remaining), edits=kept_edits)


def for_others(view: View, grain: ReviewGrain, edits: Mapping[str, Edit], t: Translator) -> Sequence[str]:
    """Return the heading and the sentences of a view's review that others may read; empty without days."""
    full_review = made_of(view, grain)
    if full_review is None:
        return ()
    remaining = edited(full_review, edits, in_the_house=False)
    struck = len(full_review.statements) - len(remaining.statements)
    return lines(remaining, view, t, struck=struck)


def lines(document: Review, view: View, t: Translator, *, struck: int = 0) -> Sequence[str]:
    """Return the heading and the sentences of a review, with a note on how many were removed."""
    grain = document.grain
    sentences = [
        edit_of(statement, document.edits).text or t.t(sentence(statement, grain, t, view))
        for statement in document.statements
    ]
    if not sentences and not struck:
        sentences = [t.t(nothing(document, t))]
    heading = t.t(message("Review: {period}", period=period_name(document, t)))
    rests_on = [] if view.k is None else [t.t(as_published(view.k))]
    return (heading, *sentences, t.t(comparisons_in_words(document)), *rests_on, *map(t.t, document.lacking))
