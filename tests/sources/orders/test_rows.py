"""Orders that stand in a file more than once: exports pasted below each other, and later states."""

from __future__ import annotations

import pytest

from tests.sources.formats.order_files import column, counted, read, reasons, warnings

_ORDERS = "Order ID,Order Date,Customer Email,Status,Total,Refunded\n"
_LINES = "Order ID,Order Date,Email,Product,Quantity,Price\n"
_AGAIN = "This order stands in the file a second time"


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("processing", "cancelled"),
        ("completed", "refunded"),
        ("failed", "completed"),
        ("pending", "completed"),
    ],
)
@pytest.mark.parametrize("newest_first", [False, True])
def test_of_an_order_that_stands_twice_the_later_state_counts(tmp_path, first, later, newest_first):
    rows = [f"1,2026-03-01,ann@example.com,{state},20.00,0\n" for state in (first, later)]
    other = "2,2026-03-02,bea@example.com,completed,10.00,0\n"
    imported = read(tmp_path, _ORDERS + other.join(rows[::-1] if newest_first else rows))
    alone = read(tmp_path, _ORDERS + rows[1] + other)
    assert sorted(column(imported, "status")) == sorted(column(alone, "status"))
    assert sum(column(imported, "gross")) == 3000
    assert reasons(imported) == [_AGAIN]


def test_what_was_paid_back_since_counts(tmp_path):
    rows = "1,2026-03-01,ann@example.com,completed,20.00,{}\n"
    imported = read(tmp_path, _ORDERS + rows.format(0) + rows.format("5.00"))
    assert column(imported, "refunded") == [500]


def test_exports_pasted_below_each_other_count_no_line_twice(tmp_path):
    shared = "2,2026-03-02,bea@example.com,Mug,1,10.00\n2,2026-03-02,bea@example.com,Tea,2,5.00\n"
    first = "1,2026-03-01,ann@example.com,Mug,2,10.00\n" + shared
    second = "3,2026-03-03,ann@example.com,Tea,1,5.00\n" + shared
    imported = read(tmp_path, _LINES + first + second)
    assert column(imported, "gross") == [2000, 2000, 500]
    assert column(imported, "items") == [2, 3, 1]
    assert reasons(imported) == [_AGAIN] * 2


def test_one_product_on_two_rows_of_an_order_stays_two(tmp_path):
    twice = "1,2026-03-01,ann@example.com,Mug,1,10.00\n" * 2
    imported = read(tmp_path, _LINES + twice + "2,2026-03-02,bea@example.com,Mug,1,10.00\n")
    assert column(imported, "gross") == [2000, 1000]


def test_a_part_that_went_back_without_an_amount_is_told(tmp_path):
    rows = "1,2026-03-01,ann@example.com,partially refunded,20.00\n2,2026-03-02,b@example.com,paid,9.00\n"
    imported = read(tmp_path, "Order ID,Order Date,Email,Status,Total\n" + rows)
    assert "1 order was refunded in part" in warnings(imported)
    assert counted(imported) == (2, 2, 0, 1)


def test_an_order_that_was_called_off_is_none_though_its_money_went_back(tmp_path):
    rows = (
        "1,2026-03-01,ann@example.com,refunded,cancelled,20.00\n2,2026-03-02,b@example.com,paid,sent,9.00\n"
    )
    names = "Order ID,Order Date,Email,Payment Status,Fulfillment Status,Total\n"
    assert counted(read(tmp_path, names + rows))[2] == 1


def test_a_file_in_which_no_row_has_an_order_number_sets_all_rows_aside(tmp_path):
    head = "Sale Date,Order ID,Buyer User ID,Full Name,Number of Items,Order Value,Order Total,Currency\n"
    imported = read(tmp_path, head + "04/28/2025,,ann,Ann Example,1,20.00,20.00,EUR\n" * 2)
    assert (imported.report.rows_in, imported.report.rows_kept) == (2, 0)


@pytest.mark.parametrize("empty", [",,,,,\n", "\n"])
def test_an_empty_row_amid_an_order_makes_no_second_copy_of_it(tmp_path, empty):
    row = "1,2026-03-01,ann@example.com,Mug,1,10.00\n"
    imported = read(tmp_path, _LINES + row + empty + row + "2,2026-03-02,bea@example.com,Mug,1,10.00\n")
    assert column(imported, "gross") == [2000, 1000]
    assert _AGAIN not in reasons(imported)


def test_of_a_log_of_events_only_purchases_are_orders(tmp_path):
    log = (
        "conversion_id,conversion_type,user_id,amount,timestamp\n"
        "V1,newsletter_signup,U1,0,2026-02-06 8:33\nV2,purchase,U1,53.43,2026-04-11 19:31\n"
        "V3, PURCHASE ,U2,78.60,2026-05-31 17:15\n"
    )
    result = read(tmp_path, log)
    assert (result.report.counts["orders"], result.report.rows_set_aside) == (2, 1)
    assert "conversion_type" in result.report.columns_used
