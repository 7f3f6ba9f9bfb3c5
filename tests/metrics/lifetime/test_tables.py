"""What customers are worth: against plain pandas on public shops, and which shops are told no model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.findings.plain_values import as_json, report
from engagement.metrics.lifetime.tables import TABLES
from engagement.metrics.model import Question
from engagement.statistics import bg_nbd, gamma_gamma
from tests.cases import few
from tests.metrics import plain_tables as plain
from tests.metrics.lifetime.shops import shop, steady, view
from tests.metrics.orders import as_pandas, many, order, orders

GATES = ["customers", "repeaters", "months", "converged", "no_parameter_at_bound", "leaving", "holdout_error"]


def check_values(found: pd.DataFrame, frame: pd.DataFrame, as_of: pd.Timestamp) -> None:
    first = frame.groupby("who").when.transform("min").dt.normalize()
    age = (frame.when.dt.normalize() - first).dt.days
    for row in found.itertuples():
        old = (as_of.normalize() - first).dt.days >= row.age_days
        spent = frame[old & (age <= row.age_days)].groupby("who").money.sum()
        assert row.customers == len(spent)
        if len(spent) < 10:
            assert np.isnan([row.mean, row.low, row.high]).all()
            continue
        assert row.mean == pytest.approx(spent.mean(), abs=1e-6)
        if len(spent) >= 30:
            assert (row.low, row.high) == pytest.approx(plain.mean_of_skewed(spent.to_numpy()), rel=1e-6)


@pytest.mark.parametrize("shop", few(["online_retail", "cdnow"], "cdnow"))
def test_values_of_public_shops_are_those_that_pandas_computes(request, shop):
    tables, frame, _, as_of = request.getfixturevalue(shop)
    result = view(tables).table("lifetime_value")
    assert result.age_days.tolist() == [30, 90, 180, 365]
    check_values(result, frame, as_of)


@given(seed=st.integers(0, 10_000))
def test_values_of_invented_shops_are_those_that_pandas_computes(seed):
    table = many(seed)
    counted = table.to_pandas()
    as_of = pd.Timestamp(0) + pd.Timedelta(days=int(counted[counted.status != "test"].day.max()))
    seen = view({"orders": table}, filters=(("currency", ("EUR",)),))
    check_values(seen.table("lifetime_value"), plain.of_table(table), as_of)


def test_cdnow_passes_every_gate_and_is_told_the_model_of_its_own_customers(cdnow):
    result = view(cdnow.tables).table("lifetime_model")
    assert result["name"].tolist() == ["r", "alpha", "a", "b", "log_likelihood", "p", "q", "gamma", "unit"]
    result = dict(zip(result["name"], result["value"], strict=True))
    assert result.pop("unit") == "week"
    daily = cdnow.orders.groupby(["who", "when"], as_index=False).money.sum()
    seen = daily.groupby("who").when.agg(["min", "max", "size"])
    x = (seen["size"] - 1).to_numpy()
    recency, age = ((end - seen["min"]).dt.days.to_numpy() / 7 for end in (seen["max"], cdnow.as_of))
    later = daily[daily.when > daily.who.map(seen["min"])]
    mean = later.groupby("who").money.mean().reindex(seen.index).fillna(0).to_numpy()
    order_model, worth = bg_nbd.fit(x, recency, age), gamma_gamma.fit(x, mean)
    expected = [order_model.r, order_model.alpha, order_model.a, order_model.b, order_model.log_likelihood]
    expected += [worth.p, worth.q, worth.gamma]
    assert list(result.values()) == pytest.approx(expected, rel=1e-4)


def failed(tables) -> set[str]:
    result = view(tables).table("lifetime_model")
    assert result["gate"].tolist() == GATES
    return set(result["gate"][~result["passed"].astype(bool)])


def test_a_shop_that_is_as_the_model_says_is_told_it():
    assert "name" in view(shop(steady(1500, 104), 104)).table("lifetime_model")


def test_a_shop_of_too_few_customers_is_refused():
    assert "customers" in failed(shop(steady(480, 104), 104))


def test_a_shop_of_too_few_repeaters_is_refused():
    result = failed(shop(steady(700, 60, rate=200), 60))
    assert "repeaters" in result
    assert "customers" not in result


def test_a_shop_of_less_than_six_months_is_refused():
    result = failed(shop(steady(2500, 24), 24))
    assert "months" in result
    assert not {"customers", "repeaters"} & result


def test_a_shop_that_nobody_ever_leaves_is_refused():
    dice = np.random.default_rng(2)
    drawn = [np.cumsum(np.r_[dice.uniform(0, 20), dice.exponential(3, 200)]) for _ in range(700)]
    result = failed(shop([at[at <= 90] for at in drawn], 90))
    assert result & {"leaving", "no_parameter_at_bound"}
    assert not {"customers", "repeaters", "months"} & result


def test_a_shop_whose_last_quarter_was_unlike_the_rest_is_refused():
    whole = steady(1500, 104)
    result = failed(shop([at[(at < 80) | (at == at[0])] for at in whole], 104))
    assert result == {"holdout_error"}


def test_gates_that_could_not_be_tried_are_not_passed_and_are_empty_in_the_json():
    answer = report(view({"orders": orders(order("2025-01-01", 1), order("2025-02-01", 1))}))
    rows = {row["gate"]: row for row in answer["tables"]["lifetime_model"]}
    assert rows["customers"] == {"gate": "customers", "value": 1.0, "needed": 500, "passed": False}
    assert rows["holdout_error"]["value"] is None
    assert not rows["holdout_error"]["passed"]
    assert '"gate": "leaving"' in as_json(answer)


def test_values_by_cohort_are_those_that_pandas_computes(cdnow):
    result = view(cdnow.tables, grain="quarter").table("lifetime_value_by_cohort")
    frame = cdnow.orders.assign(first=cdnow.orders.groupby("who").when.transform("min"))
    quarter = frame["first"].dt.to_period("Q").astype(str).str.replace("Q", "-Q")
    age = (frame.when - frame["first"]).dt.days
    assert result.cohort.unique().tolist() == ["1997-Q1"]
    for row in result.itertuples():
        old = (quarter == row.cohort) & ((cdnow.as_of - frame["first"]).dt.days >= row.age_days)
        spent = frame[old & (age <= row.age_days)].groupby("who").money.sum()
        assert (row.customers, row.mean) == (len(spent), pytest.approx(spent.mean(), abs=1e-6))
        assert row.low < row.mean < row.high


def test_values_by_group_go_by_the_split_of_the_first_order_and_hide_the_small():
    rows = [order("2025-01-01", who, 10, country="IT" if who < 40 else "ES") for who in range(60)]
    rows += [order("2025-01-11", who, 30, country="PL") for who in range(40)]
    seen = view({"orders": orders(*rows, order("2025-03-01"))}, by="country")
    result = seen.table("lifetime_value_by_group")
    assert result[["group", "age_days", "customers"]].to_numpy().tolist() == [["IT", 30, 40], ["ES", 30, 20]]
    assert result["mean"].iloc[0] == 40
    assert np.isnan(result["mean"].iloc[1])
    groups = seen.ask(Question(days=None)).table("lifetime_value_by_group")
    assert set(groups.group) <= {group.key for group in GROUPS}
    assert groups.customers.sum() == 60


def test_a_forecast_is_near_what_the_customers_then_spend():
    drawn, weeks = steady(3000, 156), 104
    known = [at[at <= weeks] for at in drawn if at[0] <= weeks]
    seen = view(shop(known, weeks))
    assert "name" in seen.table("lifetime_model")
    result = seen.table("lifetime_forecast").set_index("days")
    assert result.index.tolist() == [90, 180]  # a year would need two before it
    coming = sum(int(((at > weeks) & (at <= weeks + 180 / 7)).sum()) for at in drawn if at[0] <= weeks)
    row = result.loc[180]
    assert row.orders_per_customer * row.customers == pytest.approx(coming, rel=0.15)
    # Gamma(6, rate of gamma(4, 20)) has the mean 6 x 20 / 3.
    assert row.low < coming * 40 / row.customers < row.high


def test_a_forecast_of_days_that_could_not_be_foretold_before_is_not_told():
    whole = steady(1500, 104)
    # Half of all orders of the last 90 days did not come: the quarter is within the gate, they are not.
    counted = [np.asarray([w for i, w in enumerate(at) if w < 104 - 90 / 7 or i % 2 == 0]) for at in whole]
    seen = view(shop([at for at in counted if at.size], 104))
    result = seen.table("lifetime_forecast")
    assert "name" not in seen.table("lifetime_model") or result["value_per_customer"].isna().any()


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_a_table_is_the_same_on_both_engines_and_its_columns_have_words(name):
    table = many(4)
    one, two = (view({"orders": source}).table(name) for source in (table, as_pandas(table)))
    pd.testing.assert_frame_equal(one, two)
    (named,) = (table for table in TABLES if table.name == name)
    assert set(one.columns) <= set(named.columns)
    nobody = view({"orders": orders(order("2025-01-10", 1, status="cancelled"))}).table(name)
    assert set(nobody.columns) <= set(named.columns)


def test_the_means_are_the_same_whatever_order_the_customers_keys_bring():
    dice = np.random.default_rng(5)
    paid = dice.integers(1, 100_000, 600) / 100

    def means(keys: np.ndarray) -> dict[str, list[float]]:
        rows = [order("2024-01-05", int(who), float(gross)) for who, gross in zip(keys, paid, strict=True)]
        made = view({"orders": orders(*rows, order("2025-03-01"))})
        return {
            name: made.table(name).groupby("age_days")["mean"].apply(list).to_dict()
            for name in ("lifetime_value", "lifetime_value_by_cohort")
        }

    first = means(np.arange(600) + 1)
    for _ in range(5):
        assert means(dice.permutation(600) + 1) == first
