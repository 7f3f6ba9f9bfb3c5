"""Files that belong together say the same whenever they come: at once, or in any order, one by one."""

from __future__ import annotations

import re
import tempfile
from datetime import date
from itertools import permutations
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.importing import reading
from engagement.sources.importing.report import sentences
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from engagement.store import Drop, open_workspace
from engagement.store.erasing import one_person
from engagement.store.upkeep import retention
from tests.cases import few
from tests.sources.formats import test_amazon as amazon
from tests.sources.formats.marketplaces import test_olist_orders as olist
from tests.sources.formats.order_files import KEY, headers, text
from tests.sources.formats.order_pairs import (
    AMAZON_ITEM,
    AMAZON_ROW,
    ETSY_ITEM,
    ETSY_ORDER,
    SQUARE_ITEM,
    SQUARE_PAYMENT,
)

FAMILIES = {
    "olist": {
        "orders": text(headers()["olist_orders"], olist.ORDERS),
        "customers": text(headers()["olist_customers"], olist.CUSTOMERS),
        "payments": text(headers()["olist_order_payments"], olist.PAYMENTS),
        "items": text(headers()["olist_order_items"], olist.ITEMS),
        "reviews": text(olist.REVIEW_COLUMNS, olist.REVIEWS),
        "more_orders": text(headers()["olist_orders"], [olist.order("e")]),
        "more_payments": text(
            headers()["olist_order_payments"],
            [{"order_id": "a", "payment_sequential": "3", "payment_value": "1.00"}],
        ),
    },
    "etsy": {
        "orders": text(headers()["etsy_orders"], [ETSY_ORDER, ETSY_ORDER | {"Order ID": 3}]),
        "items": text(headers()["etsy_items"], [ETSY_ITEM, ETSY_ITEM | {"Order ID": 2, "Buyer": "ben"}]),
    },
    "square": {
        "transactions": text(
            headers()["square_transactions_55"], [SQUARE_PAYMENT, SQUARE_PAYMENT | {"Transaction ID": "t2"}]
        ),
        "items": text(
            headers()["square_items_35"],
            [SQUARE_ITEM, SQUARE_ITEM | {"Item": "Mug"}, SQUARE_ITEM | {"Transaction ID": "t3"}],
        ),
    },
    "amazon": {
        "every": text(
            headers()["amazon_all_orders_32"],
            [AMAZON_ITEM, AMAZON_ITEM | {"amazon-order-id": "302-2"}],
            "\t",
        ),
        "own": text(headers()["amazon_fbm_orders"], [AMAZON_ROW, AMAZON_ROW | {"order-id": "302-3"}], "\t"),
        "settlement": text(
            headers()["amazon_settlement"],
            [
                {"settlement-id": 111, "total-amount": "40.00", "currency": "EUR"},
                *(
                    amazon.part(f"302-{number}", "Order", "ItemPrice", "20.00", **{"quantity-purchased": 1})
                    for number in (1, 3, 4)
                ),
            ],
            "\t",
        ),
    },
}
NAMES = [(family, name) for family, files in FAMILIES.items() for name in files]


def drop_into(workspace, family, names):
    """Read files as one drop and add them as one version."""
    with tempfile.TemporaryDirectory() as folder:
        looked = []
        for name in names:
            path = Path(folder) / name
            path.write_text(FAMILIES[family][name], "utf-8", newline="")
            looked.append(reading.look(path, name, key=KEY, hints=Hints()))
        result = reading.finish(looked, key=KEY)
    for tables in result:
        assert not isinstance(tables, SourceError), tables
        for one in tables:
            assert one.report.rows_in == one.report.rows_kept + one.report.rows_set_aside
    drops = [Drop(name, f"{family}-{name}", tables) for name, tables in zip(names, result, strict=True)]
    return workspace.add_many(drops)


def contents(workspace):
    """All rows of all tables, whatever their order."""
    return {
        name: sorted(map(repr, pq.ParquetFile(path).read().to_pylist()))
        for name, path in workspace.version.tables.items()
    }


def objects(workspace):
    """Whatever is kept of the data, in files."""
    return list(workspace.storage.objects.folder.glob("*.parquet"))


def shop(folder):
    return open_workspace(Path(folder) / "data")


@pytest.fixture(scope="module")
def at_once(tmp_path_factory):
    """What one drop of some files of a family gives."""
    known = {}

    def given_by(family, names):
        if (family, names) not in known:
            workspace = shop(tmp_path_factory.mktemp("once"))
            if names:
                drop_into(workspace, family, sorted(names))
            known[family, names] = contents(workspace)
        return known[family, names]

    return given_by


@pytest.mark.parametrize("family", few(["etsy", "square", "amazon"], "etsy"))
def test_either_file_first_gives_what_one_drop_gives(family, at_once, tmp_path):
    whole = at_once(family, frozenset(FAMILIES[family]))
    assert set(whole) == {"orders", "lines"}
    for number, names in enumerate(permutations(FAMILIES[family])):
        workspace = shop(tmp_path / str(number))
        for name in names:
            drop_into(workspace, family, [name])
        assert contents(workspace) == whole
        drop_into(workspace, family, [names[0]])
        assert contents(workspace) == whole


