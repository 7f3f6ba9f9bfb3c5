"""The trend of a part of a split: whole customers, and rows of their own."""

from __future__ import annotations

import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.orders import many, order, orders


@pytest.fixture(scope="module")
def view():
    return view_of({"orders": many(7)}, Question(days=None))


@pytest.mark.parametrize("key", ["orders", "customers", "revenue"])
def test_the_parts_of_a_total_add_up_to_it_in_every_period(view, key):
    by = "country"
    parts = [view.trend_of(key, by, value, trailing=False) for value in view.values(by)]
    rest = view.trend_of(key, by, "", trailing=False)
    whole = view.trend(key, trailing=False)
    added = sum(frame["value"].fillna(0) for frame in (*parts, rest))
    assert added.tolist() == pytest.approx(whole["value"].fillna(0).tolist())


def test_who_came_back_without_the_code_of_the_first_order_came_back():
    bought = [
        order(f"2024-01-{1 + who % 28:02}", who, discount_code="WELCOME") for who in range(40)
    ] + [order("2024-02-15", who) for who in range(40)] + [order("2025-06-01", 99)]  # fmt: skip
    view = view_of({"orders": orders(*bought)}, Question(days=None))
    part = view.trend_of("repeat_within_90_days", "discount_code", "WELCOME", trailing=False)
    assert part["value"].iloc[0] == 1.0
    assert part["n"].iloc[0] == 40
