"""Questions to three shops as their owners type them on a Monday morning."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.questions.customers_questions import check

MONDAY = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("name", "of_shop"),
    [
        ("monday_1", "shop"),
        ("monday_2", "coffee_shop"),
        ("monday_3", "bicycle_shop"),
        ("monday_4", "shop"),
        ("monday_5", "cosmetics_shop"),
        ("monday_6", "bicycle_shop"),
        ("monday_7", "coffee_shop"),
        ("monday_8", "shop"),
        ("monday_9", "bicycle_shop"),
        ("monday_10", "cosmetics_shop"),
        ("monday_11", "shop"),
        ("monday_12", "bicycle_shop"),
    ],
)
def test_of_questions_on_a_monday_95_of_100_are_understood_and_none_is_misunderstood(name, of_shop, request):
    check(name, 1 / 20, request.getfixturevalue(of_shop), MONDAY)
