"""How a goal stands: by its pace before its day, by the period itself afterwards, beyond noise or not."""

from __future__ import annotations

import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.planning.goal_standing import question_of, standing, stated
from engagement.store.planning.kept_goals import Goal
from tests.metrics.invented import day
from tests.metrics.quiet_shops import LAST_DAY, QUIET, shop

SOON = day("2027-01-31")


@pytest.fixture(scope="module")
def view():
    return view_of({"orders": shop(1, QUIET["stationary"])}, Question())


def status(view, goal: Goal) -> str:
    return standing(view.ask(question_of(goal, {})), goal).status


def test_a_goal_is_on_the_way_or_behind_only_where_the_whole_pace_says_so(view):
    goal = Goal("revenue", 1.0, SOON, "month", LAST_DAY, 0.0)
    found = standing(view.ask(question_of(goal, {})), goal)
    low, high = found.pace.low, found.pace.high
    for value, wanted in ((low - 1, "on_the_way"), ((low + high) / 2, "unclear"), (high + 1, "behind")):
        assert status(view, Goal("revenue", value, SOON, "month", LAST_DAY, 0.0)) == wanted
    down = Goal("revenue", low - 1, SOON, "month", LAST_DAY, high + 2)
    assert status(view, down) == "behind"


def test_once_its_period_is_over_a_goal_is_met_or_missed_by_what_came(view):
    due = day("2026-08-15")
    for key, step in (("orders", "month"), ("repeat_purchase_rate", "quarter")):
        goal = Goal(key, 0.0, due, step, day("2026-01-01"), -1.0)
        found = standing(view.ask(question_of(goal, {})), goal)
        point = found.now
        assert (point.start.year, point.start.month) == (2026, 8 if step == "month" else 7)
        high = point.value if point.high is None else point.high
        assert found.status == "met"
        assert status(view, Goal(key, high * 1.01, due, step, day("2026-01-01"), -1.0)) == "missed"


def test_a_young_shop_is_told_that_it_is_too_early():
    young = view_of({"orders": shop(1, QUIET["young"])}, Question())
    goal = Goal("revenue", 1.0, SOON, "month", LAST_DAY, 0.0)
    early = young.ask(question_of(goal, {}, as_of=day("2026-05-31")))
    assert standing(early, goal).status == "early"
    told = stated(early, standing(early, goal))
    assert (told.status, told.beside, told.value is not None) == ("early", 1.0, True)


def test_a_goal_of_a_segment_that_is_saved_no_more_asks_nothing():
    assert question_of(Goal("revenue", 1.0, SOON, "month", LAST_DAY, segment="gone"), {}) is None
