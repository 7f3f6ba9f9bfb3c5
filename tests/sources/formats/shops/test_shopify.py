from __future__ import annotations

import csv
import io
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sources.formats.order_files import (
    column,
    counted,
    export,
    headers,
    read,
    reasons,
    text,
    warnings,
)

WIDTHS = ["shopify_2012", "shopify_75", "shopify_78", "shopify_79"]


def order(name: str, total: str = "20.00", **more: object) -> dict[str, object]:
    """The first row of an order."""
    return {
        "Name": name,
        "Email": "ava@example.com",
        "Financial Status": "paid",
        "Currency": "EUR",
        "Total": total,
        "Created at": "2026-05-02 23:06:04 -0700",
        "Lineitem quantity": 1,
        "Lineitem name": "Mug",
        "Lineitem price": "10.00",
    } | {key.replace("_", " "): value for key, value in more.items()}


def item(name: str, product: str = "Tea", **more: object) -> dict[str, object]:
    """A row of an order that stands below its first one."""
    return {
        "Name": name,
        "Email": "ava@example.com",
        "Created at": "2026-05-02 23:06:04 -0700",
        "Lineitem quantity": 2,
        "Lineitem name": product,
        "Lineitem price": "5.00",
    } | {key.replace("_", " "): value for key, value in more.items()}


@pytest.mark.parametrize("width", WIDTHS)
def test_rows_of_one_order_are_one_order_in_every_width(tmp_path, width):
    read = export(tmp_path, width, order("#1"), item("#1"), order("#2", "7.50", Email="ben@example.com"))
    assert read.report.format == "shopify_orders"
    assert read.report.confidence == "exact"
    assert counted(read) == (2, 2, 0, 0)
    assert column(read, "gross") == [2000, 750]
    assert column(read, "items") == [3, 1]
    assert column(read, "line") == [2, 4]
    assert column(read, "product", "lines") == ["Mug", "Tea", "Mug"]
    assert column(read, "position", "lines") == [1, 2, 1]


def test_the_day_is_the_shops_own_evening(tmp_path):
    read = export(tmp_path, "shopify_79", order("#1"))
    assert column(read, "instant") == [datetime(2026, 5, 2, 23, 6, 4)]


def test_a_cancelled_order_does_not_count_although_it_is_still_paid(tmp_path):
    read = export(tmp_path, "shopify_79", order("#1", Cancelled_at="2026-05-03 08:00:00 -0700"), order("#2"))
    assert column(read, "status") == ["cancelled", "paid"]
    assert column(read, "counts") == [False, True]
    assert counted(read) == (2, 1, 1, 0)


def test_refunds_leave_the_total_as_it_was(tmp_path):
    read = export(
        tmp_path,
        "shopify_79",
        order("#1", Financial_Status="partially_refunded", Refunded_Amount="5.00"),
        order("#2", Financial_Status="refunded", Refunded_Amount="20.00"),
        order("#3", Financial_Status="voided", Refunded_Amount="0.00"),
        order("#4", Financial_Status="pending", Refunded_Amount="0.00"),
        order("#5", "0.00", Financial_Status="paid", Refunded_Amount="0.00"),
    )
    assert column(read, "gross") == [2000, 2000, 2000, 2000, 0]
    assert column(read, "refunded") == [500, 2000, 0, 0, 0]
    assert column(read, "counts") == [True, True, False, True, True]
    assert counted(read) == (5, 1, 1, 2)


def test_a_refunded_order_that_is_cancelled_too_counts_as_both_without_a_column_of_refunds(tmp_path):
    cancelled = order("#1", Financial_Status="refunded", Cancelled_at="2026-05-03 08:00:00 -0700")
    assert counted(export(tmp_path, "shopify_2012", cancelled)) == (1, 1, 1, 1)


