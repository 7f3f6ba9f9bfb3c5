"""The figures of a review's period: the shop's totals and key figures, against a year before.

The sentences of a review say what was tested and is beyond normal variation. Totals have no interval and are
in none of them unless they have a usual range, so they are shown here as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engagement.app.figure_pages import key_figure, own_figures, summary
from engagement.app.ui import head
from engagement.app.ui.reader import words
from engagement.locale import message
from engagement.metrics.model import Window
from engagement.metrics.views.overview import totals
from engagement.planning.review_looking import compared_keys
from engagement.planning.review_words import period_name
from engagement.planning.statements import question_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.metrics.model import Change, View
    from engagement.planning.statements import Review


def show(view: View, review: Review) -> None:
    """Show totals and key figures of the review's days, from the data as they are now."""
    of_period = view.ask(question_of(review.grain, Window(review.first_day, review.last_day)))
    explained = message("Compared with the same days a year before. Totals are counts, without an interval.")
    if review.kept_at:
        explained = message("From the data as they are now, compared with the same days a year before.")
    head.section(
        message("The figures: {period}", period=period_name(review, words())), explained, key="review_figures"
    )
    summary.show(of_period, totals(of_period))
    keys = own_figures.keys(of_period)
    key_figure.row(of_period, keys, changes=changes_of(of_period, keys, review))


def changes_of(view: View, keys: Iterable[str], review: Review) -> dict[str, Change]:
    """Return the change of each figure with the review's verdict: real where the review states it.

    The review corrects for more comparisons than the figures alone, and a page must not say both.
    """
    compared = compared_keys(view)
    stated = {statement.key for statement in review.statements if statement.kind == "year"}
    changes = {key: view.change(key) for key in keys}
    return {
        key: replace(change, beyond_noise=key in stated)
        if change.beyond_noise is not None and key in compared
        else change
        for key, change in changes.items()
    }
