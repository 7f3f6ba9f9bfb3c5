"""A shop's orders and their payments: the same sales in two exports, and one that is in no other."""

from __future__ import annotations

from tests.sources.formats.order_files import headers, text

SALES = [
    (
        number,
        f"p{number % 40}@example.com",
        f"2026-0{1 + number // 28}-{1 + number % 28:02} 10:{number % 60:02}",
    )
    for number in range(60)
]


def orders() -> str:
    """Return an export of Shopify."""
    rows = [
        {
            "Name": f"#{1001 + number}", "Email": who, "Created at": f"{when}:00", "Currency": "EUR",
            "Total": f"{20 + number}.50", "Financial Status": "paid", "Lineitem name": "Candle",
        }
        for number, who, when in SALES
    ]  # fmt: skip
    return text(headers()["shopify_79"], rows)


def payments() -> str:
    """Return an export of Stripe."""
    rows = [
        {
            "id": f"ch_{number:012}", "Description": f"Order #{1001 + number}", "Created (UTC)": when,
            "Amount": f"{20 + number}.50", "Amount Refunded": "0.00", "Currency": "eur", "Status": "Paid",
            "Customer Email": who,
        }
        for number, who, when in SALES
    ]  # fmt: skip
    elsewhere = rows[0] | {"id": "ch_x", "Description": "Workshop", "Created (UTC)": "2026-03-20 18:00"}
    return text(headers()["stripe_old"], [*rows, elsewhere])
