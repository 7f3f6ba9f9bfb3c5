"""Members against others where the effect of joining is known, with and without self-selection."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.channels.members_compared import Sides, gap

EFFECT = 1.12
PEOPLE = 500
SHOPS = 2000


def joined(dice: np.random.Generator, *, selected: bool, people: int = PEOPLE) -> Sides:
    """Return orders and money before and after joining; the `selected` join because they spend much."""
    leaning = dice.normal(0, 0.5, people)
    joins = dice.random(people) < (1 / (1 + np.exp(-2.5 * leaning)) if selected else 0.5)
    orders = 1 + dice.poisson(2.0, (2, people))
    orders[0] *= joins
    money = np.zeros((2, people))
    for side, effect in ((0, EFFECT), (1, 1.0)):
        who = np.repeat(np.arange(people), orders[side])
        each = effect * np.exp(3 + leaning[who] + dice.normal(0, 0.5, who.size))
        money[side] = np.bincount(who, each, people)
    n = orders.astype(np.float64)
    return Sides((n[0], n[1]), (money[0], money[1]), joins)


def coverage(way: str, *, selected: bool, shops: int = SHOPS) -> float:
    """Return in which share of so many shops the interval holds the effect."""
    dice = np.random.default_rng(7)
    ends = [gap(joined(dice, selected=selected), way, 1.0)[3:5] for _ in range(shops)]
    return float(np.mean([low <= EFFECT <= high for low, high in ends]))


def test_by_lot_all_ways_are_near_the_effect_and_with_selection_only_before_and_after_is():
    dice = np.random.default_rng(1)
    by_lot, self_selected = (joined(dice, selected=of, people=20_000) for of in (False, True))
    assert gap(by_lot, "at_the_time", 1.0)[2] == pytest.approx(EFFECT, rel=0.03)
    assert gap(self_selected, "before_and_after", 1.0)[2] == pytest.approx(EFFECT, rel=0.03)
    assert gap(self_selected, "at_the_time", 1.0)[2] > 1.2


@pytest.mark.gate
@pytest.mark.parametrize(
    ("way", "selected"), [("at_the_time", False), ("before_and_after", False), ("before_and_after", True)]
)
def test_the_interval_holds_the_effect_of_joining_in_93_to_97_of_100(way, selected):
    result = coverage(way, selected=selected)
    print(f"{way}, selected {selected}: held in {result:.1%}")  # noqa: T201 - a gate prints its table
    assert 0.93 <= result <= 0.97


@pytest.mark.gate
def test_who_joins_for_buying_much_is_taken_for_an_effect_without_before_and_after():
    assert coverage("at_the_time", selected=True) < 0.5
