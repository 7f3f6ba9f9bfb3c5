"""How the first rows of a table would be read by a recipe, before anything is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.sources.importing.reading import read_table
from engagement.sources.model.hints import Hints

if TYPE_CHECKING:
    from engagement.sources.model.account import Imported
    from engagement.sources.recognition.proposals import Profile, Proposal
    from engagement.sources.recognition.recipes import Recipe

_DATES = ("date", "published", "submitted", "sent", "day", "joined")
_MONEY = ("amount", "line_amount", "price", "revenue")


def preview(proposal: Proposal, recipe: Recipe) -> Imported:
    """Read the proposal's excerpt by `recipe`. Raises `SourceError` where it cannot be read so.

    What the whole file proves about its dates and numbers holds for the excerpt, too.
    """
    dated = _first(proposal, recipe, _DATES)
    money = _first(proposal, recipe, _MONEY)
    hints = Hints(
        date_order=recipe.date_order or (dated.date_order if dated else None),
        decimal=recipe.decimal or (money.decimal if money else None),
    )
    return read_table(proposal.excerpt, key=bytes(32), hints=hints, recipes=(recipe,))


def _first(proposal: Proposal, recipe: Recipe, roles: tuple[str, ...]) -> Profile | None:
    profiles = (proposal.profile(recipe.roles.get(role)) for role in roles)
    return next((profile for profile in profiles if profile is not None), None)
