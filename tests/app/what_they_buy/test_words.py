"""What the page says of its tables, and which rows it draws."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from engagement.app.what_they_buy import (
    bought_again,
    bought_together,
    gateway_products,
    listing,
    pieces_per_order,
)
from engagement.locale.translator import translator

EN, PL = translator("en-GB"), translator("pl")


def began(product, n, share=0.3, *, differs=False):
    return {
        "product": product, "began": n, "came_back": round(n * share), "share": share, "low": share - 0.1,
        "high": share + 0.1, "others": 500, "others_came_back": 150, "estimate": share, "differs": differs,
    }  # fmt: skip


def replenished(*days, buyers=40):
    rows = [{"product": f"p{at}", "buyers": buyers, "p25": d, "median": np.nan if d is None else d * 2,
             "p75": np.nan, "followed": 400.0} for at, d in enumerate(days)]  # fmt: skip
    return pd.DataFrame(rows).astype({"p25": float})


def test_products_are_found_by_words_in_any_order_without_accents_and_case():
    frame = pd.DataFrame({"product": ["Café filter - Large", "Tea", "Large café cup"]})
    assert listing.searched(frame, "LARGE cafe")["product"].tolist() == [
        frame["product"][0],
        "Large café cup",
    ]
    assert len(listing.searched(frame, "  ")) == 3
    assert listing.searched(frame, "(").shape[0] == 3


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((1, 1, False), "1 product"),
        ((24, 24, False), "24 products"),
        ((24, 0, True), "Found: 0 of 24 products"),
        ((3800, 3800, False),
         "Found: 3,800 of 3,800 products. Shown: the 500 with the most revenue; the files have all."),
    ],
)  # fmt: skip
def test_it_is_said_how_many_products_there_are_and_how_many_are_shown(numbers, expected):
    assert EN.t(listing.counted(*numbers)) == expected


def test_a_product_that_differs_is_drawn_wherever_it_stands_and_few_customers_come_last():
    frame = pd.DataFrame([began(f"p{n}", 100) for n in range(30)])
    frame.loc[29, "differs"] = True
    drawn = gateway_products.drawn_of(frame)["product"].tolist()
    assert drawn[-1] == "p29"
    assert len(drawn) == 13
    few = pd.DataFrame([began("few", 12, 0.9), began("many", 100)])
    assert gateway_products.drawn_of(few)["product"].tolist() == ["many", "few"]


def test_what_customers_begin_with_is_said_only_beyond_chance():
    one, none, some = (
        [EN.t(part) for part in gateway_products.conclusions(pd.DataFrame(rows))]
        for rows in (
            [began("few", 12)],
            [began("a", 100), began("b", 100)],
            [began("<b>a</b>", 100, 0.5, differs=True), began("b", 100)],
        )
    )
    assert one == ["No product has been in the first order of 30 customers 90 days ago or more yet."]
    assert "None of the 2 products" in none[0]
    assert some[0].startswith("<b>a</b>: 50% of those who begin with it")
    assert some[-1].endswith("not proof of a cause.")


def test_pairs_are_named_only_beyond_chance_and_those_that_were_looked_at_are_counted():
    frame = pd.DataFrame({"a": ["x"], "b": ["y"], "lift": [2.0], "low": [1.5], "high": [2.7]})
    listed = [EN.t(part) for part in bought_together.conclusions(frame.assign(differs=True), 45)]
    assert listed[0] == "x + y: together 2.0 times as often as by chance (1.5 to 2.7)."
    assert listed[1] == "Pairs that were looked at: 45; in 30 orders or more together: 1."
    apart = frame.assign(lift=0.5, differs=True)
    assert EN.t(bought_together.conclusions(apart, 45)[2]) == "Less often together than by chance: 1."
    assert "No pair is bought together" in EN.t(
        bought_together.conclusions(frame.assign(differs=False), 45)[1]
    )
    assert len(bought_together.conclusions(frame.head(0).assign(differs=False), 0)) == 1


def test_products_without_days_are_counted_and_not_drawn():
    frame = replenished(30.0, None, 10.0)
    assert [row.name for row in bought_again.drawn_of(frame)] == ["p2", "p0"]
    assert EN.t(bought_again.conclusions(frame)[0]).endswith(
        "Bought again by half of them: 2. By fewer, so without a median: 1."
    )
    assert "None" not in EN.t(bought_again.conclusions(replenished(None))[0])
    assert EN.t(bought_again.conclusions(replenished(None, None))[0]).startswith("Of none of the 2 products")
    assert EN.t(bought_again.conclusions(replenished(None, buyers=3))[0]) == "No product has 10 buyers yet."


def test_large_orders_are_one_row_and_each_row_is_named_in_its_number():
    frame = pd.DataFrame({"pieces": [1, 2, 3, 50], "orders": [700, 296, 3, 1]})
    frame["share"] = frame["orders"] / 1000
    drawn = pieces_per_order.as_breakdown(frame, PL)
    assert drawn["segment"].tolist() == ["1 sztuka", "2 sztuki lub więcej"]
    assert drawn["n"].tolist() == [700, 300]
    many = pd.DataFrame({"pieces": range(1, 21), "orders": [10] * 20, "share": [0.05] * 20})
    assert pieces_per_order.as_breakdown(many, EN)["segment"].tolist()[-1] == "10 pieces or more"
    assert EN.t(pieces_per_order.conclusion(many)) == (
        "Pieces in an order: median 10, mean 10.50; 5% of orders hold a single one."
    )
