"""What has still to be said before an unknown file can be read."""

from __future__ import annotations

import pytest

from engagement.app.asking import recipe_answers
from engagement.app.workspaces.intake import take, take_with_answer
from engagement.sources.model.hints import StatedQuestion
from engagement.sources.recognition import asking
from engagement.sources.recognition.recipes import Recipe
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


def lacking(proposal, **fields):
    recipe = Recipe(proposal.shape, fields.pop("kind", "orders"), fields.pop("roles", ROLES), **fields)
    return [str(sentence) for sentence in recipe_answers.lacking(proposal, recipe)]


def test_what_can_be_read_both_ways_must_be_said(proposal):
    assert lacking(proposal) == ["Say how the dates are read.", "Say how the amounts are read."]
    assert lacking(proposal, date_order="day") == ["Say how the amounts are read."]
    assert lacking(proposal, date_order="day", decimal=",") == []


def test_only_chosen_columns_are_asked_about(proposal):
    assert lacking(proposal, roles={"date": "Kdy"}, date_order="day") == []


def test_orders_need_their_day_and_posts_theirs(proposal):
    assert lacking(proposal, roles={}) == ["Say which column holds this: Day of the order"]
    assert lacking(proposal, kind="social", roles={}) == [
        "Say which column holds this: Day of the post or number"
    ]


def test_a_survey_needs_a_question(proposal):
    nothing = "Say of one column at least what it asks."
    assert lacking(proposal, kind="surveys", roles={}) == [nothing]
    assert lacking(proposal, kind="surveys", roles={}, questions={"Kolik": StatedQuestion("ignored")}) == [
        nothing
    ]
    assert lacking(proposal, kind="surveys", roles={}, questions={"Kolik": StatedQuestion("number")}) == []


def test_a_currency_is_asked_for_where_amounts_have_none(proposal):
    recipe = Recipe(proposal.shape, "orders", ROLES)
    assert recipe_answers.asks_currency(recipe)
    assert recipe_answers.currency(proposal, recipe) is None
    assert not recipe_answers.asks_currency(Recipe(proposal.shape, "orders", {**ROLES, "currency": "Kdo"}))
    assert not recipe_answers.asks_currency(Recipe(proposal.shape, "orders", {"date": "Kdy"}))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "u.csv"
    path.write_text(UNKNOWN, "utf-8")
    return path


def test_a_question_is_handed_on_and_its_answer_is_kept_with_the_file(tmp_path, file, proposal):
    workspace = open_workspace(tmp_path / "data")
    (question_file,) = take(workspace, [(file, "u.csv")])
    assert (question_file.outcome, [one.shape for one in question_file.questions]) == (None, [proposal.shape])
    recipe = Recipe(proposal.shape, "orders", ROLES, date_order="day", decimal=",")
    (taken,) = take_with_answer(workspace, [(file, "u.csv")], recipe)
    assert taken.outcome is not None
    assert [stored.recipe for stored in workspace.recipes()] == [recipe]
    following = tmp_path / "v.csv"
    following.write_text(UNKNOWN.replace("A-", "B-"), "utf-8")
    (second,) = take(workspace, [(following, "v.csv")])
    assert second.questions == ()
    assert second.outcome.version.rows["orders"] == 6


def test_the_same_bytes_read_differently_take_their_own_place(tmp_path, file, proposal):
    workspace = open_workspace(tmp_path / "data")
    for order, first in (("day", 20_546), ("month", 20_516)):
        recipe = Recipe(proposal.shape, "orders", ROLES, date_order=order, decimal=",")
        take_with_answer(workspace, [(file, "u.csv")], recipe)
        (dataset,) = workspace.datasets()
        assert dataset.reports[0].first_day == first
    assert len(workspace.recipes()) == 1


def test_an_answer_that_cannot_be_read_changes_nothing(tmp_path, file, proposal):
    workspace = open_workspace(tmp_path / "data")
    wrong = Recipe(proposal.shape, "orders", {"amount": "Kolik"})
    (taken,) = take_with_answer(workspace, [(file, "u.csv")], wrong)
    assert taken.outcome is None
    assert "Say which column" in str(taken.fault)
    assert (workspace.datasets(), workspace.recipes()) == ([], [])


AMBIGUOUS = (
    "Order ID,Created at,Email,Total\n1,03/04/2026,ana@example.com,10.00\n2,02/04/2026,ben@example.com,8.00\n"
)


def test_a_file_whose_dates_are_open_is_read_at_once_and_turned_by_one_answer(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(AMBIGUOUS, "utf-8")
    workspace = open_workspace(tmp_path / "data")
    (taken,) = take(workspace, [(path, path.name)])
    report = taken.outcome.dataset.reports[0]
    doubts = {doubt.about: doubt for doubt in report.doubts}
    assert doubts["dates"].samples == ("03/04/2026", "02/04/2026")
    assert (doubts["dates"].chosen, doubts["currency"].chosen) == ("month", None)
    assert taken.may_say_more
    recipe = Recipe(report.shape, report.kind, {}, date_order="day", currency="GBP")
    (turned,) = take_with_answer(workspace, [(path, path.name)], recipe, who="Ada")
    (dataset,) = workspace.datasets()
    (report,) = dataset.reports
    assert turned.outcome.dataset == dataset
    assert (report.date_order, report.currencies, report.confidence) == ("day", ("GBP",), "generic")
    assert {(doubt.about, doubt.chosen) for doubt in report.doubts} == {("dates", "day"), ("currency", "GBP")}
    assert [stored.who for stored in workspace.recipes()] == ["Ada"]
    before = workspace.version
    (second,) = take(workspace, [(path, path.name)])
    assert second.outcome.unchanged
    assert workspace.version == before


def test_the_same_bytes_dropped_again_are_read_by_what_was_said_meanwhile(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(AMBIGUOUS, "utf-8")
    workspace = open_workspace(tmp_path / "data")
    (taken,) = take(workspace, [(path, path.name)])
    workspace.name_shop(taken.outcome.dataset.id, "North")
    report = taken.outcome.dataset.reports[0]
    workspace.keep_recipe(Recipe(report.shape, report.kind, {}, date_order="day"))
    (second,) = take(workspace, [(path, path.name)])
    assert not second.outcome.unchanged
    (dataset,) = workspace.datasets()
    assert dataset.reports[0].date_order == "day"
    assert workspace.shop_names() == {dataset.id: "North"}


def test_what_was_said_before_stands_in_the_place_of_guesses(proposal):
    fields = Recipe(proposal.shape, "orders", {"order_id": "kdo", "date": "KDY"}, day=1)
    second_result = recipe_answers.with_earlier_answers(proposal, fields)
    assert [(guess.role, guess.column) for guess in second_result.guesses["orders"]] == [
        ("order_id", "Kdo"),
        ("date", "Kdy"),
    ]
    assert (
        recipe_answers.with_earlier_answers(proposal, Recipe(proposal.shape, "orders", {}, date_order="day"))
        == proposal
    )
