from __future__ import annotations

import math
from functools import cache

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.metrics.core.placing import placed
from engagement.metrics.model import Change, Question, Reading
from engagement.metrics.purchases.family import FAMILY
from engagement.metrics.purchases.scans.returns import gaps
from engagement.metrics.sums.group_sums import WHOLE
from engagement.metrics.views.owners import OwnersView, view_of
from engagement.metrics.views.registry import DEFINITIONS
from tests.cases import few
from tests.metrics import oracle
from tests.metrics.invented import day
from tests.metrics.orders import as_pandas, many, order, orders

KEYS = [definition.metric.key for definition in FAMILY.definitions]


def view(table, **fields) -> OwnersView:
    return view_of({"orders": table}, Question(**fields))


def estimate(seen: OwnersView, key: str) -> float:
    """The value without the guard that hides it from readers."""
    definition = DEFINITIONS[key]
    scope = placed(definition, seen.scope("orders"))
    result = definition.rule.estimate(scope.stats(definition.source, WHOLE))
    return float(result.value[0]) / (scope.minor if "value" in definition.money else 1)


def agree(found: float, expected: float) -> bool:
    return (math.isnan(found) and math.isnan(expected)) or found == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("net", [False, True])
@pytest.mark.parametrize("days", [365, 90, None])
def test_every_metric_agrees_with_plain_pandas(days, net):
    table = many(1)
    seen = view(table, days=days, net=net)
    window = seen.scope("orders").window
    expected = oracle.values(table, window.first_day, window.last_day, net=net, everything=days is None)
    result = {key: estimate(seen, key) for key in expected}
    assert {key: v for key, v in result.items() if not agree(v, expected[key])} == {}


rows = st.lists(
    st.builds(
        order,
        on=st.dates(pd.Timestamp("2024-02-20").date(), pd.Timestamp("2025-03-10").date()).map(str),
        who=st.one_of(st.none(), st.integers(1, 6)),
        gross=st.integers(0, 50),
        status=st.sampled_from(["paid", "paid", "paid", "cancelled", "test"]),
        country=st.sampled_from(["IT", "ES", None]),
        guest=st.sampled_from([True, False, None]),
    ),
    min_size=1,
    max_size=25,
)


@given(rows=rows, days=st.sampled_from([7, 30, 365, None]))
def test_small_tables_agree_with_plain_pandas(rows, days):
    table = orders(*rows)
    seen = view(table, days=days)
    if seen.data.coverage("orders") is None:
        return
    window = seen.scope("orders").window
    expected = oracle.values(table, window.first_day, window.last_day)
    for key in expected:
        assert agree(estimate(seen, key), expected[key]), key


@cache
def on_both(**fields) -> tuple[OwnersView, OwnersView]:
    table = many(2, count=900)
    return view(table, **fields), view(as_pandas(table), **fields)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(("days", "grain"), few([(365, "month"), (60, "quarter")], (60, "quarter")))
def test_duckdb_and_pandas_give_equal_values(key, days, grain):
    duck, frames = on_both(days=days, grain=grain)
    assert flat(duck.reading(key)) == pytest.approx(flat(frames.reading(key)), rel=1e-9, nan_ok=True)
    assert flat(duck.change(key)) == pytest.approx(flat(frames.change(key)), rel=1e-9, nan_ok=True)
    pd.testing.assert_frame_equal(duck.trend(key), frames.trend(key), rtol=1e-9)
    for by in ("country", "first_month"):
        left, right = (v.breakdown(key, by).sort_values("segment") for v in (duck, frames))
        pd.testing.assert_frame_equal(
            left.reset_index(drop=True), right.reset_index(drop=True), rtol=1e-9, atol=1e-12
        )


def flat(record: Reading | Change) -> dict[str, float]:
    """The figures of a record, NaN for none."""
    figures = {name: getattr(record, name) for name in record.__slots__}
    plain = {n: v for n, v in figures.items() if v is None or isinstance(v, int | float)}
    left_out = {str(reason): count for reason, count in figures.get("left_out", ())}
    return {n: math.nan if v is None else float(v) for n, v in {**plain, **left_out}.items()}


@pytest.mark.parametrize("status", ["cancelled", "voided", "failed", "expired"])
def test_the_window_is_the_365_days_that_end_with_the_last_order_also_one_that_does_not_count(status):
    table = orders(
        order("2024-03-09", 1),
        order("2024-03-10", 1),
        order("2025-03-01", 1),
        order("2025-03-09", 2, status=status),
        order("2025-03-12", 2, status="test"),
    )
    reading = view(table).reading("orders")
    assert (reading.value, reading.window.first_day, reading.window.last_day) == (
        2,
        day("2024-03-10"),
        day("2025-03-09"),
    )


