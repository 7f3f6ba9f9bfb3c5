from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import OwnersView, view_of
from engagement.statistics.bootstrap import joint_bootstrap
from tests.metrics import oracle
from tests.metrics.invented import day
from tests.metrics.orders import many, order, orders


def view(table, **fields) -> OwnersView:
    return view_of({"orders": table}, Question(**fields))


def test_the_window_is_compared_with_the_one_before_of_the_same_length():
    table = orders(
        *(order("2025-01-01", i) for i in range(40)),
        *(order("2025-01-31", i) for i in range(60)),
    )
    change = view(table, days=15, as_of=day("2025-01-31")).change("orders")
    assert (change.before.value, change.difference, change.beyond_noise) == (0, 60, None)
    assert change.before.window.last_day == day("2025-01-16")


def test_under_a_year_the_same_days_a_year_ago_are_compared_and_the_period_before_by_choice():
    table = orders(*(order(on, i) for on in ("2024-01-01", "2024-12-20", "2025-01-31") for i in range(50)))
    for compare, first, last in (
        (None, "2024-01-17", "2024-01-31"),
        ("year", "2024-01-17", "2024-01-31"),
        ("before", "2025-01-02", "2025-01-16"),
        ((day("2024-12-06"), day("2024-12-20")), "2024-12-06", "2024-12-20"),
    ):
        change = view(table, days=15, compare=compare).change("orders")
        assert (change.before.window.first_day, change.before.window.last_day) == (day(first), day(last))


def test_own_days_of_another_length_or_that_overlap_are_not_compared():
    table = orders(order("2024-01-01", 1), order("2025-01-31", 1))
    for own, why in (
        (("2024-12-01", "2024-12-10"), "same length"),
        (("2025-01-10", "2025-01-24"), "share days"),
    ):
        change = view(table, days=15, compare=tuple(map(day, own))).change("orders")
        assert change.difference is None
        assert why in str(change.notes[0])


def test_where_the_year_is_not_reached_the_period_before_is_shown_and_nothing_called_a_change():
    rows = [
        order(on, 1000 * k + i, 10 + 5 * k + i % 3)
        for k, on in enumerate(("2025-03-01", "2025-03-31"))
        for i in range(300)
    ]
    change = view(orders(*rows, order("2025-02-01", 1)), days=29).change("average_order_value")
    assert change.p < 1e-6
    assert change.beyond_noise is None
    assert "season" in str(change.notes[0])


def test_nothing_is_compared_where_the_data_do_not_reach_back():
    change = view(orders(order("2025-01-01", 1), order("2025-01-31", 1)), days=30).change("orders")
    assert (change.before, change.difference, change.beyond_noise) == (None, None, None)
    assert "needs data from 2024-01-02 on" in str(change.notes[0])


def test_all_days_have_no_window_before():
    assert view(many(1), days=None).change("orders").before is None


def test_data_may_begin_as_late_as_the_shop_ever_pauses():
    rows = [order(f"2025-{month:02}-{d:02}", d) for month in (1, 2) for d in range(3, 29, 3)]
    seen = view(orders(*rows), days=28, as_of=day("2025-02-25"))
    assert seen.change("orders").before is not None
    assert seen.ask(Question(days=35, as_of=day("2025-02-28"))).change("orders").before is None


def test_shares_of_orders_are_compared_by_newcombe_and_by_customer():
    dice = np.random.default_rng(3)
    rows = [
        order(on, int(dice.integers(0, 500)), refunded=int(dice.random() < share) * 100)
        for on, share in (("2025-01-15", 0.05), ("2025-02-14", 0.15))
        for _ in range(600)
    ]
    table = orders(*rows, order("2025-01-01", 1))
    asked_view = view(table, days=31, as_of=day("2025-04-02"), as_if_ended=True, compare="before")
    change = asked_view.change("refund_rate")
    assert change.method == "newcombe_by_customer_paired"
    assert change.beyond_noise
    assert change.low < change.difference < change.high


@pytest.fixture(scope="module")
def loyal():
    """Customers who keep their habits from one window to the next."""
    dice = np.random.default_rng(5)
    rows = []
    for who in range(400):
        rate, basket = dice.gamma(2, 1), dice.uniform(5, 200)
        for on in ("2024-01-01", "2025-01-01"):
            days = day(on) + dice.integers(0, 365, dice.poisson(rate))
            rows += [{**order(on, who, basket), "day": int(one)} for one in days]
    rows += [order("2024-01-01", 1), order("2025-12-30", 1)]
    return orders(*rows)


@pytest.mark.parametrize("key", ["purchase_frequency", "average_order_value", "repeat_purchase_rate"])
def test_the_same_people_in_both_windows_agree_with_a_joint_bootstrap(loyal, key):
    change = view(loyal).change(key)
    window = view(loyal).scope("orders").window
    frame = oracle.plain(loyal)
    columns = []
    for first in (window.first_day, window.first_day - 365):
        part = frame[frame.day.between(first, first + 364)].groupby("who").money.agg(["size", "sum"])
        columns.append(part.reindex(frame.who.dropna().unique(), fill_value=0))
    rows = np.column_stack([c.to_numpy(dtype=float) for c in columns])
    rows = np.column_stack([rows, rows[:, [0, 2]] > 0, rows[:, [0, 2]] > 1])

    def statistic(sums):
        n1, s1, n0, s0, c1, c0, r1, r0 = sums.T
        return {
            "purchase_frequency": n1 / c1 - n0 / c0,
            "average_order_value": (s1 / n1 - s0 / n0) / 100,
            "repeat_purchase_rate": r1 / c1 - r0 / c0,
        }[key]

    drawn = joint_bootstrap(rows, statistic)
    assert change.method.endswith("_paired")
    assert change.difference == pytest.approx(drawn.value, rel=1e-9)
    width = drawn.high - drawn.low
    assert change.low == pytest.approx(drawn.low, abs=0.12 * width)
    assert change.high == pytest.approx(drawn.high, abs=0.12 * width)


def test_new_customers_are_compared_by_cohort_and_a_note_says_which():
    rows = []
    for i in range(200):
        rows.append({**order("2025-01-01", i), "day": day("2025-01-01") + i % 30})
        rows.append({**order("2025-01-01", 1000 + i), "day": day("2025-01-31") + i % 30})
        rows.append({**order("2025-01-01", 1000 + i), "day": day("2025-01-31") + i % 30 + 5})
    seen = view(orders(*rows), days=30, as_of=day("2025-03-31"), compare="before")
    change = seen.change("repeat_within_30_days")
    assert change.before.n == 200
    assert change.before.value == 0
    assert change.difference == 1
    assert change.beyond_noise
    assert "2025-01-31" in str(change.notes[0])


def test_too_few_are_not_compared():
    rows = [order("2025-01-01", i) for i in range(5)] + [order("2025-01-31", i) for i in range(5)]
    change = view(orders(*rows), days=30, as_of=day("2025-02-20")).change("repeat_purchase_rate")
    assert change.beyond_noise is None
