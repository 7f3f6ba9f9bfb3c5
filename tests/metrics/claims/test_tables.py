"""Claims against shops in which they are known to hold, not to hold, or not to be testable."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.claims.claims import CLAIMS
from engagement.metrics.claims.verdict import ClaimFound
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import day, members, responses
from tests.metrics.orders import order, orders

BY_KEY = {claim.key: claim for claim in CLAIMS}


def claims(tables):
    return view_of(tables, Question(days=None)).table("claims").set_index("key")


def on(number: int) -> str:
    return str(np.datetime64("2024-01-01") + np.timedelta64(number, "D"))


def test_a_verdict_rests_on_the_whole_interval():
    seven, engaged = BY_KEY["repeat_buyers_spend_seven_times"], BY_KEY["engaged_customers_buy_again"]
    assert seven.verdict(ClaimFound(8, 6.5, 9, 900)) == "holds"
    assert seven.verdict(ClaimFound(4, 3.5, 4.5, 900)) == "does_not_hold"
    assert seven.verdict(ClaimFound(6, 0.9, 12, 90)) == "too_little_data"
    assert seven.verdict(ClaimFound(np.nan, np.nan, np.nan, 4)) == "too_little_data"
    assert engaged.verdict(ClaimFound(0.2, 0.1, 0.3, 900)) == "holds"
    assert engaged.verdict(ClaimFound(0.0, -0.03, 0.03, 9000)) == "does_not_hold"
    assert engaged.verdict(ClaimFound(-0.2, -0.3, -0.1, 900)) == "does_not_hold"
    assert engaged.verdict(ClaimFound(0.1, -0.1, 0.3, 60)) == "too_little_data"


def test_spending_seven_times_is_the_ratio_of_the_two_means():
    rows = [order(on(i), i, 10) for i in range(1, 101)]
    rows += [order(on(i + d), 1000 + i, 40) for i in range(1, 101) for d in (0, 30)]
    result = claims({"orders": orders(*rows)}).loc["repeat_buyers_spend_seven_times"]
    assert (result.value, result.verdict, result.published) == (pytest.approx(8), "holds", 7)


def test_accounts_are_compared_by_who_comes_back_within_90_days():
    rows = [order(on(i), i, guest=i <= 100) for i in range(1, 201)]
    rows += [order(on(i + 20), i, guest=i <= 100) for i in range(1, 201) if i % 10 == 0 or i > 150]
    rows.append(order(on(400), 999, guest=True))
    result = claims({"orders": orders(*rows)}).loc["account_holders_come_back"]
    assert result.value == pytest.approx(0.55 - 0.10)
    assert (result.n, result.verdict) == (200, "holds")


def test_effort_beats_satisfaction_where_it_alone_foretells_the_next_order():
    dice = np.random.default_rng(5)
    rows, answers = [order(on(500), 9_999)], []
    for who in range(1, 401):
        ease, satisfied = (int(v) for v in dice.integers(1, [8, 6]))
        rows.append(order(on(who % 300), who))
        if dice.random() < ease / 8:
            rows.append(order(on(who % 300 + 40), who))
        same = {"customer_key": who, "response_id": f"r{who}", "day": day(on(who % 300 + 5))}
        answers += [
            same
            | {"kind": "effort", "question": "How easy?", "score": ease, "scale_low": 1.0, "scale_high": 7.0},
            same
            | {
                "kind": "satisfaction",
                "question": "How happy?",
                "score": satisfied,
                "scale_low": 1.0,
                "scale_high": 5.0,
            },
        ]
    result = claims({"orders": orders(*rows), "responses": responses(*answers)})
    assert result.verdict["effort_foretells_better_than_satisfaction"] == "holds"
    assert result.n["effort_foretells_better_than_satisfaction"] == 400


def test_ten_orders_and_a_referral_are_a_ratio_of_means():
    rows = [order(on(i), i) for i in range(1, 61)]
    rows += [order(on(30 * n + i % 20), 100 + i) for i in range(60) for n in range(10)]
    joined = [{"customer_key": i, "referrals": i % 2} for i in range(1, 61)]
    joined += [{"customer_key": 100 + i, "referrals": 1 + i % 2} for i in range(60)]
    result = claims({"orders": orders(*rows), "members": members(*joined)}).loc["ten_orders_bring_referrals"]
    assert (result.value, result.n, result.verdict) == (pytest.approx(3), 120, "holds")


def test_a_claim_without_its_files_is_not_among_them():
    result = claims({"orders": orders(*(order(on(i), i) for i in range(20)))})
    assert list(result.index) == ["repeat_buyers_spend_seven_times"]
    assert result.verdict.tolist() == ["too_little_data"]


@pytest.mark.parametrize("seed", range(3))
def test_nothing_holds_of_taking_part_in_a_shop_in_which_it_goes_with_nothing(seed):
    dice = np.random.default_rng(seed)
    rows = [
        order(on(int(d)), int(who))
        for d, who in zip(dice.integers(0, 700, 3000), dice.integers(1, 800, 3000), strict=True)
    ]
    answers = [
        {"customer_key": int(w), "day": day(on(300)), "score": 9, "response_id": f"r{w}"}
        for w in range(1, 300)
    ]
    result = claims({"orders": orders(*rows), "responses": responses(*answers)})
    assert result.verdict["engaged_customers_buy_again"] != "holds"
