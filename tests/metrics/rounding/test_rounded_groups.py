"""What a link tells of levels of engagement: rounded counts of people, and nothing of how they grew."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.ladders.ladder_of_people import LEVELS
from engagement.metrics.model import Question
from engagement.metrics.publishing.bundle import publish
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import day, members, responses
from tests.metrics.orders import order, orders
from tests.metrics.rounding.conftest import SECRET, TERMS, K

PEOPLE = 400


@pytest.fixture(scope="module")
def shop():
    """Return a shop of customers of two years, of whom some join or answer in the second."""
    dice = np.random.default_rng(3)
    first = dice.integers(day("2024-01-01"), day("2025-12-01"), PEOPLE).tolist()
    sold = [{**order("2024-01-01", who + 1), "day": on} for who, on in enumerate(first)]
    joined = [
        {
            "customer_key": who + 1,
            "day": on + int(dice.integers(0, 500)),
            "referrals": int(dice.random() < 0.1),
        }
        for who, on in enumerate(first)
        if dice.random() < 0.4
    ]
    answered = [
        {
            "customer_key": who + 1,
            "day": on + int(dice.integers(0, 500)),
            "score": 9.0,
            "response_id": f"r{who}",
        }
        for who, on in enumerate(first)
        if dice.random() < 0.3
    ]
    tables = {"orders": orders(*sold), "members": members(*joined), "responses": responses(*answered)}
    return view_of(tables, Question(days=None))


@pytest.fixture(scope="module")
def told(shop):
    return PublishedView(publish(shop, TERMS, secret=SECRET))


def test_moves_between_levels_are_multiples_of_k_near_those_of_the_owner(shop, told):
    exact, rounded = (
        view.table("engagement_level_movement").fillna("").set_index(["from", "to"])["customers"]
        for view in (shop, told)
    )
    assert len(rounded) > 4
    assert not (rounded % K).any()
    assert (rounded >= K).all()
    assert np.mean([abs(count - exact.get(move, 0)) < 2 * K for move, count in rounded.items()]) > 0.9
    assert set(rounded.index.get_level_values("to")) <= set(LEVELS)


def test_another_period_of_the_link_tells_the_same_moves(shop, told):
    other = PublishedView(publish(shop.ask(Question(days=30)), TERMS, secret=SECRET))
    assert other.table("engagement_level_movement").equals(told.table("engagement_level_movement"))


def test_levels_over_time_and_the_ladder_of_content_stay_in_the_house(told):
    assert told.has_table("engagement_levels")
    for name in ("engagement_levels_over_time", "content_ladder", "content_ladder_over_time"):
        assert not told.has_table(name)
