"""Limits of a lift with customers as units: against a plain loop, and in how many shops they hold."""

# ruff: noqa: T201 - a gate prints its table
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from engagement.metrics.model import Question
from engagement.metrics.products.pair_habits import FEWEST_TOGETHER
from engagement.metrics.products.pairs import beyond_chance
from engagement.metrics.views.owners import view_of
from engagement.statistics.clusters import PairSums, habits_of_pairs, lift_of_pairs
from tests.metrics.orders import order, orders
from tests.metrics.plain_tables import lift_by_customer
from tests.metrics.products.test_tables import lines

if TYPE_CHECKING:
    import pyarrow as pa


def sold(keys: list[int | None], country: list[str] | None = None) -> pa.Table:
    """Orders of one day, an order each of these customers."""
    return orders(
        *(
            order("2025-01-01", key, order_id=str(i), line=i + 2, country=country[i] if country else "IT")
            for i, key in enumerate(keys)
        )
    )


def found(tables: dict[str, pa.Table], **asked) -> pd.DataFrame:
    return view_of(tables, Question(days=None, **asked)).table("product_pairs").set_index(["a", "b"])


def shop(seed: int = 3, *, nobody: float = 0.1):
    """A shop of four products with habits: its tables, whose orders they are, what each holds, where."""
    dice = np.random.default_rng(seed)
    who = np.repeat(np.arange(150), 1 + dice.negative_binomial(1, 0.3, 150))
    shares = 1 / (1 + np.exp(0.8 - dice.normal(0, 1.5, (4, 150))))
    held = dice.random((4, who.size)) < shares[:, who]
    held[0, ~held.any(axis=0)] = True
    named = dice.random(who.size) >= nobody
    country = np.where(dice.random(who.size) < 0.6, "IT", "ES")
    keys = [int(key) if is_named else None for key, is_named in zip(who, named, strict=True)]
    number, product = np.nonzero(held.T)
    table = lines(*((str(i), "pqrs"[j]) for i, j in zip(number, product, strict=True)))
    whose = np.where(named, who, 1_000 + np.arange(who.size))
    return {"orders": sold(keys, country.tolist()), "lines": table}, whose, held, country


def test_the_limits_of_a_lift_are_those_of_a_plain_loop_over_customers():
    tables, who, held, _ = shop()
    pairs = found(tables)
    assert len(pairs) == 6
    for (a, b), row in pairs.iterrows():
        expected = lift_by_customer(who, held["pqrs".index(a)], held["pqrs".index(b)])
        assert (row.lift, row.low, row.high) == pytest.approx(expected, rel=1e-9)


def test_a_filter_takes_habits_from_all_orders_as_far_as_customers_order_as_often():
    tables, who, held, country = shop()

    for value in ("IT", "ES"):
        kept = country == value
        for (a, b), row in found(tables, filters=(("country", (value,)),)).iterrows():
            one, other = (held["pqrs".index(name)] for name in (a, b))
            assert row.both == (one & other & kept).sum()
            lift, low, high = lift_by_customer(who[kept], one[kept], other[kept])
            _, alone_low, alone_high = lift_by_customer(np.arange(kept.sum()), one[kept], other[kept])
            width = np.log(row.high / row.low)
            assert row.lift == pytest.approx(lift)
            assert width == pytest.approx(np.log(high / low), rel=0.15)
            assert width > np.log(alone_high / alone_low) - 1e-9


def test_customers_who_order_once_and_orders_of_nobody_are_as_many_units():
    dice = np.random.default_rng(8)
    held = dice.random((2, 400)) < 0.4
    held[0, ~held.any(axis=0)] = True
    table = lines(*((str(i), "ab"[j]) for j in (0, 1) for i in np.flatnonzero(held[j])))
    both, a, b = (held[0] & held[1]).sum(), held[0].sum(), held[1].sum()
    spread = 1.959963984540054 * np.sqrt(1 / both - 1 / a - 1 / b + 2 * both / (a * b) - 1 / 400)
    limits = both * 400 / (a * b) * np.exp(np.array([-spread, spread]))
    for keys in ([None] * 400, list(range(400))):
        (row,) = found({"orders": sold(keys), "lines": table}).to_dict("records")
        assert (row["low"], row["high"]) == pytest.approx(tuple(limits), rel=1e-9)


def test_a_pair_of_a_single_customer_has_no_limits():
    table = lines(*((str(i), "ab"[j]) for i in range(40) for j in (0, 1)))
    (row,) = found({"orders": sold([7] * 40), "lines": table}).to_dict("records")
    assert (row["both"], row["lift"]) == (40, 1.0)
    assert np.isnan([row["low"], row["high"]]).all()


# In how many shops the limits hold the lift


def leaning(dice, people, many_orders, lean, base=1.2, *, alike=False):
    """Customers lean to each of two products, or to both alike."""
    who = np.repeat(np.arange(people), 1 + dice.negative_binomial(many_orders, 0.3, people))
    lean_to = lean * dice.normal(0, 1, (1 if alike else 2, people)) * np.ones((2, 1))
    return who, dice.random((2, who.size)) < 1 / (1 + np.exp(base - lean_to))[:, who]


