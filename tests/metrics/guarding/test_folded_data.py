from __future__ import annotations

import pytest

from engagement.metrics.guarding.folded_data import FoldedData
from engagement.metrics.model import OTHER, Question
from engagement.metrics.views.owners import view_of
from tests.metrics.orders import many


def test_however_often_it_is_asked_a_folded_dimension_is_folded_once():
    data = FoldedData(view_of({"orders": many(1, count=30)}, Question()).data, "country", ("IT",))
    first = data.dimensions("orders")["country"]
    assert data.dimensions("orders")["country"] is first
    rows = data.frame("orders").select(first.alias("country")).collect()
    assert set(rows["country"].to_list()) <= {"IT", OTHER}


def test_nobody_who_asks_by_what_rows_are_split_can_change_it_for_the_next():
    data = view_of({"orders": many(1, count=30)}, Question()).data
    with pytest.raises(TypeError):
        data.dimensions("orders")["country"] = data.dimensions("orders")["channel"]  # type: ignore[index]
