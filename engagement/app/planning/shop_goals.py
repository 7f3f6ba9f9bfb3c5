"""The goals of the current shop: how they stand, and saving them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.navigation import current_shop, saved_segments
from engagement.app.who import within_run
from engagement.app.who.current import editor_in, visitor
from engagement.metrics.segments.description import to_text
from engagement.planning.goal_standing import GoalStanding, question_of, standing_of
from engagement.store.planning import kept_goals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.views.owners import OwnersView
    from engagement.store.planning.kept_goals import Goal


def goals(key: str | None = None) -> tuple[Goal, ...]:
    """Return the goals of the shop, or those of one figure; a guest gets none."""
    if visitor().is_guest:
        return ()
    storage = current_shop.current().storage
    all_goals = within_run.once_in_run(
        ("goals", storage.id, storage.manifest.writes), lambda: kept_goals.all_goals(storage)
    )
    return tuple(goal for goal in all_goals if key is None or goal.key == key)


def standings(
    view: OwnersView, shop_goals: Sequence[Goal], as_of: int | None = None
) -> list[tuple[OwnersView, GoalStanding]]:
    """Return how goals stand, each with its view; goals that cannot be answered are left out.

    That is where the figure is locked or the goal's segment is no longer saved.
    """
    texts = {name: to_text(segment) for name, segment in saved_segments.saved().items()}
    found = []
    for goal in shop_goals:
        question = question_of(goal, texts, as_of)
        if question is not None and goal.key in view.keys():  # noqa: SIM118 - a method
            asked_view = view.ask(question)
            found.append((asked_view, standing_of(asked_view, goal)))
    return found


def save(workspace: str, goal: Goal) -> None:
    """Save a goal. Raises PermissionError without the right to, `StoreError` where the store refuses it."""
    editor = editor_in(workspace)
    kept_goals.keep(current_shop.workspace(workspace).storage, goal, editor)


def remove(workspace: str, goal: Goal) -> None:
    """Remove a goal. Raises PermissionError without the right to."""
    editor = editor_in(workspace)
    kept_goals.remove(current_shop.workspace(workspace).storage, goal, editor)
