"""A platform that is only described is read by the one builder. The descriptions here are invented."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from engagement.locale import message
from engagement.sources.columns.typed import Cells
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns, RefundRows
from engagement.sources.formats.described.order_export import order_export
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import RawTable

COLUMNS = OrderColumns(
    order=("Receipt",),
    instant=("Rung up",),
    gross=("Sum", "Somme"),
    currency=("Money",),
    email=("Mail",),
    guest=("Account",),
    status=("State",),
    states={"gone": "refunded"},
    cancelled_at=("Torn up",),
    country=(("Sent to",), ("Billed to",)),
    product=("Thing",),
    quantity=("Count",),
    price=("Each",),
)


def raw(rows):
    columns = tuple(rows[0])
    data = pa.table({str(i): pa.array([r.get(c) for r in rows], pa.string()) for i, c in enumerate(columns)})
    lines = pa.array(range(2, len(rows) + 2), pa.int64())
    return RawTable(
        file="till.csv", sheet=None, encoding="utf-8", delimiter=",", header_row=1, preamble=(),
        columns=columns, header=columns, data=data, lines=lines,
    )  # fmt: skip


def read(rows, columns=COLUMNS, caveats=None, **more):
    form = order_export(
        key="till", platform="Till", export="Print", signature=(("Receipt", "Rung up"),),
        columns=columns, caveats=caveats, **more,
    )  # fmt: skip
    cells = Cells(raw(rows), key=b"k" * 32, hints=Hints(), source=form.platform)
    return form.read(cells), cells


def row(number, **more):
    base = {
        "Receipt": number, "Rung up": "2026-03-01 10:00", "Sum": "30.00", "Money": "EUR",
        "Mail": "ava@example.com", "Account": "7", "State": "paid", "Torn up": None, "Sent to": None,
        "Billed to": "Italy", "Thing": "Mug", "Count": "2", "Each": "15.00",
    }  # fmt: skip
    return base | {name.replace("_", " "): value for name, value in more.items()}


def test_the_stated_columns_become_orders_and_their_products():
    found, _ = read(
        [row("1"), row("1", Thing="Tea", Count="1"), row("2", Sent_to="Poland", Account="0", State="gone")]
    )
    orders, lines = found["orders"].to_pydict(), found["lines"].to_pydict()
    assert orders["order_id"] == ["1", "2"]
    assert orders["gross"] == [3000, 3000]
    assert orders["items"] == [3, 2]
    assert orders["country"] == ["IT", "PL"]
    assert orders["guest"] == [False, True]
    assert orders["status"] == ["paid", "refunded"]
    assert lines["product"] == ["Mug", "Tea", "Mug"]
    assert lines["price"] == [1500, 1500, 1500]


def test_a_filled_cell_of_its_own_cancels_an_order():
    found, _ = read([row("1", Torn_up="2026-03-02"), row("2")])
    assert found["orders"].column("status").to_pylist() == ["cancelled", "paid"]


def test_amounts_that_stand_in_parts_are_added_up_and_the_first_moment_counts():
    parts = replace(COLUMNS, added_up=True, earliest=True, price_of_row=True)
    found, _ = read([row("1"), row("1", Sum="5.50", Rung_up="2026-02-28 09:00")], parts)
    orders = found["orders"].to_pydict()
    assert orders["gross"] == [3550]
    assert str(orders["instant"][0]) == "2026-02-28 09:00:00"
    assert found["lines"].column("price").to_pylist() == [750, 750]


@pytest.mark.parametrize(("zero", "rows_kept"), [("never", 1), ("blank", 2)])
def test_an_order_without_an_amount_is_set_aside_unless_it_counts_with_zero(zero, rows_kept):
    found, cells = read([row("1"), row("2", Sum=None)], replace(COLUMNS, zero=zero))
    assert found["orders"].num_rows == rows_kept
    assert sum(cells.kept.to_pylist()) == rows_kept


def test_what_an_export_cannot_tell_is_said_where_its_column_is_missing():
    sentence = message("Stopped.")
    told = Caveats(without=((("Mail",), sentence),))
    assert sentence not in read([row("1")], caveats=told)[1].ledger.warnings
    without = {name: value for name, value in row("1").items() if name != "Mail"}
    assert sentence in read([without], caveats=told)[1].ledger.warnings


def test_a_part_of_another_export_writes_its_orders_under_that_ones_key():
    found, _ = read([row("1")], part_of="till_book")
    assert found["orders"].column("source").to_pylist() == ["till_book"]


def test_a_currency_that_only_the_header_of_the_amount_says_is_that_of_the_orders():
    rows = [{"Receipt": "1", "Rung up": "2026-03-01", "Totale EUR": "30.00"}]
    columns = OrderColumns(order=("Receipt",), instant=("Rung up",), gross=("Totale EUR", "Totale"))
    tables, cells = read(rows, columns)
    assert tables["orders"]["currency"].to_pylist() == ["EUR"]
    assert "currency" not in [doubt.about for doubt in cells.ledger.doubts]


@pytest.mark.parametrize(("usual", "month"), [("day", 4), ("month", 3)])
def test_dates_that_prove_neither_are_read_as_the_platform_writes_them(usual, month):
    columns = OrderColumns(order=("Receipt",), instant=("Rung up",), gross=("Sum",), usual=usual)
    tables, _ = read([{"Receipt": "1", "Rung up": "03/04/2026", "Sum": "30.00"}], columns)
    assert [moment.month for moment in tables["orders"]["instant"].to_pylist()] == [month]


def test_rows_that_book_a_refund_lower_their_order_and_sell_nothing():
    columns = replace(COLUMNS, refund_rows=RefundRows(kind=("Booked",), word="back"))
    back = row("1", Sum="10.00", Booked="Back", Count="1", State="gone")
    found, cells = read([row("1", Booked="Sold"), back, row("2", Sum="-5.00", Booked=None)], columns)
    (order,) = found["orders"].to_pylist()
    assert (order["gross"], order["refunded"], order["items"]) == (3000, 1000, 2)
    assert order["status"] == "partially_refunded"
    assert found["lines"].num_rows == 1
    assert cells.kept.to_pylist() == [True, True, False]


def test_rows_without_a_number_are_orders_that_are_numbered_by_what_they_say():
    columns = OrderColumns(
        numbered_by=(("Mail",), ("Rung up",)), instant=("Rung up",), gross=("Sum",), plus=("Tax",),
        known_currency="USD", refund_rows=RefundRows(),
    )  # fmt: skip
    sale = {"Mail": "ava@example.com", "Rung up": "2026-03-01", "Sum": "30.00", "Tax": "1.50"}
    found, _ = read([sale, sale], columns)
    assert (
        found["orders"].select(["gross", "currency"]).to_pylist() == [{"gross": 3150, "currency": "USD"}] * 2
    )
    assert len(set(found["orders"].column("order_id").to_pylist())) == 2


def test_how_an_order_ended_may_be_a_function_of_several_columns():
    def ended(cells, orders):
        return pc.if_else(pc.equal(orders.first_value(cells.text("Torn up")), "yes"), "test", "paid")

    found, _ = read(
        [row("1", Torn_up="yes"), row("2", Torn_up="no")],
        replace(COLUMNS, cancelled_at=(), status=(), ended=ended),
    )
    assert found["orders"].column("status").to_pylist() == ["test", "paid"]
