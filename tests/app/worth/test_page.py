"""The page says what customers have brought, and of a forecast why there is none."""

from __future__ import annotations

import numpy as np

from engagement.app.workspaces.intake import take
from engagement.app.workspaces.open_workspaces import OWN
from engagement.store import open_workspace
from engagement.store.sharing.terms import PAGES
from tests.app.own_shop import dropped, text_of, visit
from tests.metrics.lifetime.shops import steady

HEAD = "Order ID,Order Date,Email,Total,Shipping Country"


def _day(week: float) -> np.datetime64:
    return np.datetime64("2023-01-01") + np.timedelta64(int(week * 7), "D")


def page(data, bought, weeks, **parameters):
    """Open the page of a shop whose customers bought in these weeks."""
    rows = [
        f"A{who}-{n},{_day(week)},c{who}@example.com,{10 + who % 7}.00,{'IT' if who % 2 else 'ES'}"
        for who, at in enumerate(bought)
        for n, week in enumerate(at)
    ]
    dropped(data, (HEAD, *rows, f"Z,{_day(weeks)},,10.00,IT"))
    return visit("value", **parameters)


def test_a_shop_of_few_customers_is_refused_a_forecast_and_told_the_gate(data):
    at = page(data, steady(60, 52), 52)
    text = text_of(at)
    assert "What a customer has brought so far" in text
    assert "No forecast: the data do not carry one yet" in text
    assert "There are 60 customers; it takes 500." in text
    assert "What the customers of today may bring" not in text


def test_a_shop_that_passes_the_gates_has_the_hold_out_beside_its_forecast(data):
    at = page(data, steady(1000, 104), 104, by="country")
    text = text_of(at).replace("\\", "")
    assert "In the next 180 days" in text
    assert "When the last 180 days were held out, the forecast was off by" in text
    assert "orders foretold" in text
    at.segmented_control(key="value_by").set_value("group").run()
    assert not at.exception
    assert "Italy" in text_of(at)


def test_a_choice_without_any_customer_says_so(data):
    at = page(data, steady(30, 52), 52, **{"f.country": "PL"})
    assert "No customer of this choice ordered 30 days ago or more." in text_of(at)


def test_of_few_customers_it_says_when_their_mean_may_lie_outside_its_line(data):
    said = "Rows of fewer than 30 customers"
    assert said in text_of(page(data, steady(20, 52), 52))
    assert said not in text_of(page(data, steady(60, 20), 52))


def test_no_link_can_open_it():
    assert "value" not in PAGES


def test_costs_and_spend_give_margin_cost_of_a_new_customer_and_payback(data):
    head = (
        "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price"
    )
    rows = [
        f"#{n}{repeat},c{n}@example.com,paid,EUR,20.00,2025-{on} 10:00:00 +0100,2,Mug,10.00"
        for n in range(40)
        for repeat, on in enumerate(("01-10", "03-20"))
    ]
    dropped(data, (head, *rows, "#Z,,paid,EUR,20.00,2025-06-30 10:00:00 +0100,2,Mug,10.00"))
    shop = open_workspace(data / "data", OWN)
    for name, lines in {
        "products.csv": ("SKU,Product,Cost,Currency", "M-1,Mug,4.00,EUR"),
        "spend.csv": (
            "day,channel,spend,currency",
            "2025-01-01,Radio,0.00,EUR",
            "2025-01-31,Radio,600.00,EUR",
        ),
    }.items():
        (data / name).write_text("\n".join(lines), "utf-8")
        take(shop, [(data / name, name)])
    text = text_of(visit("value")).replace("\\", "")
    assert "Gross margin 60%" in text
    assert "A cost is known for 100% of the revenue." in text
    assert "€15.00 per new customer: €600.00 for 40." in text
    assert "Paid back after 3 months." in text


def test_without_costs_each_part_says_which_file_gives_it(data):
    text = text_of(page(data, steady(60, 52), 52))
    assert "A file of advertising spend by day" in text
    assert "A list of products with what they cost" in text
