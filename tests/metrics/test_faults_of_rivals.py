"""Faults that other tools of this kind have been seen with, each as a test that the product does not."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from engagement.metrics.customers.groups import GROUPS, placed
from engagement.metrics.lifetime.forecast_model import model
from engagement.metrics.lifetime.known import WEEK, summary
from engagement.metrics.model import Question
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.views.owners import view_of
from engagement.statistics import bg_nbd
from tests.metrics.lifetime.shops import shop, steady, view
from tests.sources.formats.order_files import export


@pytest.fixture(scope="module")
def seen():
    """A shop that passes every gate."""
    return view(shop(steady(1500, 104), 104))


def test_rows_that_continue_an_order_are_not_lost(tmp_path):
    head = {"Name": "#1", "Email": "a@example.com", "Financial Status": "paid", "Currency": "EUR"}
    head |= {"Total": "30.00", "Created at": "2025-01-01 10:00:00 +0100"}
    bought = [{"Lineitem name": n, "Lineitem quantity": "1", "Lineitem price": "10.00"} for n in "abc"]
    rows = [head | bought[0], *({"Name": "#1", "Email": "a@example.com"} | each for each in bought[1:])]
    imported = export(tmp_path, "shopify_79", *rows)
    result = view_of(imported.tables, Question(days=None))
    assert result.reading("orders").value == 1
    assert result.reading("revenue").value == 30
    assert result.table("products")[["product", "revenue"]].to_numpy().tolist() == [
        ["a", 10.0],
        ["b", 10.0],
        ["c", 10.0],
    ]


def test_who_is_still_there_is_not_the_recency_by_another_name(seen):
    orders = model(seen.scope("orders")).orders
    # Quiet for the same forty weeks: whoever used to come every other week is gone, whoever came twice a
    # year may not be. A rule by recency calls them the same.
    often, seldom = orders.alive(np.asarray([20.0, 2.0]), np.asarray([40.0, 40.0]), np.asarray([80.0, 80.0]))
    assert often < 0.1
    assert seldom > 0.3


def test_what_is_fitted_in_weeks_is_asked_in_weeks(seen):
    scope = seen.scope("orders")
    x, recency, age = summary(histories(scope))[:3]
    in_days = bg_nbd.fit(x, recency * WEEK, age * WEEK)
    expected = float(in_days.expected(90, x, recency * WEEK, age * WEEK).mean())
    result = seen.table("lifetime_forecast").set_index("days")
    assert result.loc[90, "orders_per_customer"] == pytest.approx(expected, rel=1e-3)


def test_customers_with_one_order_are_in_the_model(seen):
    scope = seen.scope("orders")
    x, recency, age = summary(histories(scope))[:3]
    assert (x == 0).sum() > 300
    result = dict(seen.table("lifetime_model").itertuples(index=False))
    whole, repeats = bg_nbd.fit(x, recency, age), x > 0
    assert result["r"] == pytest.approx(whole.r, rel=1e-6)
    without = bg_nbd.fit(x[repeats], recency[repeats], age[repeats])
    assert without.r / without.alpha > 1.2 * result["r"] / result["alpha"]


def test_every_group_of_customers_can_occur():
    scores = np.asarray(list(itertools.product(range(1, 6), repeat=3)))
    group = placed(*scores.T)
    assert set(group) == set(range(len(GROUPS)))
