from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.columns.typed import Cells
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import RawTable
from engagement.sources.orders.grouped import Orders, constant, days
from engagement.sources.orders.packed_cells import minor, unpack, whole_number
from engagement.sources.orders.rows import divided, first_of, numbered, per_row, set_aside_copies, times
from tests.sources.formats.order_files import column, read, warnings


def cells_of(rows: int) -> Cells:
    lines = pa.array(range(2, rows + 2), pa.int64())
    raw = RawTable("a.csv", ("id",), pa.table({"0": pa.nulls(rows, pa.string())}), lines)
    return Cells(raw, key=b"k" * 32, hints=Hints())


def orders_of(*ids: str | None) -> Orders:
    return Orders(cells_of(len(ids)), pa.array(ids, pa.string()))


def test_orders_stand_in_the_order_of_their_first_rows_even_when_rows_are_scattered():
    orders = orders_of("b", "a", "b", None, "a")
    values = pa.array([None, 1, 2, 99, 3], pa.int64())
    assert len(orders) == 2
    assert orders.first_value(values).to_pylist() == [2, 1]
    assert orders.total(values).to_pylist() == [2, 4]
    assert orders.spread(pa.array([10, 20])).to_pylist() == [10, 20, 10, None, 20]


def test_an_order_without_any_value_has_none():
    orders = orders_of("a", "b")
    assert orders.total(pa.array([None, 1], pa.int64())).to_pylist() == [None, 1]
    assert orders.first_value(pa.array([None, "x"])).to_pylist() == [None, "x"]


def test_some_and_every_ask_all_rows():
    orders = orders_of("a", "a", "b", "b")
    flags = pa.array([True, None, True, True])
    assert orders.any_row(flags).to_pylist() == [True, True]
    assert orders.all_rows(flags).to_pylist() == [False, True]


def test_the_earliest_instant_is_found():
    instants = pa.array([None, datetime(2026, 5, 2), datetime(2026, 5, 1), None], pa.timestamp("us"))
    assert orders_of("a", "a", "a", "b").earliest(instants).to_pylist() == [datetime(2026, 5, 1), None]


def test_a_table_without_rows_gives_empty_tables():
    orders = orders_of()
    read = orders.tables(
        "x",
        {
            "instant": pa.array([], pa.timestamp("us")),
            "gross": pa.array([], pa.int64()),
            "currency": constant("EUR", 0),
        },
        {"product": pa.array([], pa.string()), "quantity": pa.array([], pa.int64())},
    )
    assert read["orders"].num_rows == read["lines"].num_rows == 0


PRICES = st.decimals(min_value=0, max_value=9_999, places=3)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(-50, 50), PRICES), min_size=1, max_size=40))
def test_value_is_the_exact_sum_rounded_once(lines):
    ids, quantities, prices = zip(*lines, strict=True)
    orders = orders_of(*ids)
    value = orders.value(
        pa.array(quantities, pa.int64()), pa.array(map(float, prices)), constant("GBP", len(orders))
    )
    sums: dict[str, Decimal] = {}
    for order, quantity, price in lines:
        sums[order] = sums.get(order, Decimal(0)) + quantity * price
    assert value.to_pylist() == [int((s * 100).to_integral_value(ROUND_HALF_EVEN)) for s in sums.values()]


def test_value_knows_currencies_without_and_with_three_minor_digits():
    value = orders_of("a", "b").value(pa.array([3, 3]), pa.array([333.0, 0.001]), pa.array(["JPY", "KWD"]))
    assert value.to_pylist() == [999, 3]


def test_the_day_is_a_floor_even_before_1970():
    instants = pa.array([datetime(1969, 12, 31, 23), datetime(1970, 1, 2, 1)], pa.timestamp("us"))
    assert days(instants).to_pylist() == [-1, 1]


def test_a_filled_down_order_is_no_copy_of_itself():
    cells = cells_of(3)
    ids = pa.array(["a", "a", "a"])
    set_aside_copies(cells, ids, [pa.array(["Mug", "Tea", "Pin"]), pa.array(["9.00"] * 3)])
    assert cells.kept.to_pylist() == [True, True, True]


def test_rows_without_a_number_are_numbered_within_what_they_share():
    assert numbered(pa.array(["a", "b", "a"]), pa.array(["1", "1", "1"])).to_pylist() == [
        "a/1/1",
        "b/1/1",
        "a/1/2",
    ]


def test_prices_are_divided_and_multiplied_without_overflow():
    huge = pa.array([2**62, 100], pa.int64())
    assert times(huge, pa.array([4, 3], pa.int64())).to_pylist() == [None, 300]
    assert divided(pa.array([-999, 5, 5]), pa.array([-2, 2, 0])).to_pylist() == [500, 2, None]
    assert per_row(pa.array([0, 0, 2]), pa.array([1, 2, 3]), 3).to_pylist() == [3, None, 3]


def test_packed_cells_are_unpacked():
    assert unpack("name:Mug: large|quantity:2|broken") == {"name": "Mug: large", "quantity": "2"}
    assert minor("67.50", "EUR") == 6750
    assert minor("67.50", "JPY") == 68
    assert [minor(text, "EUR") for text in ("x", "", None, "NaN", "1e99")] == [None] * 5
    assert [whole_number(text) for text in ("2", "2.0000", "2.5", None)] == [2, 2, None, None]
    assert first_of(pa.array(["A, B", " C ", None, ","])).to_pylist() == ["A", "C", None, None]


def test_refunds_of_one_order_on_several_days_are_told(tmp_path):
    content = (
        "Order ID,Date,Email,Amount\n1,2026-05-01,a@example.com,50.00\n2,2026-05-02,b@example.com,20.00\n"
        "1,2026-05-04,a@example.com,-10.00\n1,2026-06-07,a@example.com,-5.50\n2,2026-05-09,b@example.com,-1.00\n"
    )
    imported = read(tmp_path, content)
    assert column(imported, "refunded") == [1550, 100]
    assert column(imported, "refund_day") == [
        (date(2026, 6, 7) - date(1970, 1, 1)).days,
        (date(2026, 5, 9) - date(1970, 1, 1)).days,
    ]
    sentence = "1 order was paid back on several days; by day of refund all of it stands on the last"
    assert sentence in warnings(imported)
