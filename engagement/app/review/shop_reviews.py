"""The reviews of the current shop: stored ones, and the one of today's data."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from engagement import settings
from engagement.app.navigation import current_shop
from engagement.app.planning import shop_goals
from engagement.app.who.current import editor_in
from engagement.planning import goal_standing
from engagement.planning.former_reviews import former_reviews
from engagement.planning.review_looking import review
from engagement.planning.statements import question_of
from engagement.store.planning import kept_reviews

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future

    from engagement.metrics.model import Window
    from engagement.metrics.views.owners import OwnersView
    from engagement.planning.statements import Review, ReviewGrain

#: Seconds that a page waits for what is there, or nearly.
_PATIENCE: Final = 0.2


def all_reviews() -> Mapping[str, Review]:
    """Return the stored reviews by id, the newest period first."""
    return former_reviews(current_shop.current().storage)


def keep(workspace: str, document: Review) -> None:
    """Store a review.

    Raises PermissionError without the right to, `StoreError` where the store refuses it.
    """
    editor = editor_in(workspace)
    value: dict[str, Any] = msgspec.to_builtins(document)
    kept_reviews.keep(current_shop.workspace(workspace).storage, document.id, value, editor)


def remove(workspace: str, review_id: str) -> None:
    """Delete a stored review. Raises PermissionError without the right to."""
    editor = editor_in(workspace)
    kept_reviews.remove(current_shop.workspace(workspace).storage, review_id, editor)


def made_by_now(view: OwnersView, grain: ReviewGrain, window: Window) -> Review | None:
    """Return the review of a period by today's data; None while it is computed in the background.

    It is computed at once where nothing is computed ahead.
    """
    asked_view = view.ask(question_of(grain, window))
    if settings.HEAD_START.read().lower() == "no":
        return with_goals(
            asked_view,
            asked_view.data.remember(("review", grain, window), lambda: review(asked_view, grain, window)),
        )
    making: Future[Review] = asked_view.data.remember(
        ("review being made", grain, window), lambda: _maker().submit(review, asked_view, grain, window)
    )
    try:
        return with_goals(asked_view, making.result(timeout=_PATIENCE))
    except TimeoutError:
        return None


def with_goals(view: OwnersView, document: Review) -> Review:
    """Return a review with statements on the shop's goals at the end of its period."""
    standings = shop_goals.standings(view, shop_goals.goals(), document.last_day)
    goals = tuple(goal_standing.statement_of(asked_view, standing) for asked_view, standing in standings)
    return msgspec.structs.replace(document, statements=(*document.statements, *goals))


@cache
def _maker() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="review")
