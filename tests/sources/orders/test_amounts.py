"""What rows of an unknown table are worth: discounts beside prices, and sales that are written below zero."""

from __future__ import annotations

import pytest

from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from tests.sources.formats.order_files import column, read, warnings
from tests.sources.test_order_doubts import doubts


def priced(header: str, *off: str) -> str:
    """Return two orders of two lines and one of one, each line two pieces of 10.00, with a discount each."""
    numbers = ("A1", "A1", "A2", "A2", "A3")
    rows = [f"{n},2026-03-0{n[1]},c{n[1]},10.00,2,{o}" for n, o in zip(numbers, off, strict=True)]
    return "\n".join([f"Order ID,Order Date,Customer ID,Unit Price,Quantity,{header}", *rows]) + "\n"


@pytest.mark.parametrize(
    ("header", "off", "answer", "gross"),
    [
        ("Discount", ("0.05", "0.1", "0", "0", "0.25"), "percent", [3700, 4000, 1500]),
        ("Discount %", ("10", "0", "0", "0", "12"), "percent", [3800, 4000, 1760]),
        ("discount_pct", ("10", "0", "0", "0", "12"), "percent", [3800, 4000, 1760]),
        ("Discount", ("10%", "0%", "0%", "0%", "12%"), "percent", [3800, 4000, 1760]),
        ("Sconto", ("10", "0", "5", "0", "20"), "percent", [3800, 3900, 1600]),
        ("Discount", ("1.20", "0.30", "0", "0", "2.50"), "amount", [3850, 4000, 1750]),
        # What each row of an order repeats was taken off the order, once.
        ("Discount", ("1.20", "1.20", "2.30", "2.30", "0"), "amount", [3880, 3770, 2000]),
        ("Discount", ("0", "0", "0", "0", "0"), None, [4000, 4000, 2000]),
    ],
)
def test_a_discount_beside_a_price_is_taken_off_and_told(tmp_path, header, off, answer, gross):
    imported = read(tmp_path, priced(header, *off))
    assert column(imported, "gross") == gross
    assert doubts(imported).get("discount") == answer


@pytest.mark.parametrize(("answer", "gross"), [("none", [4000, 4000, 2000]), ("amount", [3000, 4000, 800])])
def test_a_person_may_know_a_discount_better(tmp_path, answer, gross):
    content = priced("Discount %", "10", "0", "0", "0", "12")
    assert column(read(tmp_path, content, hints=Hints(answers={"discount": answer})), "gross") == gross


def test_what_a_share_took_off_is_the_orders_discount_in_money(tmp_path):
    content = priced("Discount", "10", "0", "5", "0", "20")
    assert column(read(tmp_path, content), "discount") == [200, 100, 400]


def test_what_is_given_back_is_less_by_its_discount_and_no_discount_of_the_order(tmp_path):
    content = (
        "Order ID,Order Date,Customer ID,Unit Price,Quantity,Discount\n"
        "A1,2026-03-01,c1,10.00,2,1.20\nA2,2026-03-02,c1,10.00,2,1.33\nA2,2026-03-03,c1,10.00,-1,0.50\n"
    )
    imported = read(tmp_path, content)
    assert column(imported, "gross") == [1880, 1867]
    assert column(imported, "refunded") == [0, 950]
    assert column(imported, "discount") == [120, 133]


def test_a_share_is_no_amount_of_money_that_was_taken_off(tmp_path):
    content = "Order ID,Order Date,Total,Discount\nA1,2026-03-01,20.00,0.2\nA2,2026-03-02,10.00,0\n"
    assert column(read(tmp_path, content), "discount") == [None, None]


LEDGER = (
    "Invoice number,Invoice date,Customer ID,Amount\n"
    + "".join(f"F{n},2026-03-{n:02},c{n},-{n}0.00\n" for n in range(1, 9))
    + "F8,2026-03-09,c8,15.00\nF99,2026-03-09,c9,12.00\n"
)


def test_a_ledger_that_writes_its_sales_below_zero_is_read_so_and_doubted(tmp_path):
    imported = read(tmp_path, LEDGER)
    assert column(imported, "gross") == [n * 1000 for n in range(1, 9)]
    assert column(imported, "refunded")[-1] == 1500
    assert doubts(imported)["signs"] == "sales"
    assert "8 of 10 amounts of Amount are below zero" in warnings(imported)


def test_amounts_below_zero_are_refunds_where_a_person_says_so(tmp_path):
    imported = read(tmp_path, LEDGER, hints=Hints(answers={"signs": "refunds"}))
    assert column(imported, "gross") == [1500, 1200]


def test_a_list_of_refunds_alone_is_no_list_of_sales(tmp_path):
    content = "Invoice number,Invoice date,Amount\nF1,2026-03-01,-10.00\nF2,2026-03-02,-12.00\n"
    imported = read(tmp_path, content)
    assert imported.report.rows_kept == 0
    assert doubts(imported)["signs"] == "refunds"