def test_all_days_hold_cancelled_orders_before_the_first_and_after_the_last_that_counts():
    table = orders(
        *(order("2024-12-30", i, status="cancelled") for i in range(3)),
        *(order("2025-01-15", i) for i in range(12)),
        *(order("2025-02-20", i, status="voided") for i in range(5)),
    )
    seen = view(table, days=None)
    reading = seen.reading("cancellation_rate")
    assert (reading.numerator, reading.denominator) == (8, 20)
    assert (reading.window.first_day, reading.window.last_day) == (day("2024-12-30"), day("2025-02-20"))
    alone = seen.trend("cancellation_rate", trailing=False)
    assert (alone["numerator"].tolist(), alone["denominator"].tolist()) == ([3, 0, 5], [3, 12, 5])


def test_what_is_cancelled_sets_the_as_of_day_but_makes_no_history():
    table = orders(
        order("2023-01-01", 1, status="cancelled"), *(order(f"2025-0{m}-15", m) for m in range(1, 7))
    )
    coverage = view(table).scope("orders").data.coverage("orders")
    assert coverage.first_day == day("2023-01-01")
    assert coverage.begins == day("2025-01-15")
    assert not coverage.reaches(day("2024-06-01"))
    assert not view(table).trend("orders")["complete"].any()
    everything = view(table, days=None)
    assert everything.trend("orders")["complete"].tolist() == [False] * 24 + [True] * 5 + [False]


def a_habit(every: int = 50, customers: int = 60, years: int = 3) -> list[dict[str, object]]:
    """Customers who order every so many days, each from another day on."""
    last = day("2025-12-31")
    return [
        order(str(pd.Timestamp(on, unit="D").date()), who)
        for who in range(customers)
        for on in range(last - 365 * years + who % every, last + 1, every)
    ]


def test_days_between_orders_are_the_customers_and_not_the_windows():
    table = orders(*a_habit())
    result = {days: view(table, days=days).reading("days_between_orders") for days in (30, 90, 365, None)}
    assert {days: reading.value for days, reading in result.items()} == dict.fromkeys(result, 50)
    assert result[30].denominator == sum(1 for row in a_habit() if row["day"] > day("2025-12-31") - 30)


def test_a_gap_counts_where_it_ends_however_long_ago_it_began():
    table = orders(order("2022-01-01", 1), order("2025-03-01", 1), order("2025-03-01", 2))
    reading = view(table, days=7).reading("days_between_orders")
    assert (reading.value, reading.n) == (day("2025-03-01") - day("2022-01-01"), 1)
    trend = view(table, days=7).trend("days_between_orders", trailing=False)
    assert trend["n"].tolist() == [0] * 38 + [1]


def test_a_gap_goes_by_the_segment_of_its_customers_first_order_in_the_window():
    table = orders(
        order("2024-01-01", 1, country="PL"),
        order("2025-02-01", 1, country="IT"),
        order("2025-02-11", 1, country="ES"),
        order("2025-02-11", 2, country="ES"),
        order("2025-02-12", 2, country="IT"),
    )
    result = view(table, days=30).breakdown("days_between_orders", "country").set_index("segment")
    assert result["n"].to_dict() == {"IT": 2, "ES": 1}
    assert result["value"].to_dict() == {"IT": (397 + 10) / 2, "ES": 1}


def test_an_as_of_day_hides_what_comes_later():
    table = orders(order("2025-01-01", 1), order("2025-02-01", 1), order("2025-03-01", 1))
    seen = view(table, as_of=day("2025-02-10"))
    assert seen.reading("orders").value == 2
    assert seen.reading("customers").numerator == 1


def test_a_refund_does_not_remove_an_order_and_is_taken_off_only_when_asked():
    table = orders(order("2025-01-01", 1, 30, refunded=3000, status="refunded"), order("2025-01-02", 2, 10))
    assert view(table).reading("revenue").value == 40
    assert view(table, net=True).reading("revenue").value == 10
    assert view(table, net=True).reading("orders").value == 2


def test_orders_without_identity_are_left_out_of_customers_and_counted():
    table = orders(order("2025-01-01", 1), order("2025-01-02"), order("2025-01-03"))
    reading = view(table).reading("purchase_frequency")
    assert (reading.numerator, reading.denominator, reading.rows_used) == (1, 1, 1)
    assert {str(reason): count for reason, count in reading.left_out} == {"without a customer": 2}


