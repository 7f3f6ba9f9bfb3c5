from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from engagement.statistics.means import difference_by_cluster, mean, mean_from_sums


def test_the_limits_are_those_of_scipys_t():
    values = np.array([12.0, 15.5, 9.0, 22.0, 13.0, 11.5])
    expected = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    result = mean(values)
    assert (result.low, result.high) == pytest.approx((expected.low, expected.high))


def test_sums_give_the_same_as_values():
    values = np.array([5.0, 6, 7, 7, 2])
    sums = mean_from_sums(5.0, values.sum(), (values**2).sum())
    assert sums == pytest.approx(mean(values))


@pytest.mark.parametrize("values", [np.array([]), np.array([3.0])])
def test_without_two_values_there_are_no_limits_and_no_error(values):
    result = mean(values)
    assert math.isnan(result.low)
    assert math.isnan(result.value) == (values.size == 0)
    sums = mean_from_sums(float(values.size), values.sum(), (values**2).sum())
    assert math.isnan(sums.high)


def test_equal_values_have_no_width():
    assert mean(np.full(9, 0.1)) == (pytest.approx(0.1), pytest.approx(0.1), pytest.approx(0.1), 0)


def test_large_values_of_small_spread_lose_no_digits():
    values = np.array([1e9, 1e9 + 1, 1e9 + 2])
    assert mean(values).se == pytest.approx(math.sqrt(1 / 3))


def test_arrays_of_sums_answer_for_each_period():
    result = mean_from_sums(np.array([0.0, 1.0, 3.0]), np.array([0.0, 4.0, 6.0]), np.array([0.0, 16.0, 14.0]))
    np.testing.assert_allclose(result.value, [np.nan, 4, 2])
    assert list(np.isnan(result.low)) == [True, True, False]


def alike(dice, people=80):
    """Return scores of people who write one to many comments, who wrote each, and which are of a topic."""
    who = np.repeat(np.arange(people), 1 + dice.negative_binomial(2, 0.5, people))
    there = dice.random(who.size) < dice.beta(0.15, 0.35, people)[who]
    return dice.normal(7, 1.5, people)[who] - 1.0 * there + dice.normal(0, 1, who.size), there, who


def test_a_difference_by_cluster_of_single_values_is_welchs():
    dice = np.random.default_rng(2)
    values, inside = dice.normal(5, 2, 60), np.arange(60) < 20
    result = difference_by_cluster(values, inside, np.arange(60))
    expected = stats.ttest_ind(values[inside], values[~inside], equal_var=False)
    limits = expected.confidence_interval(0.95)
    assert (result.low, result.high, result.p) == pytest.approx((limits.low, limits.high, expected.pvalue))


def test_a_difference_by_cluster_holds_the_truth_where_people_are_alike():
    result = [difference_by_cluster(*alike(np.random.default_rng(seed))) for seed in range(300)]
    assert 0.92 <= np.mean([one.low <= -1.0 <= one.high for one in result]) <= 0.98


def test_a_side_of_one_person_has_no_limits():
    result = difference_by_cluster(np.arange(40.0), np.arange(40) < 20, np.minimum(np.arange(40), 20))
    assert np.isfinite(result.value)
    assert np.isnan([result.low, result.high, result.p]).all()
