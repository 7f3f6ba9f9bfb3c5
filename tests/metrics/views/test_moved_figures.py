"""What a newer version of the data moves in the months that were over before."""

from __future__ import annotations

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.metrics.model import Question
from engagement.metrics.sums.periods import period_of
from engagement.metrics.views.moved_figures import MovedFigures, moved
from engagement.metrics.views.owners import view_of
from engagement.metrics.views.version_differences import Difference, by_month, difference
from tests.metrics.invented import day
from tests.metrics.orders import many, order, orders
from tests.store.shop import answers

_HISTORY = [
    order(f"2026-{month:02}-{on:02}", who=100 + (month * 7 + on) % 23, order_id=f"{month}-{on}")
    for month in range(1, 7)
    for on in range(1, 29)
]
_LATER = [order("2026-07-20", who=1, order_id="7-20")]


def _view(*rows):
    return view_of({"orders": orders(*rows)}, Question())


def _with(rows, **changes):
    """The history with some orders changed, by id."""
    return [{**row, **changes.get(f"o{row['order_id'].replace('-', '_')}", {})} for row in rows]


def _told(before, after):
    result = moved(before, after)
    return {(move.key, move.month): (move.before, move.after, dict(move.causes)) for move in result.moves}


def test_refunds_in_an_earlier_month_move_its_refund_rate_and_are_the_cause():
    newer = _with(_HISTORY, o3_4={"refunded": 1000}, o3_5={"refunded": 500})
    result = _told(_view(*_HISTORY), _view(*newer, *_LATER))
    assert result == {("refund_rate", day("2026-03-01")): (0.0, pytest.approx(2 / 28), {"refunded": 2})}


def test_a_cancelled_order_moves_orders_and_revenue_of_its_month():
    newer = _with(_HISTORY, o2_9={"status": "cancelled"})
    result = _told(_view(*_HISTORY), _view(*newer))
    assert result["orders", day("2026-02-01")] == (28, 27, {"cancelled": 1})
    assert result["revenue", day("2026-02-01")] == (280, 270, {"cancelled": 1})
    assert {month for _, month in result} == {day("2026-02-01")}


def test_an_order_that_was_pending_counts_now_and_one_that_was_missing_is_added():
    pending = _with(_HISTORY, o2_9={"status": "failed"})
    without = [row for row in pending if row["order_id"] != "2-10"]
    result = _told(_view(*without), _view(*_HISTORY))
    assert result["orders", day("2026-02-01")] == (26, 28, {"counting": 1, "added": 1})


def test_new_months_and_the_month_that_was_running_are_no_moves():
    running = [*_HISTORY, order("2026-07-03", who=5, order_id="7-3")]
    assert moved(_view(*running), _view(*running, *_LATER)) == MovedFigures()


def test_earlier_history_moves_follow_ups_of_months_whose_own_orders_are_as_they_were():
    new = [order(f"2026-02-{on:02}", who=900 + on, order_id=f"new {on}") for on in range(1, 29)]
    second_result = order("2026-03-01", who=901, order_id="again")
    first = order("2025-12-20", who=901, order_id="first")
    result = _told(_view(*_HISTORY, *new, second_result), _view(first, *_HISTORY, *new, second_result))
    assert {month for _, month in result} <= {day(f"2026-{m:02}-01") for m in range(1, 7)}
    key = ("repeat_within_90_days", day("2026-02-01"))
    assert key in result
    assert result[key][2] == {}


def test_a_first_import_moves_nothing():
    empty = view_of({}, Question())
    assert moved(empty, _view(*_HISTORY)) == MovedFigures()


def test_at_most_five_moves_are_told_and_all_are_counted():
    newer = [{**row, "gross": 2000} for row in _HISTORY]
    result = moved(_view(*_HISTORY), _view(*newer))
    assert len(result.moves) == 5
    assert result.of > 5
    assert list(result.moves) == sorted(result.moves, key=lambda move: move.month)
    assert all(dict(move.causes) == {"corrected": 28} for move in result.moves)
    assert msgspec.convert(msgspec.to_builtins(result), MovedFigures) == result


def test_money_in_another_currency_is_not_compared():
    newer = [{**row, "currency": "PLN"} for row in _HISTORY]
    assert {key for key, _ in _told(_view(*_HISTORY), _view(*newer))} == set()


def test_a_submission_is_one_record_and_a_column_that_came_later_changes_it_only_where_it_is_filled():
    def both(*tables):
        return view_of({"responses": pa.concat_tables(tables, promote_options="default")}, Question()).data

    before = both(answers("a", {"nps": 9.0, "ease": 6.0}), answers("b", {"nps": 3.0}))
    after = both(
        answers("a", {"nps": 9.0, "ease": 7.0}),
        answers("b", {"nps": 3.0}),
        answers("c", {"nps": 1.0}, sex="f"),
    )
    assert difference(before, after, "responses") == Difference(added=1, changed=1, same=1)


def test_a_table_that_only_one_version_has_is_added_or_gone_as_a_whole():
    one = view_of({"responses": answers("a", {"nps": 9.0, "ease": 6.0})}, Question()).data
    none = view_of({}, Question()).data
    assert difference(none, one, "responses") == Difference(added=1)
    assert difference(one, none, "responses") == Difference(gone=1)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), cut=st.floats(0, 1), other=st.floats(0, 1))
def test_every_record_is_counted_once(seed, cut, other):
    table = many(seed, count=200)
    dice = [(i * 7919 % 200) / 200 for i in range(200)]
    before = table.filter(pa.array([d < cut for d in dice]))
    after = table.filter(pa.array([d >= other for d in dice]))
    sides = [view_of({"orders": side}, Question()).data for side in (before, after)]
    result = difference(*sides, "orders")
    assert result.added + result.changed + result.same == after.num_rows
    assert result.gone + result.changed + result.same == before.num_rows
    assert result.changed == 0
    months = by_month(*sides, "orders")
    counting = sum(
        1
        for d, row in zip(dice, table.to_pylist(), strict=True)
        if row["counts"] and (d >= other) and not (d < cut)
    )
    assert sum(month["added"] for month in months.values()) == counting
    assert set(months) <= {period_of(on, "month") for on in table.column("day").to_pylist()}
