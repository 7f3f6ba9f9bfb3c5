from __future__ import annotations

import pytest

from engagement.engine import Engine
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import responses
from tests.metrics.orders import order, orders

KEY = "promoter_spend_ratio"


@pytest.fixture
def engine():
    created = Engine()
    yield created
    created.close()


def answer(who, score, on="2026-03-01"):
    return {"customer_key": who, "score": float(score), "on": on}


def shop(promoters=60, detractors=60, spend=(30, 20)):
    """Everybody ordered in February and again within 90 days; orders are known to 1 September."""
    people = list(range(1, promoters + detractors + 1))
    answers = [answer(who, 10 if who <= promoters else 2) for who in people]
    before = [order("2026-02-01", who, 500) for who in people]
    after = [order("2026-04-01", who, spend[0] if who <= promoters else spend[1]) for who in people]
    return answers, [*before, *after, order("2026-09-01", 9999, 1)]


def view(answers, placed, engine, **fields):
    return view_of(
        {"responses": responses(*answers), "orders": orders(*placed)}, Question(**fields), engine=engine
    )


def left_out(reading):
    return {str(reason): rows for reason, rows in reading.left_out}


def test_mean_spend_after_the_answer_of_promoters_over_that_of_detractors(engine):
    reading = view(*shop(), engine).reading(KEY)
    assert (reading.value, reading.numerator, reading.denominator, reading.n) == (1.5, 30, 20, 120)
    assert reading.method == "bootstrap_by_customer"
    # Everybody in an arm spends the same, so there is nothing to draw.
    assert (reading.low, reading.high) == (1.5, 1.5)


def test_orders_before_the_answer_on_its_day_or_after_ninety_days_do_not_count(engine):
    answers, placed = shop()
    more = [order(on, 1, 1000) for on in ("2026-02-28", "2026-03-01", "2026-05-31")]
    within = order("2026-05-30", 1, 60)
    assert view(answers, placed + more, engine).reading(KEY).numerator == 30
    assert view(answers, [*placed, within], engine).reading(KEY).numerator == 31


def test_who_orders_nothing_afterwards_counts_with_nothing(engine):
    answers, placed = shop()
    silent = [row for row in placed if not (row["customer_key"] == 61 and row["gross"] == 2000)]
    assert view(answers, silent, engine).reading(KEY).denominator == pytest.approx(59 * 20 / 60)


def test_only_people_who_have_had_the_days_count(engine):
    answers, placed = shop()
    late = [answer(who, 10, "2026-08-01") for who in range(200, 210)]
    placed += [order("2026-02-01", who, 5) for who in range(200, 210)]
    reading = view(answers + late, placed, engine).reading(KEY)
    assert reading.n == 120
    assert left_out(reading) == {"People whose days after the answer are not over": 10}


def test_strangers_unnamed_and_repeated_answers_are_left_out_and_told(engine):
    answers, placed = shop()
    answers += [answer(None, 10), answer(5000, 10), answer(1, 0, "2026-03-20"), answer(60 + 61, 8)]
    placed += [order("2026-02-01", 121, 5), order("2026-04-01", 5000, 5)]
    reading = view(answers, placed, engine).reading(KEY)
    assert reading.value == 1.5
    assert left_out(reading) == {
        "Answers without a customer": 1,
        "Later answers of the same customer": 1,
        "People without an order before they answered": 1,
        "Passives (7 and 8)": 1,
    }
    assert "121 of 124 answers belong to a customer who had ordered by then" in [
        str(n) for n in reading.notes
    ]


def test_under_fifty_customers_in_an_arm_there_is_no_ratio(engine):
    reading = view(*shop(promoters=49), engine).reading(KEY)
    assert (reading.value, reading.low, reading.status) == (None, None, "hidden")
    assert "Too few for a ratio: it needs 50 customers on either side" in [str(n) for n in reading.notes]


def test_no_ratio_rests_on_one_customer(engine):
    answers, placed = shop()
    reading = view(answers, [*placed, order("2026-04-02", 1, 1000)], engine).reading(KEY)
    assert reading.status == "hidden"
    assert "One customer makes more than a fifth of a side's revenue, so there is no ratio" in [
        str(n) for n in reading.notes
    ]


def test_the_interval_is_the_same_every_time(engine):
    answers, placed = shop()
    varied = [row | {"gross": row["gross"] + 97 * i % 1500} for i, row in enumerate(placed)]
    result = [view(answers, varied[::step], engine).reading(KEY) for step in (1, -1)]
    assert result[0].low < result[0].value < result[0].high
    assert (result[0].low, result[0].high) == (result[1].low, result[1].high)


def test_those_who_answered_stand_beside_those_who_did_not(engine):
    table = view(*shop(), engine).table("spend_by_answer").set_index("group")
    assert dict(table["customers"]) == {
        "promoters": 60,
        "passives": 0,
        "detractors": 60,
        "answered": 120,
        "silent": 0,
    }
    assert table["mean"]["promoters"] == 30
    assert table["mean"]["answered"] == 500


def test_a_mean_has_the_same_limits_in_every_table_which_allow_for_the_few_who_spend_most(engine):
    answers, placed = shop()
    spent = [row | {"gross": row["gross"] * (1 + row["customer_key"] % 7) ** 3} for row in placed]
    seen = view(answers, spent, engine)
    result = seen.table("spend_by_answer").set_index("group").loc["promoters"]
    beside = seen.table("after_answers").set_index("group").loc["promoters"]
    levels = seen.table("engagement_levels").set_index("key").loc["medium"]
    assert (result["mean"], result["low"], result["high"]) == pytest.approx(
        (beside["spend"], beside["spend_low"], beside["spend_high"])
    )
    assert result["high"] - result["mean"] > 1.2 * (result["mean"] - result["low"])
    assert levels["spend_high"] - levels["mean_spend"] > 1.1 * (levels["mean_spend"] - levels["spend_low"])


def test_a_mean_of_fewer_than_ten_is_not_told(engine):
    table = view(*shop(promoters=9, detractors=10), engine).table("spend_by_answer").set_index("group")
    assert table["mean"].isna()["promoters"]
    assert table["mean"]["detractors"] == 20


def test_without_orders_or_names_it_is_locked(engine):
    answers, placed = shop()
    nameless = [row | {"customer_key": None} for row in answers]
    assert KEY in view(nameless, placed, engine).locked()
    assert KEY in view_of({"responses": responses(*answers)}, Question(), engine=engine).locked()
    assert KEY not in view(answers, placed, engine).locked()
