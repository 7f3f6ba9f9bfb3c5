"""How a goal stands: by its pace before its day, by the period itself afterwards, beyond noise or not."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.planning.goal_standing import possible_goals, question_of, standing_of, statement_of
from engagement.planning.review_words import sentence
from engagement.store.planning.kept_goals import Goal
from tests.charts.frames import EN
from tests.metrics.invented import day
from tests.metrics.quiet_shops import LAST_DAY, QUIET, shop
from tests.store.shop import late

SOON = day("2027-01-31")


@pytest.fixture(scope="module")
def view():
    return view_of({"orders": shop(1, QUIET["stationary"])}, Question())


def status(view, goal: Goal) -> str:
    return standing_of(view.ask(question_of(goal, {})), goal).status


def test_a_goal_is_on_the_way_or_behind_only_where_the_whole_pace_says_so(view):
    goal = Goal("revenue", 1.0, SOON, "month", LAST_DAY, 0.0)
    result = standing_of(view.ask(question_of(goal, {})), goal)
    low, high = result.projection.low, result.projection.high
    for value, wanted in ((low - 1, "on_the_way"), ((low + high) / 2, "unclear"), (high + 1, "behind")):
        assert status(view, Goal("revenue", value, SOON, "month", LAST_DAY, 0.0)) == wanted
    kept = Goal("revenue", low - 1, SOON, "month", LAST_DAY, high + 2)
    assert status(view, kept) == "on_the_way"  # to stay above it, from wherever it stood


def test_once_its_period_is_over_a_goal_is_met_or_missed_by_what_came(view):
    due = day("2026-08-15")
    for key, step in (("orders", "month"), ("repeat_purchase_rate", "quarter")):
        goal = Goal(key, 0.0, due, step, day("2026-01-01"), -1.0)
        result = standing_of(view.ask(question_of(goal, {})), goal)
        point = result.now
        assert (point.start.year, point.start.month) == (2026, 8 if step == "month" else 7)
        high = point.value if point.high is None else point.high
        assert result.status == "met"
        assert status(view, Goal(key, high * 1.01, due, step, day("2026-01-01"), -1.0)) == "missed"


def test_a_young_shop_is_told_that_it_is_too_early():
    young = view_of({"orders": shop(1, QUIET["young"])}, Question())
    goal = Goal("revenue", 1.0, SOON, "month", LAST_DAY, 0.0)
    early = young.ask(question_of(goal, {}, as_of=day("2026-05-31")))
    assert standing_of(early, goal).status == "early"
    result = statement_of(early, standing_of(early, goal))
    assert (result.status, result.beside, result.value is not None) == ("early", 1.0, True)


def test_a_goal_of_a_segment_that_is_saved_no_more_asks_nothing():
    assert question_of(Goal("revenue", 1.0, SOON, "month", LAST_DAY, segment="gone"), {}) is None


@pytest.fixture(scope="module")
def counted():
    """Orders of two years and eight months, whose last day is 31 August 2026: 30 a month, 50 in June 2026.

    November 2025 has none.
    """
    placed = []
    for at in range(32):
        month = np.datetime64("2024-01") + np.timedelta64(at, "M")
        first, last = (
            int((month + np.timedelta64(more, "M")).astype("datetime64[D]").astype(int)) for more in (0, 1)
        )
        count = {"2026-06": 50, "2025-11": 0}.get(str(month), 30)
        days = [first, last - 1, *(first + n % 27 for n in range(count - 2))][:count]
        placed += [(len(placed) + n, one) for n, one in enumerate(days)]
    return view_of({"orders": late(placed)}, Question())


def of_orders(view, value, due, *, key="orders", begun=0.0, as_of=None) -> str:
    goal = Goal(key, value, day(due), "month", day("2025-12-31"), begun)
    question = question_of(goal, {}, None if as_of is None else day(as_of))
    return standing_of(view.ask(question), goal).status


def test_a_goal_is_judged_by_the_month_of_its_day_alone_once_that_is_whole(counted):
    assert of_orders(counted, 40, "2026-06-15") == "met"
    assert of_orders(counted, 40, "2026-07-31") == "missed"  # reached in June, and lost again
    assert of_orders(counted, 30, "2026-08-31") == "met"  # the last day of the data; exactly the goal
    assert of_orders(counted, 31, "2026-08-31") == "missed"


def test_the_figure_says_whether_a_goal_is_the_least_or_the_most_wherever_it_stood(counted):
    for begun in (None, 0.0, 90.0):
        assert of_orders(counted, 29, "2026-08-31", begun=begun) == "met"
        assert of_orders(counted, 31, "2026-08-31", begun=begun) == "missed"
        fewer = [
            of_orders(counted, value, "2026-08-31", key="orders_without_customer", begun=begun)
            for value in (0, 1, -1)
        ]
        assert fewer == ["met", "met", "missed"]
    # Of a median spend ratio or a share of discounts, it is the side on which it was set.
    listed = [of_orders(counted, 0.5, "2026-08-31", key="discount_share", begun=x) for x in (0.0, 1.0)]
    assert listed == ["missed", "met"]


def test_until_its_month_is_whole_a_goal_is_judged_by_its_pace(counted):
    for due, as_of in (("2026-08-31", "2026-08-30"), ("2026-09-01", None)):
        listed = [of_orders(counted, value, due, begun=-1000.0, as_of=as_of) for value in (-500, 30, 900)]
        assert listed == ["on_the_way", "unclear", "behind"]


def test_a_pace_stays_within_what_a_figure_can_be(counted):
    far = day("2090-01-31")
    for key, least, most in (("orders", 0, np.inf), ("revenue", 0, np.inf), ("cancellation_rate", 0, 1)):
        goal = Goal(key, 0.5, far, "month", day("2025-12-31"), 0.0)
        value, low, high = standing_of(counted.ask(question_of(goal, {})), goal).projection
        assert least == low <= value <= high <= most, key


def test_a_goal_whose_month_is_over_without_a_value_says_so_and_is_not_open(counted):
    assert of_orders(counted, 1, "2025-11-30") == "missed"  # of a count, none is a value
    assert of_orders(counted, 1, "2025-11-30", key="average_order_value") == "no_value"
    assert of_orders(counted, 1, "2023-06-30") == "no_value"  # before the data begin


def test_a_goal_names_the_period_of_its_value_so_that_goals_of_a_week_and_a_month_differ(counted):
    said = []
    for key, step in (("orders", "week"), ("orders", "month"), ("repeat_purchase_rate", "month")):
        goal = Goal(key, 0.5, day("2026-12-31"), step, day("2026-08-31"), 0.2)
        goal_view = counted.ask(question_of(goal, {}))
        said.append(
            EN.t(sentence(statement_of(goal_view, standing_of(goal_view, goal)), step, EN, goal_view))
        )
    assert "; week of 24 Aug 2026: " in said[0]
    assert "; August 2026: 30" in said[1]
    assert "; year to 31 August 2026: " in said[2]


def test_what_a_figure_can_never_be_is_no_goal(counted):
    bounds = [
        possible_goals(counted.reading(key))
        for key in ("repeat_purchase_rate", "orders", "average_order_value")
    ]
    assert bounds == [(0.0, 1.0), (0.0, np.inf), (0.0, np.inf)]
