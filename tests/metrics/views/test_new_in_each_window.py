"""New customers are new in each window: in an earlier period, and in each period of a trend."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pyarrow.compute as pc
import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.metrics.views.registry import DEFINITIONS
from tests.metrics.orders import many
from tests.metrics.quiet_shops import QUIET, shop

_EPOCH = dt.date(1970, 1, 1)
OF_NEW = (("new_or_returning", ("new",)),)
OF_RETURNING = (("new_or_returning", ("returning",)),)


@pytest.fixture(scope="module")
def view():
    made = many(7, count=2500, customers=1500)
    return view_of({"orders": made}, Question(days=60, filters=OF_NEW, currency="EUR"))


def of_month(view, filters, start):
    """Return the view of one month of the calendar."""
    first = start.date().replace(day=1)
    last = (first + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
    question = Question(
        days=(last - first).days + 1, as_of=(last - _EPOCH).days, filters=filters, currency="EUR"
    )
    return view.ask(question)


@pytest.mark.parametrize("filters", [OF_NEW, OF_RETURNING])
@pytest.mark.parametrize("key", ["customers", "orders", "revenue", "average_order_value"])
def test_each_step_of_a_trend_tells_who_is_new_by_its_own_days(view, key, filters):
    trend = view.ask(replace(view.question, filters=filters)).trend(key, trailing=False)
    for row in trend[trend["complete"]].tail(5).itertuples():
        alone = of_month(view, filters, row.start).reading(key)
        assert (row.value, row.n) == pytest.approx((alone.value, alone.n))


@pytest.fixture(scope="module")
def refunding():
    """A shop whose refunds lie on days of their own, so that all figures of orders have something to say."""
    made = many(7, count=2500, customers=1500)
    refund_day = pc.if_else(pc.greater(made["refunded"], 0), pc.add(made["day"], 40), None)
    place = made.schema.get_field_index("refund_day")
    made = made.set_column(place, made.schema.field(place), refund_day.cast(made.schema.field(place).type))
    return view_of({"orders": made}, Question(days=60, currency="EUR", net=True, refund_day=True))


@pytest.mark.parametrize("filters", [OF_NEW, OF_RETURNING])
def test_each_point_of_a_rolling_trend_is_what_the_question_of_its_last_day_says(refunding, filters):
    view = refunding.ask(replace(refunding.question, filters=filters))
    keys = [key for key in (*view.keys(),) if not (DEFINITIONS[key].follow_up or DEFINITIONS[key].ripens)]
    assert len(keys) > 10
    for key in keys:
        trend = view.trend(key)
        for at in (-9, -4):
            last_day = (trend["start"].iloc[at + 1].date() - _EPOCH).days - 1
            alone = view.ask(replace(view.question, as_of=last_day)).reading(key)
            point = trend.iloc[at]
            assert point["n"] == alone.n, key
            assert [point["value"]] == pytest.approx(
                [np.nan if alone.value is None else alone.value], nan_ok=True
            ), key


@pytest.fixture(scope="module")
def old_shop():
    return view_of(
        {"orders": shop(3, QUIET["stationary"])}, Question(days=91, filters=OF_NEW, compare="before")
    )


def test_an_earlier_period_tells_who_was_new_in_it(old_shop):
    before = old_shop.change("customers").before
    question = Question(days=91, as_of=before.window.last_day, filters=OF_NEW)
    assert before.value == old_shop.ask(question).reading("customers").value > 0


def test_new_customers_of_two_periods_are_other_people_so_that_a_change_may_be_called_one(old_shop):
    change = old_shop.change("purchase_frequency")
    assert change.beyond_noise is False
    assert not change.method.endswith("paired")
    assert not any("chosen by what they have done" in str(note) for note in change.notes)


@pytest.mark.parametrize("filters", [OF_NEW, OF_RETURNING])
def test_who_is_new_is_not_compared_with_a_time_of_which_hardly_any_earlier_orders_are_known(filters):
    view = view_of({"orders": shop(2, QUIET["truncated"])}, Question(days=365, filters=filters))
    for key in ("orders", "average_order_value"):
        change = view.change(key)
        assert change.difference is None
        assert "who has ordered before" in str(change.notes[0])


def test_of_a_shop_that_opened_with_the_data_new_customers_are_compared_and_returning_ones_are_not():
    young = view_of({"orders": shop(1, QUIET["young"])}, Question(days=365, filters=OF_NEW))
    assert young.change("orders").difference is not None
    returning = young.ask(replace(young.question, filters=OF_RETURNING)).change("orders")
    assert returning.difference is None
    assert "less time to come back" in str(returning.notes[0])


def test_the_part_of_new_customers_is_the_trend_of_new_customers(view):
    of_all = view.ask(replace(view.question, filters=()))
    part = of_all.trend_of("orders", "new_or_returning", "new", trailing=False)
    assert part["value"].tolist() == pytest.approx(view.trend("orders", trailing=False)["value"].tolist())
