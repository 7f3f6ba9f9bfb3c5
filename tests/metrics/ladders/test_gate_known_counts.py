"""Ladders of customers whose shares are known: the intervals hold them in 93 to 97 of 100."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from engagement.metrics.model import Question
from engagement.metrics.purchases.scans.histories import Histories
from engagement.metrics.retention.order_steps import order_ladder_of
from engagement.metrics.views.owners import view_of
from engagement.statistics.proportions import wilson
from tests.metrics.invented import members, responses
from tests.metrics.orders import order, orders

#: Of those who have ordered so often so many order again within a year.
AGAIN = (0.35, 0.5, 0.6, 0.65)
PEOPLE = 300
LEVELS = {"none": 0.4, "low": 0.25, "medium": 0.2, "high": 0.1, "very_high": 0.05}


def ladder(dice: np.random.Generator) -> Histories:
    """Return customers who order again with a share that hangs on how often they have, or never."""
    went = dice.random((PEOPLE, len(AGAIN))) < AGAIN
    orders = 1 + np.cumprod(went, axis=1).sum(axis=1)
    start = np.concatenate(([0], np.cumsum(orders)))
    waits = dice.integers(1, 300, int(start[-1]))
    waits[start[:-1]] = dice.integers(0, 300, PEOPLE)
    summed = np.cumsum(waits)
    person = np.repeat(np.arange(PEOPLE), orders)
    day = summed - (summed[start[:-1]] - waits[start[:-1]])[person]
    nothing = np.zeros(day.size, dtype=np.int64)
    keys = np.arange(1, PEOPLE + 1)
    return Histories(keys, start, day.astype(np.int32), nothing, np.ones(day.size, dtype=bool), 3000)


@pytest.mark.gate
def test_each_step_of_the_order_ladder_holds_its_share():
    dice, found = np.random.default_rng(3), []
    for _ in range(2000):
        rows = order_ladder_of(ladder(dice)).head(len(AGAIN))
        found.append(
            [
                row["low"] <= expected <= row["high"]
                for expected, row in zip(AGAIN, rows.to_dict("records"), strict=True)
            ]
        )
    coverage = np.mean(found, axis=0)
    print("order ladder, steps 1 to 4:", coverage)  # noqa: T201 - a gate prints its table
    assert ((coverage >= 0.93) & (coverage <= 0.97)).all()


def taking_part(level: np.ndarray):
    """Return a shop whose customers stand on these levels: they join, answer, write, bring others in."""
    sold = [order("2025-01-01", who + 1, 10) for who in range(PEOPLE)]
    joined, answered = [], []
    for who, at in enumerate(level.tolist()):
        if at in {1, 4}:
            joined.append({"customer_key": who + 1, "on": "2025-01-01", "referrals": int(at == 4)})
        if at in {2, 3}:
            same = {"customer_key": who + 1, "on": "2025-01-01", "response_id": f"r{who}"}
            answered.append(same | {"score": 9.0})
            if at == 3:
                answered.append(same | {"kind": "comment", "question": "Why?", "comment": "fine lamp"})
    return {"orders": orders(*sold), "members": members(*joined), "responses": responses(*answered)}


def test_each_level_of_taking_part_is_counted_with_wilsons_limits():
    level = np.random.default_rng(5).choice(len(LEVELS), PEOPLE, p=list(LEVELS.values()))
    rows = view_of(taking_part(level), Question(days=None)).table("engagement_levels").set_index("key")
    for place, key in enumerate(LEVELS):
        count = int(np.count_nonzero(level == place))
        assert (rows.customers[key], rows.n[key]) == (count, PEOPLE)
        expected = wilson(float(count), float(PEOPLE))
        assert (rows.value[key], rows.low[key], rows.high[key]) == pytest.approx(expected[:3])


@pytest.mark.parametrize("share", LEVELS.values())
def test_those_limits_hold_the_share_of_a_level_in_93_to_97_of_100(share):
    counts = np.arange(PEOPLE + 1)
    _, low, high, *_ = wilson(counts.astype(float), np.full(counts.size, float(PEOPLE)))
    coverage = binom.pmf(counts, PEOPLE, share)[(low <= share) & (share <= high)].sum()
    assert 0.93 <= coverage <= 0.97
