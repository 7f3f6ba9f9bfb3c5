from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from engagement.statistics.means import mean, mean_from_sums


def test_the_limits_are_those_of_scipys_t():
    values = np.array([12.0, 15.5, 9.0, 22.0, 13.0, 11.5])
    expected = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    found = mean(values)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_sums_give_the_same_as_values():
    values = np.array([5.0, 6, 7, 7, 2])
    sums = mean_from_sums(5.0, values.sum(), (values**2).sum())
    assert sums == pytest.approx(mean(values))


@pytest.mark.parametrize("values", [np.array([]), np.array([3.0])])
def test_without_two_values_there_are_no_limits_and_no_error(values):
    found = mean(values)
    assert math.isnan(found.low)
    assert math.isnan(found.value) == (values.size == 0)
    sums = mean_from_sums(float(values.size), values.sum(), (values**2).sum())
    assert math.isnan(sums.high)


def test_equal_values_have_no_width():
    assert mean(np.full(9, 0.1)) == (pytest.approx(0.1), pytest.approx(0.1), pytest.approx(0.1), 0)


def test_large_values_of_small_spread_lose_no_digits():
    values = np.array([1e9, 1e9 + 1, 1e9 + 2])
    assert mean(values).se == pytest.approx(math.sqrt(1 / 3))


def test_arrays_of_sums_answer_for_each_period():
    found = mean_from_sums(np.array([0.0, 1.0, 3.0]), np.array([0.0, 4.0, 6.0]), np.array([0.0, 16.0, 14.0]))
    np.testing.assert_allclose(found.value, [np.nan, 4, 2])
    assert list(np.isnan(found.low)) == [True, True, False]
