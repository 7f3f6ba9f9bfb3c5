"""Pieces that came back, and discounts of each row."""

from __future__ import annotations

from tests.sources.formats.order_files import column, read, warnings


def test_pieces_that_came_back_are_refunded_at_what_they_cost(tmp_path):
    imported = read(
        tmp_path,
        "Order,Date,Email,Product,Qty,Returned qty,Price\n"
        "1,2026-03-01,ida@example.com,Mug,3,1,10.00\n1,2026-03-01,ida@example.com,Tea,1,0,5.00\n"
        "2,2026-03-02,oto@example.com,Mug,1,0,10.00\n",
    )
    assert column(imported, "gross") == [3500, 1000]
    assert column(imported, "refunded") == [1000, 0]
    assert "Returned qty says how many pieces came back" in warnings(imported)


def test_more_pieces_back_than_sold_are_none(tmp_path):
    imported = read(
        tmp_path,
        "Order,Date,Email,Product,Qty,Returned qty,Price\n1,2026-03-01,ida@example.com,Mug,3,9,10.00\n",
    )
    assert column(imported, "refunded") == [0]


def test_equal_discounts_of_two_rows_are_two(tmp_path):
    imported = read(
        tmp_path,
        "Order ID,Date,Email,Product,Qty,Unit price,Discount,Line total\n"
        "1,2026-03-01,ida@example.com,Mug,2,10.00,1.00,19.00\n"
        "1,2026-03-01,ida@example.com,Tea,3,5.00,1.00,14.00\n",
    )
    assert column(imported, "discount") == [200]
