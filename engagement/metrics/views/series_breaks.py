"""Changes of a figure's definition, and whether two windows lie on both sides of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.metrics.social.breaks import breaks
from engagement.metrics.social.notes import PostNotes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.metrics.core.definition import Definition
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.model import SeriesBreak, Window


def breaks_of(definition: Definition, scope: Scope) -> tuple[SeriesBreak, ...]:
    """Return the days on which a figure's definition changes; () without any."""
    notes = definition.notes
    if not isinstance(notes, PostNotes):
        return ()
    return breaks(scope, notes.facts, None if notes.only is None else notes.only(scope))


def crossed(broken: Iterable[SeriesBreak], *windows: Window | None) -> SeriesBreak | None:
    """Return the first break after the first day of these windows and not after their last; None without."""
    both_windows = [window for window in windows if window is not None]
    if not both_windows:
        return None
    first, last = min(each.first_day for each in both_windows), max(each.last_day for each in both_windows)
    return next((each for each in broken if first < each.day <= last), None)
