"""Shopify, Customers > Export: who may be written to.

The list holds what each has bought in all; no order is made of it. `Accepts Email Marketing` was called
`Accepts Marketing` until 2022. Neither column says since when. Orders know a customer by e-mail, else by
phone: the number of the customer stands in none of them.
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
