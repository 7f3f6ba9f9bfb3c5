import numpy as np
import pandas as pd
import pytest

from engagement.metrics.retention.pooled_cohorts import different, pooled


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


def test_groups_under_thirty_and_the_period_of_the_first_order_are_left_out():
    assert pooled(table([29], [10])).empty
    assert pooled(table([100], [10]))["period"].tolist() == [1]


def test_a_group_that_falls_far_from_its_elders_is_named_with_what_was_expected():
    found = different(table([200] * 12, [40, 42, 38, 41, 39, 40, 43, 37, 40, 41, 39, 90]))
    assert [each.cohort for each in found] == ["2024-12"]
    assert found[0].elders == 11
    assert found[0].expected.high < found[0].share == pytest.approx(0.45)


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
