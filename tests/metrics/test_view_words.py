"""A figure is called what it is in these data."""

from __future__ import annotations

import pyarrow as pa
import pytest

from engagement import tables
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of


@pytest.mark.parametrize(
    ("guest", "name"), [(True, "Guest checkout rate"), (None, "Guest checkout (estimated)")]
)
def test_a_guest_rate_without_guest_marks_is_called_an_estimate(guest, name):
    order = {
        "order_id": ["1"],
        "source": ["x"],
        "instant": pa.array([0], pa.timestamp("us")),
        "day": [0],
        "gross": [100],
        "refunded": [0],
        "currency": ["EUR"],
        "status": ["paid"],
        "counts": [True],
        "guest": pa.array([guest], pa.bool_()),
        "line": [2],
    }
    view = view_of({"orders": tables.conform("orders", pa.table(order))}, Question())
    assert str(view.metric("guest_checkout_rate").name) == name