def test_what_is_weighed_costs_its_part_of_the_price(tmp_path):
    content = (
        "Order ID,Order Date,Customer ID,Product,Unit Price,Quantity\n"
        "1,2026-01-05,c1,Flour,2.00,1.5\n2,2026-01-06,c2,Flour,2.00,0.75\n3,2026-01-07,c2,Salt,1.00,2\n"
    )
    imported = read(tmp_path, content)
    assert column(imported, "gross") == [300, 150, 200]
    assert "cannot be read" not in warnings(imported)


def test_a_price_of_parts_of_a_cent_is_multiplied_before_it_is_rounded(tmp_path):
    content = (
        "Order ID,Order Date,Customer ID,Unit Price,Quantity\n"
        "1,2026-01-05,c1,0.0125,1000\n2,2026-01-06,c2,419.4589,3\n3,2026-01-07,c2,19.99,700\n"
    )
    assert column(read(tmp_path, content), "gross") == [1250, 125838, 1399300]


def _sold(header: str, *rows: str) -> str:
    return "\n".join([f"Order ID,Order Date,Customer ID,{header}", *rows]) + "\n"


def test_a_final_price_beside_pieces_is_that_of_one_piece_and_told(tmp_path):
    rows = (
        "1,2026-03-01,c1,Mug,2,10.00,9.00",
        "1,2026-03-01,c1,Tea,1,5.00,5.00",
        "2,2026-03-02,c2,Mug,3,10.00,9.00",
    )
    imported = read(tmp_path, _sold("Product,Quantity,List price,Final price", *rows))
    assert column(imported, "gross") == [2300, 2700]
    assert "Final price is read as the price of one piece" in warnings(imported)


def test_a_final_price_that_grows_with_the_pieces_or_is_repeated_is_what_was_paid(tmp_path):
    grows = ("1,2026-03-01,c1,Mug,2,10.00,18.00", "2,2026-03-02,c2,Mug,3,10.00,27.00")
    assert column(read(tmp_path, _sold("Product,Quantity,Price,Final price", *grows)), "gross") == [
        1800,
        2700,
    ]
    repeated = ("1,2026-03-01,c1,Mug,2,25.00", "1,2026-03-01,c1,Tea,1,25.00", "2,2026-03-02,c2,Mug,3,30.00")
    assert column(read(tmp_path, _sold("Product,Quantity,Final price", *repeated)), "gross") == [2500, 3000]


@pytest.mark.parametrize("word", ["Discount", "Rabatt", "Sconto 10%", "Gutschein SOMMER", "Rabat"])
def test_what_is_taken_off_on_a_line_of_its_own_is_no_refund_and_no_piece(tmp_path, word):
    rows = ("1,2026-03-01,c1,Mug,2,20.00", f"1,2026-03-01,c1,{word},1,-2.00", "2,2026-03-02,c2,Mug,1,10.00")
    imported = read(tmp_path, _sold("Product,Quantity,Line total", *rows))
    assert column(imported, "gross") == [1800, 1000]
    assert column(imported, "refunded") == [0, 0]
    assert column(imported, "items") == [2, 1]


def _in_cents(folder, currency: str, **answers: str):
    rows = [f"{n},2026-03-0{n},c{n},{1990 + 45 * n},{currency}" for n in range(1, 10)]
    return read(folder, _sold("Amount,Currency", *rows), hints=Hints(answers=answers))


def test_amounts_that_look_like_cents_are_asked_about(tmp_path):
    imported = _in_cents(tmp_path, "EUR")
    assert "not as cents" in warnings(imported)
    assert column(imported, "gross")[0] == 203500
    assert column(_in_cents(tmp_path, "EUR", unit="hundredths"), "gross")[0] == 2035


@pytest.mark.parametrize("currency", ["JPY", "HUF", "SEK"])
def test_where_amounts_are_whole_by_custom_nothing_is_asked(tmp_path, currency):
    assert "not as cents" not in warnings(_in_cents(tmp_path, currency))


def test_a_subtotal_alone_is_taken_and_told(tmp_path):
    imported = read(
        tmp_path, _sold("Subtotal,Shipping", "1,2026-03-01,c1,20.00,5.00", "2,2026-03-02,c2,9.00,5.00")
    )
    assert column(imported, "gross") == [2000, 900]
    assert "The only amount is Subtotal" in warnings(imported)


def test_an_amount_that_the_rows_of_an_order_repeat_comes_before_one_of_each_row(tmp_path):
    rows = ["A1,2026-03-01,c1,10.00,34.90", "A1,2026-03-01,c1,20.00,34.90", "A2,2026-03-02,c2,5.00,9.90"]
    imported = read(
        tmp_path, "\n".join(["Auftrag,Datum,Kundennr.,Gesamt brutto,Auftragssumme", *rows]) + "\n"
    )
    assert column(imported, "gross") == [3490, 990]


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("Total produits TTC", "Total général TTC"),
        ("Sous-total de la commande", "Montant total de la commande"),
        ("Valor dos produtos", "Total (c/ IVA)"),
        ("Total productos", "Total"),
    ],
)
def test_the_sum_of_the_products_is_not_what_the_order_came_to(tmp_path, part, whole):
    rows = ["A1,2026-03-01,c1,30.00,34.90", "A2,2026-03-02,c2,5.00,9.90"]
    imported = read(tmp_path, "\n".join([f"Order ID,Order Date,Customer ID,{part},{whole}", *rows]) + "\n")
    assert column(imported, "gross") == [3490, 990]


