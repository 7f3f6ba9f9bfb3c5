from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.statistics.counts import poisson


@pytest.mark.parametrize(("k", "low", "high"), [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (10, 4.7954, 18.3904)])
def test_the_limits_are_garwoods(k, low, high):
    found = poisson(k, 1)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_rate_over_nothing_is_not_a_number_and_no_error():
    assert all(math.isnan(x) for x in poisson(3, 0))


@given(st.integers(0, 10_000), st.floats(0.1, 1e4))
def test_the_limits_enclose_the_rate(events, exposure):
    value, low, high = poisson(events, exposure)
    assert 0 <= low <= value < high


def test_the_limits_cover_the_truth_at_least_nineteen_times_in_twenty():
    drawn = np.random.default_rng(5).poisson(4, size=4000).astype(float)
    found = poisson(drawn, np.ones(4000))
    assert np.mean((found.low <= 4) & (found.high >= 4)) >= 0.945