def test_all_rows_are_used_or_left_out_for_a_reason():
    table = many(3)
    seen = view(table)
    for key in KEYS:
        reading = seen.reading(key)
        assert reading.rows_used + sum(count for _, count in reading.left_out) == table.num_rows, key


def test_without_guest_marks_orders_without_a_customer_stand_for_guests_and_a_note_says_so():
    table = orders(*(order("2025-01-01", i % 4 or None) for i in range(20)))
    reading = view(table).reading("guest_checkout_rate")
    assert reading.value == 0.25
    assert "without a customer id" in " ".join(map(str, reading.notes))


def test_with_guest_marks_orders_that_carry_none_are_left_out():
    marks = [True] * 4 + [False] * 12 + [None] * 4
    table = orders(*(order("2025-01-01", i, guest=mark) for i, mark in enumerate(marks)))
    reading = view(table).reading("guest_checkout_rate")
    assert (reading.numerator, reading.denominator) == (4, 16)


def test_currencies_are_never_added():
    table = orders(
        order("2025-01-01", 1, 10), order("2025-01-02", 2, 20), order("2025-01-03", 3, 400, currency="PLN")
    )
    seen = view(table)
    reading = seen.reading("revenue")
    assert (reading.value, reading.currency) == (30, "EUR")
    assert any("PLN" in str(note) for note in reading.notes)
    assert seen.reading("orders").value == 3
    by = seen.breakdown("revenue", "currency").set_index("segment")
    assert by["value"].to_dict() == {"EUR": 30, "PLN": 400}
    assert not by["differs"].any()
    assert by["difference"].isna().all()
    assert seen.table("money_by_currency")["revenue"].tolist() == [30, 400]


@pytest.mark.parametrize("question", [Question(), Question(days=30, as_of=day("2024-06-01"))])
def test_where_no_order_counts_money_is_read_in_the_currency_of_the_shop(question):
    cancelled = {"status": "cancelled", "counts": False}
    rows = [order(f"2025-01-0{n}", n, currency=code, **cancelled) for n, code in ((1, "USD"), (2, "EUR"))]
    rows.append(order("2025-01-03", 3, 10, currency="EUR", **cancelled))
    only_cancelled = view_of({"orders": orders(*rows)}, question)
    assert only_cancelled.reading("average_order_value").currency == "EUR"
    counted = [order("2025-01-03", 3, 10, currency="USD"), order("2025-01-04", 3, 10, currency="USD")]
    earlier = Question(days=30, as_of=day("2024-06-01"))
    assert view_of({"orders": orders(*rows, *counted)}, earlier).reading("revenue").currency == "USD"


def test_gaps_are_only_described_if_there_are_any():
    reading = view(orders(order("2025-01-01", 1), order("2025-01-02", 2))).reading("days_between_orders")
    assert (reading.n, [note for note in reading.notes if "gaps" in str(note)]) == (0, [])


def test_a_currency_without_decimals_is_read_in_whole_units():
    table = orders({**order("2025-01-01", 1), "gross": 1200, "currency": "JPY"})
    assert view(table).reading("revenue").value == 1200


def test_a_rate_of_fewer_than_ten_is_hidden_but_its_counts_stay():
    table = orders(*(order("2025-01-01", i) for i in range(9)), order("2025-01-02", 0))
    reading = view(table).reading("repeat_purchase_rate")
    assert (reading.value, reading.low, reading.status) == (None, None, "hidden")
    assert (reading.numerator, reading.denominator, reading.n) == (1, 9, 9)


def test_a_rate_of_fewer_than_thirty_is_marked_small():
    table = orders(*(order("2025-01-01", i) for i in range(29)))
    assert view(table).reading("repeat_purchase_rate").status == "small"


def test_nothing_in_the_window_is_said_to_be_missing():
    table = orders(order("2024-01-01", 1))
    reading = view(table, as_of=day("2025-06-01"), days=30).reading("average_order_value")
    assert (reading.value, reading.status, reading.n) == (None, "missing", 0)


def test_few_customers_make_a_purchase_frequency_a_rough_one():
    notes = view(many(4)).reading("purchase_frequency").notes
    assert any("300" in str(note) for note in notes)


def test_a_ratio_of_means_needs_fifty_customers_on_either_side():
    table = orders(*(order("2025-01-01", i) for i in range(80)), *(order("2025-01-02", i) for i in range(49)))
    reading = view(table).reading("repeat_vs_one_time_spend")
    assert (reading.value, reading.status) == (None, "hidden")
    assert any("49" in str(note) for note in reading.notes)


