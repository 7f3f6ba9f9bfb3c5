from __future__ import annotations

from datetime import datetime

import pytest

from tests.sources.formats.order_files import column, counted, export, headers, reasons, warnings

OWN = "shop@example.com"
#: What a movement is called, and its state, by language: a payment, a refund, a withdrawal, done, pending.
WORDS = {
    "paypal_en": ("Express Checkout Payment", "Payment Refund", "General Withdrawal", "Completed", "Pending"),
    "paypal_de": (
        "PayPal Express-Zahlung",
        "Rückzahlung",
        "Allgemeine Abbuchung",
        "Abgeschlossen",
        "Ausstehend",
    ),
    "paypal_it": ("Pagamento Express Checkout", "Rimborso", "Prelievo generico", "Completata", "In sospeso"),
    "paypal_fr": ("Paiement Express Checkout", "Remboursement", "Virement standard", "Terminé", "En attente"),
    "paypal_pl": ("Płatność Express Checkout", "Zwrot", "Wypłata środków", "Zakończona", "Oczekuje"),
}


def movement(columns, code, kind, status, gross, sender="", of="", day="24"):
    """A row under any language's header, by where its columns stand in the English one."""
    english = headers()["paypal_en"]
    own = dict(zip(english[:13], columns[:13], strict=True))
    reference = next(
        name
        for name in columns
        if any(part in name.casefold() for part in ("refer", "référ", "rifer", "zugeh", "pomoc"))
    )
    point = columns is english
    amount = gross.replace(".", "") if not point else gross.replace(".", "").replace(",", ".")
    return {
        own["Date"]: f"01/{day}/2026" if point else f"{day}.01.2026",
        own["Time"]: "10:12:00",
        own["Type"]: kind,
        own["Status"]: status,
        own["Currency"]: "EUR",
        own["Gross"]: amount,
        own["Fee"]: "0.00" if point else "0,00",
        own["Net"]: amount,
        own["From Email Address"]: sender,
        own["Transaction ID"]: code,
        reference: of,
    }


@pytest.mark.parametrize("variant", WORDS)
def test_what_customers_paid_is_told_from_all_else_that_moves_an_account(tmp_path, variant):
    columns = headers()[variant]
    paid, refunded, withdrawn, done, pending = WORDS[variant]
    imported = export(
        tmp_path,
        variant,
        movement(columns, "T1", paid, done, "59,90", "ava@example.com"),
        movement(columns, "T2", withdrawn, done, "-100,00", OWN),
        movement(columns, "T3", paid, done, "1.020,00", "ben@example.com"),
        movement(columns, "T4", refunded, done, "-59,90", OWN, of="T1"),
        movement(columns, "T5", paid, pending, "10,00", "ava@example.com"),
        movement(columns, "T6", paid, done, "-7,50", OWN),
    )
    assert imported.report.format == "paypal_activity"
    assert counted(imported) == (3, 2, 0, 1)
    assert column(imported, "order_id") == ["T1", "T3", "T5"]
    assert column(imported, "gross") == [5990, 102_000, 1000]
    assert column(imported, "refunded") == [5990, 0, 0]
    assert [on is not None for on in column(imported, "refund_day")] == [True, False, False]
    assert column(imported, "status") == ["refunded", "paid", "pending"]
    assert column(imported, "instant")[0] == datetime(2026, 1, 24, 10, 12)
    assert reasons(imported) == ["This row stands beside the orders and is none"] * 2
    assert "payments, not orders" in warnings(imported)


def test_a_refund_of_a_payment_outside_the_file_is_no_order(tmp_path):
    columns = headers()["paypal_en"]
    imported = export(
        tmp_path,
        "paypal_en",
        movement(columns, "T1", "Website Payment", "Completed", "20,00", "ava@example.com"),
        movement(columns, "T2", "Payment Refund", "Completed", "-20,00", OWN, of="T0"),
    )
    assert counted(imported) == (1, 1, 0, 0)
    assert imported.report.rows_set_aside == 1
