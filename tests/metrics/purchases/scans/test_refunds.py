"""Refunds on their own day: revenue of any window, step and segment equals what plain pandas adds up."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from engagement import tables
from engagement.metrics.findings.plain_values import report
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import day
from tests.metrics.orders import as_pandas, many, order, orders


def shop() -> pd.DataFrame:
    """Orders of which every second refund has a day of its own, up to three months after the order."""
    frame = as_pandas(many(3))
    later = frame["day"] + (frame.index.to_series() * 7) % 90
    frame["refund_day"] = later.where((frame["refunded"] > 0) & (frame.index.to_series() % 2 == 0))
    return frame


def seen(frame: pd.DataFrame, **fields):
    return view_of(
        {"orders": tables.conform("orders", tables_of(frame))},
        Question(**{"net": True, "refund_day": True, "currency": "EUR", **fields}),
    )


def tables_of(frame: pd.DataFrame):

    return pa.Table.from_pandas(frame, preserve_index=False)


def expected(frame: pd.DataFrame, first: int, last: int) -> float:
    counting = frame[frame["counts"] & (frame["currency"] == "EUR")]
    booked = counting["refund_day"].fillna(counting["day"])
    sold = counting.loc[counting["day"].between(first, last), "gross"].sum()
    return float(sold - counting.loc[booked.between(first, last), "refunded"].sum()) / 100


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
@pytest.mark.parametrize(("days", "as_of"), [(None, None), (90, None), (30, "2025-03-31"), (7, "2024-12-31")])
def test_revenue_takes_refunds_off_on_their_own_day(engine, days, as_of):
    frame = shop()
    held = frame if engine == "pandas" else tables.conform("orders", tables_of(frame))
    question = Question(
        days=days, as_of=as_of and day(as_of), net=True, refund_day=True, currency="EUR", by="country"
    )
    view = view_of({"orders": held}, question)
    window = view.scope("orders").window
    reading = view.reading("revenue")
    assert reading.value == pytest.approx(expected(frame, window.first_day, window.last_day))
    parts = view.breakdown("revenue", "country")
    assert parts["value"].sum() == pytest.approx(reading.value)
    listed = view.rows("revenue")
    assert len(listed) == reading.rows_used


def test_the_steps_of_the_trend_add_up_refunds_of_their_own_days():
    frame = shop()
    table = report(seen(frame, days=None, grain="month"), trends=True)["tables"]["revenue_periods"]
    for step in table:
        first = day(step["start"])
        last = min(
            day(str((pd.Timestamp(step["start"]) + pd.offsets.MonthEnd(0)).date())), frame["day"].max()
        )
        assert step["value"] == pytest.approx(expected(frame, first, last)), step


def test_amounts_per_order_keep_a_refund_with_its_order():
    frame = shop()
    for key in ("average_order_value", "typical_basket", "median_order_value"):
        moved, of_orders = (seen(frame, refund_day=own).reading(key) for own in (True, False))
        assert moved.value == of_orders.value
        assert "Refunds are taken off on the day of the order." in [note.text for note in moved.notes]


def test_a_reader_is_told_of_refunds_of_earlier_orders_and_of_those_without_a_day():
    held = orders(
        order("2024-12-20", 4, 80, refunded=1000),
        order("2025-01-20", 1, 80, refunded=3000, refund_day=day("2025-02-03")),
        order("2025-02-10", 2, 50, refunded=1000),
        order("2025-02-20", 3, 60),
    )
    question = Question(days=28, as_of=day("2025-02-28"), net=True, refund_day=True)
    reading = view_of({"orders": held}, question).reading("revenue")
    assert (reading.value, reading.rows_used) == (70.0, 3)
    assert [(str(reason), count) for reason, count in reading.left_out] == [("outside the period", 1)]
    assert [str(note) for note in reading.notes[:1]] == [
        "Refunds are taken off on the day on which they were paid back."
    ]
    assert "1 order from before the period was refunded in it." in map(str, reading.notes)
    assert any(str(note).startswith("1 refund has no day of its own") for note in reading.notes)


def test_net_revenue_is_compared_where_every_refund_lies_on_its_own_day():
    days = pd.date_range("2023-01-01", "2025-01-01", freq="D")
    held = orders(
        *(
            order(str(on.date()), place % 50, 20, refunded=200, refund_day=day(str(on.date())) + 5)
            for place, on in enumerate(days)
        )
    )
    question = Question(days=90, net=True, refund_day=True)
    moved = view_of({"orders": held}, question).change("revenue")
    of_orders = view_of({"orders": held}, Question(days=90, net=True)).change("revenue")
    assert moved.before is not None
    assert of_orders.before is None


def test_a_link_takes_refunds_off_on_the_day_of_the_order():
    assert Question(net=True, refund_day=True).in_links == Question(net=True)