@st.composite
def drops(draw):
    """The files of the largest family in some order, in drops of one or more, some of them again."""
    names = draw(st.permutations(sorted(FAMILIES["olist"])))
    second_result = draw(st.lists(st.sampled_from(names), max_size=2))
    names = [*names, *second_result]
    cuts = sorted(draw(st.sets(st.integers(1, len(names) - 1))))
    parts = zip([0, *cuts], [*cuts, len(names)], strict=True)
    return [list(dict.fromkeys(names[first:last])) for first, last in parts]


@given(drops())
def test_any_order_of_drops_gives_what_one_drop_gives(at_once, parts):
    with tempfile.TemporaryDirectory() as folder:
        workspace = shop(folder)
        for names in parts:
            drop_into(workspace, "olist", names)
        whole = at_once("olist", frozenset(FAMILIES["olist"]))
        assert contents(workspace) == whole
        assert len(workspace.datasets()) == len(FAMILIES["olist"])


@given(st.permutations(sorted(FAMILIES["olist"])), st.integers(0, 6))
def test_without_a_file_there_is_what_there_would_be_had_it_never_come(at_once, names, which):
    with tempfile.TemporaryDirectory() as folder:
        workspace = shop(folder)
        for name in names[:4]:
            drop_into(workspace, "olist", [name])
        before = contents(workspace)
        drop_into(workspace, "olist", [names[4]])
        workspace.undo()
        assert contents(workspace) == before == at_once("olist", frozenset(names[:4]))
        gone = names[which % 4]
        (dataset,) = (d for d in workspace.datasets() if d.file == gone)
        workspace.remove(dataset.id)
        assert contents(workspace) == at_once("olist", frozenset(names[:4]) - {gone})


@pytest.mark.parametrize(
    ("family", "name"), few(NAMES, ("olist", "orders"), ("olist", "reviews"), ("etsy", "items"))
)
def test_a_file_alone_that_is_deleted_for_good_leaves_what_the_others_say(family, name, at_once, tmp_path):
    workspace = shop(tmp_path)
    drop_into(workspace, family, list(FAMILIES[family]))
    (dataset,) = (d for d in workspace.datasets() if d.file == name)
    workspace.delete_for_good(dataset.id)
    assert contents(workspace) == at_once(family, frozenset(FAMILIES[family]) - {name})


@pytest.mark.parametrize(
    "names",
    [
        ("reviews", "payments", "customers", "items", "orders"),
        ("orders", "customers", "items", "payments", "reviews"),
    ],
)
def test_who_is_named_in_another_file_is_found_and_erased_with_the_orders_there(names, tmp_path):
    workspace = shop(tmp_path)
    for name in names:
        drop_into(workspace, "olist", [name])
    rows = pq.ParquetFile(workspace.version.tables["orders"]).read().to_pylist()
    keys = {row["order_id"]: row["customer_key"] for row in rows}
    assert keys["a"] == keys["d"] != keys["b"]
    files = one_person.files_of(workspace.storage, workspace.key, {keys["a"]})
    assert sum(file.tables["orders"].num_rows for file in files if "orders" in file.tables) == 2
    assert sum(file.tables["responses"].num_rows for file in files if "responses" in file.tables) == 2
    one_person.erase(workspace.storage, workspace.key, {keys["a"]})
    left = contents(workspace)
    assert len(left["orders"]) == 2
    assert "lines" not in left
    assert [f"'customer_key': {keys['b']}," in row for row in left["responses"]] == [True, True]
    everything = "".join(map(repr, (pq.read_table(path).to_pylist() for path in objects(workspace))))
    assert str(keys["a"]) not in everything
    assert not {"'a'", "'ca'", "'a/1'", "'d'"} & set(re.findall(r"'[^']*'", everything))


def test_a_shop_that_a_person_names_for_one_of_two_files_parts_them_nowhere(tmp_path):
    workspace = shop(tmp_path)
    drop_into(workspace, "etsy", ["orders", "items"])
    (orders,) = (d for d in workspace.datasets() if d.file == "orders")
    workspace.name_shop(orders.id, "Corner shop")
    rows = {name: pq.ParquetFile(path).read().to_pylist() for name, path in workspace.version.tables.items()}
    assert [(row["order_id"], row["shop"]) for row in rows["orders"]] == [
        ("1", "Corner shop"), ("3", "Corner shop"), ("2", None),
    ]  # fmt: skip
    assert [(row["order_id"], row["shop"]) for row in rows["lines"]] == [("1", "Corner shop"), ("2", None)]


def test_a_sentence_about_what_is_missing_goes_when_it_comes(tmp_path):
    workspace = shop(tmp_path)
    drop_into(workspace, "etsy", ["items"])
    report = workspace.datasets()[0].reports[0]
    (lack,) = [sentence for sentence, _ in report.lacks]
    assert lack in sentences(report, {"etsy_items"})
    assert lack not in sentences(report, {"etsy_items", "etsy_orders"})


def test_a_purge_of_old_orders_takes_what_completes_them_once_their_file_is_as_old(tmp_path):
    workspace = shop(tmp_path)
    drop_into(workspace, "etsy", ["items"])
    drop_into(workspace, "olist", ["orders", "payments"])
    retention.keep_for(workspace.storage, "orders", 1)
    retention.purge(workspace.storage, date(2026, 5, 15))
    assert set(contents(workspace)) == {"orders", "lines"}
    assert all("etsy_orders" in row for row in contents(workspace)["orders"])
    retention.purge(workspace.storage, date.max.replace(year=2100))
    assert contents(workspace) == {}
    assert [d.rows for d in workspace.datasets()] == [{}] * 3
