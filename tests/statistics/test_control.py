from __future__ import annotations

import numpy as np
import pytest

from engagement.statistics.control import beyond, shifted, xmr

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


def test_a_point_outside_signals_and_one_on_the_limit_does_not():
    limits = xmr(YEAR)
    flags = beyond(np.array([limits.mean, limits.high, limits.high + 0.1, limits.low - 0.1, np.nan]), limits)
    assert list(flags) == [False, False, True, True, False]


@pytest.mark.parametrize(("side", "run", "flagged"), [(1, 8, True), (-1, 8, True), (1, 7, False)])
def test_eight_in_a_row_on_one_side_are_a_shift(side, run, flagged):
    limits = xmr(YEAR)
    series = limits.mean + np.array([-side] * 3 + [side] * run + [-side] * 2, dtype=float)
    assert list(shifted(series, limits)) == [False] * 3 + [flagged] * run + [False] * 2


def test_a_value_on_the_mean_or_a_missing_one_ends_the_run():
    limits = xmr(YEAR)
    up = limits.mean + 1
    for gap in (limits.mean, np.nan):
        assert not shifted(np.array([up] * 5 + [gap] + [up] * 5), limits).any()


def test_noise_stays_inside_nearly_always():
    series = np.random.default_rng(7).normal(50, 3, size=(500, 24))
    assert np.mean([beyond(s, xmr(s)).mean() for s in series]) < 0.015
