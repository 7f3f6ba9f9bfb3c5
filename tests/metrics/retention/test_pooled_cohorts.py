import numpy as np
import pandas as pd
import pytest
from scipy.special import betaincinv

from engagement.metrics.retention.pooled_cohorts import different, pooled
from engagement.statistics.proportions import wilson


def table(sizes, active, complete=None):
    """Return the table `cohorts` of groups in which so many ordered one period later."""
    rows = []
    for number, (size, later) in enumerate(zip(sizes, active, strict=True)):
        name = f"{2024 + number // 12}-{number % 12 + 1:02}"
        rows.append((name, 0, size, size, True))
        rows.append((name, 1, size, later, True if complete is None else complete[number]))
    return pd.DataFrame(rows, columns=["cohort", "period", "customers", "active", "complete"])


def test_all_groups_together_are_the_sum_of_those_that_have_reached_the_age():
    frame = pooled(table([100, 200, 50], [20, 30, 25], [True, True, False]))
    assert frame["customers"].tolist() == [300]
    assert frame["share"].tolist() == [pytest.approx(50 / 300)]
    assert frame["cohorts"].tolist() == [2]
    assert frame["low"].iloc[0] < 50 / 300 < frame["high"].iloc[0]


def shop(dice, groups, size, alike):
    """Return groups that are as alike within as is said, each seen from its first to the last period."""
    shares = 0.2 * 0.9 ** np.arange(groups - 1)
    lean = np.tile(shares, (groups, 1))
    if alike:
        spread = (1 - alike) / alike
        lean = betaincinv(shares * spread, (1 - shares) * spread, dice.random((groups, 1)))
    sizes = np.ceil(size * dice.lognormal(0, 0.3, groups)).astype(int)
    rows = [
        (f"{at:02}", age, sizes[at], dice.binomial(sizes[at], lean[at, age - 1]), True)
        for at in range(groups)
        for age in range(1, groups - at)
    ]
    return pd.DataFrame(rows, columns=["cohort", "period", "customers", "active", "complete"]), shares


def coverage(groups, size, alike, shops):
    """Return in which share of shops the limits hold the truth, at the first ages and at the last."""
    inside = []
    for seed in range(shops):
        cohorts, shares = shop(np.random.default_rng(seed), groups, size, alike)
        frame = pooled(cohorts, least=1)
        inside.append((frame["low"].to_numpy() <= shares) & (shares <= frame["high"].to_numpy()))
    return np.mean(inside, axis=0)


def test_groups_that_differ_widen_the_band_and_those_that_do_not_leave_it_wilsons():
    alike, differing = (
        pooled(table([100] * 8, active)) for active in ([20] * 8, [8, 35, 12, 30, 10, 28, 9, 28])
    )
    plain = wilson(160.0, 800.0)
    assert (alike.low[0], alike.high[0]) == pytest.approx((plain.low, plain.high))
    assert differing.share[0] == pytest.approx(plain.value)
    assert differing.high[0] - differing.low[0] > 2 * (plain.high - plain.low)


def test_the_band_holds_about_what_it_says_where_groups_differ():
    assert (coverage(10, 150, 0.01, 100) > 0.88).all()


@pytest.mark.gate
@pytest.mark.parametrize(("groups", "size"), [(4, 60), (7, 60), (13, 60), (25, 60), (7, 300), (13, 300)])
@pytest.mark.parametrize("alike", [0, 0.005, 0.02])
def test_the_band_holds_what_it_says(groups, size, alike):
    result = coverage(groups, size, alike, 600)
    print(f"\npooled, {groups} groups of {size}, alike {alike}: {np.round(100 * result, 1)}")  # noqa: T201
    assert 0.93 <= result.mean() <= 0.975


def test_groups_under_thirty_and_the_period_of_the_first_order_are_left_out():
    assert pooled(table([29], [10])).empty
    assert pooled(table([100], [10]))["period"].tolist() == [1]


def test_a_group_that_falls_far_from_its_elders_is_named_with_what_was_expected():
    result = different(table([200] * 12, [40, 42, 38, 41, 39, 40, 43, 37, 40, 41, 39, 90]))
    assert [each.cohort for each in result] == ["2024-12"]
    assert result[0].elders == 11
    assert result[0].expected.high < result[0].share == pytest.approx(0.45)


def test_a_group_is_compared_with_its_elders_only_and_needs_six_of_them():
    assert different(table([200] * 6, [40, 40, 40, 40, 40, 120])) == ()
    assert len(different(table([200] * 7, [40, 40, 40, 40, 40, 40, 120]))) == 1


@pytest.mark.parametrize("shops", [60, pytest.param(300, marks=pytest.mark.gate)])
def test_in_shops_in_which_nothing_changes_few_say_that_a_group_differs(shops):
    rng = np.random.default_rng(3)
    cries = sum(bool(different(table([80] * 24, rng.binomial(80, 0.2, 24)))) for _ in range(shops))
    assert cries <= 0.05 * shops


def test_no_groups_say_nothing():
    empty = table([], [])
    assert pooled(empty).empty
    assert different(empty) == ()
