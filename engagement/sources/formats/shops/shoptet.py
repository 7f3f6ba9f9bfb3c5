"""Shoptet (Czech Republic, Slovakia, Hungary), Orders > Export as CSV.

One row per product, and also for delivery and payment; all values of the order are repeated on each. An
amount with "item" in its name counts pieces: `itemAmount`.
"""

from __future__ import annotations

from engagement.sources.formats.described.order_columns import OrderColumns
from engagement.sources.formats.described.order_export import order_export

FORMAT = order_export(
    key="shoptet_orders",
    platform="Shoptet",
    export="Orders > Export (Objednávky > Export) as CSV",
    signature=(("code", "date", "statusName", "totalPriceWithVat"),),
    columns=OrderColumns(
        order=("code",),
        instant=("date",),
        gross=("totalPriceWithVat", "priceToPay"),
        required=frozenset({"instant", "gross"}),
        currency=("currency", "currencyCode"),
        email=("email",),
        ident=("customerCode",),
        phone=("phone",),
        status=("statusName",),
        channel=(("sourceName", "source"),),
        country=(("deliveryCountryName", "deliveryCountry"), ("billCountryName", "billCountry")),
        product=("itemName",),
        sku=("itemCode",),
        quantity=("itemAmount",),
        price=("itemUnitPriceWithVat",),
        weighed=True,
    ),
)
