"""The page says of a small shop what there is, and of what there is too little."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from engagement.app.coming_back.measures import values_of
from engagement.metrics.retention.cohorts import first_day, label
from tests.app.own_shop import dropped, said, visit

HEAD = "Order ID,Order Date,Email,Total"


def shop(data, customers, back):
    """Drop orders of customers who began on 5 January; so many came back in February."""
    rows = [f"A{n},2025-01-05,c{n}@example.com,10.00" for n in range(customers)]
    rows += [f"B{n},2025-02-05,c{n}@example.com,10.00" for n in range(back)]
    dropped(data, (HEAD, *rows, "Z,2025-03-31,z@example.com,10.00"))
    return visit("retention")


def test_who_came_back_in_the_period_after_is_said_with_its_interval(data):
    told = said(shop(data, 40, 10)).replace("\\", "")  # marks are inert: a per cent sign has a backslash
    assert "25% of new customers order again in the period after the first (14% to 40%)." in told


def test_a_group_under_thirty_has_no_share_and_the_page_says_why(data):
    told = said(shop(data, 20, 10))
    assert "No group of 30 customers or more has been here for a whole period yet." in told
    assert "of new customers order again" not in told


def test_a_young_shop_is_told_that_nobody_has_had_a_year(data):
    assert "have had a year to order again" in said(shop(data, 40, 10))


def test_revenue_per_customer_adds_up_over_the_periods_and_hides_small_groups():
    frame = pd.DataFrame(
        {"cohort": ["a", "a", "b", "b"], "customers": [40, 40, 10, 10], "revenue": [80.0, 40.0, 9.0, 9.0]}
    )
    values = values_of(frame, "per_customer")
    assert values[:2].tolist() == [2.0, 3.0]
    assert values[2:].isna().all()


@pytest.mark.parametrize("grain", ["week", "month", "quarter", "year"])
def test_the_name_of_a_group_says_its_first_day(grain):
    starts = {"week": (2024, 12, 30), "month": (2025, 2, 1), "quarter": (2025, 10, 1), "year": (2025, 1, 1)}
    day = dt.date(*starts[grain])
    assert first_day(label((day - dt.date(1970, 1, 1)).days, grain)) == day
