"""People's answers about their files, in the manifest: one recipe for each shape of file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engagement.sources.recognition.recipes import recipe_from_json, recipe_to_json
from engagement.store.database import schema
from engagement.store.manifest.records import KeptRecipe

if TYPE_CHECKING:
    from engagement.sources.recognition.recipes import Recipe
    from engagement.store.manifest.workspace_storage import WorkspaceStorage


def all_recipes(storage: WorkspaceStorage) -> list[KeptRecipe]:
    """Return all recipes of the workspace, newest first."""
    ask = sa.select(schema.recipe).filter_by(workspace_id=storage.id).order_by(schema.recipe.c.said_at.desc())
    with storage.manifest.read() as connection:
        return [
            KeptRecipe(recipe_from_json(row.recipe), datetime.fromisoformat(row.said_at), row.who)
            for row in connection.execute(ask)
        ]


def keep(storage: WorkspaceStorage, recipe: Recipe, who: str) -> None:
    """Store a recipe, replacing the one of its shape."""
    values = {
        "workspace_id": storage.id,
        "shape": recipe.shape,
        "recipe": recipe_to_json(recipe),
        "said_at": datetime.now(UTC).isoformat(),
        "who": who,
    }
    with storage.manifest.write() as connection:
        connection.execute(sa.delete(schema.recipe).filter_by(workspace_id=storage.id, shape=recipe.shape))
        connection.execute(sa.insert(schema.recipe).values(values))


def forget(storage: WorkspaceStorage, shape: str) -> None:
    """Delete the recipe of a shape; files that were read by it are unchanged."""
    with storage.manifest.write() as connection:
        connection.execute(sa.delete(schema.recipe).filter_by(workspace_id=storage.id, shape=shape))
