"""Levels of customers over time: they end where the levels stand, and the flows add up to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.metrics.ladders.ladder_of_people import LEVELS
from engagement.metrics.model import Question
from engagement.metrics.sums.periods import first_day_of, period_of
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import day, members, responses
from tests.metrics.orders import order, orders

FIRST, SPAN = day("2025-01-10"), 420


@st.composite
def shops(draw):
    """Return a shop of up to twelve customers who join, answer, write and refer on days of their own."""
    on = st.integers(FIRST, FIRST + SPAN)
    sold, joined, answered = [order("2026-03-01", 99)], [], []
    for who in range(1, draw(st.integers(2, 12)) + 1):
        sold += [{**order("2025-01-10", who), "day": at} for at in draw(st.lists(on, min_size=1, max_size=3))]
        if draw(st.booleans()):
            known = draw(st.one_of(st.none(), on))
            joined.append({"customer_key": who, "day": known, "referrals": draw(st.integers(0, 1))})
        for at in draw(st.lists(on, max_size=2)):
            row = {"customer_key": who, "day": at, "response_id": f"r{len(answered)}"}
            wrote = draw(st.booleans())
            answered.append(row | ({"kind": "comment", "comment": "fine"} if wrote else {"score": 9.0}))
    result = {"orders": orders(*sold), "members": members(*joined), "responses": responses(*answered)}
    return {name: table for name, table in result.items() if table.num_rows}


def counted(view) -> dict[str, int]:
    return view.table("engagement_levels").set_index("key")["customers"].to_dict()


@given(shops(), st.sampled_from(["week", "month", "quarter", "year"]))
def test_each_period_has_the_levels_of_its_last_day_and_the_last_those_of_today(tables, grain):
    tables.setdefault("members", members({"customer_key": 1, "day": FIRST}))
    view = view_of(tables, Question(days=None, grain=grain))
    rows = view.table("engagement_levels_over_time")
    last = view.scope("orders").window.last_day
    assert rows[rows["start"] == rows["start"].max()].set_index("key")["customers"].to_dict() == counted(view)
    starts = rows["start"].drop_duplicates()
    for start in (starts.iloc[0], starts.iloc[len(starts) // 2]):
        begins = int(np.datetime64(start, "D").astype(int))
        end = min(first_day_of(period_of(begins, grain) + 1, grain) - 1, last)
        then = view.ask(replace(view.question, as_of=end))
        own = rows[rows["start"] == start]
        assert own.set_index("key")["customers"].to_dict() == counted(then)
        assert set(own["n"]) == {own["customers"].sum()}


@given(shops(), st.sampled_from([30, 90, 365, None]))
def test_flows_add_up_to_the_levels_of_both_days(tables, days):
    tables.setdefault("members", members({"customer_key": 1, "day": FIRST}))
    view = view_of(tables, Question(days=days))
    moved = view.table("engagement_level_movement")
    assert list(moved.columns) == ["from", "to", "customers"]
    last = view.scope("orders").window.last_day
    now, then = counted(view), counted(view.ask(Question(days=None, as_of=last - (days or 365))))
    for side, levels in (("to", now), ("from", then)):
        summed = moved.groupby(side)["customers"].sum().to_dict()
        assert {key: summed.get(key, 0) for key in LEVELS} == levels


def test_the_running_period_is_marked_and_shares_have_their_limits():
    tables = {
        "orders": orders(
            *(order("2026-01-10", who) for who in range(1, 11)),
            *(order("2026-02-05", who) for who in range(11, 21)),
            order("2026-03-20", 21),
        ),
        "members": members(*({"customer_key": who, "on": "2026-02-01"} for who in range(1, 11))),
    }
    rows = view_of(tables, Question(days=None)).table("engagement_levels_over_time")
    low = rows[rows["key"] == "low"]
    assert low["customers"].tolist() == [0, 10, 10]
    assert low["complete"].tolist() == [True, True, False]
    assert low["value"].tolist() == pytest.approx([0, 0.5, 10 / 21])
    assert (low["low"] <= low["value"]).all()
    assert (low["value"] <= low["high"]).all()


def test_nobody_goes_down_and_who_had_not_ordered_comes_from_no_level():
    tables = {
        "orders": orders(order("2025-01-10", 1), order("2026-03-20", 2)),
        "members": members({"customer_key": 1, "on": "2026-02-01"}),
    }
    rows = view_of(tables, Question(days=90)).table("engagement_level_movement")
    assert rows["from"].where(rows["from"].notna(), None).tolist() == [None, "none"]
    assert rows["to"].tolist() == ["none", "low"]
