from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.statistics.net_promoter import net_promoter_score, nps_difference


def test_the_published_score_standard_error_and_limits():
    score = net_promoter_score(462, 362, 1000)
    assert score.value == pytest.approx(10.0)
    assert round(score.se, 3) == 2.853
    assert (round(score.low, 3), round(score.high, 3)) == (4.390, 15.551)


def test_the_variance_is_that_of_one_answer_over_n():
    # Half promoters, a third passive, a sixth detractors: variance of one answer 5/9.
    score = net_promoter_score(300, 100, 600)
    assert score.value == pytest.approx(100 / 3)
    assert score.se == pytest.approx(100 * math.sqrt(5 / 9 / 600))


def test_no_answers_give_no_score_and_no_error():
    assert all(math.isnan(x) for x in net_promoter_score(0, 0, 0))
    assert all(math.isnan(x) for x in nps_difference((0, 0, 0), (5, 3, 10)))


def test_everyone_a_promoter_is_100_with_an_interval_below_it():
    score = net_promoter_score(20, 0, 20)
    assert (score.value, score.se) == (100, 0)
    assert 60 < score.low < 100


answers = st.tuples(*[st.integers(0, 400)] * 3).filter(lambda t: sum(t) > 0)


@given(answers)
def test_the_limits_stay_on_the_scale_and_mirror(triple):
    promoters, detractors, passives = triple
    n = sum(triple)
    score, mirror = net_promoter_score(promoters, detractors, n), net_promoter_score(detractors, promoters, n)
    assert -100 <= score.low <= score.high <= 100
    assert score.low == pytest.approx(-mirror.high, abs=1e-9)
    assert passives == n or score.se >= 0


@given(answers)
def test_a_score_does_not_differ_from_itself(triple):
    promoters, detractors, _ = triple
    same = nps_difference((promoters, detractors, sum(triple)), (promoters, detractors, sum(triple)))
    assert same.value == 0
    assert same.p == pytest.approx(1)
    assert same.low == pytest.approx(-same.high)


def test_a_clear_difference_is_seen_and_a_small_one_is_not():
    assert nps_difference((600, 200, 1000), (450, 350, 1000)).low > 0
    close = nps_difference((62, 22, 100), (60, 20, 100))
    assert close.low < 0 < close.high
    assert close.p > 0.5


@pytest.mark.parametrize("shares", [(0.5, 0.3, 0.2), (0.9, 0.07, 0.03)])
def test_the_limits_cover_the_truth_about_nineteen_times_in_twenty(shares):
    drawn = np.random.default_rng(2).multinomial(50, shares, size=4000).astype(float)
    score = net_promoter_score(drawn[:, 0], drawn[:, 2], drawn.sum(axis=1))
    truth = 100 * (shares[0] - shares[2])
    assert 0.925 <= np.mean((score.low <= truth) & (truth <= score.high)) <= 0.985
