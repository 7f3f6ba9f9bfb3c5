from __future__ import annotations

from dataclasses import replace

import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.quiet_shops import QUIET, shop


@pytest.mark.parametrize(
    ("months", "days"), [(36, 365), (25, 365), (22, 182), (16, 91), (13, 182), (7, 91), (3, 365)]
)
def test_the_first_period_shown_is_the_longest_that_can_be_compared(months, days):
    of = replace(QUIET["truncated"], history_days=round(months * 30.44))
    assert view_of({"orders": shop(1, of)}, Question()).usual_days() == days


def test_without_any_dated_table_it_is_a_year():
    assert view_of({}, Question()).usual_days() == 365
