"""The columns of a social export by concept: as stated by a person, else by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.sources.meaning.vocabularies import SOCIAL

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells


def columns_of(cells: Cells, *concepts: str) -> tuple[str, ...]:
    """Return the columns of any of the concepts: as stated by a person, else by their names."""
    given_roles = cells.hints.roles
    if given_roles is None:
        return SOCIAL.columns_for(cells.raw.columns, *concepts)
    return tuple(given_roles[concept] for concept in concepts if concept in given_roles)
