"""A bare "Amount" beside an order's total is that of the row's product."""

from __future__ import annotations

from tests.sources.formats.order_files import column, read

_HEADER = "Order,Date,Email,Product,Qty,Amount,Order total\n"


def _prices(tmp_path, rows):
    imported = read(tmp_path, _HEADER + rows)
    assert column(imported, "gross") == [3490, 2490]
    return column(imported, "price", "lines")


def test_the_rows_amount_is_that_of_its_product(tmp_path):
    rows = (
        "1,2026-03-01,a@example.com,Mug,2,20.00,34.90\n1,2026-03-01,a@example.com,Tea,1,10.00,34.90\n"
        "2,2026-03-02,b@example.com,Mug,2,20.00,24.90\n"
    )
    assert _prices(tmp_path, rows) == [1000, 1000, 1000]


def test_amounts_that_do_not_add_up_to_the_total_are_none(tmp_path):
    rows = (
        "1,2026-03-01,a@example.com,Mug,2,2.00,34.90\n1,2026-03-01,a@example.com,Tea,1,1.00,34.90\n"
        "2,2026-03-02,b@example.com,Mug,2,2.00,24.90\n"
    )
    assert _prices(tmp_path, rows) == [None, None, 1245]


def test_the_lines_of_a_document_have_their_own_prices_and_a_count_is_no_amount(tmp_path):
    imported = read(
        tmp_path,
        "Order Reference,Order Date,Customer/Email,Total,Total item count,Order Lines/Product,"
        "Order Lines/Quantity,Order Lines/Unit Price\n"
        "S1,2026-03-01 10:00:00,a@example.com,35.00,2,Mug,2,10.00\n,,,,,Tea,1,15.00\n"
        "S2,2026-03-02 10:00:00,b@example.com,10.00,1,Mug,1,10.00\n",
    )
    assert column(imported, "gross") == [3500, 1000]
    assert column(imported, "price", "lines") == [1000, 1500, 1000]
