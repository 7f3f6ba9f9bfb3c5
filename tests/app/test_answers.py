"""What has still to be said before an unknown file can be read."""

from __future__ import annotations

import pytest

from engagement.app import answers
from engagement.app.intake import take, take_as_said
from engagement.sources import asking
from engagement.sources.model import Said
from engagement.sources.recipes import Recipe
from engagement.store import open_workspace
from tests.sources.formats.survey_files import raw_table

UNKNOWN = (
    "Číslo;Kdy;Kdo;Kolik\n"
    "A-1;03/04/2026;ana@example.com;1.234\n"
    "A-2;04/05/2026;ben@example.com;12\n"
    "A-3;05/06/2026;ana@example.com;990\n"
)
ROLES = {"order_id": "Číslo", "date": "Kdy", "email": "Kdo", "amount": "Kolik"}


@pytest.fixture
def proposal():
    return asking.guess(raw_table(UNKNOWN))


def lacking(proposal, **said):
    recipe = Recipe(proposal.shape, said.pop("kind", "orders"), said.pop("roles", ROLES), **said)
    return [str(sentence) for sentence in answers.lacking(proposal, recipe)]


def test_what_can_be_read_both_ways_must_be_said(proposal):
    assert lacking(proposal) == ["Say how the dates are read.", "Say how the amounts are read."]
    assert lacking(proposal, date_order="day") == ["Say how the amounts are read."]
    assert lacking(proposal, date_order="day", decimal=",") == []


def test_only_chosen_columns_are_asked_about(proposal):
    assert lacking(proposal, roles={"date": "Kdy"}, date_order="day") == []


def test_orders_need_their_day_and_posts_theirs(proposal):
    assert lacking(proposal, roles={}) == ["Say which column holds this: Day of the order"]
    assert lacking(proposal, kind="social", roles={}) == [
        "Say which column holds this: Day of the post or figure"
    ]


def test_a_survey_needs_a_question(proposal):
    nothing = "Say of one column at least what it asks."
    assert lacking(proposal, kind="surveys", roles={}) == [nothing]
    assert lacking(proposal, kind="surveys", roles={}, questions={"Kolik": Said("ignored")}) == [nothing]
    assert lacking(proposal, kind="surveys", roles={}, questions={"Kolik": Said("number")}) == []


def test_a_currency_is_asked_for_where_amounts_have_none(proposal):
    recipe = Recipe(proposal.shape, "orders", ROLES)
    assert answers.asks_currency(recipe)
    assert answers.currency(proposal, recipe) is None
    assert not answers.asks_currency(Recipe(proposal.shape, "orders", {**ROLES, "currency": "Kdo"}))
    assert not answers.asks_currency(Recipe(proposal.shape, "orders", {"date": "Kdy"}))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "u.csv"
    path.write_text(UNKNOWN, "utf-8")
    return path


def test_a_question_is_handed_on_and_its_answer_is_kept_with_the_file(tmp_path, file, proposal):
    workspace = open_workspace(tmp_path / "data")
    (asked,) = take(workspace, [(file, "u.csv")])
    assert (asked.outcome, asked.question.shape) == (None, proposal.shape)
    recipe = Recipe(proposal.shape, "orders", ROLES, date_order="day", decimal=",")
    taken = take_as_said(workspace, (file, "u.csv"), recipe)
    assert taken.outcome is not None
    assert [kept.recipe for kept in workspace.recipes()] == [recipe]
    following = tmp_path / "v.csv"
    following.write_text(UNKNOWN.replace("A-", "B-"), "utf-8")
    (second,) = take(workspace, [(following, "v.csv")])
    assert second.question is None
    assert second.outcome.version.rows["orders"] == 6


def test_the_same_bytes_read_differently_take_their_own_place(tmp_path, file, proposal):
    workspace = open_workspace(tmp_path / "data")
    for order, first in (("day", 20_546), ("month", 20_516)):
        recipe = Recipe(proposal.shape, "orders", ROLES, date_order=order, decimal=",")
        take_as_said(workspace, (file, "u.csv"), recipe)
        (dataset,) = workspace.datasets()
        assert dataset.reports[0].first_day == first
    assert len(workspace.recipes()) == 1


def test_an_answer_that_cannot_be_read_changes_nothing(tmp_path, file, proposal):
    workspace = open_workspace(tmp_path / "data")
    taken = take_as_said(workspace, (file, "u.csv"), Recipe(proposal.shape, "orders", {"amount": "Kolik"}))
    assert taken.outcome is None
    assert "Say which column" in str(taken.fault)
    assert (workspace.datasets(), workspace.recipes()) == ([], [])
