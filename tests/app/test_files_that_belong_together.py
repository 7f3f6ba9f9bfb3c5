from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from engagement.app.workspaces.intake import take
from engagement.store import open_workspace

FILES = {
    "orders": (
        "order_id,customer_id,order_status,order_purchase_timestamp\n"
        "a,ca,delivered,2017-10-02 10:56:33\nb,cb,delivered,2017-10-03 10:56:33\n"
    ),
    "payments": "order_id,payment_sequential,payment_type,payment_value\na,1,boleto,10.50\nb,1,boleto,7.00\n",
    "customers": "customer_id,customer_unique_id,customer_state\nca,u1,SP\ncb,u1,SP\n",
}


@pytest.fixture
def drop(tmp_path):
    """Drop files by what they hold; returns what was taken, and the workspace."""
    workspace = open_workspace(tmp_path / "data")
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, "utf-8")

    def dropped(*names):
        return take(workspace, [(tmp_path / name, f"{name}.csv") for name in names]), workspace

    return dropped


def orders(workspace):
    return pq.ParquetFile(workspace.paths("orders")[0]).read().to_pylist()


def test_the_orders_come_again_with_the_files_that_complete_them(drop):
    _, workspace = drop("orders")
    assert [row["gross"] for row in orders(workspace)] == [0, 0]
    taken, _ = drop("orders", "payments", "customers")
    assert [row["gross"] for row in orders(workspace)] == [1050, 700]
    assert len({row["customer_key"] for row in orders(workspace)} - {None}) == 1
    assert [one.outcome.unchanged for one in taken] == [False] * 3
    assert len(workspace.datasets()) == 3
    drop("payments")
    workspace.undo()
    assert [row["gross"] for row in orders(workspace)] == [0, 0]


def test_files_that_are_read_anew_are_one_line_of_the_log(drop):
    drop("orders")
    drop("payments")
    _, workspace = drop("orders", "payments")
    before = workspace.version
    drop("payments", "orders")
    assert workspace.version == before
    assert [str(entry.what) for entry in workspace.log()] == [
        "Read payments.csv, orders.csv anew",
        "Added payments.csv",
        "Added orders.csv",
        "The workspace was made",
    ]


def test_files_that_come_later_than_the_orders_are_waited_for_and_counted(drop):
    (customers,), _ = drop("customers")
    assert customers.fault is None
    assert not customers.questions
    drop("orders")
    _, workspace = drop("payments")
    assert [row["gross"] for row in orders(workspace)] == [1050, 700]
    assert len({row["customer_key"] for row in orders(workspace)} - {None}) == 1


def test_the_orders_alone_do_not_take_back_what_the_others_said(drop):
    _, workspace = drop("orders", "payments", "customers")
    before = workspace.version.digest
    taken, _ = drop("orders")
    assert taken[0].outcome.unchanged
    assert workspace.version.digest == before


def test_the_same_files_again_change_nothing(drop):
    _, workspace = drop("orders", "payments", "customers")
    before = workspace.version.id
    taken, _ = drop("customers", "orders", "payments")
    assert all(one.outcome.unchanged for one in taken)
    assert workspace.version.id == before
