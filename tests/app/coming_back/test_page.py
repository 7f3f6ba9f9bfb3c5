"""The page says of a small shop what there is, and of what there is too little."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from engagement.app.coming_back.measures import values_of
from engagement.metrics.retention.cohorts import first_day, label
from tests.app.own_shop import dropped, text_of, visit

HEAD = "Order ID,Order Date,Email,Total"


def shop(data, customers, back):
    """Drop orders of customers who began on 5 January; so many came back in February."""
    rows = [f"A{n},2025-01-05,c{n}@example.com,10.00" for n in range(customers)]
    rows += [f"B{n},2025-02-05,c{n}@example.com,10.00" for n in range(back)]
    dropped(data, (HEAD, *rows, "Z,2025-03-31,z@example.com,10.00"))
    return visit("retention")


def test_who_came_back_in_the_period_after_is_said_with_its_interval(data):
    result = text_of(shop(data, 40, 10)).replace("\\", "")  # marks are inert: a per cent sign has a backslash
    assert "25% of new customers order again in the period after the first (14% to 40%)." in result


def test_a_group_under_thirty_has_no_share_and_the_page_says_why(data):
    result = text_of(shop(data, 20, 10))
    assert "No group of 30 customers or more has been here for a whole period yet." in result
    assert "of new customers order again" not in result


def test_a_young_shop_is_told_that_nobody_has_had_a_year(data):
    assert "have had a year to order again" in text_of(shop(data, 40, 10))


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


SHOPIFY = "Name,Email,Financial Status,Created at,Total,Currency,Shipping Country"


def countries(data, **parameters):
    """Drop 40 Italians of January, of whom 10 came back in February, and 40 Spaniards who did not."""
    rows = []
    for n in range(40):
        rows.append(f"#A{n},a{n}@example.com,paid,2025-01-05 10:00:00 +0100,20.00,EUR,IT")
        rows.append(f"#B{n},b{n}@example.com,paid,2025-01-06 10:00:00 +0100,20.00,EUR,ES")
    rows += [f"#C{n},a{n}@example.com,paid,2025-02-05 10:00:00 +0100,20.00,EUR,IT" for n in range(10)]
    dropped(data, (SHOPIFY, *rows, "#Z,z@example.com,paid,2025-07-31 10:00:00 +0100,20.00,EUR,ES"))
    return visit("retention", **parameters)


def test_a_split_shows_its_parts_side_by_side_and_a_chosen_one_alone(data):
    at = countries(data, by="country")
    result = text_of(at).replace("\\", "")
    assert "Customers are split by their first order." in result
    assert list(at.selectbox(key="choose_part").options) == ["Choose: Country", "Spain", "Italy"]
    assert "12% of new customers order again" in result
    at.selectbox(key="choose_part").select("IT").run()
    assert at.query_params["part"] == "IT"
    assert "25% of new customers order again" in text_of(at).replace("\\", "")


def test_a_chosen_cell_stands_in_the_address_and_opens_its_customers(data):
    at = countries(data)
    at.selectbox(key="choose_cohorts").select("2025-01/1").run()
    assert at.query_params["cell"] == "2025-01/1"
    assert "Jan 2025, period 1 after the first order" in text_of(at).replace("\\", "")
    (listed,) = [frame.value for frame in at.dataframe]
    assert listed["Orders"].tolist() == [2] * 10
    at.button(key="chip_cell").click().run()
    assert "cell" not in at.query_params
    assert not at.dataframe


def test_the_page_says_when_the_data_begin(data):
    assert "The data begin on 5 January 2025" in text_of(countries(data)).replace("\\", "")
