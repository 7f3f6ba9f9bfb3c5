from __future__ import annotations

import numpy as np
import pytest

from engagement.statistics.control import against_the_past, is_steady, leaves, xmr

YEAR = np.array([39.0, 41, 41, 41, 43, 44, 41, 42, 40, 41, 44, 40])


def test_limits_worked_by_hand():
    limits = xmr(YEAR)
    ranges = [2, 0, 0, 2, 1, 3, 1, 2, 1, 3, 4]
    assert limits.mean == pytest.approx(497 / 12)
    assert limits.high - limits.mean == pytest.approx(2.66 * sum(ranges) / 11)
    assert limits.mean - limits.low == pytest.approx(2.66 * sum(ranges) / 11)


def test_under_twelve_periods_there_are_no_limits():
    assert xmr(YEAR[:11]) is None
    assert xmr(np.array([])) is None
    assert xmr(np.append(YEAR[:11], np.nan)) is None


def test_a_missing_period_is_no_change():
    limits = xmr(np.array([1.0, 1, 1, 1, 1, 1, np.nan, 9, 9, 9, 9, 9, 9]))
    assert limits == (pytest.approx(5), pytest.approx(5), pytest.approx(5))


def test_what_leaves_the_limits_stands_out_unless_it_stood_there_a_year_ago():
    limits = xmr(YEAR)
    for value, expected in ((limits.high, False), (limits.high + 0.1, True), (limits.low - 0.1, True)):
        assert leaves(value, limits) is expected
        assert leaves(value, limits, year_ago=limits.mean) is expected
        assert not leaves(value, limits, year_ago=value)
        assert leaves(value, limits, year_ago=np.nan) is expected


@pytest.mark.parametrize("months", [12, 18, 36])
def test_growth_decline_and_seasons_are_not_steady_and_noise_is(months):
    dice, t = np.random.default_rng(7), np.arange(months)

    def steady(shape):
        return np.mean([is_steady(300 * shape + dice.normal(0, 15, months)) for _ in range(300)])

    assert steady(np.ones(months)) > 0.8
    assert steady(1.03**t) < 0.1
    assert steady(0.97**t) < 0.1
    assert steady(1 + 0.3 * np.sin(2 * np.pi * t / 12)) < 0.02
    assert is_steady(np.full(months, 7.0))


def _series(dice, shift=0.0, months=24, new=3):
    errors = dice.uniform(0.5, 2.0, months)
    values = 50 + dice.normal(0, 1, months) + dice.normal(0, 1, months) * errors
    values[-new:] += shift
    return values, errors


def test_a_steady_series_leaves_its_past_as_seldom_as_p_says():
    dice = np.random.default_rng(5)
    result = [against_the_past(*_series(dice), last, 3) for _ in range(600) for last in (1, 3)]
    p = np.array([each.p for each in result if each is not None])
    assert p.size > 900
    assert (p < 0.05).mean() < 0.07
    assert (p < 0.001).mean() < 0.004


def test_three_months_that_have_moved_lie_outside_the_usual_limits():
    values, errors = _series(np.random.default_rng(5), shift=8.0)
    recent = against_the_past(values, errors, 3, 3)
    assert recent.p < 1e-4
    assert recent.value > recent.high > 50 > recent.low


@pytest.mark.parametrize(
    "values",
    [np.arange(24.0), np.append(np.full(9, 50.0), [60.0] * 3), np.append(np.full(23, 50.0), np.nan)],
    ids=["it grows", "its past is short", "the newest is not known"],
)
def test_nothing_is_said_of_a_series_that(values):
    assert against_the_past(values, np.full(values.size, 1.0), 1, 3) is None
