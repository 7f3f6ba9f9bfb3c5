"""Shares drawn towards that of all."""

import numpy as np
import pytest

from engagement.statistics.multiple import holm
from engagement.statistics.proportions import shrunk_shares


def test_eight_of_twelve_do_not_lead_many_of_many():
    back = np.array([8, 300, 160, 200, 210])
    of = np.array([12, 500, 500, 500, 500])
    result = shrunk_shares(back, of)
    assert result.argmax() == 1
    assert back[0] / of[0] > result[0] > result[3]


def test_shares_that_differ_by_no_more_than_chance_are_all_that_of_all():
    dice = np.random.default_rng(5)
    of = np.full(200, 40)
    result = shrunk_shares(dice.binomial(of, 0.3), of)
    assert np.ptp(result) < 0.08
    same = shrunk_shares(np.array([30, 60, 90]), np.array([100, 200, 300]))
    np.testing.assert_allclose(same, 0.3)


def test_drawn_shares_are_nearer_to_the_truth_than_those_seen():
    dice = np.random.default_rng(6)
    truth = dice.beta(6, 14, 400)
    of = dice.integers(5, 200, 400)
    seen = dice.binomial(of, truth)
    error = np.abs(shrunk_shares(seen, of) - truth).mean()
    assert error < 0.85 * np.abs(seen / of - truth).mean()


def test_the_weight_of_all_is_that_of_a_beta_distribution_with_their_mean_and_spread():
    back, of = np.array([10.0, 40.0, 80.0]), np.array([100.0, 100.0, 200.0])
    pooled = back.sum() / of.sum()
    weight = of / (pooled * (1 - pooled))
    mean = (weight * back / of).sum() / weight.sum()
    q = (weight * (back / of - mean) ** 2).sum()
    between = (q - 2) / (weight.sum() - (weight**2).sum() / weight.sum())
    weight = 1 / (1 / weight + between)
    mean = (weight * back / of).sum() / weight.sum()
    prior = mean * (1 - mean) / between - 1
    np.testing.assert_allclose(shrunk_shares(back, of), (back + prior * mean) / (of + prior))


@pytest.mark.parametrize(
    ("back", "of", "expected"),
    [([], [], []), ([0], [0], [np.nan]), ([3], [10], [0.3]), ([0, 0], [5, 9], [0, 0])],
)
def test_nobody_one_group_and_nothing_at_all(back, of, expected):
    np.testing.assert_allclose(shrunk_shares(np.array(back), np.array(of)), expected, atol=1e-9)


def test_comparisons_that_are_not_listed_take_their_part_of_the_chance():
    p = np.array([0.001, 0.01])
    np.testing.assert_allclose(holm(p, unseen=8), holm(np.append(p, np.ones(8)))[:2])
