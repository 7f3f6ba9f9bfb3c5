"""What customers are worth: against plain pandas on public shops, and which shops are told no model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement import tables as canonical
from engagement.metrics.lifetime.tables import TABLES
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.metrics.views.plain_values import as_json, report
from engagement.statistics import bg_nbd, gamma_gamma
from tests.metrics import plain_tables as plain
from tests.metrics.invented import day
from tests.metrics.orders import as_pandas, many, order, orders
from tests.statistics.buying import weeks_of_purchases

GATES = ["customers", "repeaters", "months", "converged", "no_parameter_at_bound", "leaving", "holdout_error"]


def view(tables, **asked):
    return view_of(tables, Question(days=None, **asked))


def check_values(found: pd.DataFrame, frame: pd.DataFrame, as_of: pd.Timestamp) -> None:
    first = frame.groupby("who").when.transform("min").dt.normalize()
    since = (frame.when.dt.normalize() - first).dt.days
    for row in found.itertuples():
        old = (as_of.normalize() - first).dt.days >= row.age_days
        spent = frame[old & (since <= row.age_days)].groupby("who").money.sum()
        assert row.customers == len(spent)
        if len(spent) < 10:
            assert np.isnan([row.mean, row.low, row.high]).all()
            continue
        assert row.mean == pytest.approx(spent.mean(), abs=1e-6)
        if len(spent) >= 400:
            half = 1.96 * spent.std() / np.sqrt(len(spent))
            assert (row.low, row.high) == pytest.approx((row.mean - half, row.mean + half), rel=0.01)


@pytest.mark.parametrize("shop", ["online_retail", "cdnow"])
def test_values_of_public_shops_are_those_that_pandas_computes(request, shop):
    tables, frame, _, as_of = request.getfixturevalue(shop)
    found = view(tables).table("lifetime_value")
    assert found.age_days.tolist() == [30, 90, 180, 365]
    check_values(found, frame, as_of)


@given(seed=st.integers(0, 10_000))
def test_values_of_invented_shops_are_those_that_pandas_computes(seed):
    table = many(seed)
    kept = table.to_pandas()
    as_of = pd.Timestamp(0) + pd.Timedelta(days=int(kept[kept.status != "test"].day.max()))
    seen = view({"orders": table}, filters=(("currency", ("EUR",)),))
    check_values(seen.table("lifetime_value"), plain.of_table(table), as_of)


def test_cdnow_passes_every_gate_and_is_told_the_model_of_its_own_customers(cdnow):
    found = view(cdnow.tables).table("lifetime_model")
    assert found["name"].tolist() == ["r", "alpha", "a", "b", "log_likelihood", "p", "q", "gamma", "unit"]
    told = dict(zip(found["name"], found["value"], strict=True))
    assert told.pop("unit") == "week"
    daily = cdnow.orders.groupby(["who", "when"], as_index=False).money.sum()
    seen = daily.groupby("who").when.agg(["min", "max", "size"])
    x = (seen["size"] - 1).to_numpy()
    recency, age = ((end - seen["min"]).dt.days.to_numpy() / 7 for end in (seen["max"], cdnow.as_of))
    later = daily[daily.when > daily.who.map(seen["min"])]
    mean = later.groupby("who").money.mean().reindex(seen.index).fillna(0).to_numpy()
    orders_, worth = bg_nbd.fit(x, recency, age), gamma_gamma.fit(x, mean)
    expected = [orders_.r, orders_.alpha, orders_.a, orders_.b, orders_.log_likelihood]
    expected += [worth.p, worth.q, worth.gamma]
    assert list(told.values()) == pytest.approx(expected, rel=1e-4)


def shop(bought: list[np.ndarray], weeks: float) -> dict[str, pa.Table]:
    """Orders of customers by their weeks; nobody's order on the last day ends the data."""
    dice = np.random.default_rng(1)
    who = np.repeat(np.arange(len(bought)), [at.size for at in bought])
    on = day("2023-01-01") + np.floor(np.concatenate(bought) * 7).astype(int)
    who, on = np.append(who, -1), np.append(on, day("2023-01-01") + int(weeks * 7))
    worth = dice.gamma(6, 1 / dice.gamma(4, 1 / 20, len(bought) + 1)[who])
    key = pd.array(who, dtype="Int64")
    key[-1] = pd.NA
    frame = pd.DataFrame(
        {
            "order_id": [str(i) for i in range(who.size)],
            "source": "test",
            "customer_key": key,
            "day": on.astype("int32"),
            "instant": pd.to_datetime(on, unit="D").as_unit("us"),
            "gross": np.maximum(1, (worth * 100).astype(int)),
            "refunded": 0,
            "currency": "EUR",
            "status": "paid",
            "counts": True,
            "line": np.arange(2, who.size + 2),
        }
    )
    return {"orders": canonical.conform("orders", pa.Table.from_pandas(frame, preserve_index=False))}


def steady(count: int, weeks: float, rate: float = 5.0) -> list[np.ndarray]:
    return weeks_of_purchases(np.random.default_rng(3), count, weeks, 0.6, rate, 0.8, 2.5)


def failed(tables) -> set[str]:
    found = view(tables).table("lifetime_model")
    assert found["gate"].tolist() == GATES
    return set(found["gate"][~found["passed"].astype(bool)])


def test_a_shop_that_is_as_the_model_says_is_told_it():
    assert "name" in view(shop(steady(1500, 104), 104)).table("lifetime_model")


def test_a_shop_of_too_few_customers_is_refused():
    assert "customers" in failed(shop(steady(480, 104), 104))


def test_a_shop_of_too_few_repeaters_is_refused():
    found = failed(shop(steady(700, 60, rate=200), 60))
    assert "repeaters" in found
    assert "customers" not in found


def test_a_shop_of_less_than_six_months_is_refused():
    found = failed(shop(steady(2500, 24), 24))
    assert "months" in found
    assert not {"customers", "repeaters"} & found


def test_a_shop_that_nobody_ever_leaves_is_refused():
    dice = np.random.default_rng(2)
    drawn = [np.cumsum(np.r_[dice.uniform(0, 20), dice.exponential(3, 200)]) for _ in range(700)]
    found = failed(shop([at[at <= 90] for at in drawn], 90))
    assert found & {"leaving", "no_parameter_at_bound"}
    assert not {"customers", "repeaters", "months"} & found


def test_a_shop_whose_last_quarter_was_unlike_the_rest_is_refused():
    whole = steady(1500, 104)
    found = failed(shop([at[(at < 80) | (at == at[0])] for at in whole], 104))
    assert found == {"holdout_error"}


def test_gates_that_could_not_be_tried_are_not_passed_and_are_empty_in_the_json():
    said = report(view({"orders": orders(order("2025-01-01", 1), order("2025-02-01", 1))}))
    rows = {row["gate"]: row for row in said["tables"]["lifetime_model"]}
    assert rows["customers"] == {"gate": "customers", "value": 1.0, "needed": 500, "passed": False}
    assert rows["holdout_error"]["value"] is None
    assert not rows["holdout_error"]["passed"]
    assert '"gate": "leaving"' in as_json(said)


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_a_table_is_the_same_on_both_engines_and_its_columns_have_words(name):
    table = many(4)
    one, two = (view({"orders": source}).table(name) for source in (table, as_pandas(table)))
    pd.testing.assert_frame_equal(one, two)
    (named,) = (table for table in TABLES if table.name == name)
    assert set(one.columns) <= set(named.columns)
    assert len(view({"orders": orders(order("2025-01-10", 1, status="cancelled"))}).table(name))
