"""The goals of a figure on its page."""

from __future__ import annotations

from engagement.app.workspaces.open_workspaces import OWN
from engagement.store import open_workspace
from engagement.store.planning import kept_goals
from engagement.store.planning.kept_goals import Goal
from tests.app.own_shop import dropped, text_of, visit


def test_a_goal_of_a_segment_that_is_saved_no_more_says_so_and_can_be_removed(data):
    rows = [f"A{n},2026-01-{n % 28 + 1:02},c{n}@example.com,10.00" for n in range(40)]
    dropped(data, ("Order ID,Order Date,Email,Total", *rows))
    storage = open_workspace(data / "data", OWN).storage
    goal = kept_goals.keep(storage, Goal("orders", 60.0, 20_700, "month", 20_480, segment="Regulars"), "")
    at = visit("purchases", figure="orders")
    assert "A goal for “Regulars”, which is saved no more." in text_of(at)
    at.button(f"goal_remove_{goal.id}").click().run()
    assert kept_goals.all_goals(storage) == ()
    assert "saved no more" not in text_of(at)
