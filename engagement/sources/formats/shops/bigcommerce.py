"""BigCommerce, Orders > Export with the default template, in its three layouts.

One row per order; its products are packed in one cell, separated by `|`. Product names contain commas and
bars, so the cell is split only where a new `Product ID:` starts. Customer 0 is a guest. Incomplete orders
are carts abandoned at payment.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pyarrow as pa

from engagement.sources.formats.described.order_columns import OrderColumns
from engagement.sources.formats.described.order_export import order_export
from engagement.sources.orders import packed_cells

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells

_ITEM = re.compile(r"\|\s*(?=Product ID:)")
_FIELD = re.compile(
    r"Product (ID|Qty|SKU|Name|Weight|Variation Details|Unit Price|Total Price):\s?"
    r"(.*?)(?=,\s?Product (?:ID|Qty|SKU|Name|Weight|Variation Details|Unit Price|Total Price):|\Z)",
    re.DOTALL,
)


def _lines(cells: Cells, currency: pa.StringArray) -> dict[str, pa.Array]:
    codes = currency.to_pylist()
    items = [
        (row, {name: value.strip() for name, value in _FIELD.findall(item)})
        for row, text in enumerate(cells.text("Product Details").to_pylist())
        for item in _ITEM.split(text or "")
        if item
    ]
    return {
        "row": pa.array([row for row, _ in items], pa.int64()),
        "product": pa.array([html.unescape(item.get("Name", "")) or None for _, item in items], pa.string()),
        "sku": pa.array([item.get("SKU") or None for _, item in items], pa.string()),
        "quantity": pa.array([packed_cells.whole_number(item.get("Qty")) for _, item in items], pa.int64()),
        "price": pa.array(
            [packed_cells.minor(item.get("Unit Price"), codes[row]) for row, item in items], pa.int64()
        ),
    }


FORMAT = order_export(
    key="bigcommerce_orders",
    platform="BigCommerce",
    export="Orders > Export with the default template",
    signature=(("Order ID", "Order Status", "Order Date", "Order Total (inc tax)"),),
    columns=OrderColumns(
        order=("Order ID",),
        instant=("Order Date",),
        time="Order Time",
        gross=("Order Total (inc tax)",),
        required=frozenset({"instant", "gross"}),
        refunded=("Refund Amount",),
        currency=("Order Currency Code",),
        email=("Customer Email", "Billing Email"),
        ident=("Customer ID",),
        phone=("Customer Phone",),
        guest=("Customer ID",),
        guest_blank=True,
        status=("Order Status",),
        channel=(("Channel Name",),),
        country=(("Shipping Country",), ("Billing Country",)),
        region=(("Shipping State",), ("Billing State",)),
        discount_code=("Coupon Details",),
        items=("Total Quantity",),
        packed=_lines,
    ),
)
