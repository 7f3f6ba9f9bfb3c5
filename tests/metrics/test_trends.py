from __future__ import annotations

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest

from engagement.metrics.core.placing import placed
from engagement.metrics.model import TREND_COLUMNS, Question
from engagement.metrics.purchases.family import FAMILY
from engagement.metrics.views.owners import OwnersView, view_of
from engagement.metrics.views.registry import DEFINITIONS
from tests.cases import few
from tests.metrics import oracle
from tests.metrics.invented import day
from tests.metrics.orders import many, order, orders

KEYS = [d.metric.key for d in FAMILY.definitions]
AT_ONCE = [d.metric.key for d in FAMILY.definitions if d.follow_up is None and not d.ripens]
FOLLOW_UPS = [d.metric.key for d in FAMILY.definitions if d.follow_up is not None]


def view(table, **fields) -> OwnersView:
    return view_of({"orders": table}, Question(**fields))


@pytest.mark.parametrize(
    ("grain", "days"),
    few(
        product(["month", "week", "quarter"], [365, 40, None]),
        # Each step and each period once.
        ("month", 365),
        ("week", None),
        ("quarter", 40),
    ),
)
def test_a_trailing_trend_is_the_headline_of_every_period_end(grain, days):
    seen = view(many(11, count=300, days=500, customers=40), grain=grain, days=days)
    for key in KEYS:
        definition = DEFINITIONS[key]
        ends = placed(definition, seen.scope("orders")).periods(trailing=True).ends()
        for step in (0, len(ends) // 2):  # of the last one the next test says it
            # Days that are named are read themselves; of all days, those that are old enough.
            known = ends[step] + ((definition.follow_up or definition.ripens) if days is None else 0)
            then = seen.ask(Question(days=days, grain=grain, as_of=known))
            point, headline = seen.trend(key).iloc[step], then.reading(key)
            assert point["n"] == headline.n, key
            if headline.currency == seen.reading(key).currency and "spend" not in key:
                assert same(point, headline), (key, step)


def same(point: pd.Series, headline) -> bool:
    pairs = [(point[name], getattr(headline, name)) for name in ("value", "low", "high", "numerator")]
    return all(
        (math.isnan(one) and (two is None or math.isnan(two))) or one == pytest.approx(two, rel=1e-8)
        for one, two in pairs
    )


def test_the_last_point_of_a_trailing_trend_is_the_headline():
    seen = view(many(12, count=2000))
    for key in KEYS:
        point, headline = seen.trend(key).iloc[-1], seen.reading(key)
        assert same(point, headline), key


def test_a_trend_of_periods_alone_agrees_with_plain_pandas():
    table = many(13, count=900)
    seen = view(table)
    scope = seen.scope("orders")
    trends = {key: seen.trend(key, trailing=False) for key in AT_ONCE}
    first = scope.data.coverage("orders").first_day
    start = first
    code = scope.currency
    plain = oracle.plain(table)
    for step, end in enumerate(oracle.month_ends(first, scope.window.last_day)):
        expected = oracle.values(table, start, end)
        own = oracle.currency(plain[plain.counts & plain.day.between(start, end)]) == code
        for key in ("orders", "customers", "purchase_frequency", "days_between_orders"):
            rule = DEFINITIONS[key].rule
            assert rule is not None
            result = trends[key]["value"].iloc[step]
            assert result == pytest.approx(expected[key], nan_ok=True), (key, step)
        if own:
            for key in ("revenue", "average_order_value", "median_order_value", "typical_basket"):
                assert trends[key]["value"].iloc[step] == pytest.approx(expected[key], nan_ok=True), key
        start = end + 1


def test_repeat_within_goes_by_period_of_the_first_order_and_waits_until_it_is_ripe():
    table = orders(
        *(order("2025-01-10", who) for who in range(20)),
        *(order("2025-01-20", who) for who in range(5)),
        *(order("2025-02-05", 100 + who) for who in range(12)),
        *(order("2025-02-20", 200 + who) for who in range(12)),
        order("2025-03-15", 999),
    )
    trend = view(table).trend("repeat_within_30_days", trailing=False)
    assert trend["n"].tolist() == [20, 12]
    assert trend["numerator"].tolist() == [5, 0]
    assert trend["complete"].tolist() == [False, False]
    assert trend["status"].tolist() == ["small", "small"]
    assert trend["value"][0] == 0.25


@pytest.mark.parametrize("key", FOLLOW_UPS)
def test_the_periods_of_first_orders_add_up_to_the_headline(key):
    seen = view(many(14), grain="quarter", days=None)
    trend, headline = seen.trend(key, trailing=False), seen.reading(key)
    assert (trend["numerator"].sum(), trend["n"].sum()) == (headline.numerator, headline.n)


def test_a_trend_has_the_columns_of_the_contract():
    trend = view(many(15)).trend("average_order_value")
    assert tuple(trend.columns) == TREND_COLUMNS
    assert trend["start"].dtype == np.dtype("datetime64[s]")
    assert trend["start"][0] == pd.Timestamp("2024-01-01")
    assert trend["complete"].dtype == bool


def test_a_trend_that_the_data_do_not_fill_is_marked_incomplete():
    seen = view(many(16, count=2000, days=730))
    complete = seen.trend("orders")["complete"].tolist()
    assert complete == [False] * 11 + [True] * 12 + [False] or complete == [False] * 11 + [True] * 13
    assert seen.scope("orders").window.last_day <= day("2025-12-31")
