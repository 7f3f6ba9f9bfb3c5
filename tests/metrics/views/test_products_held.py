"""Splits and filters by what orders hold: products, their variants together, kinds and vendors."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.findings import plain_values
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.orders import as_pandas, many, order, orders
from tests.metrics.products.test_tables import lines, view


@pytest.fixture(scope="module")
def small():
    """Three orders with tea, two with a cup, of which one has both, and one that names no product."""
    created = orders(
        order("2025-01-01", 1, 10, order_id="a"),
        order("2025-02-01", 1, 20, order_id="b"),
        order("2025-02-02", 2, 30, order_id="c"),
        order("2025-02-03", 3, 40, order_id="d"),
        order("2025-02-04", 4, 50, order_id="e"),
    )
    contents = lines(
        ("a", "Tea - Green"), ("b", "Tea - Green"), ("b", "Cup"), ("c", "Tea - Black"), ("d", "Cup"),
        vendor=["Leaf", "Leaf", "Clay", "Leaf", "Clay"],
    )  # fmt: skip
    return view({"orders": created, "lines": contents})


def test_an_order_with_several_products_counts_in_each_of_them(small):
    result = small.breakdown("orders", "vendor").set_index("segment")
    assert result.value.to_dict() == {"Leaf": 3, "Clay": 2, None: 1}
    assert small.breakdown("revenue", "product").set_index("segment").value.to_dict() == {
        "Tea - Green": 30, "Cup": 60, "Tea - Black": 30, None: 50,
    }  # fmt: skip


def test_variants_of_a_product_are_one_where_their_names_share_it(small):
    result = small.breakdown("orders", "parent_product").set_index("segment")
    assert result.value.to_dict() == {"Tea": 3, "Cup": 2, None: 1}


def test_a_filter_keeps_the_orders_that_hold_one_of_the_products(small):
    def orders_of(*filters):
        return small.ask(Question(days=None, filters=filters)).reading("orders").value

    assert orders_of(("product", ("Cup",))) == 2
    assert orders_of(("product", ("Cup", "Tea - Green"))) == 3
    assert orders_of(("product", ("Cup", ""))) == 3
    assert orders_of(("vendor", ("Leaf",)), ("product", ("Cup",))) == 1
    assert orders_of(("parent_product", ("Tea",))) == 3


def test_what_is_printed_says_that_the_segments_overlap(small):
    answer = plain_values.report(small, by="vendor")
    assert answer["split"]["overlapping"]
    assert [row["segment"] for row in answer["tables"]["orders_by_vendor"]] == ["Leaf", "Clay", None]
    assert "vendor" not in small.data.dimensions("orders")  # by which a link could be split


@pytest.fixture(scope="module")
def invented():
    """Orders by dice, each with one to three of four products."""
    made, dice = many(5, 900), np.random.default_rng(5)
    contents = [
        (number, str(product))
        for number in made["order_id"].to_pylist()
        for product in dice.choice(["tea", "cup", "pot", "jar"], dice.integers(0, 4), replace=False)
    ]
    return {"orders": made, "lines": lines(*contents)}


SHARES = ("refund_rate", "cancellation_rate", "discount_share", "guest_checkout_rate")


def test_each_segment_is_compared_with_the_orders_without_it(invented):
    """Side by side all come out as one by one, where orders with a product stand against those without."""
    seen = view(invented)
    holding = {number for number, product in zip(*_contents(invented), strict=True) if product == "tea"}
    table = invented["orders"]
    marked = ["with" if number in holding else "without" for number in table["order_id"].to_pylist()]
    place = table.column_names.index("region")
    apart = view({"orders": table.set_column(place, "region", [marked])})
    for key in ("average_order_value", "median_order_value", "repeat_purchase_rate", "days_between_orders",
                "repeat_within_90_days", "typical_basket", *SHARES):  # fmt: skip
        one = seen.breakdown(key, "product").set_index("segment").loc["tea"]
        other = apart.breakdown(key, "region").set_index("segment").loc["with"]
        names = ["value", "low", "high", "n", "difference", "difference_low", "difference_high"]
        assert one[names].to_numpy(float) == pytest.approx(other[names].to_numpy(float), nan_ok=True), key


def test_both_engines_split_by_products_alike(invented):
    pandas = view_of({name: as_pandas(table) for name, table in invented.items()}, Question(days=None))
    for key in ("average_order_value", "refund_rate"):
        one, other = (each.breakdown(key, "product") for each in (view(invented), pandas))
        assert one["value"].to_numpy() == pytest.approx(other["value"].to_numpy())
        assert one["p"].to_numpy() == pytest.approx(other["p"].to_numpy(), nan_ok=True)


def _contents(tables):
    return tables["lines"]["order_id"].to_pylist(), tables["lines"]["product"].to_pylist()
