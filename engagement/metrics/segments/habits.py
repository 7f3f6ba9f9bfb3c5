"""Whether a dimension depends on what customers did: then their past differs from their present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.metrics.segments.description import IsOneOf, SegmentError, from_text
from engagement.metrics.segments.dimensions import BY_KEY, SEGMENT, SPLIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.segments.description import Condition


def is_habit(by: str, values: Sequence[str] = ()) -> bool:
    """Return whether a dimension, or one of its segment values, depends on orders, days or spend."""
    texts = values if by == SEGMENT else [by.removeprefix(SPLIT)] if by.startswith(SPLIT) else []
    return (by in BY_KEY and BY_KEY[by].by_habit) or any(_is_of_habit(text) for text in texts)


def _is_of_habit(text: str) -> bool:
    try:
        segment = from_text(text)
    except SegmentError:
        return False
    return any(_by_habit(condition) for condition in segment.all_of)


def _by_habit(condition: Condition) -> bool:
    """Return whether a condition depends on orders, as products and discounts also do."""
    if isinstance(condition, IsOneOf):
        dimension = BY_KEY.get(condition.dimension)
        return dimension is not None and dimension.by_habit
    return True
