"""Files that overlap never double, whatever the order in which they come."""

from __future__ import annotations

import subprocess
import sys

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.locale import message
from engagement.sources.model import spill
from engagement.sources.model.raw_table import SourceError
from engagement.store.objects.errors import StoreError
from engagement.store.versions.merge import merge
from tests.store import shop


def _without_room(*_):
    raise SourceError(message("No room"))


few_numbers = st.lists(st.integers(0, 12), max_size=8, unique=True)


def test_the_newest_file_wins_an_order_that_two_files_have():
    merged = merge("orders", [shop.orders([1, 2, 3], gross=100), shop.orders([3, 4], gross=200)])
    assert merged.table.column("gross").to_pylist() == [100, 100, 200, 200]
    assert merged.replaced == (0, 1)


def test_a_null_shop_is_the_same_shop_as_a_null_shop():
    merged = merge("orders", [shop.orders([1]), shop.orders([1])])
    assert merged.table.num_rows == 1


def test_orders_of_two_shops_with_one_number_stay_two_orders():
    merged = merge("orders", [shop.orders([1]), shop.orders([1], shop="Outlet")])
    assert merged.table.num_rows == 2


def test_all_lines_of_an_order_are_replaced_together():
    old = shop.lines("#1", ["lamp", "cable", "bulb"])
    merged = merge("lines", [old, shop.lines("#2", ["rug"]), shop.lines("#1", ["lamp"])])
    assert sorted(merged.table.column("product").to_pylist()) == ["lamp", "rug"]
    assert merged.replaced == (0, 0, 3)


def test_a_daily_file_fills_the_gaps_of_another_and_overwrites_only_what_it_says():
    parts = [shop.audience(1, views=10, reach=5), shop.audience(1, views=12, new_followers=3)]
    (row,) = merge("audience", parts).table.to_pylist()
    assert (row["views"], row["reach"], row["new_followers"]) == (12, 5, 3)


def test_two_figures_of_one_day_in_one_file_become_one_row():
    part = pa.concat_tables([shop.audience(1, views=10), shop.audience(1, reach=5)])
    (row,) = merge("audience", [part]).table.to_pylist()
    assert (row["views"], row["reach"]) == (10, 5)


def test_segments_of_two_surveys_stand_side_by_side():
    merged = merge(
        "responses", [shop.answers("a", {"Q": 1}, age="20-29"), shop.answers("b", {"Q": 2}, city="Bari")]
    )
    assert merged.table.column("segment.age").to_pylist() == ["20-29", None]
    assert merged.table.column("segment.city").to_pylist() == [None, "Bari"]


def test_segments_that_differ_only_by_case_are_one_column():
    merged = merge(
        "responses", [shop.answers("a", {"Q": 1}, Age="20-29"), shop.answers("b", {"Q": 2}, age="30-39")]
    )
    assert [n for n in merged.table.column_names if n.startswith("segment.")] == ["segment.Age"]
    assert merged.table.column("segment.Age").to_pylist() == ["20-29", "30-39"]


def test_rows_come_out_by_day():
    merged = merge("orders", [shop.orders([9, 3]), shop.orders([5, 1])])
    assert merged.table.column("day").to_pylist() == [1, 3, 5, 9]


def test_rows_that_wait_on_disk_come_out_by_day_too(monkeypatch):
    in_memory = merge("orders", [shop.orders([9, 3, 5])]).table
    monkeypatch.setattr(spill, "_LARGE_ARRAY", 0)
    assert merge("orders", [shop.orders([9, 3, 5])]).table == in_memory
    monkeypatch.setattr(spill.DiskBatches, "add", _without_room)
    with pytest.raises(StoreError, match="full"):
        merge("orders", [shop.orders([9, 3, 5])])


def test_an_empty_part_changes_nothing():
    part = shop.orders([1, 2])
    assert merge("orders", [shop.orders([]), part]).table == part
    assert merge("orders", [shop.orders([])]).table.num_rows == 0


@given(st.lists(few_numbers, min_size=3, max_size=3))
def test_folding_file_by_file_gives_what_merging_all_at_once_gives(files: list[list[int]]):
    parts = [shop.orders(n, gross=i) for i, n in enumerate(files)]
    stepwise = merge("orders", [merge("orders", parts[:2]).table, parts[2]]).table
    assert stepwise == merge("orders", parts).table


@given(st.lists(few_numbers, min_size=2, max_size=4))
def test_every_order_comes_out_once_with_its_newest_value(files: list[list[int]]):
    merged = merge("orders", [shop.orders(n, gross=i) for i, n in enumerate(files)]).table.to_pylist()
    newest = {f"#{n}": i for i, numbers in enumerate(files) for n in numbers}
    assert {row["order_id"]: row["gross"] for row in merged} == newest
    assert len(merged) == len(newest)


@given(
    st.lists(st.tuples(st.none() | st.integers(0, 9), st.none() | st.integers(0, 9)), min_size=2, max_size=5)
)
def test_the_newest_figure_that_is_said_wins_field_by_field(figures: list[tuple[int | None, int | None]]):
    parts = [shop.audience(1, views=views, reach=reach) for views, reach in figures]
    (row,) = merge("audience", parts).table.to_pylist()
    assert row["views"] == next((v for v, _ in reversed(figures) if v is not None), None)
    assert row["reach"] == next((r for _, r in reversed(figures) if r is not None), None)
    stepwise = merge("audience", [merge("audience", parts[:-1]).table, parts[-1]]).table
    assert stepwise.to_pylist() == [row]


def test_a_newer_file_that_names_nobody_leaves_the_orders_their_customers():
    old, new = shop.orders([1, 2], gross=100), shop.orders([2, 3], gross=200)
    nobody = pa.nulls(new.num_rows, pa.int64())
    new = new.set_column(new.column_names.index("customer_key"), "customer_key", nobody)
    merged = merge("orders", [old, new]).table
    assert merged.column("gross").to_pylist() == [100, 200, 200]
    assert merged.column("customer_key").to_pylist() == [1, 2, None]


def test_a_newer_file_that_names_others_takes_away_a_customer_that_it_does_not_name():
    old, new = shop.orders([1, 2]), shop.orders([1, 2])
    keys = pa.array([None, 5], pa.int64())
    new = new.set_column(new.column_names.index("customer_key"), "customer_key", keys)
    assert merge("orders", [old, new]).table.column("customer_key").to_pylist() == [None, 5]


def test_a_store_is_opened_without_what_only_merging_needs():
    """A third of the start of a command that opens it."""
    text = "import sys, engagement.store.sharing.workspace_members; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
