"""The tables of coming back, against plain pandas on public and invented shops, and published counts."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.metrics.findings.plain_values import as_json, report
from engagement.metrics.model import Question
from engagement.metrics.retention.tables import TABLES
from engagement.metrics.views.owners import view_of
from tests.cases import few
from tests.metrics import plain_tables as plain
from tests.metrics.invented import day
from tests.metrics.orders import as_pandas, many, order, orders

GRAINS = ("week", "month", "quarter", "year")
#: By the articles that use it: customers of December 2010 who ordered in each month since.
DECEMBER_2010 = [885, 324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445, 235]


def view(tables, **fields):
    return view_of(tables, Question(days=None, **fields))


def of_many(seed: int):
    """An invented shop in euro alone, and its orders and as-of day the plain way."""
    table = many(seed)
    frame = table.to_pandas()
    counted = frame[(frame.status != "test")]
    as_of = pd.Timestamp(0) + pd.Timedelta(days=int(counted.day.max()))
    return table, plain.of_table(table), as_of


def check_cohorts(found: pd.DataFrame, expected: dict) -> None:
    assert list(zip(found.cohort, found.period, strict=True)) == list(expected)
    for row, (customers, active, count, revenue, over) in zip(
        found.itertuples(), expected.values(), strict=True
    ):
        assert (row.customers, row.active, row.orders, row.complete) == (customers, active, count, over)
        assert row.revenue == pytest.approx(revenue, abs=1e-6)
        if customers < 30:
            assert np.isnan([row.share, row.low, row.high]).all()
        else:
            assert row.share == pytest.approx(active / customers)
            assert (row.low, row.high) == pytest.approx(plain.wilson(active, customers), abs=1e-7)


def check_ladder(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    assert found["order"].tolist() == list(range(1, 10))
    for name in ("reached", "eligible", "went_on"):
        assert found[name].tolist() == expected[name].tolist(), name
    went_on = found.set_index("order")
    for step, row in expected.iterrows():
        if row.eligible >= 10:
            assert went_on.share[step] == pytest.approx(row.went_on / row.eligible)
            limits = plain.wilson(row.went_on, row.eligible)
            assert (went_on.low[step], went_on.high[step]) == pytest.approx(limits, abs=1e-7)
        else:
            assert np.isnan(went_on.loc[step, ["share", "low", "high"]].astype(float)).all()
    many_days = found.p75_days.notna().to_numpy()
    for name in ("median_days", "p25_days", "p75_days"):
        np.testing.assert_allclose(found[name][many_days], expected[name][many_days], atol=1e-9)


def check_waiting(found: pd.DataFrame, expected: dict) -> None:
    counted = zip(found.still_waiting, found.came_back, found.left, strict=True)
    assert dict(zip(found.day, counted, strict=True)) == {d: row[:3] for d, row in expected.items()}
    np.testing.assert_allclose(found.survival, [row[3] for row in expected.values()], atol=1e-9)


def check_sides(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    assert found.start.tolist() == expected.index.tolist()
    for name in expected.columns:
        np.testing.assert_allclose(found[name], expected[name], atol=1e-6, err_msg=name)


@pytest.mark.parametrize("shop", few(["online_retail", "cdnow"], "online_retail"))
def test_public_shops_have_the_tables_that_pandas_computes(request, shop):
    tables, frame, _, as_of = request.getfixturevalue(shop)
    seen = view(tables)
    for grain in GRAINS if shop == "online_retail" else ("month",):
        seen = seen.ask(Question(days=None, grain=grain))
        check_cohorts(seen.table("cohorts"), plain.cohorts(frame, as_of, grain))
        check_sides(seen.table("new_and_returning"), plain.new_and_returning(frame, as_of, grain))
    check_ladder(seen.table("order_ladder"), plain.ladder(frame, as_of))
    check_waiting(seen.table("days_to_second_order"), plain.waiting(frame, as_of))


def test_the_cohort_of_december_2010_has_its_published_counts(online_retail):
    result = view(online_retail.tables).table("cohorts")
    row = result[result.cohort == "2010-12"]
    assert row.active.tolist() == DECEMBER_2010
    assert row.complete.tolist() == [True] * 12 + [False]


@given(grain=st.sampled_from(GRAINS), seed=st.integers(0, 10_000))
def test_invented_shops_have_the_tables_that_pandas_computes(grain, seed):
    table, frame, as_of = of_many(seed)
    seen = view({"orders": table}, grain=grain, filters=(("currency", ("EUR",)),))
    check_cohorts(seen.table("cohorts"), plain.cohorts(frame, as_of, grain))
    check_sides(seen.table("new_and_returning"), plain.new_and_returning(frame, as_of, grain))
    check_ladder(seen.table("order_ladder"), plain.ladder(frame, as_of))
    check_waiting(seen.table("days_to_second_order"), plain.waiting(frame, as_of))


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_a_table_is_the_same_on_both_engines(name):
    table = many(4)
    one, two = (view({"orders": source}).table(name) for source in (table, as_pandas(table)))
    pd.testing.assert_frame_equal(one, two)


def test_the_running_period_is_not_over_unless_the_last_day_is_its_end():
    shop = {"orders": orders(order("2025-01-10", 1), order("2025-02-28", 2))}
    assert view(shop).table("cohorts").complete.tolist() == [True, True, True]
    earlier = replace(Question(days=None), as_of=day("2025-02-27"))
    assert view_of(shop, earlier).table("cohorts").complete.tolist() == [True, False]


def test_a_period_in_which_nobody_orders_is_a_row_of_noughts_and_one_to_come_is_none():
    result = view({"orders": orders(order("2025-01-10", 1), order("2025-04-02", 1))}).table("cohorts")
    assert result.active.tolist() == [1, 0, 0, 1]
    assert result.share.isna().all()


def test_a_week_is_named_by_the_year_to_which_its_thursday_belongs():
    shop = {"orders": orders(order("2024-12-30", 1), order("2025-01-06", 2))}
    assert view(shop, grain="week").table("cohorts").cohort.unique().tolist() == ["2025-W01", "2025-W02"]


def test_an_as_of_day_hides_what_came_later():
    shop = {"orders": orders(order("2025-01-10", 1), order("2025-01-12", 1), order("2025-02-01", 1))}
    result = view(shop, as_of=day("2025-01-11")).table("order_ladder")
    assert result.reached.tolist()[:2] == [1, 0]


def test_a_change_of_the_filter_is_not_answered_by_the_tables_of_the_one_before():
    rows = [order("2025-01-10", i, country="IT" if i < 3 else "ES") for i in range(9)]
    seen = view({"orders": orders(*rows)})
    assert seen.table("cohorts").customers.tolist() == [9]
    counted = seen.ask(Question(days=None, filters=(("country", ("IT",)),)))
    assert counted.table("cohorts").customers.tolist() == [3]


def test_the_json_holds_the_tables_or_says_what_would_open_them():
    content = json.loads(as_json(report(view({"orders": many(2)}))))
    for table in TABLES:
        rows = content["tables"][table.name]
        assert list(rows[0]) == list(table.columns)
        assert table.name not in content["locked"]
    nameless = json.loads(as_json(report(view({"orders": orders(order("2025-01-10"))}))))
    for table in TABLES:
        assert table.name not in nameless["tables"]
        assert "customers" in nameless["locked"][table.name]


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_without_an_order_of_a_customer_a_table_has_its_columns(name):
    seen = view({"orders": orders(order("2025-01-10", 1, status="cancelled"))})
    (named,) = (table for table in TABLES if table.name == name)
    assert list(seen.table(name).columns) == list(named.columns)


def test_days_from_one_order_to_the_next_are_counted_by_thirty_as_plain_pandas_does():
    table = many(4)
    result = view({"orders": table}).table("days_between_steps")
    frame = table.to_pandas(integer_object_nulls=True)
    named = frame[frame.counts & frame.customer_key.notna()].sort_values(["instant", "line"])
    step = named.groupby("customer_key").cumcount() + 1
    gap = -named.groupby("customer_key").day.diff(-1)
    for number, rows in result.groupby("order"):
        expected = gap[(step == number) & gap.notna()]
        assert rows["customers"].sum() == len(expected)
        for row in rows.itertuples():
            last = np.inf if np.isnan(row.to_day) else row.to_day
            assert row.customers == expected.between(row.from_day, last).sum()


def test_second_orders_within_so_many_days_are_those_of_the_metrics_over_all_days():
    seen = view({"orders": many(5)})
    result = seen.table("second_orders").set_index("days")
    for days, row in result.iterrows():
        reading = seen.reading(f"repeat_within_{days}_days")
        assert (row.came_back, row.customers) == (reading.numerator, reading.denominator)
        assert (row.share, row.low, row.high) == pytest.approx((reading.value, reading.low, reading.high))
