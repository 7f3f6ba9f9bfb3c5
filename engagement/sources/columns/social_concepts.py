"""The columns of a social export by what they mean: as a person has said, else as their names say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.sources.meaning.vocabularies import SOCIAL

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells


def columns_of(cells: Cells, *concepts: str) -> tuple[str, ...]:
    """Return the columns of one of the concepts: as a person has said, else as their names say."""
    given_roles = cells.hints.roles
    if given_roles is None:
        return SOCIAL.columns_for(cells.raw.columns, *concepts)
    return tuple(given_roles[concept] for concept in concepts if concept in given_roles)
