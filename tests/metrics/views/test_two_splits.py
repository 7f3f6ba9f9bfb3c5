"""A metric by two splits at once: each pair is what a filter on both gives, and the pairs add up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from engagement import tables
from engagement.metrics.model import Question, pair_of, sides_of
from engagement.metrics.views.owners import view_of
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import newcombe
from tests.metrics.orders import many, order
from tests.metrics.orders import orders as orders_of

TABLE = many(8, count=1500, customers=500)
PAIR = pair_of("country", "discount_code")


def view(**fields):
    return view_of({"orders": TABLE}, Question(days=None, currency="EUR", **fields))


@pytest.mark.parametrize("key", ["orders", "revenue", "cancellation_rate"])
def test_a_pair_of_orders_has_the_value_that_a_filter_on_both_gives(key):
    result = view().breakdown(key, PAIR).set_index("segment")["value"]
    assert {sides_of(pair) for pair in result.index} == {
        (country, code) for country in ("IT", "ES", "PL", None) for code in ("HELLO", None)
    }
    for pair, value in result.items():
        country, code = (side or "" for side in sides_of(pair))
        filtered = view(filters=(("country", (country,)), ("discount_code", (code,))))
        assert value == pytest.approx(filtered.reading(key).value), pair


def test_pairs_of_customers_add_up_to_all_of_them():
    seen = view()
    assert seen.breakdown("repeat_purchase_rate", PAIR)["n"].sum() == seen.reading("customers").value


@pytest.fixture(scope="module")
def shop():
    dice = np.random.default_rng(1)
    baskets = [("mug",), ("jug",), ("mug", "jug"), ("tea",), ()]
    orders = [
        order(
            f"2025-{dice.integers(1, 7):02}-{dice.integers(1, 28):02}", int(dice.integers(400)), 10 + n % 7,
            order_id=f"o{n}", country=("IT", "ES")[dice.integers(2)],
        )
        for n in range(700)
    ]  # fmt: skip
    lines = [
        {"source": "test", "order_id": o["order_id"], "position": at, "day": o["day"], "product": name,
         "quantity": 1, "price": 100, "currency": "EUR", "line": n + 2}
        for n, o in enumerate(orders) for at, name in enumerate(baskets[n % 5], 1)
    ]  # fmt: skip
    created = pa.table({name: [line[name] for line in lines] for name in lines[0]})
    return view_of(
        {"orders": orders_of(*orders), "lines": tables.conform("lines", created)}, Question(days=None)
    )


@pytest.mark.parametrize("pair", [("product", "country"), ("country", "product")])
@pytest.mark.parametrize("key", ["orders", "average_order_value"])
def test_a_product_beside_a_country_has_the_value_of_a_filter_on_both(shop, pair, key):
    result = shop.breakdown(key, pair_of(*pair)).set_index("segment")["value"]
    assert len(result) == 8
    for segment, value in result.items():
        sides = zip(pair, (side or "" for side in sides_of(segment)), strict=True)
        filtered = shop.ask(replace(shop.question, filters=tuple((by, (side,)) for by, side in sides)))
        assert value == pytest.approx(filtered.reading(key).value), segment


def test_a_product_beside_a_country_is_compared_with_all_orders_that_are_not_of_both(shop):
    breakdown = shop.breakdown("repeat_purchase_rate", pair_of("product", "country"))
    compared = breakdown[breakdown["p"].notna()]
    assert len(compared) > 2
    whole = shop.reading("repeat_purchase_rate")
    row = compared.iloc[0]
    rest = (whole.numerator - row.numerator, whole.denominator - row.denominator)
    assert row.difference == pytest.approx(row.value - rest[0] / rest[1])
    own = [
        newcombe(
            each.numerator,
            each.denominator,
            whole.numerator - each.numerator,
            whole.denominator - each.denominator,
        ).p
        for each in compared.itertuples()
    ]
    assert compared["p"].tolist() == pytest.approx(holm(np.asarray(own)).tolist())


def test_two_of_what_an_order_holds_several_of_are_no_pair(shop):
    assert shop.has_pair("orders", "product", "country")
    assert not shop.has_pair("orders", "product", "product")
    assert not shop.has_pair("orders", "product", "currency")


def test_customers_in_two_splits_at_once_are_those_of_both_parts(shop):
    both = shop.table_by("second_orders", pair_of("country", "first_product"))
    ninety = both[both["days"] == 90].set_index("segment")["customers"]
    filtered = shop.table_by("second_orders", "first_product")
    ninety_of_all = filtered[filtered["days"] == 90].set_index("segment")["customers"]
    assert ninety[pair_of("IT", "mug")] + ninety[pair_of("ES", "mug")] == ninety_of_all["mug"]


def test_pairs_are_compared_with_all_others_and_corrected_for_all_that_were():
    breakdown = view().breakdown("repeat_purchase_rate", PAIR)
    k, n = breakdown["numerator"].sum(), breakdown["denominator"].sum()
    compared = breakdown[breakdown["p"].notna()]
    assert len(compared) > 1
    own = [
        newcombe(row.numerator, row.denominator, k - row.numerator, n - row.denominator).p
        for row in compared.itertuples()
    ]
    assert compared["p"].tolist() == pytest.approx(holm(np.asarray(own)).tolist())
