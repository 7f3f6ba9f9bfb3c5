from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engagement.statistics.medians import median, median_of_counts


@pytest.mark.parametrize(
    ("n", "rank"), [(6, 1), (9, 2), (12, 3), (17, 5), (20, 6), (25, 8), (30, 10), (50, 18), (100, 40)]
)
def test_the_limits_stand_at_the_ranks_of_the_sign_test(n, rank):
    found = median(np.arange(1, n + 1, dtype=float))
    assert (found.low, found.high) == (rank, n - rank + 1)
    assert 1 - 2 * stats.binom.cdf(rank - 1, n, 0.5) >= 0.95


@pytest.mark.parametrize("n", range(1, 6))
def test_under_six_values_have_a_median_but_no_limits(n):
    found = median(np.arange(n, dtype=float))
    assert found.value == (n - 1) / 2
    assert math.isnan(found.low)
    assert math.isnan(found.se)


def test_no_values_give_nothing_and_no_error():
    assert all(math.isnan(x) for x in median(np.array([])))
    assert all(math.isnan(x) for x in median_of_counts(np.array([3.0]), np.array([0.0])))


def test_equal_values_have_no_width():
    assert median(np.full(40, 7.0)) == (7, 7, 7, 0)


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=200))
def test_a_histogram_gives_the_same_as_its_values(drawn):
    values, counts = np.unique(np.array(drawn, dtype=float), return_counts=True)
    from_counts = median_of_counts(values[::-1], counts[::-1].astype(float))
    np.testing.assert_equal(tuple(from_counts), tuple(median(np.array(drawn, dtype=float))))
    assert from_counts.value == np.median(drawn)
    assert math.isnan(from_counts.low) or from_counts.low <= from_counts.value <= from_counts.high


def test_the_limits_cover_the_truth_at_least_nineteen_times_in_twenty():
    drawn = np.random.default_rng(4).lognormal(2, 1.2, size=(2000, 35))
    truth = math.exp(2)
    covered = [m.low <= truth <= m.high for m in map(median, drawn)]
    assert 0.945 <= np.mean(covered) <= 0.99
