"""A segment is built on the page with its size at once, saved, used elsewhere, changed and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engagement.app.workspaces.open_workspaces import OWN
from engagement.store import open_workspace
from engagement.store.versions import kept_segments
from tests.app.own_shop import dropped, text_of, visit

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


@pytest.fixture
def shop(data: Path) -> Path:
    """A shop in which 60 customers have ordered once and 40 three times."""
    rows = [f"A{n},2026-01-{n % 28 + 1:02},c{n}@example.com,10.00" for n in range(60)]
    rows += [
        f"B{n}-{month},2026-0{month}-{n % 28 + 1:02},r{n}@example.com,30.00"
        for n in range(40)
        for month in (1, 2, 3)
    ]
    dropped(data, ("Order ID,Order Date,Email,Total", *rows))
    return data


def stored_segments(shop: Path) -> dict:
    return dict(kept_segments.all_segments(open_workspace(shop / "data", OWN).storage))


def regulars(at: AppTest) -> AppTest:
    at.selectbox(key="segment_kind").set_value("order_count").run()
    at.multiselect(key="segment_values_order_count").set_value(["3-4"]).run()
    assert "This condition alone: 40 of 100 customers" in text_of(at)
    at.button(key="segment_add").click().run()
    assert not at.exception
    return at


def test_a_segment_is_built_saved_and_splits_another_page(shop):
    at = regulars(visit("customers"))
    assert "**40 of 100 customers" in text_of(at)
    at.text_input(key="segment_name").set_value("Regulars *1*")
    at.button(key="segment_do_save").click().run()
    assert not at.exception
    condition = {"kind": "is", "dimension": "order_count", "values": ["3-4"]}
    assert stored_segments(shop) == {"Regulars *1*": {"name": "Regulars *1*", "all_of": [condition]}}
    assert "Regulars \\*1\\*" in text_of(at)
    other = visit("purchases", figure="average_order_value", by="segment:Regulars *1*")
    assert "Segment\\: Regulars \\*1\\*" in text_of(other)


def test_a_saved_segment_is_changed_and_removed(shop):
    at = regulars(visit("customers"))
    at.text_input(key="segment_name").set_value("Regulars")
    at.button(key="segment_do_save").click().run()
    at.button(key="segment_change_0").click().run()
    at.text_input(key="segment_name").set_value("Friends")
    at.button(key="segment_do_save").click().run()
    assert set(stored_segments(shop)) == {"Friends"}
    at.button(key="segment_remove_0").click().run()
    assert stored_segments(shop) == {}
    assert "No segment is saved yet." in text_of(at)


def test_a_group_stands_beside_all_others_and_what_makes_it_is_not_called_a_finding(shop):
    at = visit("customers")
    at.selectbox(key="group_by").set_value("order_count").run()
    at.selectbox(key="group_value_order_count").set_value("3-4").run()
    verdicts = {verdict for table in at.table for verdict in table.value.iloc[:, -1]}
    assert "as the group is made" in verdicts
    assert "beyond chance" not in verdicts
    assert "What sets it apart" in text_of(at)
    assert shop.is_dir()
