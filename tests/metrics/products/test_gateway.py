"""With what customers begin, what is bought together beyond chance, and on what a number of days rests."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from engagement.metrics.products.pairs import beyond_chance
from engagement.metrics.products.sold import firm_quartiles
from tests.cases import few
from tests.metrics.orders import order, orders
from tests.metrics.products.test_tables import lines, view


def shop(*groups: tuple[str, int, int]):
    """A shop of customers who began with a product on 1 January, of whom so many came back in February."""
    made, contents, who = [], [], 0
    for product, began, back in groups:
        for place in range(began):
            who += 1
            made.append(order("2025-01-01", who, order_id=f"a{who}"))
            contents.append((f"a{who}", product))
            if place < back:
                made.append(order("2025-02-01", who, order_id=f"b{who}"))
                contents.append((f"b{who}", "other"))
    made.append(order("2025-12-31", who + 1, order_id="last"))
    return view({"orders": orders(*made), "lines": lines(*contents, ("last", "other"))})


def test_a_planted_gateway_is_found_and_twelve_customers_do_not_lead():
    result = shop(("few", 12, 12), ("gateway", 200, 120), ("usual", 200, 60), ("plain", 200, 56))
    frame = result.table("gateway_products").set_index("product")
    assert frame.index[0] == "gateway"
    assert frame.differs.to_dict() == {"gateway": True, "usual": True, "plain": True, "few": False}
    row = frame.loc["gateway"]
    assert (row.began, row.came_back, row.others, row.others_came_back) == (200, 120, 412, 128)
    assert row.share == pytest.approx(0.6)
    assert row.low < 0.6 < row.high


def test_customers_of_less_than_90_days_ago_and_of_nobody_are_not_counted():
    created = orders(
        order("2025-01-01", 1, order_id="a"),
        order("2025-01-01", None, order_id="b"),
        order("2025-12-31", 2, order_id="c"),
    )
    result = view({"orders": created, "lines": lines(("a", "tea"), ("b", "tea"), ("c", "tea"))})
    (row,) = result.table("gateway_products").to_dict("records")
    assert (row["began"], row["came_back"], row["others"]) == (1, 0, 0)
    assert np.isnan(row["share"])
    assert not row["differs"]


def test_a_shop_younger_than_90_days_has_no_products_that_customers_begin_with():
    created = orders(order("2025-01-01", 1, order_id="a"), order("2025-02-01", 2, order_id="b"))
    table = view({"orders": created, "lines": lines(("a", "tea"), ("b", "cup"))}).table("gateway_products")
    assert table.empty


@pytest.mark.parametrize(("shops", "most"), few([(12, 1), (40, 5)], (12, 1)))
def test_products_alike_are_marked_in_at_most_one_of_twenty_shops(shops, most):
    dice, marked = np.random.default_rng(11), 0
    for _ in range(shops):
        groups = ((f"p{n}", 60, int(dice.binomial(60, 0.3))) for n in range(8))
        marked += bool(shop(*groups).table("gateway_products").differs.any())
    assert marked <= most


def test_a_pair_is_beyond_chance_after_all_pairs_that_could_have_been_listed():
    pairs = pd.DataFrame({"lift": [1.3, 1.0, 6.0], "low": [1.04, 1.0, 4.0], "high": [1.63, 1.0, 9.0]})
    assert beyond_chance(pairs, 3).tolist() == [False, False, True]
    assert beyond_chance(pairs.head(1), 1).tolist() == [True]
    assert beyond_chance(pairs.head(1), 100).tolist() == [False]
    assert beyond_chance(pairs.head(0), 0).tolist() == []


@pytest.mark.parametrize("kept", [("IT",), ("IT", "ES")])
def test_pairs_of_few_orders_and_of_most_are_counted_alike(kept):
    made, held = [], []
    for place in range(200):
        country = ("IT", "ES", "ES", "PL", "ES")[place % 5]
        made.append(order("2025-01-01", place + 1, order_id=f"a{place}", country=country))
        held += [(f"a{place}", "tea"), (f"a{place}", "cup" if place % 3 else "pot")]
    seen = view({"orders": orders(*made), "lines": lines(*held)}, filters=(("country", kept),))
    pairs = seen.table("product_pairs").set_index("a").both.to_dict()
    ours = [place for place in range(200) if ("IT", "ES", "ES", "PL", "ES")[place % 5] in kept]
    both = {"cup": sum(place % 3 > 0 for place in ours), "pot": sum(place % 3 == 0 for place in ours)}
    assert pairs == {name: count for name, count in both.items() if count >= 30}


def test_days_that_one_of_the_last_two_buyers_gives_are_no_median():
    # Thirty-eight are known for ten days, and of the two who are known for a year one buys again.
    made = [order("2025-12-20", who, order_id=f"a{who}") for who in range(1, 39)]
    made += [order("2025-01-01", who, order_id=f"a{who}") for who in (39, 40)]
    made.append(order("2025-11-27", 40, order_id="again"))
    made.append(order("2025-12-30", 99, order_id="last"))
    contents = [(f"a{who}", "tea") for who in range(1, 41)] + [("again", "tea"), ("last", "cup")]
    seen = view({"orders": orders(*made), "lines": lines(*contents)})
    frame = seen.table("replenishment").merge(seen.table("replenishment_followed"))
    tea = frame[frame["product"] == "tea"]
    assert (tea.buyers.item(), tea["median"].item(), tea.followed.item()) == (40, 330, 10)
    assert np.isnan(firm_quartiles(tea)["median"].item())
    quartiles = firm_quartiles(tea.assign(followed=330.0))
    assert quartiles["median"].item() == 330


def test_orders_are_counted_by_their_pieces():
    created = orders(*(order("2025-01-01", who, order_id=str(who)) for who in (1, 2, 3, 4)))
    contents = lines(("1", "tea"), ("1", "cup"), ("2", "tea"), ("3", "tea"), ("4", "tea"),
                 quantity=[2, 1, 3, 1, 0])  # fmt: skip
    frame = view({"orders": created, "lines": contents}).table("pieces_per_order")
    assert frame.pieces.tolist() == [1, 3]
    assert frame.orders.tolist() == [1, 2]
    assert frame.share.sum() == pytest.approx(1)
