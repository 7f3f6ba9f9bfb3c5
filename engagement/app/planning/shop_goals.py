"""The goals of the shop that is looked at, how they stand, and writing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.navigation import current_shop, saved_segments
from engagement.app.who.current import editor_in, visitor
from engagement.metrics.segments.description import to_text
from engagement.planning.goal_standing import GoalStanding, question_of, standing
from engagement.store.planning import kept_goals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.views.owners import OwnersView
    from engagement.store.planning.kept_goals import Goal


def goals(key: str | None = None) -> tuple[Goal, ...]:
    """Return the goals of the shop, or those of a figure; a guest sees none."""
    if visitor().is_guest:
        return ()
    found = kept_goals.all_goals(current_shop.current().room)
    return tuple(one for one in found if key is None or one.key == key)


def standings(
    view: OwnersView, of: Sequence[Goal], as_of: int | None = None
) -> list[tuple[OwnersView, GoalStanding]]:
    """Return how goals stand, each with the view that answers it; without those that cannot be answered.

    Its figure may be locked, or its segment saved no more.
    """
    texts = {name: to_text(segment) for name, segment in saved_segments.saved().items()}
    found = []
    for goal in of:
        question = question_of(goal, texts, as_of)
        if question is not None and goal.key in view.keys():  # noqa: SIM118 - a method
            asked = view.ask(question)
            found.append((asked, standing(asked, goal)))
    return found


def save(workspace: str, goal: Goal) -> None:
    """Keep a goal; PermissionError for whoever may not, `StoreError` where the store refuses it."""
    who = editor_in(workspace)
    kept_goals.keep(current_shop.workspace(workspace).room, goal, who)


def remove(workspace: str, goal: Goal) -> None:
    """Take a goal away; PermissionError for whoever may not."""
    who = editor_in(workspace)
    kept_goals.remove(current_shop.workspace(workspace).room, goal, who)
