"""The wait after which few come back, where it can be known."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.statistics.waiting.lapse import lapse_point


def waits(seed: int, leave: float, days: float = 1000):
    """Customers who come back after 30 days on average, or, in so many cases of one, never."""
    dice = np.random.default_rng(seed)
    back = np.where(dice.random(4000) < leave, np.inf, dice.exponential(30, 4000))
    return np.minimum(back, days), back <= days


@pytest.mark.parametrize("leave", [0.1, 0.5, 0.9])
def test_the_lapse_point_of_exponential_waits_is_where_one_in_ten_still_comes(leave):
    # Of those who have waited t, back = (1 - leave) exp(-t / 30) / ((1 - leave) exp(-t / 30) + leave).
    share = 0.1
    expected = -30 * np.log(share / (1 - share) * leave / (1 - leave))
    times, ended = waits(1, leave)
    assert lapse_point(times, ended, share) == pytest.approx(max(expected, 0), abs=15)


def test_no_lapse_point_is_said_where_the_data_do_not_reach_twice_as_far():
    times, ended = waits(1, 0.3, days=60)
    assert np.isnan(lapse_point(times, ended, 0.1))


def test_no_lapse_point_is_said_of_few_customers():
    assert np.isnan(lapse_point(np.arange(1.0, 20), np.ones(19, dtype=bool), 0.1))
    assert np.isnan(lapse_point(np.zeros(0), np.zeros(0, dtype=bool), 0.1))
