"""WooCommerce core, Analytics > Orders: the file from the server and that from the browser.

One row per order **and one per refund, with the same order number**: a refund has negative net sales and
repeats the order's total, so that column must not be summed. Net sales exclude tax and shipping. Customers
are identified by name at most.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns, RefundRows
from engagement.sources.formats.described.order_export import order_export

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells

_NET = ("Net sales", "N. Revenue")
_PACKED = re.compile(r"(?<!\d)(-?\d{1,9})\s?\u00d7\s(.+?)(?=,\s-?\d{1,9}\s?\u00d7\s|\Z)", re.DOTALL)


def _products(cells: Cells, _currency: pa.StringArray) -> dict[str, pa.Array]:
    """Return quantities, product names and their rows from texts such as "2× Mug, 1× Tea"."""
    items = [
        (int(quantity), name.strip(), row)
        for row, text in enumerate(cells.text("Product(s)").to_pylist())
        for quantity, name in _PACKED.findall(text or "")
    ]
    quantity, product, row = zip(*items, strict=True) if items else ((), (), ())
    return {
        "row": pa.array(row, pa.int64()),
        "product": pa.array(product, pa.string()),
        "quantity": pa.array(quantity, pa.int64()),
    }


FORMAT = order_export(
    key="woocommerce_analytics",
    platform="WooCommerce Analytics",
    export="Analytics > Orders > Download",
    signature=tuple(("Order #", "Customer type", "Product(s)", "Items sold", amount) for amount in _NET),
    columns=OrderColumns(
        order=("Order #",),
        instant=("Date",),
        earliest=True,
        gross=_NET,
        signed=("N. Revenue (formatted)",),
        refund_rows=RefundRows(),
        required=frozenset({"instant", "gross"}),
        status=("Status",),
        channel=(("Attribution",),),
        discount_code=("Coupon(s)",),
        packed=_products,
        items=("Items sold",),
    ),
    caveats=Caveats(
        always=(
            message("This export names no customer; the repeat rate needs the export of an order plug-in"),
            message("Order values are net sales, without tax and shipping, as WooCommerce reports them"),
        )
    ),
)
