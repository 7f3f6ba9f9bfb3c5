"""The product's own sums give the interval that the statistics give for the rows themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.statistics.counts import mean_count
from engagement.statistics.medians import median_by_cluster
from engagement.statistics.ratios import ratio_by_cluster
from engagement.statistics.studentised import FEW, ratio_by_bootstrap
from tests.metrics import oracle
from tests.metrics.invented import day
from tests.metrics.orders import many, order, orders

if TYPE_CHECKING:
    import pandas as pd


def counted(table) -> pd.DataFrame:
    """One row per order in euro that counts, with its cluster: the customer, else itself."""
    rows = oracle.plain(table)
    rows = rows[rows.counts & (rows.currency == "EUR")].reset_index(drop=True)
    return rows.assign(of=np.where(rows.who.isna(), -1 - rows.index, rows.who.fillna(0)))


def limits(found) -> tuple[float, float]:
    return found.low, found.high


def drawn(rows: pd.DataFrame) -> tuple[float, float]:
    per = rows.groupby("of").money.agg(["size", "sum"])
    result = ratio_by_bootstrap(per["size"].to_numpy(float), per["sum"].to_numpy(float))
    return np.maximum(result.low, 0) / 100, result.high / 100


def ranked(rows: pd.DataFrame) -> tuple[float, float]:
    result = median_by_cluster(rows.money.to_numpy(float), rows.of.to_numpy())
    return result.low / 100, result.high / 100


@pytest.mark.parametrize(("key", "of"), [("average_order_value", drawn), ("median_order_value", ranked)])
def test_values_of_orders_vary_by_customer_in_the_window_its_segments_and_its_trends(key, of):
    table = many(3)
    view, rows = view_of({"orders": table}, Question(days=300)), counted(table)
    last = view.scope("orders").window.last_day
    window = rows[rows.day > last - 300]
    assert limits(view.reading(key)) == pytest.approx(of(window))
    split = view.breakdown(key, "country").set_index("segment")
    for country in ("IT", "ES", "PL"):
        result = split.loc[country, ["low", "high"]].tolist()
        assert result == pytest.approx(of(window[window.country == country]))
    for trailing in (True, False):
        trend = view.trend(key, trailing=trailing)
        starts = trend["start"].to_numpy().astype("datetime64[D]").astype(int)
        ends = np.append(starts[1:] - 1, last)
        for i in (3, 12, len(trend) - 1):
            inside = rows.day.between(ends[i] - 299 if trailing else starts[i], ends[i])
            assert trend.loc[i, ["low", "high"]].tolist() == pytest.approx(of(rows[inside]), nan_ok=True)


def test_the_average_of_few_is_drawn_again_and_that_of_many_is_not():
    few, more = (orders(*(order("2025-01-01", i, 10 + i % 7) for i in range(n))) for n in (FEW - 1, FEW))
    reading = view_of({"orders": few}, Question()).reading("average_order_value")
    assert reading.method == "bootstrap_t_by_customer"
    reading = view_of({"orders": more}, Question()).reading("average_order_value")
    assert reading.method == "delta_by_customer"
    y = np.array([10.0 + i % 7 for i in range(FEW)])
    assert limits(reading) == pytest.approx(ratio_by_cluster(np.ones(FEW), y)[1:3])


def test_customers_who_all_bought_once_are_not_known_to_buy_exactly_once():
    table = orders(*(order("2025-01-01", i) for i in range(60)))
    reading = view_of({"orders": table}, Question()).reading("purchase_frequency")
    assert (reading.value, reading.low) == (1, 1)
    assert reading.high == pytest.approx(1 + 3.6889 / 60, rel=1e-4)
    assert reading.method == "gamma_by_customer"


def test_how_often_customers_buy_has_a_gamma_interval():
    table = many(4)
    view = view_of({"orders": table}, Question())
    rows = oracle.plain(table)
    rows = rows[rows.counts & rows.who.notna() & (rows.day > view.scope("orders").window.last_day - 365)]
    n = rows.groupby("who").size().to_numpy(float)
    expected = mean_count(float(n.size), float(n.sum()), float((n**2).sum()), least=1)
    assert limits(view.reading("purchase_frequency")) == pytest.approx(expected[1:3])


def test_money_is_never_below_0():
    rows = [order("2025-01-01", i, 1) for i in range(35)] + [order("2025-01-01", 99, 5000)]
    reading = view_of({"orders": orders(*rows)}, Question()).reading("average_order_value")
    assert reading.low >= 0
    assert reading.high > reading.value


def test_a_segment_of_one_customer_has_no_interval_and_is_grey():
    rows = [order("2025-01-01", i, 10 + i, country="IT") for i in range(50)]
    rows += [{**order("2025-01-01", 7, 30, country="ES"), "day": day("2025-01-01") + i} for i in range(40)]
    view = view_of({"orders": orders(*rows)}, Question())
    for key in ("median_order_value", "refund_rate", "discount_share"):
        alone = view.breakdown(key, "country").set_index("segment").loc["ES"]
        assert alone["status"] == "small"
        assert np.isnan(alone["low"])
