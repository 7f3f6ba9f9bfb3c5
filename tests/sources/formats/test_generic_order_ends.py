"""How orders of an unknown shop ended, told by more than one state."""

from __future__ import annotations

import pytest

from tests.sources.formats.order_files import column, counted, read, warnings

ORDERS = "Order ID,Order Date,Customer ID,Total"


def ends(folder, header, *cells):
    """States of orders that differ in the columns `header` alone."""
    rows = [f"{n},2026-05-{n:02},C{n},10.00,{cell}\n" for n, cell in enumerate(cells, start=1)]
    return column(read(folder, f"{ORDERS},{header}\n" + "".join(rows)), "status")


def test_beside_the_state_of_an_order_its_payment_tells_what_went_back(tmp_path):
    found = ends(
        tmp_path, "Order Status,Payment Status", "Delivered,paid", "Delivered,refunded", "Cancelled,paid"
    )
    assert found == ["paid", "refunded", "cancelled"]


@pytest.mark.parametrize(
    ("header", "unpaid", "cancelled"),
    [
        ("Payment status,Fulfillment status", "Unpaid", "Canceled"),
        ("Zahlungsstatus,Fulfillment-Status", "Unbezahlt", "Storniert"),
        ("Stato del pagamento,Stato di evasione", "Non pagato", "Annullato"),
        ("transactions.state,state_machine_state.name", "Offen", "Abgebrochen"),
    ],
)
def test_beside_the_state_of_a_payment_another_tells_of_a_cancellation(tmp_path, header, unpaid, cancelled):
    assert ends(tmp_path, header, f"paid,{unpaid}", f"{unpaid},{cancelled}") == ["paid", "cancelled"]


def test_an_order_of_a_brazilian_shop_is_cancelled_though_its_payment_only_waits(tmp_path):
    found = ends(
        tmp_path,
        "Status do Pedido,Status do Pagamento",
        "Aberto,Confirmado",
        "Cancelado,Pendente",
        "Arquivado,Reembolsado",
    )
    assert found == ["pending", "cancelled", "refunded"]


def test_a_delivery_does_not_overrule_the_state_of_an_order(tmp_path):
    found = ends(
        tmp_path,
        "Order Status,Delivery Status",
        "SUSPECTED_FRAUD,Shipping canceled",
        "COMPLETE,Late delivery",
    )
    assert found == ["pending", "paid"]


@pytest.mark.parametrize(
    ("header", "state"), [("Refunded?", "refunded"), ("is_cancelled", "cancelled"), ("Test", "test")]
)
def test_yes_and_no_tell_how_an_order_ended(tmp_path, header, state):
    assert ends(tmp_path, header, "no", "yes", "") == ["paid", state, "paid"]
    assert ends(tmp_path, header, "0", "1", "0") == ["paid", state, "paid"]


def test_a_return_is_a_state_or_a_yes(tmp_path):
    assert ends(tmp_path, "Return Status", "Not Returned", "Returned") == ["paid", "refunded"]
    found = ends(tmp_path, "Delivery_Status,Return_Status", "Delivered,No", "Cancelled,No", "Delivered,Yes")
    assert found == ["paid", "cancelled", "refunded"]


def test_a_day_of_return_that_is_still_to_come_is_no_return(tmp_path):
    assert ends(tmp_path, "Return date", "2026-06-20", "2026-06-21") == ["paid", "paid"]


def test_a_shop_that_writes_not_for_no_is_understood(tmp_path):
    assert ends(tmp_path, "Returned", "Not", "Yes") == ["paid", "refunded"]


@pytest.mark.parametrize(("header", "state"), [("cancelled_at", "cancelled"), ("Date returned", "refunded")])
def test_a_day_tells_that_it_happened(tmp_path, header, state):
    assert ends(tmp_path, header, "", "2026-05-20", "") == ["paid", state, "paid"]


def test_an_order_is_cancelled_only_if_all_of_its_rows_are(tmp_path):
    imported = read(
        tmp_path,
        "Order ID,Order Date,Customer ID,Amount,Status\n"
        "1,2026-05-01,7,20.00,Cancelled\n1,2026-05-01,7,12.50,Shipped\n"
        "2,2026-05-02,8,20.00,Cancelled\n2,2026-05-02,8,11.50,Cancelled\n"
        "3,2026-05-03,9,20.00,Returned\n3,2026-05-03,9,11.50,Shipped\n",
    )
    assert counted(imported) == (3, 3, 1, 1)
    assert column(imported, "status") == ["paid", "cancelled", "partially_refunded"]


def test_a_partial_refund_of_nothing_does_not_undo_a_full_one(tmp_path):
    imported = read(
        tmp_path,
        "Order Number,Purchase Date,Purchase Email,Sale Price ($),Refunded?,Partial Refund ($)\n"
        "1,2026-05-01,ava@example.com,10.00,0,0.0\n2,2026-05-02,ben@example.com,10.00,1,0.0\n"
        "3,2026-05-03,ben@example.com,40.00,1,15.0\n",
    )
    assert counted(imported) == (3, 2, 0, 2)
    assert column(imported, "refunded") == [0, 1000, 1500]


