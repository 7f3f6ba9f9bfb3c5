from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.statistics.counts import dispersion_of_days, mean_count, poisson


@pytest.mark.parametrize(("k", "low", "high"), [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (10, 4.7954, 18.3904)])
def test_the_limits_are_garwoods(k, low, high):
    result = poisson(k, 1)
    assert (round(result.low, 4), round(result.high, 4)) == (low, high)


def test_a_rate_over_nothing_is_not_a_number_and_no_error():
    assert all(math.isnan(x) for x in poisson(3, 0))


@given(st.integers(0, 10_000), st.floats(0.1, 1e4))
def test_the_limits_enclose_the_rate(events, exposure):
    value, low, high = poisson(events, exposure)
    assert 0 <= low <= value < high


def test_the_limits_cover_the_truth_at_least_nineteen_times_in_twenty():
    drawn = np.random.default_rng(5).poisson(4, size=4000).astype(float)
    result = poisson(drawn, np.ones(4000))
    assert np.mean((result.low <= 4) & (result.high >= 4)) >= 0.945


def test_events_in_bursts_have_the_limits_of_so_many_fewer():
    plain, wide = poisson(30.0, 10.0), poisson(90.0, 30.0, dispersion=3.0)
    assert (wide.value, wide.low, wide.high) == pytest.approx((plain.value, plain.low, plain.high))


def test_days_that_differ_by_chance_alone_are_not_called_dispersed():
    result = [dispersion_of_days(np.random.default_rng(i).poisson(4, 84).astype(float)) for i in range(40)]
    assert 1 <= np.mean(result) < 1.15


def test_days_of_the_week_and_slow_growth_are_no_dispersion_and_bursts_are():
    dice, place = np.random.default_rng(3), np.arange(364)
    expected = np.where(place % 7 > 4, 30, 10) * (1 + place / 364)
    assert dispersion_of_days(dice.poisson(expected).astype(float)) < 1.3
    bursts = dice.negative_binomial(expected / 4, 1 / 5)
    assert dispersion_of_days(bursts.astype(float)) == pytest.approx(5, rel=0.3)


def test_under_a_week_nothing_is_known_of_how_days_vary():
    assert math.isnan(dispersion_of_days(np.ones(6)))
    assert dispersion_of_days(np.zeros(30)) == 1


def test_people_who_all_bought_once_leave_open_that_somebody_buys_again():
    result = mean_count(40, 40, 40, least=1)
    assert (result.value, result.low) == (1, 1)
    assert result.high == pytest.approx(1 + 3.6889 / 40, rel=1e-4)


@pytest.mark.parametrize(("k", "low", "high"), [(1, 0.0253, 5.5716), (10, 4.7954, 18.3904)])
def test_rare_events_of_many_have_nearly_the_limits_of_a_poisson_count(k, low, high):
    result = mean_count(1e6, k, k)
    assert (1e6 * result.low, 1e6 * result.high) == pytest.approx((low, high), rel=1e-3)


def test_a_mean_of_one_has_no_limits():
    assert math.isnan(mean_count(1, 3, 9, least=1).low)
    assert math.isnan(mean_count(0, 0, 0).value)


@given(st.lists(st.integers(1, 60), min_size=2, max_size=80))
def test_the_limits_of_a_mean_enclose_it_and_never_fall_below_the_least(drawn):
    y = np.array(drawn, dtype=float)
    result = mean_count(float(y.size), float(y.sum()), float((y**2).sum()), least=1)
    assert 1 <= result.low <= result.value * (1 + 1e-12)
    assert result.value < result.high
