"""Means of many groups at once: their values, and how often their limits hold."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.statistics.means import mean, means_of_groups


@pytest.mark.parametrize("size", [30, 150])
def test_the_limits_of_skewed_means_hold_93_to_97_of_100(size):
    dice = np.random.default_rng(5)
    shops = 4000
    group = np.repeat(np.arange(shops), size)
    for sigma in (0.6, 1.0, 1.3):
        result = means_of_groups(dice.lognormal(0, sigma, shops * size), group, shops)
        truth = np.exp(sigma**2 / 2)
        assert 0.93 <= ((result.low <= truth) & (truth <= result.high)).mean() <= 0.97


@pytest.mark.parametrize("size", [10, 14, 20, 29])
def test_the_limits_of_10_to_29_skewed_values_hold_93_to_97_of_100(size):
    dice = np.random.default_rng(6)
    shops = 8000
    group = np.repeat(np.arange(shops), size)
    drawn = {
        "lognormal 0.6": (dice.lognormal(0, 0.6, group.size), np.exp(0.18)),
        "lognormal 1": (dice.lognormal(0, 1, group.size), np.exp(0.5)),
        "lognormal 1.3": (dice.lognormal(0, 1.3, group.size), np.exp(0.845)),
        "gamma 0.5": (dice.gamma(0.5, 1, group.size), 0.5),
        "gamma 2": (dice.gamma(2, 1, group.size), 2),
        "normal": (dice.normal(5, 1, group.size), 5),
        "a fifth spend four times as much": (
            dice.lognormal(0, 0.6, group.size) * np.where(dice.random(group.size) < 0.2, 4, 1),
            np.exp(0.18) * 1.6,
        ),
    }
    covered = {}
    for name, (values, truth) in drawn.items():
        result = means_of_groups(values, group, shops)
        covered[name] = float(((result.low <= truth) & (truth <= result.high)).mean())
    assert all(0.93 <= share <= 0.975 for share in covered.values()), covered


def test_the_limits_of_many_even_values_are_those_of_student():
    values = np.random.default_rng(1).normal(20, 3, 20_000)
    one, alone = means_of_groups(values, np.zeros(values.size, dtype=np.int64), 1), mean(values)
    assert (one.value[0], one.low[0], one.high[0]) == pytest.approx(
        (alone.value, alone.low, alone.high), abs=2e-3
    )


def test_groups_without_values_or_variation_have_no_limits():
    result = means_of_groups(np.asarray([5.0, 5.0, 5.0, 8.0]), np.asarray([0, 0, 0, 2]), 4)
    assert result.value[[0, 2]].tolist() == [5, 8]
    assert np.isnan(result.value[[1, 3]]).all()
    assert np.isnan(result.low[2])
