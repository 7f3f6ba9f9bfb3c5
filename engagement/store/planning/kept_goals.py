"""Goals of a shop: a figure, a value and a day. They belong to no version of its data.

A goal refers to a saved segment by name; the segment's definition may change.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from engagement.locale import message
from engagement.store.journal import audit
from engagement.store.manifest import owner_choices
from engagement.store.objects.errors import StoreError
from engagement.store.planning import kept_records

if TYPE_CHECKING:
    from engagement.store.manifest.workspace_storage import WorkspaceStorage

#: Prefix of the names of goals among the owner's choices.
SETTING: Final = "goal "
#: The most goals of a shop.
MOST: Final = 50


class Goal(msgspec.Struct, frozen=True):
    """A target: `key` at `value`, in its own unit, in the period of `step` that contains `due`.

    It was set when the data ended on `set_day` and the figure stood at `set_value` (None: it had no value);
    the path begins there. `segment` is a saved segment, "" all customers. `id` is "" before it is stored.
    """

    key: str
    value: float
    due: int
    step: Literal["week", "month", "quarter"]
    set_day: int
    set_value: float | None = None
    segment: str = ""
    id: str = ""


def all_goals(storage: WorkspaceStorage) -> tuple[Goal, ...]:
    """Return all goals, the next due first."""
    goals = kept_records.records(storage, SETTING, Goal)
    return tuple(sorted(goals, key=lambda goal: (goal.due, goal.key, goal.segment, goal.id)))


def keep(storage: WorkspaceStorage, goal: Goal, who: str) -> Goal:
    """Store a goal, replacing one of the same figure, segment and step; return it with its id.

    Raises `StoreError` for a day that is past in the data, or too many goals.
    """
    if goal.due <= goal.set_day:
        raise StoreError(message("The data already go to that day: choose a later one."))
    with storage.manifest.write() as connection:
        rows = owner_choices.choices_with_prefix(connection, storage.id, SETTING)
        same = (goal.key, goal.segment, goal.step)
        before = [n for n, v in rows.items() if (v.get("key"), v.get("segment"), v.get("step")) == same]
        if not before and len(rows) >= MOST:
            raise StoreError(message("There are {most} goals: remove one first.", most=MOST))
        new = msgspec.structs.replace(goal, id=secrets.token_hex(8))
        owner_choices.forget(connection, storage.id, *before)
        owner_choices.write(connection, storage.id, SETTING + new.id, value=kept_records.as_value(new))
        audit.write(connection, storage.id, who, "kept_goal", figure=goal.key)
    return new


def remove(storage: WorkspaceStorage, goal: Goal, who: str) -> None:
    """Delete a goal, if it exists."""
    with storage.manifest.write() as connection:
        if owner_choices.forget(connection, storage.id, SETTING + goal.id):
            audit.write(connection, storage.id, who, "removed_goal", figure=goal.key)
