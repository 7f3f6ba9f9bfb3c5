"""Shopify, Orders > Export (75, 78, 79 columns, and the short one of 2012).

One row per product. The order's money, states, addresses and `Id` are on its first row only; later rows
repeat `Name`, `Created at` and often `Email` and `Phone`. The same `Name` at another moment is another
order: of another shop, or after numbering restarted. `Total` keeps the original amount after a refund.
Cash-on-delivery orders have no e-mail. The file does not mark guests.

Code, because an order number may return as a copy or as another order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.described import other_names
from engagement.sources.formats.format import Format
from engagement.sources.orders import amounts as order_amounts
from engagement.sources.orders import checkout_consent, grouping, references, rows
from engagement.sources.orders.columns import FieldColumns
from engagement.sources.orders.grouped import Orders
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "shopify_orders"
_COLUMNS = {
    "amount": ("Total",),
    "email": ("Email",),
    "phone": ("Phone", "Shipping Phone", "Billing Phone"),
    "refunded": ("Refunded Amount",),
    "currency": ("Currency",),
    "quantity": ("Lineitem quantity",),
}
_REFUNDED = FieldColumns({"refunded": "Refunded Amount"})
#: Further columns of the export, which are never taken for a renamed column.
_OTHERS = (
    *("Subtotal", "Shipping", "Taxes", "Discount Code", "Discount Amount", "Shipping Method", "Created at"),
    *("Paid at", "Fulfilled at", "Cancelled at", "Lineitem name", "Lineitem price", "Lineitem sku"),
    *("Outstanding Balance", "Financial Status", "Fulfillment Status", "Payment Reference", "Notes"),
)


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    cells = other_names.read_as_known(cells, _COLUMNS, _OTHERS)
    name = cells.text("Name", required=True)
    placed = pc.coalesce(cells.instant("Created at"), cells.instant("Paid at"))
    name = grouping.apart_by(cells, name, placed, cells.text("Id"))
    rows.set_aside_copies(cells, name, (cells.text("Total"), cells.text("Lineitem name")))
    orders = Orders(cells, name)
    currency = orders.currency("Currency", amount=("Total",))
    of_row = orders.spread(currency)
    cancelled = orders.any_row(pc.is_valid(cells.text("Cancelled at")))
    status = states(cells, orders.first_value(cells.text("Financial Status")))
    quantity = cells.integer("Lineitem quantity")
    cells.warn(
        message("This export does not say who checked out as a guest; the guest share needs another file")
    )
    people = orders.first_value(_customer(cells, of_row))
    if people.null_count == len(people):
        cells.warn(rows.NOBODY)
    order_tables = orders.tables(
        KEY,
        {
            "customer_key": people,
            "instant": orders.first_value(placed),
            "gross": orders.first_value(cells.money(_amount(cells), currency=of_row)),
            "refunded": orders.first_value(order_amounts.refunds(cells, _REFUNDED, of_row)),
            "currency": currency,
            "status": status,
            "cancelled": cancelled,
            "channel": orders.first_value(cells.text("Source")),
            "country": orders.first_value(
                pc.coalesce(cells.text("Shipping Country"), cells.text("Billing Country"))
            ),
            "region": orders.first_value(
                pc.coalesce(cells.text("Shipping Province"), cells.text("Billing Province"))
            ),
            "discount_code": orders.first_value(rows.first_of(cells.text("Discount Code"))),
            "tags": orders.first_value(cells.text("Tags")),
            "items": orders.total(quantity),
            "refers_to": orders.first_value(
                references.reference_texts(cells, "Id", "Note Attributes", "Tags")
            ),
        },
        {
            "product": cells.text("Lineitem name"),
            "sku": cells.text("Lineitem sku"),
            "vendor": cells.text("Vendor"),
            "quantity": quantity,
            "price": cells.money("Lineitem price", currency=of_row),
        },
    )
    accepted = orders.first_value(cells.flag("Accepts Marketing"))
    return order_tables | checkout_consent.of_orders(order_tables["orders"], orders.ids, accepted)


def _amount(cells: Cells) -> str:
    """Return the column of the orders' amounts; people delete columns before they send a file."""
    if cells.has("Total") or not cells.has("Subtotal"):
        return "Total"
    cells.warn(
        message(
            "The only amount is {column}: shipping and what was taken off are not in it", column="Subtotal"
        )
    )
    return "Subtotal"


def _customer(cells: Cells, currency: pa.StringArray) -> pa.Int64Array:
    """Return the customer: e-mail, else phone number, else the billing name with its postcode."""
    return cells.person(
        email=("Email",),
        phone=("Phone", "Shipping Phone", "Billing Phone"),
        name=("Billing Name", "Billing Zip"),
        country=("Billing Country", "Shipping Country"),
        currency=currency,
    )


FORMAT = Format(
    key=KEY,
    platform="Shopify",
    export="Orders > Export",
    kind="orders",
    read=_read,
    signature=tuple(
        rows.names("Name", "Financial Status", "Lineitem name", date) for date in ("Created at", "Paid at")
    ),
    without=rows.names("Lineitem variant"),
)
