"""Files of several shops: named by a person, kept apart, taken back by undo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.store import StoreError, open_workspace
from tests.store import shop

pytestmark = pytest.mark.usefixtures("backend")


@pytest.fixture
def workspace(tmp_path):
    return open_workspace(tmp_path)


def orders(workspace):
    rows = shop.rows(workspace, "orders")
    return sorted((row["shop"] or "", row["order_id"], row["gross"]) for row in rows)


def test_orders_with_one_number_of_two_shops_no_longer_give_way_to_each_other(workspace):
    one = shop.add(workspace, "one.csv", {"orders": shop.orders([1, 2], gross=100)})
    two = shop.add(workspace, "two.csv", {"orders": shop.orders([2, 3], gross=200)})
    assert len(orders(workspace)) == 3
    workspace.name_shop(two, "Outlet")
    assert orders(workspace) == [
        ("", "#1", 100),
        ("", "#2", 100),
        ("Outlet", "#2", 200),
        ("Outlet", "#3", 200),
    ]
    workspace.name_shop(one, "Berlin")
    assert {name for name, _, _ in orders(workspace)} == {"Berlin", "Outlet"}
    assert workspace.shop_names() == {one: "Berlin", two: "Outlet"}


def test_the_newer_export_of_a_named_shop_still_wins_however_late_the_older_is_named(workspace):
    old = shop.add(workspace, "old.csv", {"orders": shop.orders([1, 2], gross=100)})
    new = shop.add(workspace, "new.csv", {"orders": shop.orders([2, 3], gross=200)})
    workspace.name_shop(new, "Berlin")
    workspace.name_shop(old, "Berlin")
    assert orders(workspace) == [("Berlin", "#1", 100), ("Berlin", "#2", 200), ("Berlin", "#3", 200)]


def test_lines_follow_their_orders_and_other_tables_stay_the_same_object(workspace):
    tables = {
        "orders": shop.orders([1]),
        "lines": shop.lines("#1", ["lamp"]),
        "audience": shop.audience(1, views=3),
    }
    dataset = shop.add(workspace, "a.csv", tables)
    before = workspace.version.tables
    after = workspace.name_shop(dataset, "Berlin").tables
    assert shop.rows(workspace, "lines")[0]["shop"] == "Berlin"
    assert after["audience"] == before["audience"]
    assert after["lines"] != before["lines"]


def test_undo_takes_the_name_back_and_the_log_says_both(workspace):
    dataset = shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    before = workspace.version.digest
    assert str(workspace.name_shop(dataset, "Berlin", "Eva").what) == "Assigned a shop: a.csv"
    workspace.undo()
    assert (workspace.shop_names(), workspace.version.digest) == ({}, before)
    workspace.redo()
    assert workspace.shop_names() == {dataset: "Berlin"}
    assert [entry.who for entry in workspace.log()][2] == "Eva"


def test_a_name_stays_when_files_come_and_go_and_goes_with_its_file(workspace):
    named = shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    workspace.name_shop(named, "Berlin")
    other = shop.add(workspace, "b.csv", {"orders": shop.orders([1])})
    assert orders(workspace) == [("", "#1", 1000), ("Berlin", "#1", 1000)]
    workspace.delete_for_good(other)
    assert (workspace.shop_names(), len(orders(workspace))) == ({named: "Berlin"}, 1)
    workspace.remove(named)
    assert workspace.shop_names() == {}
    workspace.undo()
    assert workspace.shop_names() == {named: "Berlin"}


def test_the_same_name_again_makes_no_version_and_no_name_gives_back_the_files_own(workspace):
    dataset = shop.add(workspace, "a.csv", {"orders": shop.orders([1], shop="Till 1")})
    named = workspace.name_shop(dataset, "Berlin")
    assert workspace.name_shop(dataset, "  Berlin \n").id == named.id
    workspace.name_shop(dataset, " ")
    assert orders(workspace) == [("Till 1", "#1", 1000)]
    assert workspace.shop_names() == {}


def test_a_name_is_one_line_of_text_and_not_a_page(workspace):
    dataset = shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    workspace.name_shop(dataset, "Ber\u202elin\x00\nMitte")
    assert workspace.shop_names() == {dataset: "Ber lin Mitte"}
    with pytest.raises(StoreError, match="at most 60"):
        workspace.name_shop(dataset, "x" * 61)


def test_a_file_that_is_gone_cannot_be_named(workspace):
    dataset = shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    workspace.remove(dataset)
    with pytest.raises(StoreError, match="not in the workspace"):
        workspace.name_shop(dataset, "Berlin")


steps = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["", "Berlin", "Outlet"])), min_size=1, max_size=6
)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)  # a data folder for each example
@given(steps)
def test_however_files_are_named_each_shop_has_each_order_once_from_its_newest_file(tmp_path_factory, named):
    workspace = open_workspace(tmp_path_factory.mktemp("shops"))
    numbers = {"a": [1, 2, 3], "b": [3, 4], "c": [1, 4, 5]}
    datasets = {
        file: shop.add(workspace, file, {"orders": shop.orders(found, gross=ord(file))})
        for file, found in numbers.items()
    }
    given_names = dict.fromkeys(numbers, "")
    for file, name in named:
        workspace.name_shop(datasets[file], name)
        given_names[file] = name
    expected = {(given_names[file], f"#{n}"): ord(file) for file in "abc" for n in numbers[file]}
    assert orders(workspace) == sorted((*key, gross) for key, gross in expected.items())
