import numpy as np
import pytest

from engagement.statistics.proportions import expected_share


def simulated(between, runs=2000, others=12, size=80, mean=0.2, seed=7):
    """Return the p of new groups that are drawn as the others are."""
    rng = np.random.default_rng(seed)
    spread = np.clip(rng.normal(mean, between, (runs, others + 1)), 0.005, 0.995)
    active = rng.binomial(size, spread)
    n = np.full(others, size)
    return np.asarray([expected_share(float(a[-1]), size, a[:-1], n).p for a in active])


@pytest.mark.parametrize("between", [0.0, 0.03, 0.08])
def test_a_group_like_the_others_is_rarely_called_different_however_they_differ(between):
    p = simulated(between)
    assert (p <= 0.05).mean() <= 0.075
    assert (p <= 0.01).mean() <= 0.02


def test_a_group_far_from_others_that_agree_is_found():
    others, n = np.full(12, 40), np.full(12, 200)
    result = expected_share(80, 200, others, n)
    assert result.p < 0.001
    assert result.high < 0.4
    assert result.value == pytest.approx(0.2)


def test_the_expected_interval_is_wider_where_the_others_differ_among_themselves():
    n = np.full(10, 200)
    alike = expected_share(40, 200, np.full(10, 40), n)
    apart = expected_share(40, 200, np.asarray([20, 60] * 5), n)
    assert apart.high - apart.low > 2 * (alike.high - alike.low)


def test_a_small_group_is_expected_less_exactly():
    others, n = np.full(10, 40), np.full(10, 200)
    small, large = expected_share(6, 30, others, n), expected_share(200, 1000, others, n)
    assert small.high - small.low > large.high - large.low


@pytest.mark.parametrize(("others", "n"), [([], 10), ([1, 2, 3], 10), ([1, 2, 3, 4, 5], 0)])
def test_too_few_others_or_nobody_gives_nothing(others, n):
    result = expected_share(1, n, np.asarray(others, dtype=float), np.full(len(others), 20.0))
    assert np.isnan(result).all()


@pytest.mark.parametrize("share", [0, 20])
def test_nobody_or_everybody_in_all_groups_is_no_difference(share):
    assert expected_share(share, 20, np.full(8, share), np.full(8, 20)).p == pytest.approx(1)