def test_one_customer_above_a_fifth_of_a_side_hides_the_ratio_of_means():
    rows = [order("2025-01-01", i) for i in range(120)] + [order("2025-01-02", i) for i in range(60)]
    assert view(orders(*rows)).reading("repeat_vs_one_time_spend").value == 2
    rows.append(order("2025-01-03", 0, 500))
    assert view(orders(*rows)).reading("repeat_vs_one_time_spend").status == "hidden"


def test_the_spend_ratio_is_the_ratio_of_orders_times_the_ratio_of_values():
    split = view(many(5)).table("repeat_vs_one_time_spend_split").set_index("side")
    product = split["orders_per_customer"] * split["order_value"]
    assert product.to_numpy() == pytest.approx(split["spend_per_customer"].to_numpy())


def test_the_spend_of_customers_who_all_ordered_again_is_held_against_nobody():
    rows = [order(f"2025-01-0{1 + i % 2}", i // 2) for i in range(120)]
    split = view(orders(*rows)).table("repeat_vs_one_time_spend_split").set_index("side")
    assert split.loc["repeat", "customers"] == 60
    assert split.loc["ratio"].isna().all()


def test_each_factor_of_the_spend_ratio_and_its_limits_equal_plain_pandas():
    table = many(5, count=1500, customers=400)
    seen = view(table)
    found, reading = (
        seen.table("repeat_spend_parts").set_index("factor"),
        seen.reading("repeat_vs_one_time_spend"),
    )
    window = seen.scope("orders").window
    whole = (reading.value, reading.low, reading.high)
    assert tuple(found.loc["spend", ["ratio", "low", "high"]]) == pytest.approx(whole)
    expected = oracle.spend_factors(table, window.first_day, window.last_day)
    for part, (repeat, single, ratio, low, high) in expected.items():
        assert tuple(found.loc[part, ["repeat", "one_time"]]) == pytest.approx((repeat, single), abs=1e-6)
        assert tuple(found.loc[part, ["ratio", "low", "high"]]) == pytest.approx((ratio, low, high), abs=1e-6)
    assert found.loc["orders", "ratio"] * found.loc["order_value", "ratio"] == pytest.approx(whole[0])
    assert found.loc[["orders", "order_value"], "part_of_all"].sum() == pytest.approx(1)


def test_the_factors_are_hidden_where_the_ratio_is():
    table = orders(*(order("2025-01-01", i) for i in range(80)), *(order("2025-01-02", i) for i in range(9)))
    result = view(table).table("repeat_spend_parts")
    assert result[["ratio", "low", "high", "part_of_all"]].isna().all().all()


def test_a_second_order_counts_only_for_customers_who_have_had_the_time():
    table = orders(
        order("2025-01-01", 1),
        order("2025-01-31", 1),
        order("2025-01-01", 2),
        order("2025-02-01", 2),
        order("2025-01-02", 3),
        order("2025-01-03", 4),
        order("2025-02-01", 5),
    )
    reading = view(table).reading("repeat_within_30_days")
    # As of 1 February: 1 and 2 began on day 31 before, 3 and 4 on days 30 and 29 before.
    assert (reading.numerator, reading.denominator) == (1, 3)


def test_two_orders_of_one_day_are_a_repeat_and_a_gap_of_no_day():
    table = orders(order("2025-01-01", 1), order("2025-01-01", 1), order("2025-03-01", 2))
    seen = view(table)
    assert seen.reading("repeat_within_30_days").numerator == 1
    found, clusters = next(seen.scope("orders").stats(gaps, WHOLE).each())
    assert (found.tolist(), clusters.tolist()) == ([0], [0])
    assert any("1 of 1 gaps" in str(note) for note in seen.reading("days_between_orders").notes)


def test_the_curve_of_second_orders_agrees_with_the_rate_where_all_have_had_the_time():
    rows = [order("2025-01-01", i) for i in range(40)] + [order("2025-01-11", i) for i in range(12)]
    seen = view(orders(*rows, order("2025-06-01", 99)))
    curve = seen.table("days_to_second_order").set_index("day")
    assert curve["survival"][10] == pytest.approx(0.7)
    assert seen.reading("repeat_within_30_days").value == pytest.approx(0.3)


def test_segments_of_customers_add_up_to_the_whole():
    seen = view(many(6))
    for key in ("customers", "repeat_purchase_rate", "purchase_frequency", "orders", "revenue"):
        whole, parts = seen.reading(key), seen.breakdown(key, "country")
        assert parts["numerator"].sum() == pytest.approx(whole.numerator), key
        assert parts["n"].sum() == whole.n, key


def test_a_customer_belongs_to_the_segment_of_the_first_order_in_the_window():
    table = orders(
        order("2024-01-01", 1, country="PL"),
        order("2025-01-05", 1, country="IT"),
        order("2025-01-06", 1, country="ES"),
        order("2025-01-06", 2),
    )
    breakdown = view(table).breakdown("customers", "country")
    assert dict(zip(breakdown["segment"], breakdown["value"], strict=True)) == {"IT": 1, None: 1}


def test_a_segment_that_differs_is_found_and_the_others_are_not():
    rows = []
    for who in range(2400):
        country, turn = "ABCDEFGH"[who % 8], who // 8
        rows.append(order("2025-01-01", who, country=country))
        if turn % 2 == 0 if country == "A" else turn % 5 == 0:
            rows.append(order("2025-02-01", who, country=country))
    result = view(orders(*rows)).breakdown("repeat_purchase_rate", "country").set_index("segment")
    assert result["differs"].to_dict() == {**dict.fromkeys("BCDEFGH", False), "A": True}
    assert result["difference"]["A"] > 0.2
    assert result["difference_low"]["A"] > 0


def test_a_filter_keeps_rows_and_the_window_stays():
    table = many(8)
    whole, part = view(table), view(table, filters=(("country", ("IT", "ES")),))
    by = whole.breakdown("orders", "country").set_index("segment")["value"]
    assert part.reading("orders").value == by["IT"] + by["ES"]
    assert part.reading("orders").window == whole.reading("orders").window


def test_a_filter_can_keep_the_rows_that_do_not_say():
    table = many(8)
    by = view(table).breakdown("orders", "country")
    unsaid = by[by["segment"].isna()]["value"].item()
    assert view(table, filters=(("country", ("",)),)).reading("orders").value == unsaid


def test_the_month_of_the_first_order_looks_behind_the_window():
    table = orders(
        order("2023-12-31", 1), order("2025-01-05", 1), order("2025-01-06", 2), order("2025-01-07")
    )
    breakdown = view(table).breakdown("orders", "first_month")
    assert dict(zip(breakdown["segment"].fillna("-"), breakdown["value"], strict=True)) == {
        "2023-12": 1,
        "2025-01": 1,
        "-": 1,
    }


def test_the_rows_behind_a_number_show_a_code_and_no_key():
    table = many(9)
    seen = view(table)
    rows = seen.rows("purchase_frequency")
    assert len(rows) == seen.reading("purchase_frequency").rows_used
    assert "customer_key" not in rows.columns
    assert {"line", "source", "customer"} <= set(rows.columns)
    assert rows["customer"].nunique() == seen.reading("purchase_frequency").denominator
    keys = {str(key) for key in table.column("customer_key").to_pylist() if key is not None}
    assert not keys & set(rows.astype(str).to_numpy().ravel())
    assert len(seen.rows("orders", limit=5)) == 5


def test_named_days_are_read_themselves_and_say_from_when_on_refunds_are_still_to_come():
    def bought(month: int, n: int) -> dict[str, object]:
        more = {"refunded": 1000, "status": "refunded"} if n < month else {}
        return order(f"2026-0{month}-{1 + n:02}", 20 * month + n, **more)

    table = orders(*(bought(month, n) for month in (4, 5, 6) for n in range(20)))
    may = view(table, days=31, as_of=day("2026-05-31")).reading("refund_rate")
    assert (may.numerator, may.n) == (5, 20)
    june = view(table, days=30, as_of=day("2026-06-30"))
    reading = june.reading("refund_rate")
    assert reading.numerator == 6
    assert str(reading.notes[0]).startswith("Orders from 2026-06-01 on are younger than 30 days")
    assert june.change("refund_rate").difference is None
    assert view(table, days=30).reading("refund_rate").window.last_day == day("2026-05-21")


def test_what_is_said_to_add_up_is_of_two_halves_the_sum_of_both():
    table = many(5, count=300, days=60)
    last = view(table, days=None).window("orders").last_day
    for definition in FAMILY.definitions:
        if definition.metric.unit != "count" and not definition.adds_up:
            continue
        whole, early, late = (
            view(table, days=days, as_of=last - back).reading(definition.metric.key).value
            for days, back in ((60, 0), (30, 30), (30, 0))
        )
        assert (whole == pytest.approx(early + late)) == definition.adds_up, definition.metric.key
