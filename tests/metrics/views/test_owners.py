from __future__ import annotations

import threading

import pyarrow.parquet as pq
import pytest

from engagement import tables
from engagement.metrics.model import BREAKDOWN_COLUMNS, Question
from engagement.metrics.views.owners import OwnersView, open_view, view_of
from engagement.metrics.views.registry import DEFINITIONS, TABLES
from engagement.metrics.words.methods import METHODS
from tests.metrics import invented
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


#: The kinds of questions that the figures of a survey speak of.
ASKED = {"nps": ("net_promoter_score", "promoter_spend_ratio"), "satisfaction": ("customer_satisfaction",)}
NUMBERS = dict.fromkeys(("impressions", "reach", "clicks", "likes", "comments", "shares", "saves"), 9)
DELIVERED = {"recipients": 60, "delivered": 50, "unique_opens": 9, "unique_clicks": 5, "unsubscribes": 1}
VISITS = {"sessions": 50, "completed": 3, "cart_additions": 9, "reached_checkout": 5}


@pytest.fixture(scope="module")
def shop_with_everything():
    """Four weeks in which each table has a row every day, and rows that lack a number or a day."""
    days = [f"2025-03-{n:02}" for n in range(1, 29)]
    odd = {"kind": "satisfaction", "scale_low": 1.0, "scale_high": 5.0, "question": "How satisfied?"}
    return {
        "orders": orders(*(order(on, n % 9 or None, 10 + n) for n, on in enumerate(days))),
        "responses": invented.responses(
            *({"on": on, "score": n % 11, "customer_key": n % 9 or None} for n, on in enumerate(days)),
            *({"on": on, "score": 1 + n % 5, **odd, "response_id": f"s{n}"} for n, on in enumerate(days)),
            {"score": 9, "customer_key": 4},
        ),
        "posts": invented.posts(
            *({"on": on, **NUMBERS} for on in days), *({"on": on, "network": "x", "likes": 2} for on in days)
        ),
        "audience": invented.audience(
            *({"on": on, "followers": 100 + n, "network": "instagram"} for n, on in enumerate(days)),
            *({"on": on, "followers": None, "visits": 3} for on in days),
        ),
        "sessions": invented.sessions(*({"on": on, **VISITS} for on in days)),
        "campaigns": invented.campaigns(*({"on": on, **DELIVERED} for on in days)),
        "members": invented.members(
            *({"on": on, "points": 5, "points_spent": 1, "referrals": 1} for on in days)
        ),
    }


@pytest.mark.parametrize(
    "question",
    [
        Question(days=None),
        Question(days=7),
        Question(days=7, last_answers=True),
        Question(days=7, as_of=invented.day("2025-03-20")),
        Question(days=7, as_of=invented.day("2024-03-20")),
    ],
)
def test_every_row_of_a_table_is_used_or_left_out_for_a_reason(shop_with_everything, question):
    seen = view_of(shop_with_everything, question)
    assert {seen.metric(key).table for key in seen.keys()} == set(shop_with_everything)  # noqa: SIM118 - a method
    kinds = shop_with_everything["responses"]["kind"].to_pylist()
    asked = {key: kinds.count(kind) for kind, keys in ASKED.items() for key in keys}
    for key in seen.keys():  # noqa: SIM118 - a method
        reading, table = seen.reading(key), shop_with_everything[seen.metric(key).table]
        rows = reading.rows_used + sum(count for _, count in reading.left_out)
        assert rows == asked.get(key, table.num_rows), key


#: The tables with a share of `n` customers, answers, comments, visits or acts.
SHARES = (
    *("answer_match", "content_ladder", "content_ladder_over_time", "detractors_at_risk", "topics"),
    *("engagement_levels", "engagement_levels_by_network", "engagement_levels_over_time"),
)


def test_a_share_of_fewer_than_ten_is_hidden_in_every_table_and_its_counts_are_not():
    days = [f"2025-03-{n:02}" for n in range(1, 6)]
    said = {"kind": "comment", "scale_low": None, "scale_high": None, "question": "Why?"}
    answered = ({"on": on, "score": n, "customer_key": n} for n, on in enumerate(days, 1))
    remarks = (
        {"on": on, "comment": "late", "customer_key": n, **said, "response_id": str(n)}
        for n, on in enumerate(days, 1)
    )
    few = {
        "orders": orders(*(order(on, n) for n, on in enumerate(days, 1))),
        "responses": invented.responses(*answered, *remarks),
        "posts": invented.posts({"on": days[0], "impressions": 9, "clicks": 5, "comments": 2, "shares": 1}),
        "sessions": invented.sessions({"on": days[0], "sessions": 9, "cart_additions": 5, "completed": 3}),
        "campaigns": invented.campaigns({"on": days[0], "delivered": 9, "unique_clicks": 5, "orders": 2}),
        "members": invented.members({"on": days[0], "customer_key": 1}),
    }
    seen = view_of(few, Question(days=None))
    for name in SHARES:
        table = seen.table(name)
        assert len(table), name
        assert table["n"].between(1, 9).all(), name
        assert table[["value", "low", "high"]].isna().all(axis=None), name
    assert seen.table("answered_and_silent")["share"].isna().all()
    assert seen.table("detractors_at_risk")["customers"].tolist()[0] == 5
