"""The pace of a series: what it needs, and how often its limits hold what comes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engagement.statistics.series.projection import rolling_projection, seasonal_projection

YEAR = 12


def test_a_steady_growth_with_a_season_is_carried_on_without_noise():
    season = np.tile(np.arange(YEAR, dtype=float) ** 2, 3)
    values = season + 10.0 * np.repeat([0, 1, 2], YEAR)
    assert seasonal_projection(values, 3, YEAR) == (34.0, 34.0, 34.0)
    assert seasonal_projection(values, 15, YEAR) == (44.0, 44.0, 44.0)
    assert rolling_projection(np.arange(20.0), 4, YEAR) == (23.0, 23.0, 23.0)


def test_nothing_is_told_of_less_than_two_years():
    assert seasonal_projection(np.arange(23.0), 1, YEAR) is None
    assert rolling_projection(np.arange(12.0), 1, YEAR) is None
    assert seasonal_projection(np.array([*[1.0] * 12, np.nan, *[1.0] * 11]), 1, YEAR) is None


def test_limits_hold_what_comes_in_about_95_of_100_series():
    dice = np.random.default_rng(5)
    covered = {"seasonal": 0, "rolling": 0}
    for _ in range(400):
        ahead = int(dice.integers(1, 10))
        noise = dice.normal(0, 1, 48)
        level = np.sin(np.arange(48) * 2 * np.pi / YEAR) * 3 + noise
        projection = seasonal_projection(level[:36], ahead, YEAR)
        covered["seasonal"] += projection.low <= level[35 + ahead] <= projection.high
        rolling = np.convolve(noise, np.full(YEAR, 1 / YEAR), "valid")
        projection = rolling_projection(rolling[:25], ahead, YEAR)
        covered["rolling"] += projection.low <= rolling[24 + ahead] <= projection.high
    assert all(count / 400 >= 0.92 for count in covered.values()), covered


@given(st.lists(st.floats(-1e6, 1e6), min_size=24, max_size=40), st.integers(1, 30), st.floats(0.1, 1e3))
def test_another_unit_moves_the_pace_as_it_moves_the_values(values, ahead, factor):
    for projection in (seasonal_projection, rolling_projection):
        one, other = (projection(np.array(values) * unit, ahead, YEAR) for unit in (1.0, factor))
        assert np.allclose(np.array(one) * factor, other, rtol=1e-6, atol=1e-3)
        assert one.low <= one.value <= one.high
