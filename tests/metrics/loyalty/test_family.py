from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.loyalty.person_days import at_equal_age
from engagement.metrics.model import Question
from engagement.metrics.views.owners import OwnersView, view_of
from engagement.statistics.clusters import share_by_cluster, share_sums
from tests.cases import few
from tests.metrics.invented import day, members
from tests.metrics.loyalty.without_effect import as_tables, lives
from tests.metrics.orders import order, orders


def view(bought, joined, **fields):
    return view_of({"orders": orders(*bought), "members": members(*joined)}, Question(**fields))


def member(who, on="2026-03-01", **more):
    return {"customer_key": who, "on": on} | more


def notes(reading):
    return " | ".join(str(note) for note in reading.notes)


def shop(count=120, outlier=0):
    """Half join in March; members spend 12 then, 11 before, the others 10."""
    bought, joined = [], []
    for who in range(1, count + 1):
        if who % 2:
            joined.append(member(who, "2026-03-10"))
        early, late = (11, 12) if who % 2 else (10, 10)
        bought.append(order("2026-02-01", who, early + who % 3))
        bought.append(order("2026-05-01", who, late + who % 3 + (outlier if who == 1 else 0)))
        if who % 6 == 1:
            bought.append(order("2026-05-02", who, late))
    return bought, joined


def test_an_order_is_a_members_from_the_day_of_joining():
    bought = [order(f"2026-03-{d:02}", 1) for d in range(1, 8)] + [order("2026-03-01", 2) for _ in range(5)]
    seen = view(bought, [member(1, "2026-03-03")]).reading("member_share")
    assert (seen.numerator, seen.denominator) == (5, 12)
    assert seen.method == "wilson_by_customer"
    expected = share_by_cluster(share_sums(np.array([7.0, 5]), np.array([5.0, 0])))
    assert (seen.value, seen.low, seen.high) == pytest.approx(expected[:3])


def test_orders_without_a_customer_and_of_members_without_a_day_are_left_out():
    bought = [*(order("2026-03-05", who) for who in (1, 2, 3) for _ in range(4)), order("2026-03-05")]
    seen = view(bought, [member(1), {"customer_key": 2}]).reading("member_share")
    assert (seen.numerator, seen.denominator, seen.rows_used) == (4, 8, 8)
    assert [(str(r), n) for r, n in seen.left_out] == [
        ("without a customer", 1),
        ("of members whose day of joining is not known", 4),
    ]


@pytest.mark.parametrize("state", ["candidate", "disabled"])
def test_who_has_not_joined_or_is_shut_out_is_no_member(state):
    bought = [order("2026-03-05", who) for who in (1, 2) for _ in range(6)]
    seen = view(bought, [member(1), member(2, state=state)])
    assert seen.reading("member_share").value == 0.5
    assert "1 of 1 members are among the customers" in notes(seen.reading("member_share"))


def test_a_person_in_two_programmes_joined_with_the_first():
    bought = [order("2026-03-05", 1) for _ in range(10)]
    joined = [member(1, "2026-03-01", source="a"), member(1, "2026-03-09", source="b")]
    seen = view(bought, joined).reading("member_share")
    assert (seen.numerator, seen.denominator) == (10, 10)


def test_members_are_set_against_others_at_the_time_of_the_order():
    bought, joined = shop()
    seen = view(bought, joined).reading("member_order_value_gap")
    keys = {m["customer_key"] for m in joined}
    sides = {True: [], False: []}
    for row in bought:
        sides[row["customer_key"] in keys and row["day"] >= day("2026-03-10")].append(row["gross"] / 100)
    assert seen.numerator == pytest.approx(np.mean(sides[True]))
    assert seen.denominator == pytest.approx(np.mean(sides[False]))
    assert seen.value == pytest.approx(np.mean(sides[True]) / np.mean(sides[False]))
    assert (seen.status, seen.method, seen.currency) == ("ok", "log_ratio_by_customer", "EUR")
    assert seen.low < seen.value < seen.high
    # The same people spent more before they joined, too.
    assert "before they joined: 12.0 an order" in notes(seen)
    assert "60 members with orders on both sides" in notes(seen)


