from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.statistics.proportions import difference_of_shares, newcombe, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (0, 20, 0.0, 0.1611), (15, 148, 0.0624, 0.1605), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_limits(successes, n, low, high):
    interval = wilson(successes, n)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_gives_the_published_limits(counts, low, high):
    difference = newcombe(*counts)
    assert (round(difference.low, 4), round(difference.high, 4)) == (low, high)


def test_a_share_of_nothing_is_not_a_number_and_no_error():
    assert all(math.isnan(x) for x in wilson(0, 0))
    assert all(math.isnan(x) for x in newcombe(0, 0, 3, 4))


def test_the_limits_touch_the_ends_exactly():
    assert wilson(0, 7).low == 0
    assert wilson(7, 7).high == 1


def test_equal_shares_at_the_end_of_the_scale_do_not_differ():
    assert newcombe(20, 20, 30, 30).p == 1
    assert newcombe(0, 20, 0, 30).p == 1


def test_an_array_in_gives_an_array_out_with_the_same_numbers():
    k, n = np.array([0.0, 81.0, 5.0, 0.0]), np.array([20.0, 263.0, 5.0, 0.0])
    together = wilson(k, n)
    for i in range(4):
        np.testing.assert_equal([x[i] for x in together], list(wilson(float(k[i]), float(n[i]))))


counts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_wilson_stays_between_0_and_1_around_the_share(pair):
    value, low, high = wilson(*pair)
    assert 0 <= low <= value <= high <= 1


@given(counts)
def test_wilson_is_symmetric_in_success_and_failure(pair):
    k, n = pair
    one, other = wilson(k, n), wilson(n - k, n)
    assert one.low == pytest.approx(1 - other.high, abs=1e-12)


@given(counts)
def test_wilson_narrows_with_more_of_the_same(pair):
    k, n = pair
    narrow, wide = wilson(2 * k, 2 * n), wilson(k, n)
    assert narrow.high - narrow.low < wide.high - wide.low


@given(counts, counts)
def test_newcombe_stays_between_minus_1_and_1_and_turns_with_its_sides(one, two):
    forth, back = newcombe(*one, *two), newcombe(*two, *one)
    assert -1 - 1e-12 <= forth.low <= forth.value <= forth.high <= 1 + 1e-12
    assert forth.low == pytest.approx(-back.high, abs=1e-12)
    assert 0 <= forth.p <= 1


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5])
def test_wilson_covers_the_truth_about_nineteen_times_in_twenty(share):
    drawn = np.random.default_rng(1).binomial(60, share, size=4000).astype(float)
    interval = wilson(drawn, np.full(4000, 60.0))
    covered = np.mean((interval.low <= share) & (share <= interval.high))
    assert 0.925 <= covered <= 0.985


@given(counts, counts)
def test_shares_of_other_people_differ_as_newcombe_says(one, two):
    independent, found = newcombe(*one, *two), difference_of_shares(wilson(*one), wilson(*two))
    assert found[:3] == independent[:3]


@given(counts, counts, st.floats(-1, 1))
def test_people_who_stand_in_both_narrow_the_difference(one, two, correlation):
    apart = difference_of_shares(wilson(*one), wilson(*two))
    result = difference_of_shares(wilson(*one), wilson(*two), correlation)
    assert result.low <= result.value <= result.high
    narrower = result.high - result.low <= apart.high - apart.low + 1e-12
    assert narrower if correlation >= 0 else result.high - result.low >= apart.high - apart.low - 1e-12


def test_the_same_people_with_the_same_answers_do_not_differ_at_all():
    half = wilson(50, 100)
    result = difference_of_shares(half, half, 1.0)
    assert (result.low, result.high) == pytest.approx((0, 0), abs=1e-9)
