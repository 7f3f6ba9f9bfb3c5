"""The difference of two means of amounts is judged only with enough customers in each (METRICS.md)."""

from __future__ import annotations

import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import day
from tests.metrics.orders import order, orders


@pytest.mark.parametrize(("before", "now", "is_judged"), [(5, 60, False), (49, 60, False), (50, 50, True)])
def test_a_few_dear_orders_are_no_change_of_the_order_value(before, now, is_judged):
    rows = [order("2024-01-01", 9_999, 50)]
    for year, count in ((2024, before), (2025, now)):
        rows += [
            order(f"{year}-11-0{1 + n % 3}", 1000 * year + n, 20 + 5 * (n % 9) * (year - 2023))
            for n in range(count)
        ]
    question = Question(days=3, as_of=day("2025-11-03"), compare="year")
    change = view_of({"orders": orders(*rows)}, question).change("average_order_value")
    assert change.difference is not None
    assert (change.p is not None) is is_judged
    assert (change.low is not None, change.beyond_noise is not None) == (is_judged, is_judged)
    assert is_judged or "So few customers" in str(change.notes[0])