@pytest.mark.parametrize(
    ("header", "no", "yes", "state"),
    [
        ("Test", "false", "true", "test"),
        ("Cancelled?", "no", "yes", "cancelled"),
        ("Refunded", "0", "1", "refunded"),
        ("cancelled_at", "", "2026-07-01", "cancelled"),
    ],
)
def test_what_first_happens_after_thousands_of_rows_has_happened_all_the_same(
    tmp_path, header, no, yes, state
):
    rows = (f"{n},2026-05-01 10:00,C{n},10.00,{no if n <= 2500 else yes}\n" for n in range(1, 2502))
    found = column(read(tmp_path, f"{ORDERS},{header}\n" + "".join(rows)), "status")
    assert found[-2:] == [found[0], state]


def test_customers_who_are_named_from_some_day_on_are_known_from_then_on(tmp_path):
    rows = (f"{n},2026-05-01 10:00,10.00,{f'c{n}@example.com' if n > 2500 else ''}\n" for n in range(1, 2502))
    found = column(read(tmp_path, "Order ID,Order Date,Total,E-mail\n" + "".join(rows)), "customer_key")
    assert [found[0], found[-1] is None] == [None, False]


@pytest.mark.parametrize(
    ("header", "sale", "back"),
    [
        ("Type", "Sale", "Refund"),
        ("Belegart", "Rechnung", "Gutschrift"),
        ("Type de document", "Facture", "Avoir"),
        ("Tipo", "Vendita", "Nota di credito"),
        ("Typ", "Sprzedaż", "Zwrot"),
    ],
)
@pytest.mark.parametrize("sign", ["", "-"])
def test_rows_that_their_kind_calls_refunds_are_taken_off_whatever_their_sign(
    tmp_path, header, sale, back, sign
):
    rows = [f"A{n},2026-03-0{n},c{n},{sale},20.00" for n in range(1, 6)]
    rows += [f"A2,2026-03-08,c2,{back},{sign}5.00", f"A3,2026-03-09,c3,{back},{sign}20.00"]
    found = read(tmp_path, "\n".join([f"Order ID,Date,Customer ID,{header},Amount", *rows]) + "\n")
    assert column(found, "gross") == [2000] * 5
    assert column(found, "refunded") == [0, 500, 2000, 0, 0]


def test_states_in_words_beside_the_codes_of_the_shop_are_the_ones_that_count(tmp_path):
    found = ends(tmp_path, "Status,OrderStateName", "2,Completed", "4,Cancelled", "2,Completed")
    assert found == ["paid", "cancelled", "paid"]


def test_codes_of_a_current_state_are_asked_about(tmp_path):
    rows = [f"{n},2026-05-{n:02},C{n},10.00,{code}\n" for n, code in enumerate((5, 6, 5, 5, 6, 5), start=1)]
    imported = read(tmp_path, f"{ORDERS},current_state\n" + "".join(rows))
    assert "These order states are unknown and count as paid: 5, 6" in warnings(imported)


@pytest.mark.parametrize(
    ("header", "sold", "other", "state"),
    [
        ("Annulering", "Nee", "Ja", "cancelled"),
        ("Esito", "Autorizzato", "Negato", "failed"),
        ("Resultado operación", "Autorizada 123456", "Denegada 190", "failed"),
        ("Status", "Versendet", "Retourniert", "refunded"),
    ],
)
def test_how_an_order_ended_is_known_in_the_words_of_shops_and_banks(tmp_path, header, sold, other, state):
    found = ends(tmp_path, header, sold, other, sold, sold)
    assert found[1] == state
    assert state not in (found[0], *found[2:])


def test_a_list_of_bookings_is_dated_by_the_day_of_booking(tmp_path):
    content = (
        "Book number,Guest name(s),Check-in,Check-out,Booked on,Status,Price,Booker email\n"
        "311,Ann,2026-06-01,2026-06-04,2026-01-04 10:00:00,ok,120.00 EUR,a@example.com\n"
        "312,Ben,2026-06-02,2026-06-05,2026-01-15 11:00:00,cancelled_by_guest,90.00 EUR,b@example.com\n"
    )
    imported = read(tmp_path, content)
    assert column(imported, "status") == ["paid", "cancelled"]
    assert [str(moment.date()) for moment in column(imported, "instant")] == ["2026-01-04", "2026-01-15"]


@pytest.mark.parametrize(
    ("header", "no"), [("Paid", "0"), ("Pagato", "No"), ("Opłacone", "nie"), ("Bezahlt?", "Nein")]
)
def test_orders_that_are_not_paid_are_told_and_count(tmp_path, header, no):
    yes = {"0": "1", "No": "Sì", "nie": "tak", "Nein": "Ja"}[no]
    rows = [f"{n},2026-05-{n:02},C{n},10.00,{no if n == 2 else yes}\n" for n in range(1, 6)]
    imported = read(tmp_path, f"{ORDERS},{header}\n" + "".join(rows))
    assert f"1 of 5 orders is not paid, as {header} says, and counts all the same" in warnings(imported)
    assert column(imported, "counts") == [True] * 5
