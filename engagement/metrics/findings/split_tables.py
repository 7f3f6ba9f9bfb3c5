"""The splits of figures, by one dimension or two, and the names of their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engagement.locale import message
from engagement.metrics.holding import contents
from engagement.metrics.model import pair_of
from engagement.metrics.segments.dimensions import SPLIT as SPLIT_BY_SEGMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message
    from engagement.metrics.views.owners import OwnersView


def not_split(view: OwnersView, requested: Sequence[str | None]) -> Message | None:
    """Return why figures cannot be split by all of these at once; None if they can."""
    available = dimensions(view)
    names = [*dict.fromkeys(name for name in requested if name is not None)]
    for name in names:
        if name not in available:
            return no_dimension(name, available)
    if len(names) > 2:
        return message("Figures are split by two dimensions at the most.")
    if len(names) > 1 and set(names) <= set(contents.DIMENSIONS):
        first, other = names
        return message(
            "An order may hold several of {one} and of {other}: one of them at most can be split by beside "
            "something else.",
            one=first,
            other=other,
        )
    return None


def no_dimension(name: str, dimensions_known: Sequence[str]) -> Message:
    """Return a sentence: there is no such dimension, and which ones there are."""
    if not dimensions_known:
        return message("There is no dimension {name}: the files hold nothing that can be split.", name=name)
    return message(
        "There is no dimension {name}; there are: {known}.", name=name, known=", ".join(dimensions_known)
    )


def _named(by: str) -> str:
    return "segment" if by.startswith(SPLIT_BY_SEGMENT) else by


def splits(view: OwnersView, by: str | None) -> list[tuple[str, str]]:
    """Return each requested split, single and combined, by the name of its tables."""
    and_by = view.question.and_by
    if by is None:
        return []
    if and_by is None or and_by == by:
        return [(_named(by), by)]
    combined = f"{_named(by)}_and_{_named(and_by)}"
    return [(_named(by), by), (_named(and_by), and_by), (combined, pair_of(by, and_by))]


def overlapping(view: OwnersView, by: str | None) -> dict[str, Any]:
    """Return `split` with a note if its segments overlap, as an order may have several products."""
    line_split = next((split for _, split in splits(view, by) if split in contents.DIMENSIONS), None)
    if line_split is None:
        return {}
    return {"split": {"by": line_split, "overlapping": True, "note": str(contents.OVERLAPPING)}}


def dimensions(view: OwnersView) -> list[str]:
    """Return every dimension by which any unlocked metric, or the customers, can be split."""
    of_tables = {d for key in view.keys() for d in view.data.dimensions(view.metric(key).table)}  # noqa: SIM118
    of_customers = {d for key in view.keys() for d in view.customer_dimensions(key)}  # noqa: SIM118
    of_lines = {d for key in view.keys() for d in view.line_dimensions(key)}  # noqa: SIM118
    return sorted(of_tables | of_customers | of_lines | set(view.customer_splits()))
