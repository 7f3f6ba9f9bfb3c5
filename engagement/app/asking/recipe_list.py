"""The list of stored recipes (answers about files), each of which can be deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.figures.kinds import KIND_NAMES
from engagement.app.figures.split_names import value_of
from engagement.app.ui import doing
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.sources.meaning.asked_roles import ROLES

if TYPE_CHECKING:
    from engagement.sources.recognition.recipes import Recipe
    from engagement.store import KeptRecipe, Workspace


def show(workspace: Workspace) -> None:
    """Show the recipes of a shop, the newest first."""
    recipes = workspace.recipes()
    if not recipes:
        return
    with st.container(key="rule_said"):
        st.header(say(message("What you said about files")), anchor=False)
        for recipe in recipes:
            _show_recipe(workspace, recipe)


def _show_recipe(workspace: Workspace, stored: KeptRecipe) -> None:
    recipe = stored.recipe
    left, right = st.columns([7, 3], vertical_alignment="center", wrap=False)
    left.markdown(
        f"**{inert(recipe.file)}** · {say(KIND_NAMES[recipe.kind])} · {words().moment(stored.when)}"
    )
    if right.button(
        say(message("Forget")), key=f"forget_{recipe.shape}", type="tertiary",
        help=say(message("The next file of this shape is asked about again. Files already read stay.")),
    ):  # fmt: skip
        doing.do(lambda: workspace.forget_recipe(recipe.shape))
    st.caption(_meaning(recipe))


def _meaning(recipe: Recipe) -> str:
    labels = {role.key: role.label for role in ROLES[recipe.kind]}
    parts = [f"{say(labels[role])}: {inert(column, 40)}" for role, column in recipe.roles.items()]
    asked_questions = sum(question.kind != "ignored" for question in recipe.questions.values())
    if asked_questions:
        parts.append(
            say(message("{count} question", "{count} questions", n=asked_questions, count=asked_questions))
        )
    if recipe.date_order is not None:
        day_first = recipe.date_order == "day"
        parts.append(say(message("dates read day first") if day_first else message("dates read month first")))
    if recipe.decimal is not None:
        parts.append(say(message("decimal comma") if recipe.decimal == "," else message("decimal point")))
    if recipe.currency is not None:
        parts.append(recipe.currency)
    if recipe.network is not None:
        parts.append(inert(value_of("network", recipe.network)))
    return " · ".join(parts)
