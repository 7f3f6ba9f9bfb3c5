from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.statistics.interval import Estimate
from engagement.statistics.means import mean, mean_from_sums
from engagement.statistics.two_estimates import difference, ratio


def estimate(value: float, se: float) -> Estimate[float]:
    return Estimate(value, value - se, value + se, se)


def test_a_difference_worked_by_hand():
    result = difference(estimate(10, 3), estimate(4, 4))
    assert result.value == 6
    assert (result.low, result.high) == pytest.approx((6 - 1.959964 * 5, 6 + 1.959964 * 5))
    assert result.p == pytest.approx(0.230139, abs=1e-6)


def test_a_ratio_of_means_worked_by_hand():
    # Each arm of 100: mean 50 and 20, standard deviation 30 and 10.
    one = mean_from_sums(100.0, 5000.0, 99 * 900 + 250_000)
    two = mean_from_sums(100.0, 2000.0, 99 * 100 + 40_000)
    result = ratio(one, two)
    se = math.sqrt(900 / 100 / 2500 + 100 / 100 / 400)
    assert result.value == pytest.approx(2.5)
    assert result.high == pytest.approx(2.5 * math.exp(1.959964 * se), rel=1e-6)


def test_people_on_both_sides_narrow_a_ratio():
    one, two = estimate(50, 5), estimate(20, 2)
    result = ratio(one, two, covariance=0.1 * 0.1 * 0.75)
    assert result.value == pytest.approx(2.5)
    assert result.high == pytest.approx(2.5 * math.exp(1.959964 * 0.1 * math.sqrt(0.5)), rel=1e-6)
    assert ratio(one, one, covariance=0.1 * 0.1).low == pytest.approx(1)


def test_no_spread_and_no_difference_is_no_evidence():
    assert difference(estimate(5, 0), estimate(5, 0)).p == 1
    assert ratio(estimate(5, 0), estimate(5, 0)).p == 1


def test_a_ratio_to_nothing_is_not_a_number_and_no_error():
    assert math.isnan(ratio(estimate(5, 1), estimate(0, 1)).value)
    assert math.isnan(ratio(estimate(-1, 1), estimate(2, 1)).low)
    assert math.isnan(difference(mean(np.array([1.0])), estimate(2, 1)).p)


positive = st.floats(0.01, 1e6)


@given(positive, positive, positive, positive)
def test_a_ratio_turned_round_is_its_inverse(a, b, sa, sb):
    forth = ratio(estimate(a, sa * a / 1e6), estimate(b, sb * b / 1e6))
    back = ratio(estimate(b, sb * b / 1e6), estimate(a, sa * a / 1e6))
    assert forth.low == pytest.approx(1 / back.high)
    assert forth.low <= forth.value <= forth.high
