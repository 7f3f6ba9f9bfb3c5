"""The page shows products where files have them, and says in words what there is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.app.own_shop import dropped, text_of, visit

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

HEAD = "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price"
ACTIVE = "[Mug](https://x.example) <b>$x$</b>"


def page(data: Path, *lines: str, **parameters: str) -> AppTest:
    """Open the page of a shop that has dropped a file of these lines."""
    dropped(data, lines)
    return visit("products", **parameters)


def shopify(customers: int, product: str, back: int) -> list[str]:
    """Orders of customers who began with a product on 5 January; so many came back in February."""
    rows = []
    for n in range(customers):
        who = f"{product.strip('[')[:3]}{n}"
        for number, (day, bought) in enumerate([("01-05", product), ("02-05", "Tea")][: 1 + (n < back)]):
            when = f"2025-{day} 10:00:00 +0100"
            rows.append(f'#{who}{number},{who}@example.com,paid,EUR,10.00,{when},1,"{bought}",10.00')
    return rows


def charts(at: AppTest) -> int:
    return len(at.get("plotly_chart"))


LAST = "#z,z@example.com,paid,EUR,10.00,2025-12-31 10:00:00 +0100,1,Tea,10.00"


def test_a_gateway_is_named_and_its_name_is_text_wherever_it_stands(data):
    at = page(data, HEAD, *shopify(120, ACTIVE, 90), *shopify(120, "Jug", 30), LAST)
    text = text_of(at)
    assert "3 products" in text
    assert r"\[Mug\]\(https" in text
    assert "75\\% of those who begin with it order again" in text
    assert "[Mug](" not in text
    specs = [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]
    for trace in (trace for spec in specs for trace in spec["data"]):
        trace.pop("customdata", None)  # what a click asks for; nothing draws it
    assert "<b>$x$" not in json.dumps(specs)


def test_search_keeps_the_products_that_have_the_words(data):
    at = page(data, HEAD, *shopify(12, "Jug of glass", 3), *shopify(12, "Cup", 3))
    at.text_input(key="products_find").set_value("GLASS").run()
    assert "Found: 1 of 3 products" in text_of(at)
    at.text_input(key="products_find").set_value("steel").run()
    assert "Found: 0 of 3 products" in text_of(at)
    assert not at.exception


def test_few_orders_give_a_table_and_sentences_instead_of_empty_charts(data):
    at = page(data, HEAD, *shopify(3, "Jug", 1))
    text = text_of(at)
    assert "No product has been in the first order of 30 customers" in text
    assert "No product has 10 buyers yet." in text
    assert "Pairs that were looked at: 0" in text
    assert charts(at) == 1  # how many pieces an order holds


def test_orders_without_products_are_told_which_file_has_them(data):
    at = page(data, "Order ID,Order Date,Email,Total", "A1,2026-03-01,a@example.com,10.00")
    assert "Your files do not say what was bought" in text_of(at)
    assert "a line for each product" in text_of(at)
    assert charts(at) == 0


def test_a_choice_without_any_order_says_so(data):
    rows = [f"{row},{country}" for row, country in zip(shopify(2, "Jug", 0), ("IT", "ES"), strict=True)]
    at = page(data, f"{HEAD},Shipping Country", *rows, **{"f.country": "PL"})
    assert "No order of this choice has a line that names a product." in text_of(at)
    assert charts(at) == 0
