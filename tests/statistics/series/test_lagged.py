"""Series that have nothing to do with each other are not called related; one that leads is."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.statistics.multiple import holm
from engagement.statistics.series.lagged import innovations, lagged_correlations, pairs_needed

LAGS = range(-4, 9)
WEEKS = np.arange(156)
WEEK_OF_YEAR = np.minimum(WEEKS % 52.18, 51).astype(int)


def counts(dice, extra=0.0):
    """Return weekly counts with a trend, a drift of their own and a season with a peak before Christmas."""
    grows = dice.normal(0.01, 0.01) * WEEKS + np.cumsum(dice.normal(0, 0.05, WEEKS.size))
    season = 0.4 * np.sin(2 * np.pi * WEEKS / 52.18) + 0.8 * np.exp(
        -(((WEEKS / 52.18 % 1 - 0.9) / 0.03) ** 2)
    )
    return dice.poisson(np.exp(3.5 + grows + season + extra))


def related(one, two, unseen=0):
    result = lagged_correlations(innovations(one, WEEK_OF_YEAR), innovations(two, WEEK_OF_YEAR), LAGS)
    p = holm(np.asarray([at.p for at in result]), unseen=unseen)
    return [at.lag for at, each in zip(result, p, strict=True) if each < 0.05]


def test_at_most_five_of_a_hundred_independent_series_with_trend_and_season_are_called_related():
    dice = np.random.default_rng(8)
    raw, called = 0, 0
    for _ in range(100):
        one, two = counts(dice), counts(dice)
        raw += abs(np.corrcoef(one, two)[0, 1]) > 0.4
        called += bool(related(one, two))
    assert raw > 50  # as they stand most of them correlate
    assert called <= 5


def test_a_series_that_leads_by_two_weeks_is_found_at_two_weeks():
    dice = np.random.default_rng(9)
    result = 0
    for _ in range(20):
        push = dice.normal(0, 0.4, WEEKS.size)
        result += related(counts(dice, push), counts(dice, 0.5 * np.roll(push, 2)), unseen=26) == [2]
    assert result >= 16


def test_a_series_in_which_nothing_happens_is_compared_with_none():
    still = innovations(np.full(156, 7.0), WEEK_OF_YEAR)
    moving = innovations(counts(np.random.default_rng(1)), WEEK_OF_YEAR)
    assert still.values.size == 0
    assert all(np.isnan(at.value) for at in lagged_correlations(still, moving, LAGS))


def test_the_smaller_the_correlation_the_more_pairs_are_needed():
    # ((1.960 + 0.842) / atanh 0.3)² + 3 of one comparison.
    assert pairs_needed(0.3, 1) == 85
    assert pairs_needed(0.3, 39) > pairs_needed(0.5, 39) > pairs_needed(0.5, 1) == pytest.approx(30, abs=1)
