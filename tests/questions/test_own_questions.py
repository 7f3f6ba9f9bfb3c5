"""Questions of shop owners who each ask their own: no set translates those of another language."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.questions.customers_questions import check

MONDAY = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("name", "of_shop"),
    [
        ("own_1", "cosmetics_shop"),
        ("own_2", "garden_shop"),
        ("own_3", "bicycle_shop"),
        ("own_4", "coffee_shop"),
        ("own_5", "shop"),
        ("own_6", "cosmetics_shop"),
        ("own_7", "garden_shop"),
        ("own_8", "bicycle_shop"),
    ],
)
def test_of_questions_that_no_other_language_asks_95_of_100_are_understood(name, of_shop, request):
    check(name, 1 / 20, request.getfixturevalue(of_shop), MONDAY)
