"""Shopify, Customers > Export: customers with their marketing consent.

The list has each customer's total spend, which is not read as an order. `Accepts Email Marketing` was named
`Accepts Marketing` until 2022; neither has a date. Customers are identified by e-mail, else by phone, as
orders are: the export's customer number is in no file of orders.
"""

from __future__ import annotations

from typing import Final

from engagement.locale import message
from engagement.sources.formats.described.report_exports import contact_export

FORMAT: Final = contact_export(
    key="shopify_customers",
    platform="Shopify",
    export="Customers > Export",
    signature=(
        ("Email", "Accepts Email Marketing", "Total Spent", "Total Orders"),
        ("Email", "Accepts Marketing", "Total Spent", "Total Orders"),
        ("Customer ID", "Email", "Accepts Email Marketing", "Default Address City"),
    ),
    columns={
        "customer": (),
        "phone": ("Phone", "Default Address Phone"),
        "country": ("Default Address Country Code", "Country Code"),
    },
    lacks=(
        (
            message(
                "This list says who may be written to; what they bought comes from Orders > Export in Shopify"
            ),
            "shopify_orders",
        ),
    ),
)
