from __future__ import annotations

import threading

import pyarrow.parquet as pq
import pytest

from engagement import tables
from engagement.metrics.model import BREAKDOWN_COLUMNS, Question
from engagement.metrics.views.owners import OwnersView, open_view, view_of
from engagement.metrics.views.registry import DEFINITIONS, TABLES
from engagement.metrics.words.methods import METHODS
from tests.metrics.orders import many, order, orders


def view(table, **fields) -> OwnersView:
    return view_of({"orders": table}, Question(**fields))


def test_every_method_of_an_interval_or_a_comparison_has_words():
    for definition in DEFINITIONS.values():
        paired = [f"{definition.rule.comparison}_paired"] if definition.paired else []
        assert {definition.rule.method, definition.rule.comparison, *paired} <= set(METHODS)


def test_every_metric_says_what_would_unlock_it():
    assert all(definition.unlock.text for definition in DEFINITIONS.values())


def test_without_any_table_everything_is_locked():
    seen = view_of({}, Question())
    assert seen.keys() == ()
    assert set(seen.locked()) == set(DEFINITIONS)


def test_an_empty_table_unlocks_nothing():
    assert view(tables.empty("orders")).keys() == ()


def test_a_metric_is_locked_until_its_column_holds_something():
    table = orders(*(order("2025-01-01", None) for _ in range(3)))
    locked = view(table).locked()
    assert {"discount_share", "repeat_purchase_rate", "customers"} <= set(locked)
    assert "orders" not in locked
    table = orders(order("2025-01-01", 1, discount_code="HELLO"))
    assert {"discount_share", "customers"} <= set(view(table).keys())


def test_only_dimensions_with_two_values_or_more_are_offered():
    table = orders(
        order("2025-01-01", 1, country="IT", channel="web"),
        order("2025-01-02", 2, country="ES", channel="web"),
        order("2025-02-02", 3, country="IT"),
    )
    seen = view(table)
    assert set(seen.dimensions("orders")) == {"country", "first_month", "weekday"}
    assert seen.values("country") == ("IT", "ES")
    assert seen.values("moon") == ()


def test_a_key_or_a_dimension_that_does_not_exist_is_a_key_error():
    seen = view(many(1))
    for wrong in (lambda: seen.reading("luck"), lambda: seen.breakdown("orders", "moon")):
        with pytest.raises(KeyError):
            wrong()


@pytest.mark.parametrize("key", ["orders", "average_order_value", "typical_basket"])
def test_a_breakdown_has_the_columns_of_the_contract(key):
    breakdown = view(many(1)).breakdown(key, "country")
    assert tuple(breakdown.columns) == BREAKDOWN_COLUMNS
    assert breakdown["n"].is_monotonic_decreasing
    assert breakdown["differs"].dtype == bool


def test_a_caller_who_changes_a_frame_changes_only_its_own():
    seen = view(many(1))
    for mine in (seen.trend("orders"), seen.breakdown("orders", "country")):
        mine["value"] = 0
    assert seen.trend("orders")["value"].sum() > 0
    assert seen.breakdown("orders", "country")["value"].sum() > 0


def test_every_named_table_of_orders_can_be_read():
    seen = view(many(1))
    for name, family in TABLES.items():
        if family.table == "orders":
            assert len(seen.table(name))


def test_one_version_of_the_store_is_computed_once_for_all_threads_and_questions(tmp_path):
    path = tmp_path / "orders.parquet"
    pq.write_table(many(1), path)
    result = []

    def ask() -> None:
        seen = open_view("digest", {"orders": path}, Question())
        result.append((seen.data, seen.reading("revenue").value))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(result)) == 1
    assert open_view("digest", {"orders": path}, Question(days=None)).data is result[0][0]


def test_what_is_kept_in_memory_is_bounded():
    seen = view(many(1))
    for last in range(19_800, 22_300):
        seen.data.remember(last, lambda: 1)
    assert len(seen.data.memory._known) <= 2048
