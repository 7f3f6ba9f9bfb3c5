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
    from collections.abc import Iterable, Sequence

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
    written = review(view.ask(question_of(plan.step, window)), plan.step, window)
    stand = review_lines.edited(written, edits_of(storage, written.id), in_the_house=False).statements
    ranges = [statement for statement in stand if statement.kind == "range"]
    over = [statement for statement in goals_at(view, storage) if statement.status in _FINAL]
    return (*(statement for statement in ranges if statement.n >= USUAL_K), *over)


def name_of(statement: Statement) -> str:
    """Return the unique name of a statement, different for each period."""
    return f"{statement.id} {statement.due or statement.first_day} {statement.status or ''}".strip()


def as_json(changes: Iterable[Statement]) -> tuple[dict[str, Any], ...]:
    """Return statements as JSON values for the store."""
    return tuple(msgspec.to_builtins(statement) for statement in changes)


def from_json(stored: Iterable[dict[str, Any]]) -> Sequence[Statement]:
    """Return statements from stored JSON values."""
    return [msgspec.convert(value, Statement) for value in stored]


def goals_at(view: OwnersView, storage: WorkspaceStorage, as_of: int | None = None) -> Sequence[Statement]:
    """Return how the goals of all customers stand on a day; goals of a segment or of few are not mailed."""
    goals = [goal for goal in kept_goals.all_goals(storage) if not goal.segment]
    standing = goal_standing.statements_of(view, goals, {}, as_of)
    return [statement for statement in standing if statement.n >= USUAL_K]
