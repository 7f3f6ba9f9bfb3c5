"""Shopify, Customers > Export: who may be written to.

The list holds what each has bought in all; no order is made of it. `Accepts Email Marketing` was called
`Accepts Marketing` until 2022. Neither column says since when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders.rows import names
from engagement.sources.reports.contact_lists import contacts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY: Final = "shopify_customers"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    cells.lack(
        message(
            "This list says who may be written to; what they bought comes from Orders > Export in Shopify"
        ),
        "shopify_orders",
    )
    # Orders know a customer by e-mail, else by phone: the number of the customer stands in none of them.
    return contacts(
        cells,
        KEY,
        columns={
            "customer": (),
            "phone": ("Phone", "Default Address Phone"),
            "country": ("Default Address Country Code", "Country Code"),
        },
    )


FORMAT: Final = Format(
    key=KEY,
    platform="Shopify",
    export="Customers > Export",
    kind="contacts",
    read=_read,
    signature=(
        names("Email", "Accepts Email Marketing", "Total Spent", "Total Orders"),
        names("Email", "Accepts Marketing", "Total Spent", "Total Orders"),
        names("Customer ID", "Email", "Accepts Email Marketing", "Default Address City"),
    ),
)