def test_the_interval_is_that_of_the_customers_drawn_again():
    dice = np.random.default_rng(5)
    taste = dice.gamma(8, 3, 400)
    bought, joined = [], []
    for who in range(400):
        if who < 250:
            joined.append(member(who, "2026-03-10"))
        bought += [
            order(on, who, float(taste[who] * dice.uniform(0.8, 1.3)))
            for on in ("2026-01-05", "2026-02-05", "2026-04-05", "2026-05-05")
            if dice.random() < 0.7
        ]
    seen = view(bought, joined).reading("member_order_value_gap")
    sums = np.zeros((400, 4))
    for row in bought:
        late = row["customer_key"] < 250 and row["day"] >= day("2026-03-10")
        sums[row["customer_key"], 0 if late else 2] += row["gross"] / 100
        sums[row["customer_key"], 1 if late else 3] += 1
    drawn = np.asarray([sums[dice.integers(0, 400, 400)].sum(0) for _ in range(3000)])
    low, high = np.quantile((drawn[:, 0] / drawn[:, 1]) / (drawn[:, 2] / drawn[:, 3]), [0.025, 0.975])
    assert (seen.low, seen.high) == pytest.approx((low, high), abs=0.012)


def test_there_is_no_gap_under_50_customers_on_a_side():
    bought, joined = shop(90)
    seen = view(bought, joined).reading("member_order_value_gap")
    assert (seen.status, seen.value) == ("hidden", None)
    assert "there are 45 as members" in notes(seen)


def test_there_is_no_gap_where_one_customer_has_a_fifth_of_a_side():
    bought, joined = shop(outlier=900)
    seen = view(bought, joined).reading("member_order_value_gap")
    assert seen.status == "hidden"
    assert "more than a fifth" in notes(seen)
    assert view(bought, joined).reading("member_frequency_gap").status == "ok"


def test_frequency_is_orders_per_day_of_each_side_from_the_day_after_the_first_order():
    bought, joined = shop()
    seen = view(bought, joined).reading("member_frequency_gap")
    # Watched from 2 February to 2 May, 90 days; members from 11 March on, 53 of them.
    assert seen.numerator == pytest.approx(80 / (60 * 53))
    assert seen.denominator == pytest.approx(60 / (60 * 90 + 60 * 37))
    assert seen.value == pytest.approx(seen.numerator / seen.denominator)
    assert (seen.n, seen.rows_used, seen.status) == (180, 140, "ok")
    assert ("of a customer's first day, from which on orders are counted", 120) in [
        (str(reason), n) for reason, n in seen.left_out
    ]
    assert len(view(bought, joined).rows("member_frequency_gap")) == 140


def test_an_order_on_the_day_of_joining_belongs_to_the_time_before():
    """What leads to joining is often an order: as a member's it would be one that no day stands for."""
    bought = [order(on, who) for who in range(1, 121) for on in ("2026-02-01", "2026-03-10", "2026-05-01")]
    seen = view(bought, [member(who, "2026-03-10") for who in range(1, 61)]).reading("member_frequency_gap")
    assert seen.numerator == pytest.approx(60 / (60 * 52))
    assert seen.denominator == pytest.approx((60 + 120) / (60 * 37 + 60 * 89))


def test_the_same_members_are_set_beside_before_they_joined():
    bought = [
        row
        for who in range(1, 101)
        for row in (
            *(order(on, who) for on in ("2025-06-01", "2025-08-01", "2025-12-01", "2026-03-01")),
            *(order(on, who) for on in ("2026-04-01", "2026-05-01", "2026-12-30")),
        )
    ]
    seen = view(bought, [member(who) for who in range(1, 51)], days=None).reading("member_frequency_gap")
    # 3 orders in 273 days before, 3 in 304 days after.
    assert "before they joined: 4.01 orders a year; afterwards 3.6" in notes(seen)
    assert "(50 members with days on both sides)" in notes(seen)


