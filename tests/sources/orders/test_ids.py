"""Which order each row of an unknown table belongs to, and what is said where that is not known."""

from __future__ import annotations

import pytest

from tests.sources.formats.order_files import column, read, warnings

HEADER = "Receipt no,Date,Email,Total"


def _till(unnumbered: int, amount: str = "30.00") -> str:
    rows = [f"R{n},2026-05-{n % 28 + 1:02},p{n % 9}@example.com,20.00" for n in range(40)]
    rows += [f",2026-06-{n % 28 + 1:02},p{n % 9}@example.com,{amount}" for n in range(unnumbered)]
    return "\n".join((HEADER, *rows)) + "\n"


def _lost(found) -> list[str]:
    return [str(doubt.sentence) for doubt in found.report.doubts if doubt.about == "lost"]


def test_money_on_rows_without_a_number_is_told_with_its_share(tmp_path):
    result = read(tmp_path, _till(20))
    assert result.report.rows_set_aside == 20
    (sentence,) = _lost(result)
    assert sentence.endswith("no number in Receipt no and are set aside: 42.9% of the money in this file")


def test_a_few_small_amounts_without_a_number_are_counted_and_no_doubt(tmp_path):
    result = read(tmp_path, _till(2, "1.00"))
    assert result.report.rows_set_aside == 2
    assert _lost(result) == []


def test_a_row_of_totals_without_a_number_is_no_lost_money(tmp_path):
    result = read(tmp_path, _till(0) + "Total,,,800.00\n")
    assert result.report.rows_set_aside == 1
    assert _lost(result) == []


def test_a_credit_note_with_a_number_of_its_own_belongs_to_the_invoice_that_it_names(tmp_path):
    content = (
        "Nr dokumentu,Typ,Data,E-mail,Brutto,Dokument korygowany\n"
        "FV/1,Faktura,2026-01-05,a@example.com,50.00,\nFV/2,Faktura,2026-01-06,b@example.com,30.00,\n"
        "KFV/1,Korekta,2026-01-09,a@example.com,-20.00,FV/1\n"
    )
    imported = read(tmp_path, content)
    assert (column(imported, "gross"), column(imported, "refunded")) == ([5000, 3000], [2000, 0])


def test_a_credit_note_that_names_no_order_is_taken_off_the_only_one_of_its_customer_and_amount(tmp_path):
    content = (
        "Document Type,No.,Customer No.,Date,Amount\n"
        "Invoice,101,7,2026-05-01,50.00\nInvoice,102,8,2026-05-02,30.00\nInvoice,103,8,2026-05-03,31.00\n"
        "Credit Memo,900,8,2026-05-09,30.00\n"
    )
    imported = read(tmp_path, content)
    assert (column(imported, "gross"), column(imported, "refunded")) == ([5000, 3000, 3100], [0, 3000, 0])
    assert (
        "1 refund names no order of the file; it is taken off its customer's only order of this amount"
        in warnings(imported)
    )


@pytest.mark.parametrize(
    "refund", ["900,8,2026-05-09,-30.00", "900,8,2026-04-30,-31.00", "900,,2026-05-09,-30.00"]
)
def test_a_refund_of_which_nothing_shows_the_order_is_told_and_not_taken_off(tmp_path, refund):
    content = (
        "Invoice,Customer No.,Date,Amount\n"
        f"102,8,2026-05-02,30.00\n103,8,2026-05-03,30.00\n104,8,2026-05-04,31.00\n{refund}\n"
    )
    imported = read(tmp_path, content)
    assert column(imported, "refunded") == [0, 0, 0]
    assert "1 row is a refund of an order that is not in the file; nothing is taken off for it" in warnings(
        imported
    )


def test_two_refunds_of_one_amount_are_not_both_taken_off_one_order(tmp_path):
    content = (
        "Invoice,Customer No.,Date,Amount\n"
        "102,8,2026-05-02,30.00\n103,9,2026-05-03,40.00\n900,8,2026-05-09,-30.00\n901,8,2026-05-10,-30.00\n"
    )
    assert column(read(tmp_path, content), "refunded") == [3000, 0]


def test_a_refund_under_the_number_of_its_payment_is_taken_off_that_payment(tmp_path):
    content = (
        "ID,Type,Date,Amount,E-mail\n"
        "p1,Payment,01/03/2026 10:00,30.00,ada@example.com\n"
        "p2,Payment,02/03/2026 11:00,20.00,ben@example.com\n"
        "p1,Refund,05/03/2026 12:00,-30.00,ada@example.com\n"
    )
    imported = read(tmp_path, content)
    assert (column(imported, "gross"), column(imported, "refunded")) == ([3000, 2000], [3000, 0])


SHOPS = (
    "Negozio,N. scontrino,Data,Totale\nTorino,1,01/03/2026,10.00\nTorino,2,02/03/2026,11.00\n"
    "Milano,1,03/03/2026,12.00\nMilano,2,04/03/2026,13.00\n"
)


def test_shops_that_number_their_orders_alike_have_orders_of_their_own(tmp_path):
    imported = read(tmp_path, SHOPS)
    orders = imported.tables["orders"].select(["shop", "order_id", "gross"]).to_pylist()
    assert [tuple(order.values()) for order in orders] == [
        ("Torino", "1", 1000),
        ("Torino", "2", 1100),
        ("Milano", "1", 1200),
        ("Milano", "2", 1300),
    ]


def test_the_brands_of_an_order_s_products_do_not_part_it(tmp_path):
    content = (
        "Order,Date,Email,Brand,Product,Amount\n1,2026-03-01,a@example.com,Ada,Mug,5.00\n"
        "1,2026-03-01,a@example.com,Ben,Lid,7.00\n2,2026-03-02,b@example.com,Ada,Mug,5.00\n"
    )
    assert column(read(tmp_path, content), "gross") == [1200, 500]
