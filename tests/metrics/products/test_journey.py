"""What customers go on to, who is due to buy a product again, variants as one product, and refunds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engagement.metrics.lists.list_choice import ListChoice, keys
from tests.metrics.orders import order, orders
from tests.metrics.products.test_tables import lines, view


def test_each_customer_is_counted_once_at_each_step_by_what_most_was_spent_on():
    made = [order("2025-01-01", who, order_id=f"a{who}") for who in range(1, 13)]
    made += [order("2025-02-01", who, order_id=f"b{who}") for who in range(1, 5)]
    made += [order("2025-03-01", 1, order_id="c1"), order("2025-01-01", None, order_id="nobody")]
    contents = [(f"a{who}", product) for who in range(1, 13) for product in ("pot", "cup")]
    contents += [(f"b{who}", "pot" if who < 3 else "cup") for who in (1, 2, 3)]  # the fourth names no product
    contents.append(("nobody", "pot"))
    price = [500, 100] * 12 + [100] * 4
    frame = view({"orders": orders(*made), "lines": lines(*contents, price=price)}).table("product_journey")
    told = {(r["order"], r["from"], r["to"]): (r["customers"], r["of"]) for r in _records(frame)}
    assert told == {
        (1, "pot", "pot"): (2, 12),
        (1, "pot", "cup"): (1, 12),
        (1, "pot", "…"): (1, 12),
        (1, "pot", None): (8, 12),
        (2, "pot", None): (1, 2),
        (2, "pot", "…"): (1, 2),
        (2, "cup", None): (1, 1),
    }
    assert frame[frame["of"] < 10]["share"].isna().all()
    assert frame[frame["of"] == 12]["share"].sum() == pytest.approx(1)


def _records(frame):
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def test_an_order_of_several_products_without_prices_is_of_none_of_them():
    made = [order(f"2025-0{n}-01", who, order_id=f"{who}.{n}") for who in range(1, 13) for n in (1, 2)]
    contents = [(f"{who}.1", product) for who in range(1, 13) for product in ("cup", "pot")]
    contents += [(f"{who}.2", "pot") for who in range(1, 13)]
    frame = view({"orders": orders(*made), "lines": lines(*contents, price=[None] * len(contents))}).table(
        "product_journey"
    )
    assert set(frame["from"]) == {"pot"}
    assert frame["customers"].tolist() == [12]


@pytest.fixture(scope="module")
def rhythm():
    """Forty buyers of tea, all but one of whom ordered it again after 30 days; the last order is in May."""
    made, contents = [order("2025-05-31", 99, order_id="last")], [("last", "cup")]
    for who in range(1, 41):
        for number, on in enumerate(["2025-03-01", "2025-03-31"][: 1 + (who < 40)]):
            made.append(order(on, who, order_id=f"{who}.{number}", refunded=500 * (who == 1)))
            contents.append((f"{who}.{number}", "Tea - 100g" if who % 2 else "Tea - 200g"))
    made.append(order("2025-04-20", 5, order_id="5.2"))
    contents.append(("5.2", "Tea - 100g"))
    return view({"orders": orders(*made), "lines": lines(*contents)})


def test_due_is_who_has_waited_as_long_as_half_of_the_buyers_take_and_not_twice(rhythm):
    one_product = rhythm.ask(replace(rhythm.question, fold=True))
    row = one_product.table("due_again").set_index("product").loc["Tea"]
    assert row.tolist() == [40, 30, 0, 1, 39]  # 41 days for one, 61 and more for the others
    assert keys(one_product.scope("orders"), ListChoice("due", "Tea")).tolist() == [5]
    assert keys(one_product.scope("orders"), ListChoice("due")).tolist() == [5]
    assert keys(one_product.scope("orders"), ListChoice("due", "no such")).tolist() == []


def test_variants_are_one_product_only_where_that_is_asked(rhythm):
    apart, one_product = (
        rhythm.ask(replace(rhythm.question, fold=fold)).table("products").set_index("product")
        for fold in (False, True)
    )
    assert apart.orders.to_dict() == {"Tea - 100g": 41, "Tea - 200g": 39, "cup": 1}
    assert one_product.orders.to_dict() == {"Tea": 80, "cup": 1}
    assert one_product.customers["Tea"] == 40
    assert keys(rhythm.scope("orders"), ListChoice("product", "Tea")).tolist() == list(range(1, 41))


def test_refunds_are_told_of_the_orders_that_hold_a_product(rhythm):
    result = rhythm.table("product_refunds").set_index("product")
    assert result.refunded_orders.to_dict() == {"Tea - 100g": 2, "Tea - 200g": 0, "cup": 0}
    assert result.refund_rate["Tea - 100g"] == pytest.approx(2 / 41)
    assert np.isnan(result.refund_rate["cup"])


def test_a_list_holds_the_customers_of_a_saved_segment(rhythm):
    text = '{"name":"Tea","all_of":[{"kind":"bought","products":["Tea - 200g"]}]}'
    result = keys(rhythm.scope("orders"), ListChoice("segment", text)).tolist()
    assert result == list(range(2, 41, 2))