def programme(seed, people=1500, days=800, **kind) -> OwnersView:
    return view_of(as_tables(lives(np.random.default_rng(seed), people, days, **kind)), Question())


def geometric_mean(values):
    return np.exp(np.mean(np.log(list(values))))


def gap(seen):
    return seen.reading("member_frequency_gap")


@pytest.mark.parametrize(
    ("kind", "days"),
    few(
        [
            ({}, None),
            ({}, 365),
            ({"joining": "at an order", "alike": True}, None),
            ({"joining": "at an order", "alike": True}, 365),
        ],
        ({}, 365),
        ({"joining": "at an order", "alike": True}, None),
    ),
)
def test_a_programme_without_effect_measures_one(kind, days):
    result = (gap(programme(seed, 4000, **kind).ask(Question(days=days))).value for seed in range(3))
    assert geometric_mean(result) == pytest.approx(1, abs=0.05)


def test_at_equal_age_a_programme_without_effect_measures_one_where_customers_drift_away():
    drifting = [
        programme(seed, 6000, drifting=0.15, alike=True).ask(Question(days=None)) for seed in range(6)
    ]
    assert geometric_mean(gap(seen).value for seen in drifting) < 0.85
    equal = [at_equal_age(seen.scope("orders")) for seen in drifting]
    assert geometric_mean(equal) == pytest.approx(1, abs=0.06)
    assert f"At equal time since the first order: {round(equal[0], 2)} times" in notes(gap(drifting[0]))


def test_a_trend_of_the_gap_ends_with_the_headline_and_knows_who_stands_on_both_sides():
    seen = programme(9)
    point, headline = seen.trend("member_frequency_gap").iloc[-1], gap(seen)
    for name in ("value", "low", "high", "n"):
        assert point[name] == pytest.approx(getattr(headline, name)), name


def test_without_a_day_of_joining_nothing_is_claimed_of_its_time():
    bought, joined = shop()
    locked = view(bought, [{"customer_key": m["customer_key"]} for m in joined]).locked()
    assert {"member_share", "member_order_value_gap", "member_frequency_gap"} <= set(locked)


def test_redemptions_are_of_members_of_whom_the_list_says_it():
    joined = [
        *(member(i, "2020-01-01", redemptions=i % 2, referrals=int(i == 1)) for i in range(1, 21)),
        member(40, points_spent=5.0, points_earned=50.0),
        member(41),
        member(42, redemptions=3, state="disabled"),
    ]
    seen = view_of({"members": members(*joined)}, Question()).reading("redemption_rate")
    assert (seen.numerator, seen.denominator, seen.method) == (11, 21, "wilson")
    assert [n for _, n in seen.left_out] == [1, 1]
    assert "5 of 50 points are spent: 10.0%" in notes(seen)
    referred = view_of({"members": members(*joined)}, Question()).reading("referral_share")
    assert (referred.numerator, referred.denominator) == (1, 20)


def test_members_stand_at_their_joining_over_time():
    joined = [member(i, f"2026-0{1 + i % 2}-05", redemptions=i % 2) for i in range(40)]
    seen = view_of({"members": members(*joined)}, Question())
    assert seen.trend("redemption_rate")["value"].tolist() == [0, 1]
    assert seen.reading("redemption_rate").value == 0.5
    assert [str(n) for n in seen.change("redemption_rate").notes] != []


def test_members_without_a_day_count_in_the_list():
    joined = [{"customer_key": i, "redemptions": i % 2, "tier": "ab"[i % 2]} for i in range(40)]
    seen = view_of({"members": members(*joined)}, Question())
    assert seen.reading("redemption_rate").value == 0.5
    assert seen.breakdown("redemption_rate", "tier")["value"].tolist() == [0, 1]