@pytest.mark.parametrize("newest_first", [False, True])
def test_the_row_of_an_order_among_those_of_its_products_is_told_though_shipping_is_in_it(
    tmp_path, newest_first
):
    rows = []
    for n in range(1, 5):
        head = [f"A{n},2026-03-0{n},c{n},Sale,,{20 + n}4.90"]
        parts = [f"A{n},2026-03-0{n},c{n},Sale Line,P{k},{100 + n // k * (k - 1)}.00" for k in (1, 2)]
        rows += [*head, *parts]
    rows = rows[::-1] if newest_first else rows
    header = "Order ID,Order Date,Customer ID,Line Type,Product,Total"
    imported = read(tmp_path, "\n".join([header, *rows]) + "\n")
    assert sorted(column(imported, "gross")) == [21490, 22490, 23490, 24490]


@pytest.mark.parametrize(
    ("header", "is_told"),
    [
        ("Nettobetrag", True),
        ("Montant HT", True),
        ("Total excl. BTW", True),
        ("Net sales", False),
        ("Total", False),
    ],
)
def test_an_only_amount_without_tax_is_told(tmp_path, header, is_told):
    found = read(
        tmp_path, f"Order ID,Order Date,Customer ID,{header}\nA1,2026-03-01,c1,10.00\nA2,2026-03-02,c2,5.00\n"
    )
    assert ("tax is not in it" in warnings(found)) == is_told


def test_pieces_may_have_their_unit_beside_them(tmp_path):
    content = (
        "Order ID,Order Date,Customer ID,Product,Unit Price,Quantity\n"
        "1,2026-01-05,c1,Flour,2.00,2 pcs\n2,2026-01-06,c2,Flour,2.00,3x\n3,2026-01-07,c2,Salt,1.00,1 Stk.\n"
    )
    imported = read(tmp_path, content)
    assert (column(imported, "gross"), column(imported, "items")) == ([400, 600, 100], [2, 3, 1])


def test_money_with_its_sign_under_an_unknown_name_is_asked_about(tmp_path):
    rows = "".join(f"{n},2026-01-0{n},c{n}@example.com,{n}2.50 €\n" for n in range(1, 8))
    with pytest.raises(SourceError, match="no column holds what each cost"):
        read(tmp_path, "Order ID,Order Date,Email,Whatever\n" + rows)


def test_a_price_of_orders_without_products_is_what_each_came_to(tmp_path):
    content = (
        "Order_ID,Created_At,E-mail,Price_Excl,Price_Incl,Discount_Amount\n"
        "1,2026-05-01,a@example.com,41.32,50.00,5.00\n2,2026-05-02,b@example.com,16.53,20.00,0.00\n"
    )
    imported = read(tmp_path, content)
    assert (column(imported, "gross"), column(imported, "discount")) == ([5000, 2000], [500, 0])


def test_goods_that_a_payment_provider_lists_with_their_pieces_are_lines(tmp_path):
    content = (
        "Datum;Transaktionscode;Menge;Beschreibung;Preis (brutto)\n"
        "01.05.2026;TA1;2;Honig;18,80\n01.05.2026;TA1;1;Seife;7,95\n02.05.2026;TA2;1;Honig;9,40\n"
        "13.05.2026;TA3;3;Seife;23,85\n"
    )
    imported = read(tmp_path, content)
    assert column(imported, "quantity", "lines") == [2, 1, 1, 3]
    assert column(imported, "gross") == [2675, 940, 2385]


def test_an_amount_paid_that_lacks_what_a_gift_card_paid_is_not_the_total(tmp_path):
    header = "Order,Date,Email,Total,Gift card amount,Amount paid\n"
    rows = "1,2026-03-01,a@example.com,30.00,5.00,25.00\n2,2026-03-02,b@example.com,20.00,0.00,20.00\n"
    assert column(read(tmp_path, header + rows), "gross") == [3000, 2000]
    reduced = rows.replace(",5.00,", ",0.00,")  # something else than the card explains the difference
    assert column(read(tmp_path, header + reduced), "gross") == [2500, 2000]


def test_a_total_among_the_products_of_an_order_is_not_added_to_them(tmp_path):
    content = (
        "Order,Date,Email,Product,Qty,Amount\n1,2026-03-01,a@example.com,Mug,2,10.00\n"
        "1,2026-03-01,a@example.com,Shipping,,4.00\n1,2026-03-01,a@example.com,TOTAL,,14.00\n"
        "2,2026-03-02,b@example.com,Total care soap,1,5.00\n2,2026-03-02,b@example.com,Lid,1,3.00\n"
        "2,2026-03-02,b@example.com,TOTAL,,8.00\n"
    )
    imported = read(tmp_path, content)
    assert column(imported, "gross") == [1400, 800]
    assert column(imported, "product", "lines") == ["Mug", "Shipping", "Total care soap", "Lid"]
