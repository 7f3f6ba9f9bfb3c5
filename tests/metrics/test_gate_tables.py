"""Intervals and marks of tables, simulated by the rules that make them: what holds, and what cries falsely.

Shops are small, people differ, and days do: whoever writes writes again, new customers come in bursts,
customers buy what they have bought.
"""

# ruff: noqa: T201 - a gate prints its table
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

from engagement import tables
from engagement.metrics.channels.weeks_joined import LAGS
from engagement.metrics.joined.family import PromoterSpendRatio
from engagement.metrics.joined.spend_afterwards import Respondents
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.statistics.counts import dispersion_of_days, poisson
from engagement.statistics.means import difference_by_cluster, means_of_groups
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import newcombe
from engagement.statistics.series.lagged import innovations, lagged_correlations
from tests.metrics.invented import day

if TYPE_CHECKING:
    from collections.abc import Callable

    Dice = np.random.Generator

SHOPS = 1_500
WHOLE_SHOPS = 250


def share(name: str, covered: list[bool] | np.ndarray) -> float:
    found = float(np.mean(covered))
    print(f"\n{name}: held in {found:.1%} of {len(covered)}", end="")
    return found


# The pull of a topic on the score


def comments(dice: Dice, people: int, topic: float, many: float):
    """Return scores, which of them came with the topic, and whose they are."""
    each = 1 + dice.negative_binomial(many, 0.5, people) if many else np.ones(people, dtype=int)
    who = np.repeat(np.arange(people), each)
    there = dice.random(who.size) < dice.beta(topic / 2, (1 - topic) / 2, people)[who]
    score = 7.5 + dice.normal(0, 1.5, people)[who] - there + dice.normal(0, 1, who.size)
    return np.clip(np.round(score), 0, 10), there, who


@pytest.mark.gate
@pytest.mark.parametrize(
    ("people", "topic", "many"),
    [(60, 0.25, 0), (60, 0.25, 0.5), (150, 0.1, 0.5), (150, 0.25, 2), (40, 0.3, 2)],
)
def test_the_pull_of_a_topic_holds_the_truth(people, topic, many):
    score, there, _ = comments(np.random.default_rng(99), 400_000, topic, many)
    truth, dice, covered = score[there].mean() - score[~there].mean(), np.random.default_rng(5), []
    for _ in range(SHOPS):
        score, there, who = comments(dice, people, topic, many)
        if min(there.sum(), (~there).sum()) >= 10:
            found = difference_by_cluster(score, there, who)
            covered.append(found.low <= truth <= found.high)
    assert 0.93 <= share(f"pull, {people} people, topic {topic}, {many} more each", covered) <= 0.97


# What a new customer costs


@pytest.mark.gate
@pytest.mark.parametrize(
    ("days", "last", "mean", "bursts"),
    [(30, 30, 2, 1), (30, 30, 2, 2), (90, 30, 5, 3), (84, 7, 10, 3), (360, 30, 4, 2), (14, 14, 6, 2)],
)
def test_the_cost_of_a_new_customer_holds_the_truth(days, last, mean, bursts):
    dice, covered = np.random.default_rng(1), []
    expected = mean * np.where(np.arange(days) % 7 > 4, 1.15, 0.94)
    for _ in range(SHOPS):
        new = (
            dice.poisson(expected)
            if bursts == 1
            else dice.negative_binomial(expected / (bursts - 1), 1 / bursts)
        )
        count, truth = float(new[-last:].sum()), expected[-last:].sum()
        if count >= 30:
            found = poisson(count, 1.0, dispersion=dispersion_of_days(new.astype(float)))
            covered.append(found.low <= truth <= found.high)
    # Where all days are by chance alone, a few look burstier, and the exact limits are wider than they say.
    case = f"cost per new customer, {last} of {days} days, {mean} a day, bursts {bursts}"
    assert 0.93 <= share(case, covered) <= (0.985 if bursts == 1 else 0.97)


# Historic lifetime value, and the spend of promoters


def spends(dice: Dice, people: int, sigma: float, many: float) -> np.ndarray:
    each = 1 + dice.negative_binomial(many, many / (many + 1.0), people)
    who = np.repeat(np.arange(people), each)
    money = np.exp(sigma * np.sqrt(0.5) * (dice.normal(0, 1, people)[who] + dice.normal(0, 1, who.size)))
    return np.bincount(who, money, people)


@pytest.mark.gate
@pytest.mark.parametrize(("sigma", "many"), [(0.8, 1.0), (1.2, 0.4)])
@pytest.mark.parametrize("people", [10, 20, 30, 100, 300, 1000])
def test_the_historic_value_holds_the_truth(people, sigma, many):
    dice, truth, covered = np.random.default_rng(6), 2 * np.exp(sigma**2 / 2), []
    for _ in range(2 * SHOPS):
        found = means_of_groups(spends(dice, people, sigma, many), np.zeros(people, dtype=np.int64), 1)
        covered.append(bool(found.low[0] <= truth <= found.high[0]))
    assert 0.93 <= share(f"lifetime value, {people} people, sigma {sigma}", covered) <= 0.975


