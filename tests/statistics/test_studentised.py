from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from engagement.statistics.ratios import ratio_by_cluster
from engagement.statistics.studentised import ratio_by_bootstrap


def test_values_of_no_skew_have_nearly_students_limits():
    y = stats.norm.ppf((np.arange(200) + 0.5) / 200) + 10
    found, student = ratio_by_bootstrap(np.ones(200), y), ratio_by_cluster(np.ones(200), y)
    assert (found.value, found.se) == (student.value, student.se)
    # Narrower tails are left out, so it is a little wider.
    assert (found.high - found.low) / (student.high - student.low) == pytest.approx(1.035, abs=0.03)


def test_a_long_tail_pushes_the_limits_up():
    y = np.exp(stats.norm.ppf((np.arange(60) + 0.5) / 60))
    found, student = ratio_by_bootstrap(np.ones(60), y), ratio_by_cluster(np.ones(60), y)
    assert found.low > student.low
    assert found.high > student.high


def test_the_order_of_the_rows_does_not_matter():
    dice = np.random.default_rng(2)
    x, y = dice.integers(1, 5, 50).astype(float), dice.lognormal(3, 1, 50)
    moved = dice.permutation(50)
    assert ratio_by_bootstrap(x, y) == ratio_by_bootstrap(x[moved], y[moved])


@pytest.mark.parametrize("y", [np.array([]), np.array([4.0]), np.full(40, 29.0)])
def test_where_nothing_varies_there_are_no_limits_and_no_error(y):
    result = ratio_by_bootstrap(np.ones(y.size), y)
    assert math.isnan(result.low)
    assert math.isnan(result.high)


def test_of_under_five_clusters_there_are_no_limits():
    """Of three posts a click-through rate once lay between 0.6 % and 31 million %."""
    x, y = np.array([9000.0, 4000.0, 7000.0, 2500.0, 6000.0]), np.array([130.0, 61.0, 100.0, 40.0, 80.0])
    for n in (2, 3, 4):
        assert math.isnan(ratio_by_bootstrap(x[:n], y[:n]).high)
    five = ratio_by_bootstrap(x, y)
    assert five.low < five.value < five.high
