"""The shop's saved segments. An address has their names, a question their definitions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engagement.app.navigation import current_shop
from engagement.app.who import within_run
from engagement.app.who.current import editor_in, visitor
from engagement.metrics.segments.description import SegmentError, from_json, to_json, to_text
from engagement.metrics.segments.dimensions import SEGMENT, SPLIT
from engagement.store.versions import kept_segments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.metrics.model import Question
    from engagement.metrics.segments.description import Segment
    from engagement.store.manifest.workspace_storage import WorkspaceStorage


def saved() -> Mapping[str, Segment]:
    """Return the saved segments of the shop by name; a guest gets none."""
    if visitor().is_guest:
        return {}
    storage = current_shop.current().storage
    return within_run.once_in_run(("segments", storage.id, storage.manifest.writes), lambda: _saved(storage))


def _saved(storage: WorkspaceStorage) -> Mapping[str, Segment]:
    segments = {}
    for name, stored in kept_segments.all_segments(storage).items():
        try:
            segments[name] = from_json(stored)
        except SegmentError:  # a newer program's, which this one cannot read
            continue
    return segments


def resolved(question: Question) -> Question:
    """Return a question with the names of saved segments replaced by their definitions.

    A name that is no longer saved stays and matches no customer; a split by it is dropped.
    """
    named = [values for by, values in question.filters if by == SEGMENT]
    splits = (question.by or "").startswith(SPLIT)
    if not named and not splits:
        return question
    definitions = {name: to_text(segment) for name, segment in saved().items()}
    filters = tuple(
        (by, tuple(definitions.get(value, value) for value in values) if by == SEGMENT else values)
        for by, values in question.filters
    )
    text = definitions.get((question.by or "").removeprefix(SPLIT))
    by = question.by if not splits else None if text is None else SPLIT + text
    return replace(question, filters=filters, by=by)


def deleted_names(question: Question) -> list[str]:
    """Return the names in a resolved question that are no longer saved."""
    return [value for by, values in question.filters if by == SEGMENT for value in values if value[:1] != "{"]


def save(workspace: str, segment: Segment, *, instead_of: str | None = None) -> None:
    """Save a segment. Raises PermissionError without the right to, `StoreError` where it is refused."""
    editor = editor_in(workspace)
    storage = current_shop.workspace(workspace).storage
    kept_segments.keep(storage, to_json(segment), editor, instead_of=instead_of)


def remove(workspace: str, name: str) -> None:
    """Remove a saved segment. Raises PermissionError without the right to."""
    editor = editor_in(workspace)
    kept_segments.forget(current_shop.workspace(workspace).storage, name, editor)
