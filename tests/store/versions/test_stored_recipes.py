"""What people have said about their files is kept, replaced, forgotten, and deleted with everything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engagement.sources.model.hints import StatedQuestion
from engagement.sources.recognition.recipes import Recipe
from engagement.store import open_workspace
from tests.store import shop

pytestmark = pytest.mark.usefixtures("backend")
RECIPE = Recipe(
    shape="a" * 32,
    kind="orders",
    roles={"order_id": "Číslo", "date": "Kdy"},
    date_order="day",
    decimal=",",
    currency="CZK",
    questions={"Q1": StatedQuestion("effort", reversed=True)},
    file="objednávky.csv",
    day=20_000,
)


def test_a_recipe_is_kept_with_who_said_it_and_comes_back_equal_after_a_restart(tmp_path):
    open_workspace(tmp_path).keep_recipe(RECIPE, "ada")
    (stored,) = open_workspace(tmp_path).recipes()
    assert (stored.recipe, stored.who) == (RECIPE, "ada")
    assert stored.when.tzinfo is not None


def test_a_second_answer_about_a_shape_replaces_the_first(tmp_path):
    workspace = open_workspace(tmp_path)
    workspace.keep_recipe(RECIPE)
    workspace.keep_recipe(replace(RECIPE, kind="social"))
    assert [stored.recipe.kind for stored in workspace.recipes()] == ["social"]


def test_a_recipe_belongs_to_one_workspace(tmp_path):
    open_workspace(tmp_path, "one").keep_recipe(RECIPE)
    assert open_workspace(tmp_path, "two").recipes() == []


def test_a_forgotten_recipe_is_gone_and_nothing_else_is(tmp_path):
    workspace = open_workspace(tmp_path)
    other = replace(RECIPE, shape="b" * 32)
    for recipe in (RECIPE, other):
        workspace.keep_recipe(recipe)
    workspace.forget_recipe(RECIPE.shape)
    assert [stored.recipe for stored in workspace.recipes()] == [other]


def test_recipes_go_with_everything_but_not_with_one_file(tmp_path, backend):
    workspace = open_workspace(tmp_path)
    workspace.keep_recipe(RECIPE)
    dataset = shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    workspace.delete_for_good(dataset)
    assert len(workspace.recipes()) == 1
    workspace.delete_for_good("everything")
    assert workspace.recipes() == []
    assert b"objedn" not in backend.bytes_of(tmp_path)
