from __future__ import annotations

import zipfile
from datetime import datetime

import pytest

from engagement.sources.importing.sandbox import read_files
from engagement.sources.model.raw_table import SourceError
from tests.sources.formats.order_files import column, counted, export, headers, read, text, warnings


def order(number, status="delivered"):
    return {
        "order_id": number,
        "customer_id": f"c{number}",
        "order_status": status,
        "order_purchase_timestamp": "2017-10-02 10:56:33",
    }


ORDERS = [order("a"), order("b", "canceled"), order("c", "unavailable"), order("d")]
CUSTOMERS = [
    {"customer_id": "ca", "customer_unique_id": "u1", "customer_state": "SP"},
    {"customer_id": "cb", "customer_unique_id": "u2", "customer_state": "RJ"},
    {"customer_id": "cc", "customer_unique_id": "u3", "customer_state": "SP"},
    {"customer_id": "cd", "customer_unique_id": "u1", "customer_state": "SP"},
    {"customer_id": "c-of-another-year", "customer_unique_id": "u4", "customer_state": "SP"},
]
PAYMENTS = [
    {"order_id": "a", "payment_sequential": "1", "payment_value": "10.50"},
    {"order_id": "a", "payment_sequential": "2", "payment_value": "4.50"},
    {"order_id": "b", "payment_sequential": "1", "payment_value": "7.00"},
    {"order_id": "e", "payment_sequential": "1", "payment_value": "99.00"},
]
ITEMS = [
    {"order_id": "a", "order_item_id": "1", "product_id": "p1", "price": "6.00", "freight_value": "1.50"},
    {"order_id": "a", "order_item_id": "2", "product_id": "p1", "price": "6.00", "freight_value": "1.50"},
    {"order_id": "d", "order_item_id": "1", "product_id": "p2", "price": "20.00", "freight_value": "2.25"},
]
ANSWERED = "review_answer_timestamp"
REVIEWS = [
    {"review_id": "r1", "order_id": "a", "review_score": "5", ANSWERED: "2017-10-20 08:00:00"},
    {"review_id": "r1", "order_id": "d", "review_score": "5", ANSWERED: "2017-10-20 08:00:00"},
    {"review_id": "r2", "order_id": "b", "review_score": "1", ANSWERED: "2017-10-21 08:00:00"}
    | {"review_comment_message": "Não veio nada"},
]
REVIEW_COLUMNS = [
    *("review_id", "order_id", "review_score", "review_comment_title", "review_comment_message"),
    *("review_creation_date", ANSWERED),
]


@pytest.fixture
def files(tmp_path):
    """All files of the shop, by what they hold."""
    contents = {
        "payments": text(headers()["olist_order_payments"], PAYMENTS),
        "orders": text(headers()["olist_orders"], ORDERS),
        "items": text(headers()["olist_order_items"], ITEMS),
        "customers": text(headers()["olist_customers"], CUSTOMERS),
        "reviews": text(REVIEW_COLUMNS, REVIEWS),
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content, "utf-8")
    return {name: (tmp_path / name, f"olist_{name}.csv") for name in contents}


def dropped(*files):
    """What each file of one drop gave, every row kept or set aside."""
    found = []
    for tables in read_files(files, key=b"k" * 32):
        assert not isinstance(tables, SourceError), tables
        (one,) = tables
        assert one.report.rows_in == one.report.rows_kept + one.report.rows_set_aside
        found.append(one)
    return found


def test_orders_alone_are_read_and_say_what_is_missing(tmp_path):
    imported = export(tmp_path, "olist_orders", order("a"), order("b", "canceled"), order("c", "unavailable"))
    assert imported.report.format == "olist_orders"
    assert counted(imported) == (3, 0, 1, 0)
    assert column(imported, "counts") == [True, False, False]
    assert column(imported, "instant")[0] == datetime(2017, 10, 2, 10, 56, 33)
    assert "names no person" in warnings(imported)
    assert "names no amounts" in warnings(imported)


