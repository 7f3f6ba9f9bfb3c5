"""On which days figures rest that need time to follow: data read as of a day, and days that are named."""

import numpy as np
import pytest

from engagement.metrics.model import Question, Window
from engagement.metrics.views.owners import view_of
from tests.metrics.orders import day
from tests.metrics.shared_shop import as_orders, shop

_MAY = (day("2025-05-01"), day("2025-05-31"))
_KEYS = ("repeat_within_30_days", "repeat_within_90_days", "refund_rate", "repeat_purchase_rate")


@pytest.fixture(scope="module")
def orders():
    return shop(7, 300, 12, 0.1)


@pytest.mark.parametrize("days", [31, 100])
@pytest.mark.parametrize("key", _KEYS)
def test_data_read_as_of_a_day_are_read_as_if_they_ended_on_it(orders, key, days):
    then = int(orders["day"][orders["day"] <= day("2025-08-31")].max())
    asked_view = view_of({"orders": as_orders(orders)}, Question(days=days, as_of=then, as_if_ended=True))
    ended = view_of({"orders": as_orders(orders[orders["day"] <= then])}, Question(days=days))
    assert ended.reading(key).window == asked_view.reading(key).window
    for name in ("value", "n", "numerator", "low", "high"):
        np.testing.assert_equal(getattr(asked_view.reading(key), name), getattr(ended.reading(key), name))


@pytest.mark.parametrize("key", _KEYS)
def test_a_month_that_is_named_is_read_itself(orders, key):
    first, last = _MAY
    asked_view = view_of({"orders": as_orders(orders)}, Question(days=last - first + 1, as_of=last))
    assert asked_view.reading(key).window == Window(first, last)
