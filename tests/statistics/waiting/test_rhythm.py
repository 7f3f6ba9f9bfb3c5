from __future__ import annotations

import numpy as np
import pytest

from engagement.statistics.waiting.rhythm import longest_usual_gap

PEOPLE = 3000


def shop(dice, kind: str, count: np.ndarray):
    """Gaps of people with means of their own, and one more gap of each that nobody has seen."""
    usual_gap = np.exp(dice.normal(3, 0.8, count.size))
    person = np.repeat(np.arange(count.size), count)
    draw = {
        "lognormal": lambda size: np.exp(dice.normal(0, 0.7, size)),
        "exponential": dice.exponential,
        "regular": lambda size: dice.gamma(9, 1 / 9, size),
    }[kind]
    take = draw if kind != "exponential" else lambda size: dice.exponential(1, size)
    return take(person.size) * usual_gap[person], person, take(count.size) * usual_gap


@pytest.mark.parametrize("kind", ["lognormal", "exponential", "regular"])
@pytest.mark.parametrize("threshold", [0.75, 0.9])
def test_the_next_gap_is_longer_as_often_as_is_said(kind, threshold):
    dice = np.random.default_rng(5)
    gaps, person, following = shop(dice, kind, dice.integers(2, 9, PEOPLE))
    usual = longest_usual_gap(gaps, person, PEOPLE, threshold)
    assert np.mean(following <= usual) == pytest.approx(threshold, abs=0.025)


@pytest.mark.parametrize("kind", ["lognormal", "exponential", "regular"])
def test_of_slow_people_too_the_next_gap_is_longer_as_often_as_is_said(kind):
    dice = np.random.default_rng(6)
    gaps, person, following = shop(dice, kind, np.full(PEOPLE, 12))
    own = np.bincount(person, np.log(gaps), PEOPLE) / 12
    usual = longest_usual_gap(gaps, person, PEOPLE, 0.9)
    for part in (own > np.quantile(own, 0.75), own < np.quantile(own, 0.25)):
        assert np.mean(following[part] <= usual[part]) == pytest.approx(0.9, abs=0.04)


def test_who_has_no_gap_gets_what_holds_for_all_and_nobody_knows_without_two_gaps_of_anyone():
    gaps, person = np.array([8.0, 12.0, 9.0, 11.0]), np.array([0, 0, 1, 1])
    usual = longest_usual_gap(gaps, person, 3, 0.9)
    assert usual[2] == pytest.approx(np.median(usual[:2]), rel=0.2)
    assert np.isnan(longest_usual_gap(np.array([8.0]), np.array([0]), 1, 0.9)).all()


def test_gaps_that_are_all_alike_are_their_own_longest():
    usual = longest_usual_gap(np.full(6, 30.0), np.array([0, 0, 1, 1, 2, 2]), 3, 0.9)
    assert usual == pytest.approx([30, 30, 30])
