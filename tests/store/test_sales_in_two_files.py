"""A sale in two files counts once in a workspace, whichever file comes first, as long as both are there."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engagement.store import open_workspace
from engagement.store.erasing import one_person
from engagement.store.sales import joined
from engagement.store.upkeep import retention
from tests.store import shop
from tests.store.doubled import MANY, doubled

PAIR = ("shopify_orders", "stripe_payments")
MADE = doubled(7, 120, 60, MANY, share=0.5)
FILES = {
    "shop": MADE.shop,
    "payments": MADE.payments,
    "payments_again": MADE.payments.slice(0, 80),
}


@pytest.fixture
def workspace(tmp_path):
    return open_workspace(tmp_path / "data")


def drop(workspace, name):
    return shop.add(workspace, f"{name}.csv", {"orders": FILES[name]})


def contents(workspace):
    return {
        name: sorted(map(repr, pq.ParquetFile(path).read().to_pylist()))
        for name, path in workspace.version.tables.items()
    }


def counted(workspace):
    return pq.ParquetFile(workspace.version.tables["orders"]).read().num_rows


def shared(workspace):
    result = {name: pq.ParquetFile(path).read() for name, path in workspace.version.tables.items()}
    return joined.shared(result)


def test_either_file_first_and_an_export_made_again_give_the_same(tmp_path):
    result = []
    for number, names in enumerate(permutations(FILES)):
        workspace = open_workspace(tmp_path / str(number))
        for name in names:
            drop(workspace, name)
        result.append(contents(workspace))
    assert all(one == result[0] for one in result)
    assert len(result[0]["orders"]) == 180
    assert len(result[0]["same_sales"]) == 60


def test_undo_and_removing_a_file_give_back_what_there_was(workspace):
    drop(workspace, "shop")
    alone = contents(workspace)
    drop(workspace, "payments")
    both = contents(workspace)
    workspace.undo()
    assert contents(workspace) == alone
    workspace.redo()
    assert contents(workspace) == both
    (payments, _) = workspace.datasets()
    workspace.remove(payments.id)
    assert contents(workspace) == alone
    workspace.undo()
    (_, orders) = workspace.datasets()
    workspace.remove(orders.id)
    assert counted(workspace) == 120
    assert "same_sales" not in workspace.version.tables


def test_an_answer_holds_for_later_files_is_audited_and_can_be_taken_back(workspace):
    drop(workspace, "shop")
    drop(workspace, "payments")
    assert [(one.rows, one.of, one.counted_once) for one in shared(workspace)] == [(60, 120, 60)]
    workspace.say_of_sales(PAIR, "apart", "ann@example.com")
    assert counted(workspace) == 240
    assert [(one.rows, one.counted_once) for one in shared(workspace)] == [(60, 0)]
    drop(workspace, "payments_again")
    assert (counted(workspace), workspace.answers_about_sales()) == (240, {PAIR: "apart"})
    assert str(workspace.log()[1].what) == "Said which sales are the same"
    workspace.undo()
    workspace.undo()
    assert (counted(workspace), workspace.answers_about_sales()) == (180, {})
    workspace.redo()
    workspace.say_of_sales(PAIR, "once")
    assert (counted(workspace), workspace.answers_about_sales()) == (180, {PAIR: "once"})


def test_each_file_accounts_for_its_own_sales_that_stand_elsewhere(workspace):
    first, second = drop(workspace, "payments_again"), drop(workspace, "shop")
    drop(workspace, "payments")
    same = workspace.same_sales(first)
    assert set(same.column("order_id").to_pylist()) == MADE.same & set(
        FILES["payments_again"].column("order_id").to_pylist()
    )
    assert workspace.same_sales(second).num_rows == 0


def test_the_products_of_a_sale_that_counts_once_count_once(workspace):
    def lines(orders):
        size = orders.num_rows
        columns = {n: orders.column(n) for n in ("order_id", "source", "shop", "day", "currency", "line")}
        more = {"position": [1] * size, "quantity": [1] * size, "product": ["Candle"] * size}
        return pa.table(columns | more)

    for name, table in (("shop", MADE.shop), ("payments", MADE.payments)):
        shop.add(workspace, name, {"orders": table, "lines": lines(table)})
    assert pq.ParquetFile(workspace.version.tables["lines"]).read().num_rows == 180


def test_who_is_erased_goes_from_both_files_and_the_rest_still_counts_once(workspace):
    drop(workspace, "shop")
    drop(workspace, "payments")
    paid = {row["order_id"]: row for row in MADE.payments.to_pylist()}
    gone = paid[min(MADE.same)]["customer_key"]
    one_person.erase(workspace.storage, workspace.key, {gone})
    own = [row for table in (MADE.shop, MADE.payments) for row in table.to_pylist()]
    rest = [row for row in own if row["customer_key"] != gone]
    double = [i for i in MADE.same if paid[i]["customer_key"] != gone]
    assert counted(workspace) == len(rest) - len(double)
    everything = b"".join(path.read_bytes() for path in workspace.storage.objects.folder.glob("*.parquet"))
    assert min(MADE.same).encode() not in everything


def test_a_purge_of_old_orders_takes_what_is_told_of_them(workspace):
    drop(workspace, "shop")
    drop(workspace, "payments")
    workspace.say_of_sales(PAIR, "apart")
    retention.keep_for(workspace.storage, "orders", 1)
    retention.purge(workspace.storage, date(2025, 2, 1))
    assert 0 < counted(workspace) < 240
    assert 0 < shared(workspace)[0].rows < 60
    assert shared(workspace)[0].counted_once == 0
    retention.purge(workspace.storage, date(2100, 1, 1))
    assert contents(workspace) == {}
