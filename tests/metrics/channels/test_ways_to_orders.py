"""From a visit to an order, members in three ways, and weeks of channels beside weeks of orders."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import campaigns, members, sessions
from tests.metrics.orders import order, orders


def view(tables):
    return view_of(tables, Question(days=None))


def days(count=40, **figures):
    start = dt.date(2026, 3, 1)
    return [{"on": str(start + dt.timedelta(days=i)), **figures} for i in range(count)]


def test_the_funnel_says_what_is_lost_on_each_step_as_the_figures_say_it():
    carried = {"sessions": 500, "cart_additions": 50, "reached_checkout": 30, "completed": 12}
    shop = view({"sessions": sessions(*days(**carried))})
    result = shop.table("funnel").set_index("key")
    assert result.visits.to_dict() == {"session": 20000, "cart": 2000, "checkout": 1200, "order": 480}
    assert result.value[1:].tolist() == pytest.approx([0.1, 0.6, 0.4])
    assert result.lost[1:].tolist() == [18000, 800, 720]
    assert result.share_of_visits["order"] == pytest.approx(shop.reading("conversion_rate").value)
    assert result.abandonment["cart"] == pytest.approx(shop.reading("cart_abandonment_rate").value)
    assert result.abandonment["checkout"] == pytest.approx(shop.reading("checkout_abandonment_rate").value)
    assert (result.low[1:] < result.value[1:]).all()


def test_more_checkouts_than_carts_are_no_share_of_them():
    carried = {"sessions": 500, "cart_additions": 20, "reached_checkout": 30, "completed": 12}
    result = view({"sessions": sessions(*days(**carried))}).table("funnel").set_index("key")
    assert np.isnan(result.value["checkout"])
    assert result.lost["checkout"] == 0


def test_a_file_without_carts_has_a_funnel_of_two_steps():
    result = view({"sessions": sessions(*days(sessions=500, transactions=9))}).table("funnel")
    assert result["key"].tolist() == ["session", "order"]


def self_selected(people=600):
    """Return a shop in which big spenders join and membership does nothing."""
    dice, bought, joined = np.random.default_rng(4), [], []
    for who in range(1, people + 1):
        big = who % 3 == 0
        for _ in range(4):
            on = dt.date(2025, 1, 1) + dt.timedelta(days=int(dice.integers(0, 500)))
            bought.append(order(str(on), who, float(dice.lognormal(4.3 if big else 3.8, 0.4))))
        if big:
            joined.append({"customer_key": who, "on": "2025-09-01", "tier": "gold", "referrals": who % 2})
    return {"orders": orders(*bought), "members": members(*joined)}


@pytest.fixture(scope="module")
def programme():
    return view(self_selected())


def test_who_spends_much_and_joins_is_no_effect_of_joining(programme):
    result = programme.table("members_compared").set_index(["measure", "key"])
    value = result.loc["order_value"]
    assert value.low["naive"] > 1.4
    assert value.low["before_and_after"] < 1 < value.high["before_and_after"]
    assert value.n_members["before_and_after"] == value.n_others["before_and_after"] > 100
    at_the_time = programme.reading("member_order_value_gap")
    for part in ("value", "low", "high"):
        assert value[part]["at_the_time"] == pytest.approx(getattr(at_the_time, part))
    often = programme.reading("member_frequency_gap")
    assert result.value["orders_a_year", "at_the_time"] == pytest.approx(often.value)


def test_members_are_told_by_tier_and_by_whom_they_brought_in(programme):
    result = programme.table("member_tiers").set_index(["by", "key"])
    assert result.members["all", ""] == result.members["tier", "gold"] == 200
    assert result.members["referred", "yes"] + result.members["referred", "no"] == 200
    assert result.referrals["all", ""] == 100
    assert result.orders["all", ""] == 800


def test_a_third_of_the_customers_has_joined_in_the_end(programme):
    result = programme.table("time_to_joining").set_index("day")
    assert result.value.dropna().is_monotonic_increasing
    assert result.joined.max() <= 200
    assert (result.low <= result.value)[:4].all()


def test_weeks_of_messages_that_bring_orders_a_week_later_are_found_and_short_histories_are_not():
    dice, start, weeks = np.random.default_rng(2), dt.date(2023, 1, 2), 156
    push = dice.normal(0, 0.5, weeks)
    sent = [
        {
            "on": str(start + dt.timedelta(weeks=w)),
            "delivered": int(1000 * np.exp(push[w])),
            "unique_clicks": 20,
        }
        for w in range(weeks)
    ]
    bought = [
        order(str(start + dt.timedelta(weeks=w, days=int(dice.integers(0, 7)))), None, 10)
        for w in range(weeks)
        for _ in range(dice.poisson(20 * np.exp(0.7 * push[w - 1]) if w else 20))
    ]
    shop = {"orders": orders(*bought), "campaigns": campaigns(*sent)}
    result = view(shop).table("weeks_joined")
    related = result[result["related"]]
    assert related[["key", "lag"]].to_numpy().tolist() == [["messages", 1]]
    assert result["enough"].iloc[0]
    early = view_of(shop, Question(days=None, as_of=int((start - dt.date(1970, 1, 1)).days) + 400))
    short = early.table("weeks_joined")
    assert short["value"].isna().all()
    assert not short["related"].any()
    assert 50 <= short["weeks"].min() < 60
