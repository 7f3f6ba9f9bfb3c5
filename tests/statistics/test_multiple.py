from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engagement.statistics.multiple import holm


def test_holms_steps_worked_by_hand():
    np.testing.assert_allclose(holm(np.array([0.01, 0.04, 0.03, 0.005])), [0.03, 0.06, 0.06, 0.02])


def test_weighted_steps_worked_by_hand():
    # The shares of the chance are 3 : 1 : 1; 0.03 of three parts comes before 0.012 of one.
    result = holm(np.array([0.012, 0.03, 0.2]), np.array([1.0, 3.0, 1.0]))
    np.testing.assert_allclose(result, [0.05, 0.05, 0.2])


@given(st.lists(st.floats(0, 1, allow_subnormal=False), min_size=1, max_size=30))
def test_equal_weights_are_none(values):
    p = np.array(values)
    np.testing.assert_allclose(holm(p, np.full(p.size, 2.5)), holm(p))


def test_what_is_not_known_is_not_counted():
    np.testing.assert_allclose(holm(np.array([0.02, np.nan, 0.5])), [0.04, np.nan, 0.5])
    assert holm(np.array([])).size == 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_adjusted_p_is_never_smaller_and_keeps_its_rank(values):
    p = np.array(values)
    adjusted = holm(p)
    assert ((adjusted >= p) & (adjusted <= 1)).all()
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= 0).all()
    assert adjusted[np.argmin(p)] == min(1, p.min() * p.size)


def test_with_nothing_to_find_even_one_flag_is_rare():
    drawn = np.random.default_rng(6).random((2000, 12))
    assert np.mean([(holm(p) < 0.05).any() for p in drawn]) < 0.065
    weights = np.array([5.0, *np.ones(11)])
    assert np.mean([(holm(p, weights) < 0.05).any() for p in drawn]) < 0.065
