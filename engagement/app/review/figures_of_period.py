"""The figures of a review's period: the shop's totals and key figures, against a year before.

The sentences of a review say what was tested and is beyond normal variation. Totals have no interval and are
in none of them unless they have a usual range, so they are shown here as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.figure_pages import key_figure, own_figures, summary
from engagement.app.ui import head
from engagement.app.ui.reader import words
from engagement.locale import message
from engagement.metrics.model import Window
from engagement.metrics.views.overview import totals
from engagement.planning.review_words import period_name
from engagement.planning.statements import question_of

if TYPE_CHECKING:
    from engagement.metrics.model import View
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
    key_figure.row(of_period, own_figures.keys(of_period))
