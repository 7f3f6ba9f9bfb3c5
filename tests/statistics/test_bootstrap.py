from __future__ import annotations

import math

import numpy as np
import pytest

from engagement.statistics import bootstrap
from engagement.statistics.bootstrap import joint_bootstrap
from engagement.statistics.means import mean


def mean_of(sums):
    return sums[:, 1] / sums[:, 0]


def with_ones(values):
    return np.column_stack((np.ones(len(values)), values))


def test_the_same_rows_and_seed_give_the_same_limits():
    rows = with_ones(np.random.default_rng(9).exponential(20, 300))
    assert joint_bootstrap(rows, mean_of, draws=200) == joint_bootstrap(rows, mean_of, draws=200)


def test_the_size_of_a_chunk_does_not_change_the_limits(monkeypatch):
    rows = with_ones(np.random.default_rng(9).exponential(20, 100))
    whole = joint_bootstrap(rows, mean_of, draws=200)
    monkeypatch.setattr(bootstrap, "_CELLS", 700)
    assert joint_bootstrap(rows, mean_of, draws=200) == whole


def test_for_a_mean_the_limits_are_near_those_of_t():
    values = np.random.default_rng(10).normal(50, 10, 400)
    found, expected = joint_bootstrap(with_ones(values), mean_of), mean(values)
    assert found.value == pytest.approx(expected.value)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=0.2)


def test_people_who_stand_in_both_periods_are_drawn_together():
    # Everyone spends exactly twice as much afterwards: apart the ratio varies, together it cannot.
    before = np.random.default_rng(11).exponential(30, 200)
    result = joint_bootstrap(np.column_stack((before, 2 * before)), mean_of, draws=300)
    assert result == pytest.approx((2, 2, 2))


@pytest.mark.parametrize("rows", [np.empty((0, 2)), np.array([[1.0, 5.0]]), np.zeros((5, 2))])
def test_too_few_or_undefined_rows_give_no_limits_and_no_error(rows):
    result = joint_bootstrap(rows, mean_of, draws=20)
    assert math.isnan(result.low)
    assert math.isnan(result.high)
