from __future__ import annotations

from dataclasses import replace

import pytest

from engagement.metrics.guarding.folded_data import FoldedData
from engagement.metrics.model import OTHER, Question
from engagement.metrics.purchases.scans.customers import customer_numbers
from engagement.metrics.purchases.scans.returns import gaps, second_orders
from engagement.metrics.sums.group_sums import Cut
from engagement.metrics.views.owners import view_of
from tests.metrics.orders import many, order, orders


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


def test_a_customer_with_two_orders_at_once_is_counted_where_the_owner_counts_them():
    """Of the same moment, *app* comes first by name; in a link it is one of the rest."""
    rows = [order("2025-01-01", i, channel=channel) for i in range(8) for channel in ("web", "app")]
    rows += [order("2025-01-09", i, channel="web") for i in range(12)]
    scope = view_of({"orders": orders(*rows)}, Question(days=None)).scope("orders")
    folded = replace(scope, data=FoldedData(scope.data, "channel", ("web",)))
    cut = Cut(by="channel")
    for source in (customer_numbers, second_orders):
        owner, link = source(scope, cut), source(folded, cut)
        assert {OTHER if label == "app" else label for label in owner.labels} == {*link.labels}
        for name, values in owner.columns.items():
            assert values[owner.labels.index("web")] == link[name][link.labels.index("web")], name
    assert dict(zip(gaps(folded, cut).labels, gaps(folded, cut).clusters(), strict=True)) == {OTHER: 8}