@pytest.mark.gate
@pytest.mark.parametrize(("back", "people"), [(0.3, 80), (0.3, 150), (0.6, 50), (0.6, 150)])
def test_the_spend_of_promoters_holds_the_truth(back, people):
    """Most order nothing in the days that follow, and who does spends lognormally."""
    dice, covered = np.random.default_rng(7), []
    everybody = np.ones(2 * people, dtype=bool)
    place = np.zeros(2 * people, dtype=np.int64)
    for _ in range(WHOLE_SHOPS * 2):
        spend = (dice.random((2, people)) < back) * dice.lognormal(3, 0.8, (2, people))
        score = np.repeat([10.0, 3.0], people)
        respondents = Respondents(
            (None,), score, (spend * [[1.3], [1]]).ravel(), everybody, everybody, place, place
        )
        found = PromoterSpendRatio().estimate(respondents)
        if found.also["enough"][0]:
            covered.append(bool(found.low[0] <= 1.3 <= found.high[0]))
    assert 0.92 <= share(f"promoter spend ratio, {people} a side, {back:.0%} order again", covered) <= 0.98


# Bought together


def habits(dice: Dice, people: int, many: float, lean: float):
    """Return whose each order is, and whether it holds the one product and the other."""
    who = np.repeat(np.arange(people), 1 + dice.negative_binomial(many, 0.3, people))
    shares = 1 / (1 + np.exp(1.2 - lean * dice.normal(0, 1, (2, people))))
    return who, dice.random((2, who.size)) < shares[:, who]


def as_shop(who: np.ndarray, covered: np.ndarray) -> dict[str, pa.Table]:
    size = who.size
    number = np.asarray([str(i) for i in range(size)], dtype=object)
    on = np.full(size, day("2025-01-01"))
    sold = {
        "order_id": number, "customer_key": who + 1, "day": on, "source": ["test"] * size,
        "instant": on.astype("datetime64[D]").astype("datetime64[us]"), "gross": np.full(size, 1000),
        "refunded": np.zeros(size, dtype=int), "currency": ["EUR"] * size, "status": ["paid"] * size,
        "counts": np.ones(size, dtype=bool), "line": np.arange(size),
    }  # fmt: skip
    order = np.concatenate((np.arange(size), *(np.flatnonzero(of) for of in covered)))
    product = np.repeat(["rest", "a", "b"], [size, *(int(of.sum()) for of in covered)])
    lines = {
        "order_id": number[order], "source": ["test"] * order.size, "position": np.arange(order.size),
        "day": np.full(order.size, on[0]), "product": product, "quantity": np.ones(order.size, dtype=int),
        "price": np.full(order.size, 500), "currency": ["EUR"] * order.size, "line": np.arange(order.size),
    }  # fmt: skip
    return {name: tables.conform(name, pa.table(rows)) for name, rows in (("orders", sold), ("lines", lines))}


@pytest.mark.gate
@pytest.mark.parametrize(("people", "many", "lean"), [(600, 0.5, 0.0), (300, 1.0, 1.5), (600, 3.0, 1.5)])
def test_the_lift_of_a_pair_holds_chance_where_customers_have_habits(people, many, lean):
    dice, covered = np.random.default_rng(11), []
    for _ in range(WHOLE_SHOPS):
        shop = as_shop(*habits(dice, people, many, lean))
        pairs = view_of(shop, Question(days=None)).table("product_pairs").set_index(["a", "b"])
        if ("a", "b") in pairs.index:
            row = pairs.loc[("a", "b")]
            covered.append(bool(row.low <= 1 <= row.high))
    assert 0.92 <= share(f"lift, {people} customers, habits {lean}", covered) <= 0.98


# What cries falsely


def cries(name: str, one_shop: Callable[[], bool], times: int) -> float:
    found = sum(one_shop() for _ in range(times)) / times
    print(f"\n{name}: {found:.1%} of {times} cry", end="")
    return found


@pytest.mark.gate
@pytest.mark.parametrize(("weeks", "memory"), [(104, 0.0), (104, 0.6), (156, 0.4), (110, 0.8)])
def test_weeks_that_have_nothing_to_do_with_each_other_are_seldom_called_related(weeks, memory):
    dice = np.random.default_rng(12)
    season = np.arange(weeks + 30) % 52

    def counts(level: float) -> np.ndarray:
        noise, state = dice.normal(0, 0.15, weeks + 30), np.zeros(weeks + 30)
        for i in range(1, weeks + 30):
            state[i] = memory * state[i - 1] + noise[i]
        trend = 0.4 * np.sin(2 * np.pi * season / 52) + 0.002 * np.arange(weeks + 30)
        return dice.poisson(level * np.exp(state + trend))[30:]

    def one_shop() -> bool:
        orders = innovations(counts(60), season[30:])
        channels = (innovations(counts(level), season[30:]) for level in (5, 80, 3000, 800, 40))
        p = [at.p for channel in channels for at in lagged_correlations(channel, orders, LAGS)]
        return bool(np.nanmin(holm(np.asarray(p))) < 0.05)

    assert cries(f"weeks side by side, {weeks} weeks, memory {memory}", one_shop, 300) <= 0.05


@pytest.mark.gate
@pytest.mark.parametrize(("people", "products"), [(300, 8), (1000, 30), (3000, 60)])
def test_products_of_which_none_is_a_gateway_are_seldom_called_one(people, products):
    dice = np.random.default_rng(13)
    weight = 1 / np.arange(1, products + 1)

    def one_shop() -> bool:
        first = dice.choice(products, people, p=weight / weight.sum())
        back = dice.random(people) < 0.2
        began, came = (np.bincount(of, minlength=products).astype(float) for of in (first, first[back]))
        told = (began >= 30) & (people - began >= 30)
        apart = newcombe(came[told], began[told], back.sum() - came[told], people - began[told])
        return bool(told.any() and np.nanmin(holm(apart.p)) < 0.05)

    assert cries(f"gateway products, {people} customers, {products} products", one_shop, 1_000) <= 0.06
