"""Who the customers are, against plain pandas on public and invented shops."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.metrics.customers.groups import GROUPS, placed
from engagement.metrics.customers.tables import TABLES
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.cases import few
from tests.metrics import plain_tables as plain
from tests.metrics.invented import day
from tests.metrics.orders import as_pandas, many, order, orders

ALL = list(product(range(1, 6), repeat=3))


def view(tables, **fields):
    return view_of(tables, Question(**({"days": None} | fields)))


def scores(frame: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return each customer's figures and scores as METRICS says them."""
    last = frame.groupby("who").when.max().dt.normalize()
    result = pd.DataFrame({"recency": (as_of.normalize() - last).dt.days})
    result["orders"] = frame.groupby("who").size()
    result["money"] = frame.groupby("who").money.sum().round(2)
    n = len(result)
    result["r"] = np.ceil(5 * result.recency.rank(ascending=False, method="average") / n).astype(int)
    result["m"] = np.ceil(5 * result.money.rank(method="average") / n).astype(int)
    result["f"] = [
        1 if k == 1 else 2 if k == 2 else 3 if k < 5 else 4 if k < 10 else 5 for k in result.orders
    ]
    at = placed(*(result[c].to_numpy() for c in "rfm"))
    result["group"] = [GROUPS[i].key for i in at]
    return result


def check(seen, frame: pd.DataFrame, as_of: pd.Timestamp, back: int) -> None:
    expected = scores(frame, as_of)
    found = seen.table("rfm_scores").set_index(["r", "f", "m"]).customers
    pd.testing.assert_series_equal(
        found, expected.groupby(["r", "f", "m"]).size().rename("customers"), check_dtype=False
    )
    table = seen.table("rfm").set_index("group")
    assert table.customers.sum() == len(expected)
    assert table.orders.sum() == len(frame)
    for key, own in expected.groupby("group"):
        row = table.loc[key]
        assert (row.customers, row.orders) == (len(own), own.orders.sum())
        assert (row.share, row.revenue) == (
            pytest.approx(len(own) / len(expected)),
            pytest.approx(own.money.sum(), abs=1e-6),
        )
        medians = [row.median_recency, row.median_orders, row.median_revenue]
        if len(own) >= 10:
            assert medians == pytest.approx([own.recency.median(), own.orders.median(), own.money.median()])
        else:
            assert np.isnan(medians).all()
    before = as_of.normalize() - pd.Timedelta(days=back)
    earlier = frame[frame.when.dt.normalize() <= before]
    was = scores(earlier, before).group if len(earlier) else pd.Series(dtype=object)
    moved = pd.DataFrame({"to": expected.group, "from": was.reindex(expected.index)})
    counted = moved.fillna("").groupby(["from", "to"]).size().to_dict()
    result = seen.table("rfm_movement")
    assert (
        dict(zip(zip(result["from"].fillna(""), result["to"], strict=True), result.customers, strict=True))
        == counted
    )


@pytest.mark.parametrize("shop", few(["online_retail", "cdnow"], "cdnow"))
def test_public_shops_have_the_scores_that_pandas_computes(request, shop):
    tables, frame, _, as_of = request.getfixturevalue(shop)
    check(view(tables), frame, as_of, 365)
    check(view(tables, days=90), frame, as_of, 90)


@given(seed=st.integers(0, 10_000))
def test_invented_shops_have_the_scores_that_pandas_computes(seed):
    table = many(seed)
    counted = table.to_pandas()
    as_of = pd.Timestamp(0) + pd.Timedelta(days=int(counted[counted.status != "test"].day.max()))
    seen = view({"orders": table}, days=182, filters=(("currency", ("EUR",)),))
    check(seen, plain.of_table(table), as_of, 182)


def test_each_of_the_125_combinations_of_scores_falls_into_one_group_and_every_group_can_occur():
    r, f, m = (np.asarray(c) for c in zip(*ALL, strict=True))
    result = placed(r, f, m)
    assert result.size == 125
    assert set(result.tolist()) == set(range(len(GROUPS)))
    assert 6 <= len(GROUPS) <= 8


