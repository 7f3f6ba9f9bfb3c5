from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engagement.statistics.medians import median, median_by_cluster, median_of_counts


@pytest.mark.parametrize(
    ("n", "rank"), [(6, 1), (9, 2), (12, 3), (17, 5), (20, 6), (25, 8), (30, 10), (50, 18), (100, 40)]
)
def test_the_limits_stand_at_the_ranks_of_the_sign_test(n, rank):
    result = median(np.arange(1, n + 1, dtype=float))
    assert (result.low, result.high) == (rank, n - rank + 1)
    assert 1 - 2 * stats.binom.cdf(rank - 1, n, 0.5) >= 0.95


@pytest.mark.parametrize("n", range(1, 6))
def test_under_six_values_have_a_median_but_no_limits(n):
    result = median(np.arange(n, dtype=float))
    assert result.value == (n - 1) / 2
    assert math.isnan(result.low)
    assert math.isnan(result.se)


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


def test_one_value_a_cluster_gives_nearly_the_limits_of_the_sign_test():
    values = np.arange(1.0, 1001.0)
    result = median_by_cluster(values, np.arange(1000))
    assert result.value == 500.5
    assert result.low == pytest.approx(median(values).low, abs=2)
    assert result.high == pytest.approx(1001 - result.low)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12)), min_size=1, max_size=120), st.integers(2, 9)
)
def test_a_median_by_cluster_does_not_care_how_clusters_are_called_or_rows_ordered(rows, by):
    values, clusters = np.array(rows, dtype=float).T
    result = median_by_cluster(values, clusters)
    moved = np.random.default_rng(by).permutation(len(rows))
    renamed = (clusters[moved] - 6) * by * 1_000_003
    np.testing.assert_equal(tuple(result), tuple(median_by_cluster(values[moved], renamed)))
    assert result.value == np.median(values)
    assert math.isnan(result.low) or result.low <= result.value <= result.high


def test_a_median_of_few_clusters_has_no_limits():

    assert math.isnan(median_by_cluster(np.arange(300.0), np.arange(300) // 100).low)
    assert math.isnan(median_by_cluster(np.array([]), np.array([])).value)


def test_a_median_of_orders_covers_the_truth_where_ranks_of_orders_do_not():
    dice, covered, naive = np.random.default_rng(5), [], []
    for _ in range(800):
        customer = np.repeat(np.arange(100), dice.geometric(0.4, 100))
        values = np.exp(dice.normal(0, 0.8, 100)[customer] + dice.normal(0, 0.4, customer.size))
        found, plain = median_by_cluster(values, customer), median(values)
        covered.append(found.low <= 1 <= found.high)
        naive.append(plain.low <= 1 <= plain.high)
    assert 0.93 <= np.mean(covered) <= 0.97
    assert np.mean(naive) < 0.9