def test_a_table_joined_with_customers_and_payments_is_read_whole(tmp_path):
    columns = [*headers()["olist_orders"], "customer_unique_id", "customer_state", "payment_value"]
    more = {"customer_unique_id": "u1", "customer_state": "SP"}
    rows = [
        order("a") | more | {"payment_value": "10.50"},
        order("a") | more | {"payment_value": "4.50"},
        order("b") | more | {"payment_value": "7.00"},
    ]
    imported = read(tmp_path, text(columns, rows))
    assert counted(imported) == (2, 1, 0, 0)
    assert column(imported, "gross") == [1500, 700]
    assert column(imported, "currency") == ["BRL"] * 2


@pytest.mark.parametrize("first", ["orders", "payments", "reviews"])
def test_files_of_one_drop_are_joined_in_any_order(files, first):
    names = sorted(files, key=lambda name: name != first)
    found = dict(zip(names, dropped(*(files[name] for name in names)), strict=True))
    orders = found["orders"]
    assert counted(orders) == (4, 3, 1, 0)
    assert column(orders, "gross") == [1500, 700, 0, 2225]
    assert column(orders, "region") == ["SP", "RJ", "SP", "SP"]
    keys = column(orders, "customer_key")
    assert keys[0] == keys[3]
    assert set(orders.report.joined) == {
        f"olist_{name}.csv" for name in ("payments", "items", "customers", "reviews")
    }
    lines = found["items"].tables["lines"].to_pylist()
    assert [(row["order_id"], row["position"], row["sku"], row["price"]) for row in lines] == [
        ("a", 1, "p1", 600),
        ("a", 2, "p1", 600),
        ("d", 1, "p2", 2000),
    ]
    assert found["items"].report.counts["orders"] == 0
    answers = found["reviews"].tables["responses"].to_pylist()
    assert [(row["score"], row["customer_key"]) for row in answers if row["kind"] == "rating"] == [
        (5.0, keys[0]),
        (5.0, keys[3]),
        (1.0, keys[1]),
    ]
    assert [row["comment"] for row in answers if row["kind"] == "comment"] == ["Não veio nada"]


def test_rows_of_orders_that_are_not_there_are_kept_for_them_and_counted(files):
    _, customers, payments = dropped(files["orders"], files["customers"], files["payments"])
    for one in (customers, payments):
        assert one.report.rows_set_aside == 0
        assert one.tables == {}
        assert one.mergeable["supplements"].num_rows == one.report.rows_in
        assert "1 row belongs to no order of the files that came with it" in warnings(one)


def test_the_same_file_twice_in_a_drop_adds_nothing_up_twice(files):
    orders, *_ = dropped(files["orders"], files["payments"], files["payments"])
    assert column(orders, "gross") == [1500, 700, 0, 0]


def test_two_parts_of_the_orders_share_the_files_that_complete_them(files, tmp_path):
    part = tmp_path / "part"
    part.write_text(text(headers()["olist_orders"], [order("e")]), "utf-8")
    one, other, payments = dropped(files["orders"], (part, "part.csv"), files["payments"])
    assert column(one, "gross") == [1500, 700, 0, 0]
    assert column(other, "gross") == [9900]
    assert payments.report.rows_set_aside == 0


def test_a_file_that_needs_the_orders_waits_for_them_and_says_so(files):
    for name in ("customers", "payments", "items"):
        (one,) = dropped(files[name])
        assert "waits for the file of these" in warnings(one)
        assert one.tables == {}
        assert one.report.counts["orders"] == 0


def test_an_archive_of_them_is_one_drop(files, tmp_path):
    packed = tmp_path / "packed"
    with zipfile.ZipFile(packed, "w") as archive:
        for path, name in files.values():
            archive.write(path, name)
    (found,) = read_files([(packed, "archive.zip")], key=b"k" * 32)
    assert sum(one.report.rows_in for one in found) == 19
    assert [counted(one) for one in found if one.report.format == "olist_orders"] == [(4, 3, 1, 0)]