def lovers(dice, people, many_orders, share, again, rest=0.1):
    """A share of the customers buys both in so many of their orders; else, and others, by chance."""
    who = np.repeat(np.arange(people), 1 + dice.negative_binomial(many_orders, 0.3, people))
    pair = (dice.random(people) < share)[who] & (dice.random(who.size) < again)
    return who, (dice.random((2, who.size)) < rest) | pair


SHOPS = {
    "no habits": (leaning, (300, 3, 0.0)),
    "leaning to each": (leaning, (300, 1, 1.5)),
    "leaning, many orders": (leaning, (600, 3, 1.5)),
    "leaning to rare products": (leaning, (600, 3, 1.5, 3.0)),
    "leaning, some 20 orders each": (leaning, (200, 8, 1.5)),
    "leaning to both": (lambda *given: leaning(*given, alike=True), (600, 3, 1.5)),
    "a tenth, in half of their orders": (lovers, (400, 1, 0.1, 0.5)),
    "one in twenty, nearly always": (lovers, (400, 1, 0.05, 0.9)),
    "one in thirty of many orders": (lovers, (400, 3, 0.03, 0.9)),
    "one in fifty of many orders": (lovers, (400, 3, 0.02, 0.95)),
}


def sums(who: np.ndarray, held: np.ndarray) -> list[float]:
    counts = np.column_stack((np.ones(who.size), *held, held[0] & held[1]))
    m, a, b, x = (np.bincount(who, each) for each in counts.T)
    products = (m * m, a * a, b * b, x * x, a * m, b * m, x * m, x * a, x * b, a * b)
    return [m.size, *(each.sum() for each in (m, a, b, x, *products))]


def held_of_100(name: str, shops: int) -> tuple[float, float]:
    """Return in how many of 100 shops the limits hold the lift, and those of independent orders do."""
    make, given = SHOPS[name]
    _, all_held = make(np.random.default_rng(99), 300_000, *given[1:])
    truth = (all_held[0] & all_held[1]).mean() / all_held.mean(axis=1).prod()
    dice = np.random.default_rng(20_261_130)
    rows = np.array([sums(*make(dice, *given)) for _ in range(shops)]).T
    rows = rows[:, rows[4] >= FEWEST_TOGETHER]
    m, a, b, both = rows[1:5]
    result = lift_of_pairs(both, a, b, m, habits_of_pairs(PairSums(*rows)))
    alone = np.sqrt(1 / both - 1 / a - 1 / b + 2 * both / (a * b) - 1 / m)
    as_alone = abs(np.log(result.value / truth)) <= 1.96 * alone
    covered = (result.low <= truth) & (truth <= result.high)
    return 100 * float(covered.mean()), 100 * float(as_alone.mean())


@pytest.mark.parametrize("name", ["leaning to each", "one in thirty of many orders"])
def test_the_limits_hold_about_what_they_say_where_customers_have_habits(name):
    covered, as_alone = held_of_100(name, 300)
    assert 91 <= covered <= 99
    assert as_alone < covered


@pytest.mark.gate
@pytest.mark.parametrize("name", SHOPS)
def test_the_limits_hold_93_to_97_of_100_shops_where_customers_have_habits(name):
    covered, as_alone = held_of_100(name, 2_000)
    print(f"\nlift, {name}: held in {covered:.1f} of 100; of orders as independent {as_alone:.1f}", end="")
    assert 92.5 <= covered <= 97.5


@pytest.mark.gate
@pytest.mark.parametrize(
    ("people", "many_orders", "lean"), [(300, 1, 1.5), (150, 3, 1.0), (2_000, 0.01, 0.0)]
)
def test_products_of_which_none_belong_together_are_seldom_called_a_pair(people, many_orders, lean):
    dice, products, shops, cries = np.random.default_rng(5), 20, 300, 0
    for _ in range(shops):
        who = np.repeat(np.arange(people), 1 + dice.negative_binomial(many_orders, 0.3, people))
        held = (
            dice.random((products, who.size))
            < 1 / (1 + np.exp(2 - lean * dice.normal(0, 1, (products, people))))[:, who]
        )
        pairs = [
            sums(who, held[[i, j]]) for i in range(products) for j in range(i)
            if (held[i] & held[j]).sum() >= FEWEST_TOGETHER
        ]  # fmt: skip
        if pairs:
            rows = np.array(pairs).T
            limits = lift_of_pairs(rows[4], rows[2], rows[3], rows[1], habits_of_pairs(PairSums(*rows)))
            frame = pd.DataFrame({"lift": limits.value, "low": limits.low, "high": limits.high})
            cries += beyond_chance(frame, products * (products - 1) // 2).any()
    print(f"\nproducts that do not belong together: {cries / shops:.1%} of {shops} shops cry", end="")
    assert cries / shops <= 0.075
