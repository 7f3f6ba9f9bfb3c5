"""Gift cards sold are named between a dashboard that counts their use and our revenue."""

from __future__ import annotations

import engagement
from engagement.metrics.bridge.month_account import account, month_of

HEADER = (
    "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount\n"
)


def test_a_gift_card_is_no_sale_of_shopify_s_and_carries_no_tax(tmp_path):
    path = tmp_path / "orders.csv"
    # Goods of 121.00 at 21 %, shipping of 6.05, and a gift card of 50.00, in one order and alone.
    path.write_text(
        HEADER
        + "#1,a@example.com,paid,EUR,171.00,6.05,22.05,177.05,0,2025-03-02 10:00:00 +0100,1,Mug,121.00,0\n"
        "#1,a@example.com,,,,,,,,2025-03-02 10:00:00 +0100,1,Carta regalo - 50,50.00,\n"
        "#2,b@example.com,paid,EUR,50.00,0,0,50.00,0,2025-03-03 10:00:00 +0100,1,Gift Card,50.00,0\n"
    )
    scope = engagement.measure(engagement.read(path), days=None).scope("orders")
    says = {"orders": "2", "gross_sales": "100.00", "net_sales": "100.00", "total_sales": "127.05"}
    for one in account(scope, "shopify", month_of("2025-03"), says).bridges:
        steps = {step.cause: step.amount for step in one.steps}
        assert one.remainder == 0, one
        assert steps.get("gift_cards") == (None if one.figure == "orders" else 100), one
