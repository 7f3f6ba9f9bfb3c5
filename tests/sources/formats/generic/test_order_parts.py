"""An order's products and refunds come in files of their own."""

from __future__ import annotations

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.store.versions.put_together import put_together
from engagement.store.versions.read_together import accounted
from tests.sources.formats.order_files import KEY, warnings

ORDERS = (
    "Order ID,Order date,Email,Total\n"
    "1001,2026-03-01,ada@example.com,30.00\n1002,2026-03-02,ben@example.com,20.00\n"
)
ITEMS = (
    "Order ID,SKU,Product,Quantity,Unit price\n1001,A,Mug,2,10.00\n1001,B,Lid,1,5.00\n1002,A,Mug,2,10.00\n"
)
REFUNDS = (
    "Refund ID,Order ID,Refund date,Refund amount,Status\n"
    "1,1001,2026-03-09,5.00,done\n2,1001,2026-03-12,-4.00,done\n3,1002,2026-03-12,20.00,done\n"
    "4,1002,2026-03-12,7.00,rejected\n"
)


def read_all(tmp_path, **contents):
    files = []
    for name, content in contents.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(content)
        files += reading.read(path, path.name, key=KEY, hints=Hints())
    told = accounted(files)
    parts = {}
    for file in told:
        for name, table in file.mergeable.items():
            parts.setdefault(name, []).append(table)
    return told, put_together(parts)[0]


@pytest.mark.parametrize("first", ["orders", "items"])
def test_products_are_added_to_the_orders_of_another_file(tmp_path, first):
    contents = {"orders": ORDERS, "items": ITEMS}
    names = [first, *(name for name in contents if name != first)]
    _, tables = read_all(tmp_path, **{name: contents[name] for name in names})
    assert tables["orders"].column("gross").to_pylist() == [3000, 2000]
    lines = tables["lines"].select(["order_id", "position", "product", "quantity", "price"]).to_pylist()
    assert [tuple(line.values()) for line in lines] == [
        ("1001", 1, "Mug", 2, 1000),
        ("1001", 2, "Lid", 1, 500),
        ("1002", 1, "Mug", 2, 1000),
    ]


def test_refunds_are_taken_off_the_orders_of_another_file_and_rejected_ones_are_not(tmp_path):
    told, tables = read_all(tmp_path, orders=ORDERS, refunds=REFUNDS)
    orders = tables["orders"].select(["refunded", "status", "refund_day"]).to_pylist()
    assert [tuple(order.values()) for order in orders] == [
        (900, "partially_refunded", 20524),
        (2000, "refunded", 20524),
    ]
    assert (told[1].report.rows_kept, told[1].report.rows_set_aside) == (3, 1)


def test_a_refund_that_an_order_tells_itself_counts_once(tmp_path):
    orders = (
        "Order ID,Order date,Email,Total,Refunded amount\n"
        "1001,2026-03-01,ada@example.com,30.00,9.00\n1002,2026-03-02,ben@example.com,20.00,0.00\n"
    )
    _, tables = read_all(tmp_path, orders=orders, refunds=REFUNDS)
    assert tables["orders"].column("refunded").to_pylist() == [900, 2000]


def test_orders_without_amounts_have_those_of_their_products(tmp_path):
    told, tables = read_all(
        tmp_path, orders=ORDERS.replace(",Total", ",Country").replace("0.00", "T"), items=ITEMS
    )
    assert tables["orders"].column("gross").to_pylist() == [2500, 2000]
    assert not any("zero" in sentence for sentence in warnings(told[0]))


def test_numbers_that_no_order_has_are_told(tmp_path):
    told, tables = read_all(tmp_path, orders=ORDERS, refunds=REFUNDS.replace("1002", "9002"))
    assert tables["orders"].column("refunded").to_pylist() == [900, 0]
    assert "1 of 3 rows of refunds.csv names no order of the other files and waits for it" in warnings(
        told[1]
    )
