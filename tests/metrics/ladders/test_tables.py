"""The two ladders, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import campaigns, day, members, posts, responses, sessions
from tests.metrics.orders import order, orders


def table(name, tables):
    return view_of(tables, Question(days=None)).table(name)


def test_each_step_of_visits_is_held_against_the_step_before():
    days = [
        {
            "on": f"2026-03-{d:02d}",
            "sessions": 100,
            "engaged_sessions": 60,
            "cart_additions": 12,
            "completed": 3,
        }
        for d in range(1, 11)
    ]
    result = table("content_ladder", {"sessions": sessions(*days)}).set_index("key")
    assert result["count"].to_dict() == {
        "click": 1000,
        "consumption": 600,
        "understanding": 120,
        "application": 30,
    }
    assert np.isnan(result.value["click"])
    assert result.value[1:].tolist() == pytest.approx([0.6, 0.2, 0.25])
    assert (result.low[1:] < result.value[1:]).all()
    assert (result.high[1:] > result.value[1:]).all()


def test_where_a_tool_counts_bounces_the_others_stayed():
    days = [
        {"on": f"2026-03-{d:02d}", "sessions": 100, "bounces": 40, "bounce_definition": "ua"}
        for d in range(1, 11)
    ]
    result = table("content_ladder", {"sessions": sessions(*days)}).set_index("key")
    assert result.value["consumption"] == pytest.approx(0.6)


def test_a_campaign_leads_from_click_to_order():
    sent = [{"on": f"2026-0{m}-01", "delivered": 1000, "unique_clicks": 50, "orders": 5} for m in range(1, 8)]
    result = table("content_ladder", {"campaigns": campaigns(*sent)}).set_index("key")
    assert result.value.to_dict() == pytest.approx({"click": 0.05, "application": 0.1})
    assert set(result.channel) == {"email"}


def test_each_network_has_a_ladder_of_what_it_carries():
    rows = [
        {
            "network": "facebook",
            "impressions": 1000,
            "clicks": 20,
            "comments": 4,
            "shares": 2,
            "on": "2026-03-01",
        },
        {
            "network": "instagram",
            "impressions": 500,
            "likes": 30,
            "comments": 10,
            "shares": 4,
            "saves": 6,
            "on": "2026-03-02",
        },
    ]
    result = table("content_ladder", {"posts": posts(*rows)}).set_index(["channel", "key"])
    assert result.value["facebook", "click"] == pytest.approx(0.02)
    assert result.value["facebook", "understanding"] == pytest.approx(0.2)
    assert ("facebook", "consumption") not in result.index
    assert result.value["instagram", "click"] == pytest.approx(0.1)
    assert result.value["instagram", "consumption"] == pytest.approx(6 / 50)


def people():
    """Return eleven customers: 2 and 3 joined, 4 to 6 answered, 7 to 9 wrote, 10 and 11 referred."""
    bought = orders(*(order("2026-01-10", who, 10 * who) for who in range(1, 12)), order("2026-06-01", 1))
    joined = members(
        *(
            {"customer_key": who, "on": "2026-02-01", "referrals": int(who > 9)}
            for who in (2, 3, 4, 10, 11, 99)
        ),
        {"customer_key": 1, "on": "2026-02-01", "state": "candidate"},
    )
    answers = responses(
        *(
            {"customer_key": who, "on": "2026-03-01", "score": 9, "response_id": f"r{who}"}
            for who in range(4, 11)
        ),
        *(
            {
                "customer_key": w,
                "on": "2026-05-01",
                "kind": "comment",
                "comment": "fine",
                "score": None,
                "response_id": f"r{w}",
            }
            for w in (7, 8, 9)
        ),
    )
    return {"orders": bought, "members": joined, "responses": answers}


def test_a_customer_stands_on_the_highest_level_of_which_there_is_a_sign():
    result = table("engagement_levels", people()).set_index("key")
    assert result.customers.to_dict() == {"none": 1, "low": 2, "medium": 3, "high": 3, "very_high": 2}
    assert result.value.sum() == pytest.approx(1)
    assert set(result.n) == {11}


def test_signs_after_the_as_of_day_do_not_count():
    view = view_of(people(), Question(days=None, as_of=day("2026-04-10")))
    result = view.table("engagement_levels").set_index("key")
    assert result.customers["high"] == 0
    assert result.customers["medium"] == 6


def test_acts_of_a_network_are_shared_out_over_the_levels():
    rows = [
        {"comments": 6, "saves": 3, "shares": 1, "follows": 10, "on": f"2026-03-0{d}"} for d in range(1, 6)
    ]
    result = table("engagement_levels_by_network", {"posts": posts(*rows)}).set_index("key")
    assert result.acts.to_dict() == {"low": 50, "medium": 30, "high": 15, "very_high": 5}
    assert result.value.tolist() == pytest.approx([0.5, 0.3, 0.15, 0.05])
