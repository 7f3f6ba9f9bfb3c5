"""What only the house sees of its surveys: every question, the comments, and the answers beside orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.navigation import current_shop
from engagement.app.survey_pages import answers_and_orders, comments, question_by_question
from engagement.app.who.current import visitor

if TYPE_CHECKING:
    from engagement.metrics.model import View


def show(view: View) -> None:
    """Show the parts that no link has; a guest sees none of them."""
    if visitor().is_guest:
        return
    house = current_shop.owners_view(view.question)
    question_by_question.show(house)
    answers_and_orders.show(house)
    comments.show(house)
