"""What a shop reads that drops its orders and its payments: each sale once, whichever export they are in."""

from __future__ import annotations

from itertools import permutations

import pytest

import engagement
from tests.sources.formats.order_files import headers, read, text

NUMBERS = range(1001, 1013)


def day(number, zone=0):
    return f"2026-03-{number % 28 + 1:02} {10 + zone}:{number % 60:02}"


def who(number):
    return f"p{number % 11}@example.com"


def price(number):
    return f"{number - 980}.40"


def shopify(**more):
    return text(
        headers()["shopify_79"],
        [
            {
                "Name": f"#{n}", "Email": who(n), "Created at": f"{day(n)}:00 +0000", "Currency": "EUR",
                "Total": price(n), "Financial Status": "paid", "Lineitem name": "Tea", "Lineitem quantity": 1,
            }
            | {name: say(n) for name, say in more.items()}
            for n in NUMBERS
        ],
    )  # fmt: skip


def woocommerce():
    return text(
        headers()["woo_webtoffee_65"],
        [
            {
                "order_id": n, "order_number": n, "order_date": f"{day(n)}:00", "order_total": price(n),
                "order_currency": "EUR", "status": "completed", "billing_email": who(n),
                "customer_email": who(n), "transaction_id": f"ch_3N{n}abcdef",
            }
            for n in NUMBERS
        ],
    )  # fmt: skip


def stripe(describe):
    rows = [
        {
            "id": f"ch_3N{n}abcdef", "Created (UTC)": day(n), "Amount": price(n), "Amount Refunded": "0.00",
            "Currency": "eur", "Status": "Paid", "Customer Email": who(n), "Description": describe(n),
        }
        for n in NUMBERS
    ]  # fmt: skip
    return text(headers()["stripe_old"], rows)


def paypal(invoice):
    rows = [
        {
            "Date": f"{n % 28 + 1:02}/03/2026", "Time": f"10:{n % 60:02}:40", "TimeZone": "UTC",
            "Type": "Express Checkout Payment", "Status": "Completed", "Currency": "EUR", "Gross": price(n),
            "Fee": "-0.35", "Net": price(n), "From Email Address": f"paypal-{who(n)}",
            "Transaction ID": f"9AB{n}5CD678901E", "Invoice Number": invoice(n), "Balance Impact": "Credit",
        }
        for n in NUMBERS
    ]  # fmt: skip
    return text(headers()["paypal_en"], rows)


def amazon():
    rows = [
        {
            "amazon-order-id": f"302-123{n}-000{n}", "purchase-date": f"{day(n).replace(' ', 'T')}:00+00:00",
            "order-status": "Shipped", "item-status": "Shipped", "product-name": "Tea", "sku": "T",
            "quantity": 1, "currency": "EUR", "item-price": price(n),
        }
        for n in NUMBERS
    ]  # fmt: skip
    return text(headers()["amazon_all_orders_32"], rows, "\t")


def own_table(number="#{n}"):
    rows = (f"{number.format(n=n)},{day(n)}:00,{who(n)},{price(n)},EUR,Tea\n" for n in NUMBERS)
    return "Order number,Order date,Email,Total,Currency,Product\n" + "".join(rows)


def provider(describe):
    rows = (f"tr_{n}xyz,{day(n)}:50,{who(n)},{price(n)},EUR,0.30,{describe(n)}\n" for n in NUMBERS)
    return "Payment ID,Date,Email,Amount,Currency,Fee,Description\n" + "".join(rows)


def nothing(_):
    return ""


PAIRS = {
    "shopify and stripe by number": (shopify(), stripe(lambda n: f"Payment for order #{n}")),
    "shopify and stripe by customer": (shopify(), stripe(nothing)),
    "shopify and paypal by invoice": (shopify(), paypal(lambda n: f"#{n}")),
    "woocommerce and stripe by the payment": (woocommerce(), stripe(nothing)),
    "woocommerce and paypal by invoice": (woocommerce(), paypal(lambda n: f"WC-{n}")),
    "shopify and amazon": (
        shopify(**{"Note Attributes": lambda n: f"Amazon order: 302-123{n}-000{n}"}), amazon(),
    ),
    "own table and stripe": (own_table(), stripe(lambda n: f"Bestellung {n}")),
    "own table and another provider": (own_table(), provider(lambda n: f"Ordine {n}")),
    "own table and another provider by customer": (own_table(), provider(nothing)),
    "shopify and an own table": (shopify(), own_table("{n}")),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_a_shop_that_drops_both_reads_each_sale_once(name, tmp_path):
    parts = [read(tmp_path, content, f"{place}.csv") for place, content in enumerate(PAIRS[name])]
    alone = engagement.measure(parts[:1])
    for files in permutations(parts):
        both = engagement.measure(files)
        for key in ("orders", "customers", "revenue", "repeat_purchase_rate"):
            assert both.reading(key).value == alone.reading(key).value, key
        assert any("count once" in str(note) for note in both.reading("repeat_purchase_rate").notes)
        assert engagement.measure(files, sales="apart").reading("orders").value == 2 * len(NUMBERS)
