from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engagement.statistics.clusters import (
    effective_number,
    likeness,
    share_by_cluster,
    share_sums,
    weight_of_clusters,
)
from engagement.statistics.proportions import wilson

people = st.lists(
    st.integers(1, 9).flatmap(lambda m: st.tuples(st.just(m), st.integers(0, m))), min_size=2, max_size=60
)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (0, 20, 0.0, 0.1611), (20, 20, 0.8389, 1.0)],
)
def test_things_that_each_stand_by_themselves_have_wilsons_own_interval(successes, n, low, high):
    result = share_by_cluster(share_sums(np.ones(n), np.arange(n) < successes))
    assert (round(result.low, 4), round(result.high, 4)) == (low, high)


def test_a_share_worked_by_hand():
    # 10 orders of 4 customers, 4 counted: residuals -.8, 1.8, -1.2, .2; sum of squares 5.36.
    m, k = np.array([2.0, 3, 3, 2]), np.array([0.0, 3, 0, 1])
    linearised = 4 / 3 * 9 / 10 * 5.36 / 100
    # Alike: 1 - (4 - (9 / 3 + 1 / 2)) / (6 * .24) = .652...; by it .24 (1/10 + .652 (26/100 - 1/10)).
    by_likeness = 0.24 * (0.1 + (1 - 0.5 / 1.44) * 0.16)
    number = 0.24 / ((linearised + by_likeness) / 2)
    t_of_weight = stats.t.ppf(0.975, 100 / 26 - 1)
    assert effective_number(share_sums(m, k)) == pytest.approx(number * (2.262157 / t_of_weight) ** 2)


def test_customers_who_are_wholly_alike_are_worth_one_order_each():
    m = np.full(200, 5.0)
    result = share_by_cluster(share_sums(m, np.where(np.arange(200) < 60, 5.0, 0.0)))
    plain = wilson(60.0, 200.0)
    assert (result.low, result.high) == pytest.approx((plain.low, plain.high), abs=0.002)


@pytest.mark.parametrize("all_of_them", [False, True])
def test_none_and_all_are_taken_as_if_customers_were_wholly_alike(all_of_them):
    m = np.full(20, 4.0)
    result = share_by_cluster(share_sums(m, m * all_of_them))
    assert result.value == all_of_them
    assert (round(result.low, 2), round(result.high, 2)) == ((0.82, 1.0) if all_of_them else (0.0, 0.18))


def test_one_cluster_has_no_limits_and_nothing_no_share():
    one = share_by_cluster(share_sums(np.array([40.0]), np.array([4.0])))
    assert one.value == 0.1
    assert math.isnan(one.low)
    assert all(math.isnan(x) for x in share_by_cluster(share_sums(np.array([]), np.array([]))))


def test_more_counted_than_there_are_has_no_limits():
    result = share_by_cluster(share_sums(np.array([4.0, 4]), np.array([6.0, 5])))
    assert result.value == 11 / 8
    assert math.isnan(result.high)


@given(people)
def test_an_interval_by_cluster_holds_the_share_and_is_no_narrower_than_wilsons(rows):
    m, k = np.array(rows, dtype=float).T
    sums = share_sums(m, k)
    found, plain = share_by_cluster(sums), wilson(sums.k, sums.m)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.high - found.low >= plain.high - plain.low - 1e-12
    assert 0 < effective_number(sums) <= sums.m + 1e-9
    assert 1 <= weight_of_clusters(sums) <= sums.n + 1e-9


@given(people)
def test_an_interval_by_cluster_is_symmetric_in_what_is_counted_and_what_is_not(rows):
    m, k = np.array(rows, dtype=float).T
    one, other = share_by_cluster(share_sums(m, k)), share_by_cluster(share_sums(m, m - k))
    assert one.low == pytest.approx(1 - other.high, abs=1e-9)


def test_arrays_give_the_same_as_one_at_a_time():
    dice = np.random.default_rng(1)
    rows = [
        share_sums(m := dice.integers(1, 6, 30).astype(float), dice.binomial(m.astype(int), 0.3))
        for _ in range(4)
    ]
    together = share_by_cluster(type(rows[0])(*(np.array(part) for part in zip(*rows, strict=True))))
    for i, one in enumerate(rows):
        np.testing.assert_allclose([part[i] for part in together], share_by_cluster(one))


def test_likeness_is_the_intraclass_correlation_of_analysis_of_variance():
    m, k = np.array([4.0, 4, 4]), np.array([4.0, 1, 0])
    values = [np.repeat([1.0, 0.0], [int(a), int(n - a)]) for a, n in zip(k, m, strict=True)]
    f = stats.f_oneway(*values).statistic
    assert likeness(m, k, np.zeros(3, dtype=int)) == pytest.approx((f - 1) / (f + 3))


def test_clusters_that_differ_by_chance_alone_are_hardly_alike():
    dice, m = np.random.default_rng(6), np.full(24, 80.0)
    result = [
        likeness(m, dice.binomial(80, 0.2, 24).astype(float), np.zeros(24, dtype=int)) for _ in range(60)
    ]
    assert 0 <= np.mean(result) < 0.004


def test_one_cluster_and_none_counted_tell_of_no_likeness():
    assert likeness(np.array([9.0]), np.array([3.0]), np.zeros(1, dtype=int)) == 0
    assert likeness(np.array([9.0, 8]), np.zeros(2), np.zeros(2, dtype=int)) == 0
