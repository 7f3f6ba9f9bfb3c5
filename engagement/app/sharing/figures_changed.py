"""Figures that changed between two publications of a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engagement.metrics.guarding.publishable import is_public

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.metrics.model import Reading, View


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """One figure, as it was published before and as it is now."""

    key: str
    before: Reading
    now: Reading


def changed(before: View, now: View, keys: Iterable[str]) -> list[ChangedFigure]:
    """Return the figures that both publications have and that differ.

    Figures about people are left out where both are of the same days, as the difference is a correction that
    may be of a single person. With newer days enough people are behind the difference.
    """
    in_both = set(before.keys()) & set(now.keys())
    pairs = [ChangedFigure(key, before.reading(key), now.reading(key)) for key in keys if key in in_both]
    return [
        pair for pair in pairs
        if pair.before.value != pair.now.value
        and (pair.before.window != pair.now.window or is_public(pair.key))
    ]  # fmt: skip
