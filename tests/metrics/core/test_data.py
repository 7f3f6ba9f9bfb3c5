"""A filter keeps the rows that a breakdown counts in the segment of that value."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from engagement.metrics.model import Question
from engagement.metrics.segments.dimensions import DIMENSIONS
from engagement.metrics.views.owners import view_of
from tests.cases import few
from tests.metrics.invented import members, responses
from tests.metrics.orders import as_pandas, many

_BIG = 7_000_000_000_000_003
_KEYS = ("orders", "revenue", "refund_rate", "orders_without_customer", "cancellation_rate", "answers")


def _shop():
    """Orders of which many name no customer, and answers of people who never ordered."""
    answers = [
        {"customer_key": who * _BIG if who % 3 else None, "score": float(who % 11), "on": "2025-06-01",
         "response_id": str(who)}
        for who in range(2, 200, 2)
    ]  # fmt: skip
    listed = [{"customer_key": who * _BIG, "tier": "gold" if who % 2 else None} for who in range(3, 120, 3)]
    return {"orders": many(11), "responses": responses(*answers), "members": members(*listed)}


@pytest.fixture(scope="module", params=["duckdb", "pandas"])
def view(request):
    tables = _shop()
    if request.param == "pandas":
        tables = {**tables, "orders": as_pandas(tables["orders"])}
    return view_of(tables, Question(days=None))


@pytest.mark.parametrize("dimension", few([each.key for each in DIMENSIONS], "first_country", "rfm_group"))
def test_a_filter_by_a_value_of_customers_keeps_what_the_breakdown_counts_in_it(view, dimension):
    if dimension not in view.data.customer_dimensions("orders"):
        return
    seen = set()
    for key in _KEYS:
        for row in view.breakdown(key, dimension).to_dict("records"):
            value = row["segment"] if isinstance(row["segment"], str) else ""
            asked = replace(view.question, filters=((dimension, (value,)),))
            reading = view.ask(asked).reading(key)
            for side in ("numerator", "denominator"):
                of_filter = getattr(reading, side)
                counted = math.nan if of_filter is None else of_filter
                assert counted == pytest.approx(row[side], nan_ok=True), (key, value, side)
            seen.add(value)
    assert "" in seen


def test_a_filter_by_a_value_and_by_unknown_keeps_both(view):
    def orders(*values: str) -> float | None:
        asked = replace(view.question, filters=(("first_country", values),))
        return view.ask(asked).reading("orders").value

    (value, *_) = [name for name in view.values("first_country") if name]
    assert orders(value, "") == orders(value) + orders("")
    assert orders("") > 0


@pytest.mark.parametrize("table", ["orders", "responses"])
def test_a_table_is_opened_once_by_each_thread_that_asks(view, table):
    own = view.data.frame(table)
    with ThreadPoolExecutor(1) as other:
        others = [other.submit(view.data.frame, table).result() for _ in range(2)]
    assert view.data.frame(table) is own
    assert others[0] is others[1]
    assert others[0] is not own
