"""How orders ended: the stages of a payment are one order, and one that was refused is no sale."""

from __future__ import annotations

import pytest

from tests.sources.formats.order_files import column, read, reasons, warnings

ADYEN = (
    "Merchant Reference,Psp Reference,Booking Date,Main Currency,Main Amount,Record Type",
    ("Received", "Authorised", "SentForSettle", "Settled", "Refused", "SentForRefund", "Refunded"),
    ",",
)
ITALIAN = (
    "Rif. ordine;ID transazione;Data;Valuta;Importo;Operazione",
    ("Richiesta", "Autorizzato", "Inviato", "Contabilizzato", "Rifiutato", "Rimborso inviato", "Rimborsato"),
    ";",
)
LOG = (
    "payment_reference,customer_id,event_time,currency,amount,event",
    (
        "payment.created",
        "payment.authorized",
        "payment.sent",
        "payment.captured",
        "payment.failed",
        "refund.requested",
        "payment.refunded",
    ),
    ",",
)


def _rows(header: str, stages: tuple[str, ...], delimiter: str) -> str:
    received, authorised, sent, settled, refused, asked_back, back = stages
    booked = [
        *((1, "2026-03-01 10:00:00", "40.00", stage) for stage in (received, authorised)),
        *((2, "2026-03-02 10:00:00", "25.00", stage) for stage in (received, refused)),
        *((3, "2026-03-03 10:00:00", "60.00", stage) for stage in (received, authorised)),
        *((1, "2026-03-04 10:00:00", "40.00", stage) for stage in (sent, settled)),
        *((3, "2026-03-05 10:00:00", "60.00", stage) for stage in (sent, settled)),
        *((3, "2026-03-09 10:00:00", "15.00", stage) for stage in (asked_back, back)),
    ]
    lines = [header]
    for number, day, amount, stage in booked:
        lines.append(delimiter.join([f"A-{number}", f"P{number}9", day, "EUR", amount, stage]))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("export", [ADYEN, ITALIAN, LOG])
def test_the_stages_of_a_payment_are_one_order_and_a_refused_one_is_none(tmp_path, export):
    imported = read(tmp_path, _rows(*export))
    orders = imported.tables["orders"].to_pylist()
    assert [(o["counts"], o["gross"], o["refunded"]) for o in orders] == [
        (True, 4000, 0),
        (False, 2500, 0),
        (True, 6000, 1500),
    ]
    assert reasons(imported) == ["This row is another stage of the same payment"] * 8
    assert not any("different days" in sentence for sentence in warnings(imported))


def test_rows_of_products_whose_states_differ_are_no_stages_of_a_payment(tmp_path):
    content = (
        "Order ID,Date,Customer ID,Product,Amount,Status\n"
        "1,2026-03-01,7,Mug,5.00,pending\n1,2026-03-01,7,Lid,5.00,shipped\n"
        "2,2026-03-02,8,Mug,5.00,pending\n2,2026-03-02,8,Lid,7.00,paid\n"
    )
    assert column(read(tmp_path, content), "gross") == [1000, 1200]


def test_orders_of_one_row_each_have_no_stages(tmp_path):
    content = "Order ID,Date,Customer ID,Amount,Status\n" + "".join(
        f"{n},2026-03-0{n},7,5.00,{state}\n" for n, state in enumerate(("pending", "paid", "failed"), 1)
    )
    imported = read(tmp_path, content)
    assert (column(imported, "counts"), reasons(imported)) == ([True, True, False], [])
