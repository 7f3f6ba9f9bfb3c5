from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.statistics.means import mean
from engagement.statistics.ratios import RatioSums, ratio_by_cluster, ratio_of_sums


def test_a_ratio_worked_by_hand():
    # R = 15 / 6 = 2.5; residuals -.5, -1, 1.5; sum of squares 3.5; se = sqrt(3/2 * 3.5) / 6.
    result = ratio_by_cluster(np.array([1.0, 2, 3]), np.array([2.0, 4, 9]))
    assert result.value == 2.5
    assert result.se == pytest.approx(math.sqrt(5.25) / 6)
    assert result.high - result.value == pytest.approx(4.30265 * result.se, rel=1e-5)


def sums(x, y):
    """The sums of one row per cluster: x below the line, y above it."""
    return RatioSums(float(x.size), *(float(s.sum()) for s in (x, y, x * x, y * y, x * y)))


def test_a_ratio_with_one_row_a_cluster_is_a_mean():
    values = np.array([4.0, 8, 15, 16, 23, 42])
    assert ratio_by_cluster(np.ones(6), values) == pytest.approx(mean(values))


@pytest.mark.parametrize(
    ("given_sums", "has_value"),
    [(RatioSums(0.0, 0.0, 0.0, 0.0, 0.0, 0.0), False), (RatioSums(1.0, 2.0, 6.0, 4.0, 36.0, 12.0), True)],
)
def test_without_two_clusters_there_are_no_limits_and_no_error(given_sums, has_value):
    result = ratio_of_sums(given_sums)
    assert math.isnan(result.value) != has_value
    assert math.isnan(result.low)
    assert math.isnan(result.se)


def test_nothing_below_the_line_is_not_a_number():
    assert math.isnan(ratio_by_cluster(np.zeros(3), np.ones(3)).value)
    assert math.isnan(ratio_of_sums(sums(np.zeros(3), np.ones(3))).value)


pairs = st.lists(st.tuples(st.integers(1, 50), st.integers(0, 10_000)), min_size=2, max_size=40)


@given(pairs)
def test_sums_and_rows_agree(rows):
    x, y = np.array(rows, dtype=float).T
    assert ratio_of_sums(sums(x, y)) == pytest.approx(ratio_by_cluster(x, y), rel=1e-6, abs=1e-4)


@given(pairs, st.integers(2, 9))
def test_the_unit_of_money_does_not_matter(rows, factor):
    x, y = np.array(rows, dtype=float).T
    plain, scaled = ratio_by_cluster(x, y), ratio_by_cluster(x, factor * y)
    assert np.array(scaled) == pytest.approx(factor * np.array(plain), rel=1e-9, abs=1e-9)


def test_orders_that_cluster_by_customer_are_covered_where_the_naive_interval_is_not():
    random = np.random.default_rng(3)
    hits, naive_hits, rounds, customers = 0, 0, 300, 150
    for _ in range(rounds):
        orders = random.geometric(0.4, customers)
        level = random.lognormal(3, 0.8, customers)
        spend = level * orders
        truth = math.exp(3 + 0.32)
        result = ratio_by_cluster(orders.astype(float), spend)
        hits += result.low <= truth <= result.high
        naive = mean(np.repeat(level, orders))
        naive_hits += naive.low <= truth <= naive.high
    assert hits / rounds > 0.88
    assert naive_hits / rounds < 0.8


def test_arrays_answer_for_each_period():
    result = ratio_of_sums(RatioSums(*(np.array([a, 0.0]) for a in (3.0, 6.0, 15.0, 14.0, 101.0, 37.0))))
    assert result.value[0] == 2.5
    assert math.isnan(result.value[1])
