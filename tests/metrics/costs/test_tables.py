"""Margin, cost of a new customer and payback: by hand, and where their ground is missing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from engagement import tables as canonical
from engagement.metrics.costs.tables import TABLES
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import day
from tests.metrics.orders import order, orders


def made(name, *rows):
    base = {"source": "test", "currency": "EUR"}
    rows = [{**base, "line": at, **row} for at, row in enumerate(rows, 2)]
    names = dict.fromkeys(column for row in rows for column in row)
    return canonical.conform(name, pa.table({n: [row.get(n) for row in rows] for n in names}))


def sold(count, on="2025-01-10", first=0, **more):
    """Orders of as many customers on a day."""
    return [order(on, who, 10, order_id=f"{on}-{who}", **more) for who in range(first, first + count)]


def of(shop, *products):
    """Lines of the orders, one a product: (name, pieces, price)."""
    rows = [
        {"order_id": o["order_id"], "position": at, "day": o["day"], "product": name, "quantity": pieces,
         "price": round(price * 100)}
        for o in shop for at, (name, pieces, price) in enumerate(products, 1)
    ]  # fmt: skip
    return made("lines", *rows)


def spend(*rows):
    return made(
        "ad_spend",
        *(
            {"channel": channel, "day": day(on), "last_day": day(until or on), "spend": round(amount * 100)}
            for channel, on, until, amount in rows
        ),
    )


def seen(**tables):
    return view_of(tables, Question(days=None))


def test_a_margin_is_what_is_left_of_the_money_whose_cost_is_known():
    shop = sold(40)
    lines = of(shop, ("Mug", 2, 10), ("Jug", 1, 20), ("Tea", 1, 10))
    costs = made("catalogue", {"product": "Mug", "cost": 400}, {"product": "Jug", "cost": 1400})
    result = seen(orders=orders(*shop), lines=lines, catalogue=costs).table("margin")
    whole = result.iloc[0]
    assert pd.isna(whole.start)
    assert (whole.orders, whole.revenue, whole.known_share) == (40, 40 * 50, 0.8)
    assert (whole.cost, whole.margin) == (40 * (8 + 14), 40 * 18)
    assert whole.margin_rate == pytest.approx(18 / 40)
    assert result.start.iloc[1] == pd.Timestamp("2025-01-01")


def test_the_cost_that_began_last_counts_and_the_number_overrules_the_name():
    shop = [*sold(40), *sold(40, "2025-03-10")]
    lines = of(shop, ("Mug", 1, 10)).drop(["sku"]).append_column("sku", pa.array(["M-1"] * 80))
    costs = made(
        "catalogue",
        {"product": "Mug", "cost": 900},
        {"sku": "M-1", "cost": 400},
        {"sku": "M-1", "cost": 600, "day": day("2025-03-10")},
        {"sku": "M-1", "cost": 100, "currency": "PLN", "day": day("2025-03-11")},
    )
    lines = canonical.conform("lines", lines)
    result = seen(orders=orders(*shop), lines=lines, catalogue=costs).table("margin")
    assert result.cost.tolist() == [40 * 4 + 40 * 6, 160, 0, 240]


@pytest.mark.parametrize(("currency", "cost"), [("EUR", 4.0), ("JPY", 4.0)])
def test_costs_and_spend_that_name_no_currency_are_in_that_of_the_orders(currency, cost):
    shop = [{**each, "currency": currency} for each in sold(40)]
    lines = of(shop, ("Mug", 1, 10))
    codes = pa.array([currency] * lines.num_rows)
    lines = canonical.conform("lines", lines.drop(["currency"]).append_column("currency", codes))
    costs = made("catalogue", {"product": "Mug", "cost": 400, "currency": "XXX"})
    paid = spend(("Meta Ads", "2025-01-10", None, 80.0))
    paid = paid.set_column(
        paid.schema.get_field_index("currency"),
        "currency",
        pa.array(["XXX"], paid.schema.field("currency").type),
    )
    result = seen(orders=orders(*shop), lines=lines, catalogue=costs, ad_spend=paid)
    assert result.table("margin").cost.iloc[0] == 40 * cost
    assert result.table("payback").cost_per_new.iloc[0] == 2.0


def test_a_margin_of_less_than_half_of_the_revenue_is_not_told():
    shop = sold(40)
    lines = of(shop, ("Mug", 1, 10), ("Jug", 1, 20))
    result = seen(
        orders=orders(*shop), lines=lines, catalogue=made("catalogue", {"product": "Mug", "cost": 400})
    ).table("margin")
    assert result.known_share.iloc[0] == pytest.approx(1 / 3)
    assert np.isnan(result.margin_rate.iloc[0])


def test_a_new_customer_costs_the_spend_of_the_period_over_all_new_customers():
    shop = [*sold(50), *(order("2025-02-03", who + 100, 10) for who in range(40)), order("2025-03-31")]
    paid = spend(
        ("Meta Ads", "2025-01-01", "2025-01-31", 310.0),
        ("Google Ads", "2025-02-01", None, 50.0),
        ("Google Ads", "2025-02-28", None, 30.0),
    )
    result = seen(orders=orders(*shop), ad_spend=paid).table("acquisition")
    assert result.start.tolist() == [pd.Timestamp("2025-01-01"), pd.Timestamp("2025-02-01")]
    assert result.spend.tolist() == pytest.approx([310, 80])
    assert result.new_customers.tolist() == [50, 40]
    assert result.cost_per_new.tolist() == pytest.approx([6.2, 2.0])
    assert (result.low < result.cost_per_new).all()
    assert (result.cost_per_new < result.high).all()


def test_days_told_one_by_one_and_again_as_a_month_count_once():
    shop = [*sold(50), order("2025-02-28")]
    daily = [("Meta Ads", f"2025-01-{at:02}", None, 10.0) for at in range(1, 32)]
    paid = spend(*daily, ("Meta Ads", "2025-01-01", "2025-01-31", 310.0))
    result = seen(orders=orders(*shop), ad_spend=paid).table("acquisition")
    assert result.spend.tolist() == pytest.approx([310])


def test_a_period_that_the_files_cover_in_part_and_few_new_customers_have_no_cost():
    shop = [*sold(50), *(order("2025-02-03", who + 100, 10) for who in range(20)), order("2025-02-28")]
    paid = spend(("Meta Ads", "2025-01-15", None, 10.0), ("Meta Ads", "2025-02-28", None, 10.0))
    result = seen(orders=orders(*shop), ad_spend=paid).table("acquisition")
    assert result.start.tolist() == [pd.Timestamp("2025-02-01")]
    assert np.isnan(result.cost_per_new.iloc[0])


def shop_that_pays_back():
    """Fifty customers who each bring 6 of margin in January, and as much after 60 days."""
    shop = [*sold(50, "2025-01-10"), *sold(50, "2025-03-11")]
    return shop, of(shop, ("Mug", 1, 10))


def test_payback_is_the_month_in_which_the_margin_has_reached_the_cost():
    shop, lines = shop_that_pays_back()
    shown = orders(*shop, order("2025-06-30"))
    paid = spend(("Meta Ads", "2025-01-01", "2025-01-31", 500.0))
    costs = made("catalogue", {"product": "Mug", "cost": 400})
    result = seen(orders=shown, lines=lines, catalogue=costs, ad_spend=paid).table("payback")
    assert result.cost_per_new.tolist() == pytest.approx([10] * len(result))
    assert result.margin.tolist()[:4] == [6, 6, 12, 12]
    assert result.paid_back.tolist()[:4] == [False, False, True, True]
    assert result.months.max() == 5  # nobody is older


def test_a_filter_leaves_what_a_new_customer_costs_as_spend_is_not_known_by_part():
    shop = [*sold(40, "2025-01-10", country="PL"), *sold(100, "2025-01-10", first=500, country="IT")]
    shop.append(order("2025-03-31"))
    tables = {
        "orders": orders(*shop),
        "lines": of(shop[:-1], ("Mug", 1, 10)),
        "catalogue": made("catalogue", {"product": "Mug", "cost": 400}),
        "ad_spend": spend(("Meta Ads", "2025-01-01", "2025-01-31", 700.0)),
    }
    everybody, some = (
        view_of(tables, Question(days=None, filters=filters)) for filters in ((), (("country", ("PL",)),))
    )
    pd.testing.assert_frame_equal(some.table("acquisition"), everybody.table("acquisition"))
    assert everybody.table("acquisition").cost_per_new.tolist() == pytest.approx([5.0])
    assert some.table("payback").cost_per_new.tolist() == everybody.table("payback").cost_per_new.tolist()
    assert (everybody.table("payback").customers.max(), some.table("payback").customers.max()) == (140, 40)


def test_payback_is_not_told_where_costs_are_known_of_too_little():
    shop, lines = shop_that_pays_back()
    more = pa.concat_tables([lines, of(shop, ("Jug", 1, 10))])
    paid = spend(("Meta Ads", "2025-01-01", "2025-01-31", 500.0))
    costs = made("catalogue", {"product": "Mug", "cost": 400})
    result = seen(orders=orders(*shop), lines=more, catalogue=costs, ad_spend=paid).table("payback")
    assert result.margin.isna().all()
    assert result.paid_back.isna().all()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_is_missing_is_said_and_an_empty_choice_is_no_fault(table):
    shop = sold(3)
    locked = seen(orders=orders(*shop), lines=of(shop, ("Mug", 1, 10))).locked_tables()
    assert locked[table.name] == table.unlock
    everything = {
        "orders": orders(*shop),
        "lines": of(shop, ("Mug", 1, 10)),
        "catalogue": made("catalogue", {"product": "Mug", "cost": 400}),
        "ad_spend": spend(("Meta Ads", "2025-01-01", None, 10.0)),
    }
    for filters in ((), (("country", ("PL",)),)):
        result = view_of(everything, Question(days=None, filters=filters)).table(table.name)
        assert set(result.columns) == set(table.columns)
