"""What the rows of a table book, by a column of their kinds."""

from __future__ import annotations

import pytest

from tests.sources.formats.order_files import column, read, reasons


def test_a_row_of_the_kind_discount_is_taken_off_its_order(tmp_path):
    content = (
        "order_no,order_date,email,type,name,qty,amount\n"
        "1,2026-01-05,a@example.com,product,Mug,1,20.00\n1,2026-01-05,a@example.com,discount,WELCOME10,1,-2.00\n"
        "2,2026-01-06,b@example.com,product,Lid,1,5.00\n"
    )
    imported = read(tmp_path, content)
    assert (column(imported, "gross"), column(imported, "refunded")) == ([1800, 500], [0, 0])


def test_payments_below_the_sales_that_they_pay_are_no_sales(tmp_path):
    content = (
        "Date,Receipt Number,Line Type,Customer Code,Quantity,Total,Sku\n"
        "2026-05-01,1,Sale,7,3,30.00,\n2026-05-01,1,Sale Line,,1,20.00,A\n2026-05-01,1,Sale Line,,2,10.00,B\n"
        "2026-05-01,1,Payment,,,30.00,\n"
        "2026-05-02,2,Sale,8,1,20.00,\n2026-05-02,2,Sale Line,,1,20.00,A\n2026-05-02,2,Payment,,,20.00,\n"
    )
    imported = read(tmp_path, content)
    assert (column(imported, "gross"), column(imported, "items")) == ([3000, 2000], [3, 1])
    assert set(reasons(imported)) == {"This row books something else than a purchase"}


def test_what_a_provider_paid_out_to_the_shop_is_no_refund(tmp_path):
    content = (
        "Data;Zamówienie;Typ;Kwota;Klient e-mail\n"
        "2026-05-01;A1;Wpłata;30,50;a@example.com\n2026-05-02;A2;Wpłata;20,00;b@example.com\n"
        "2026-05-03;A2;Zwrot;-5,00;b@example.com\n2026-05-04;P1;Wypłata;-40,00;\n"
    )
    imported = read(tmp_path, content)
    assert (column(imported, "gross"), column(imported, "refunded")) == ([3050, 2000], [0, 500])
    assert reasons(imported) == ["This row books something else than a purchase"]


def test_a_credit_beside_sales_is_a_refund_and_beside_debit_a_card(tmp_path):
    header = "Order ID,Date,Customer ID,Transaction Type,Amount\n"
    refunded = "1,2026-03-01,7,sale,30.00\n2,2026-03-02,8,sale,20.00\n1,2026-03-05,7,credit,10.00\n"
    imported = read(tmp_path, header + refunded)
    assert (column(imported, "gross"), column(imported, "refunded")) == ([3000, 2000], [1000, 0])
    cards = "1,2026-03-01,7,debit,30.00\n2,2026-03-02,8,debit,20.00\n3,2026-03-05,7,credit,10.00\n"
    imported = read(tmp_path, header + cards)
    assert (column(imported, "gross"), column(imported, "refunded")) == ([3000, 2000, 1000], [0, 0, 0])


@pytest.mark.parametrize(("sale", "back"), [("TD01", "TD04"), ("RE", "GU"), ("FV", "KOR"), ("INV", "CN")])
def test_short_names_of_credit_notes_are_known(tmp_path, sale, back):
    content = (
        f"Type,Order ID,Date,Customer ID,Amount\n{sale},1,2026-03-01,7,30.00\n{sale},2,2026-03-02,8,20.00\n"
        f"{sale},3,2026-03-03,8,21.00\n{back},9,2026-03-05,7,30.00\n"
    )
    imported = read(tmp_path, content)
    assert (column(imported, "gross"), column(imported, "refunded")) == ([3000, 2000, 2100], [3000, 0, 0])
