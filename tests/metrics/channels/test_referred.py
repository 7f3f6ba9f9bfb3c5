"""What those bring whom a member brought in, held against counts made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.channels.tables_of_people import REFERRED
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import day, members
from tests.metrics.orders import orders

START = day("2025-01-01")


def shop(second_order_shares=(0.6, 0.2), people=300, seed=3):
    """Return people who order first in January, every other brought in, and again after 40 days or not."""
    dice, bought, listed = np.random.default_rng(seed), [], []
    for who in range(1, people + 1):
        brought = who % 2 == 1
        bought.append({"customer_key": who, "day": START + who % 30, "gross": 1000})
        if dice.random() < second_order_shares[0 if brought else 1]:
            bought.append({"customer_key": who, "day": START + who % 30 + 40, "gross": 3000})
        listed.append({"customer_key": who, "on": "2025-01-01", "referred": brought})
    bought.append({"customer_key": 9_999, "day": START + 200, "gross": 1000})
    return {"orders": orders(*bought), "members": members(*listed)}, bought


def view(tables):
    return view_of(tables, Question(days=None))


def test_spend_and_second_order_are_those_counted_by_hand_and_the_unripe_are_left_out():
    tables, bought = shop()
    result = view(tables).table(REFERRED.name).set_index(["key", "days"])
    row = result.loc[("referred", 90)]
    theirs = [
        one["customer_key"] for one in bought if one["customer_key"] % 2 and one["customer_key"] < 9_999
    ]
    people = len(set(theirs))
    assert (row["customers"], row["came_back"]) == (people, len(theirs) - people)
    assert row["share"] == pytest.approx((len(theirs) - people) / people)
    assert row["spend"] == pytest.approx(10 + 30 * (len(theirs) - people) / people)
    assert row["others_share"] == pytest.approx(result.loc[("others", 90), "share"])
    assert row["share_differs"]
    assert row["spend_differs"]
    assert result.loc[("referred", 365), "customers"] == 0


def test_without_a_difference_none_is_said():
    result = view(shop((0.4, 0.4))[0]).table(REFERRED.name)
    assert not result["share_differs"].any()
    assert not result["spend_differs"].any()


def test_a_list_that_does_not_say_who_was_brought_in_leaves_it_locked():
    tables, _ = shop()
    listed = [dict(row) | {"referred": None} for row in tables["members"].to_pylist()]
    assert REFERRED.name in view(tables | {"members": members(*listed)}).locked_tables()