def test_a_customer_without_email_is_known_by_phone_then_by_name_and_postcode(tmp_path):
    cash = {"Email": "", "Billing_Name": "Ava Abbot", "Billing_Zip": "'75008"}
    read = export(
        tmp_path,
        "shopify_79",
        order("#1", **cash, Phone="'+33 1 23 45 67 89"),
        order("#2", **cash, Phone="+33123456789"),
        order("#3", **cash),
        order("#4", **(cash | {"Billing_Name": "AVA ABBOT"})),
        order("#5", Email="", Billing_Name="Ava Abbot"),
    )
    first, second, third, fourth, fifth = column(read, "customer_key")
    assert first == second != third == fourth
    assert fifth is None
    assert read.report.counts["orders_without_customer"] == 1


def test_what_describes_an_order_is_taken_from_its_first_row(tmp_path):
    read = export(
        tmp_path,
        "shopify_79",
        order(
            "#1",
            Source="web",
            Shipping_Country="FR",
            Billing_Country="DE",
            Shipping_Province="IDF",
            Tags="vip, wholesale",
            Discount_Code="SPRING",
        ),
        item("#1"),
        order("#2", Billing_Country="DE"),
    )
    assert column(read, "channel") == ["web", None]
    assert column(read, "country") == ["FR", "DE"]
    assert column(read, "region") == ["IDF", None]
    assert column(read, "tags") == ["vip, wholesale", None]
    assert column(read, "discount_code") == ["SPRING", None]
    assert column(read, "guest") == [None, None]
    assert "who checked out as a guest" in warnings(read)


def test_an_order_pasted_in_twice_counts_once_and_its_copy_is_set_aside(tmp_path):
    rows = [order("#1"), item("#1"), item("#1"), order("#2")]
    read = export(tmp_path, "shopify_79", *rows, *rows[:3])
    assert counted(read)[0] == 2
    assert column(read, "items") == [5, 1]
    assert read.report.rows_set_aside == 3
    assert set(reasons(read)) == {"This order stands in the file a second time"}


def test_an_order_whose_total_cannot_be_read_is_set_aside_with_all_its_rows(tmp_path):
    read = export(tmp_path, "shopify_79", order("#1", "twenty"), item("#1"), order("#2"))
    assert column(read, "order_id") == ["#2"]
    assert reasons(read) == [
        "This is not an amount of money",
        "This order has no amount that can be read",
    ]


def test_a_total_row_is_set_aside_by_name(tmp_path):
    read = export(tmp_path, "shopify_79", order("#1"), order("#2"), {"Name": "Total", "Total": "40.00"})
    assert column(read, "gross") == [2000, 2000]
    assert reasons(read) == ["This is a total of the other rows"]


def test_serial_dates_of_a_workbook_saved_again_are_read(tmp_path):
    read = export(tmp_path, "shopify_79", order("#1", Created_at="45384.3479"))
    assert column(read, "instant") == [datetime(2024, 4, 2, 8, 20, 59)]


def test_two_currencies_stay_apart(tmp_path):
    read = export(tmp_path, "shopify_79", order("#1"), item("#1"), order("#2", "2500", Currency="JPY"))
    assert column(read, "currency") == ["EUR", "JPY"]
    assert column(read, "gross") == [2000, 2500]
    assert column(read, "currency", "lines") == ["EUR", "EUR", "JPY"]
    assert "names no currency" not in warnings(read)


AMOUNTS = st.decimals(min_value=0, max_value=99_999, places=2)