def test_every_group_occurs_in_a_shop_that_can_be_built():
    # A group whose scores no shop can hold would be a rule that never fires.
    rows = []
    kinds = product((1, 2, 3, 12), (0, 100, 200, 300, 400), (1, 1000))
    for who, (count, ago, spent) in enumerate(kinds):
        rows += [order("2023-01-01", who, spent) for _ in range(count - 1)]
        rows.append(order(f"{pd.Timestamp('2025-01-01') - pd.Timedelta(days=ago):%Y-%m-%d}", who, spent))
    assert (view({"orders": orders(*rows)}).table("rfm").customers > 0).all()


@pytest.mark.parametrize("fields", [{}, {"net": True}, {"filters": (("country", ("IT",)),)}])
def test_groups_are_the_same_whether_or_not_the_orders_of_each_customer_were_read_before(fields):
    tables = {"orders": many(7)}
    alone, after = view(tables, **fields), view(tables, **fields)
    after.table("rfm_scores")
    pd.testing.assert_frame_equal(alone.table("rfm"), after.table("rfm"))


def test_customers_who_tie_share_a_score():
    rows = [order("2025-01-01", who, 10) for who in range(8)]
    result = view({"orders": orders(*rows)}).table("rfm_scores")
    assert result.to_dict("records") == [{"r": 3, "f": 1, "m": 3, "customers": 8}]


def test_a_customer_who_is_far_beyond_the_own_rhythm_is_late_and_a_slow_one_is_not():
    rows = []
    for who in range(40):
        every = 10 if who < 20 else 100
        last = day("2025-06-01") - (60 if who in {0, 1, 20, 21} else every // 2)
        rows += [
            order(f"{pd.Timestamp(0) + pd.Timedelta(days=last - every * k + (who + k) % 3):%Y-%m-%d}", who)
            for k in range(8)
        ]
    result = view({"orders": orders(*rows, order("2025-06-01", 99))}).table("late_customers")
    assert result.to_dict("records") == [{"threshold": 0.9, "customers": 2, "of": 40}]


def test_a_shop_whose_customers_order_twice_at_most_has_no_late_customers():
    result = view({"orders": orders(order("2024-01-01", 1), order("2025-01-01", 1))}).table("late_customers")
    assert result.to_dict("records") == [{"threshold": 0.9, "customers": 0, "of": 0}]


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_a_table_is_the_same_on_both_engines_and_has_its_columns(name):
    table = many(4)
    one, two = (view({"orders": source}).table(name) for source in (table, as_pandas(table)))
    pd.testing.assert_frame_equal(one, two)
    (named,) = (table for table in TABLES if table.name == name)
    assert list(one.columns) == list(named.columns)
    nobody = view({"orders": orders(order("2025-01-10", 1, status="cancelled"))}).table(name)
    assert list(nobody.columns) == list(named.columns)


def test_who_ordered_on_fewer_than_three_days_has_no_rhythm_and_is_not_late():
    often = [order(f"2024-0{month}-01", 1) for month in (1, 2, 3, 4)]
    tied = [order("2023-01-01", 2) for _ in range(3)]
    twice = [order("2023-01-01", 3), order("2023-01-02", 3)]
    seen = view({"orders": orders(*often, *tied, *twice, order("2024-04-20", 4))})
    states = seen.table("customer_rhythm").set_index("state")["customers"]
    assert states.to_dict() == {"in_rhythm": 1, "late": 0, "lapsed": 0, "unknown": 3}
    assert seen.table("late_customers").to_dict("records") == [{"threshold": 0.9, "customers": 0, "of": 2}]


def test_who_is_late_and_past_the_lapse_point_is_told_from_who_is_merely_late():
    # Half order every 30 days, half every 100; 40 left two years ago, 5 of the former are 20 days over.
    last = day("2026-01-01")
    rows = []
    for who in range(100):
        every = 100 if who >= 50 else 30
        ago = 730 if who < 40 else 50 if who < 45 else who % 30
        rows += [
            order(f"{pd.Timestamp(0) + pd.Timedelta(days=last - ago - every * k - k % 2):%Y-%m-%d}", who)
            for k in range(20)
        ]
    seen = view({"orders": orders(*rows)})
    result = seen.table("customer_rhythm").set_index("state")
    assert result["customers"].to_dict() == {"in_rhythm": 55, "late": 5, "lapsed": 40, "unknown": 0}
    assert 31 <= result["lapse_days"].iloc[0] < 730
