"""The contents of an alert: figures outside their control limits, and goals that were met or missed.

Both are found by the rules of the review, which corrects for all comparisons. An alert names only figures
that a link may show, and no number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from engagement.metrics.comparing.named_periods import end_of
from engagement.planning import goal_standing, review_lines
from engagement.planning.former_reviews import edits_of
from engagement.planning.review_looking import review
from engagement.planning.statements import Statement, last_whole, question_of
from engagement.store.planning import kept_goals
from engagement.store.sharing.terms import USUAL_K

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engagement.metrics.views.owners import OwnersView
    from engagement.store.mail.schedules import MailPlan
    from engagement.store.manifest.workspace_storage import WorkspaceStorage

_FINAL: Final = frozenset({"met", "missed"})


def now_standing(view: OwnersView, storage: WorkspaceStorage, plan: MailPlan) -> Sequence[Statement]:
    """Return the statements of an alert on the current data."""
    end = end_of(view.data)
    if end is None:
        return ()
    window = last_whole(plan.step, end)
    made = review(view.ask(question_of(plan.step, window)), plan.step, window)
    stand = review_lines.edited(made, edits_of(storage, made.id), in_the_house=False).statements
    found = [one for one in stand if one.kind == "range"]
    return tuple(one for one in (*found, *_goals(view, storage)) if one.n >= USUAL_K)


def name_of(one: Statement) -> str:
    """Return the unique name of a statement, different for each period."""
    return f"{one.id} {one.due or one.first_day} {one.status or ''}".strip()


def as_json(changes: Iterable[Statement]) -> tuple[dict[str, Any], ...]:
    """Return statements as JSON values for the store."""
    return tuple(msgspec.to_builtins(one) for one in changes)


def from_json(stored: Iterable[dict[str, Any]]) -> Sequence[Statement]:
    """Return statements from stored JSON values."""
    return [msgspec.convert(one, Statement) for one in stored]


def _goals(view: OwnersView, storage: WorkspaceStorage) -> Iterator[Statement]:
    """Yield statements on ended goals of all customers; goals of a segment are not mailed."""
    for goal in kept_goals.all_goals(storage):
        asked = None if goal.segment else goal_standing.question_of(goal, {})
        if asked is None or goal.key not in view.keys():  # noqa: SIM118 - a method
            continue
        own = view.ask(asked)
        found = goal_standing.standing_of(own, goal)
        if found.status in _FINAL:
            yield goal_standing.statement_of(own, found)