@st.composite
def exports(draw: Any) -> tuple[list[str], list[dict[str, object]]]:
    """Columns in any order, and orders of one to four rows, some without money or without a date."""
    columns = draw(st.permutations(headers()[draw(st.sampled_from(WIDTHS))]))
    rows: list[dict[str, object]] = []
    for number in range(draw(st.integers(1, 12))):
        name = f"#{1000 + number}"
        total = draw(
            st.one_of(AMOUNTS.map(str), AMOUNTS.map(lambda a: f"{a:,}"), st.just(""), st.just("n/k"))
        )
        when = draw(st.sampled_from(["2026-05-02 23:06:04 -0700", "2026-01-31 00:00:00 +0100", "soon", ""]))
        status = draw(st.sampled_from(["paid", "refunded", "voided", "pending"]))
        rows.append(order(name, total, Financial_Status=status, Created_at=when))
        rows.extend(item(name, product=f"Tea {n}", Created_at=when) for n in range(draw(st.integers(0, 3))))
    return columns, rows


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(exports())
def test_every_row_is_kept_or_set_aside_and_the_money_is_the_oracles(tmp_path, generated):
    content = text(*generated)
    imported = read(tmp_path, content)
    orders = imported.tables["orders"]
    expected = _oracle(content)
    assert dict(zip(orders["order_id"].to_pylist(), orders["gross"].to_pylist(), strict=True)) == expected
    assert sum(column(imported, "gross")) == sum(expected.values())
    assert imported.report.rows_in == len(generated[1])


def _oracle(content: str) -> dict[str, int]:
    """Order -> cents, read with csv and Decimal alone."""
    found: dict[str, int] = {}
    for row in csv.DictReader(io.StringIO(content)):
        if row["Total"] in ("", "n/k") or row["Created at"] in ("", "soon"):
            continue
        amount = Decimal(row["Total"].replace(",", ""))
        found[row["Name"]] = int((amount * 100).to_integral_value(ROUND_HALF_EVEN))
    return found


def test_a_picked_export_without_the_day_of_creation_takes_that_of_payment(tmp_path):
    imported = read(
        tmp_path,
        "Name,Email,Financial Status,Paid at,Total,Currency,Lineitem quantity,Lineitem name,Lineitem price\n"
        "#1001,ava@example.com,paid,2026-06-10 10:00:00 +0200,113,USD,2,Mug,50\n"
        "#1001,ava@example.com,,,,,1,Tee,13\n"
        "#1002,ben@example.com,refunded,2026-06-11 10:00:00 +0200,50,USD,1,Mug,50\n",
    )
    assert imported.report.format == "shopify_orders"
    assert counted(imported) == (2, 2, 0, 1)
    assert column(imported, "instant")[0] == datetime(2026, 6, 10, 10)


def test_an_export_whose_headers_were_rewritten_is_still_shopifys(tmp_path):
    rows = [
        order("#1001"),
        {"Name": "#1001", "Lineitem name": "Tee"},
        order("#1002", Email="ben@example.com"),
    ]
    columns = [name.lower().replace(" ", "_") for name in headers()["shopify_79"]]
    rewritten = [{name.lower().replace(" ", "_"): value for name, value in row.items()} for row in rows]
    imported = read(tmp_path, text(columns, rewritten))
    assert imported.report.format == "shopify_orders"
    assert counted(imported) == (2, 2, 0, 0)


def test_a_refund_may_be_written_below_zero(tmp_path):
    found = export(tmp_path, "shopify_79", order("#1001", **{"Refunded Amount": "-5.00"}))
    assert column(found, "refunded") == [500]


def test_orders_without_anybody_are_told(tmp_path):
    content = "Name,Financial Status,Created at,Total,Currency,Lineitem name\n"
    found = read(tmp_path, content + "#1001,paid,2026-06-10 10:00:00 +0200,113,USD,Mug\n")
    assert "This file names no customer" in "\n".join(map(str, found.report.warnings))


def test_without_the_total_the_subtotal_counts_and_that_is_told(tmp_path):
    imported = read(
        tmp_path,
        "Name,Email,Financial Status,Currency,Subtotal,Created at,Lineitem quantity,Lineitem name,"
        "Lineitem price\n#1,ida@example.com,paid,EUR,20.00,2026-03-01 10:00:00 +0100,1,Mug,20.00\n",
    )
    assert column(imported, "gross") == [2000]
    assert any("only amount is Subtotal" in str(told) for told in imported.report.warnings)
