"""BigCommerce, Orders > Export with the default template, in its three shapes.

One row per order, its products packed in one cell and parted by `|`. Product names hold commas and
bars, so the cell is cut only where a new `Product ID:` starts. Customer 0 is a guest. Incomplete
orders are baskets that were left at the payment.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.formats.format import Format
from engagement.sources.orders import packed_cells, rows
from engagement.sources.orders.grouped import Orders
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells

KEY = "bigcommerce_orders"
_ITEM = re.compile(r"\|\s*(?=Product ID:)")
_FIELD = re.compile(
    r"Product (ID|Qty|SKU|Name|Weight|Variation Details|Unit Price|Total Price):\s?"
    r"(.*?)(?=,\s?Product (?:ID|Qty|SKU|Name|Weight|Variation Details|Unit Price|Total Price):|\Z)",
    re.DOTALL,
)


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("Order ID", required=True))
    currency = orders.currency("Order Currency Code", amount=("Order Total (inc tax)",))
    of_row = orders.spread(currency)
    columns = {
        "customer_key": orders.found(
            cells.person(
                email=("Customer Email", "Billing Email"),
                ident=("Customer ID",),
                phone=("Customer Phone",),
                country=("Billing Country", "Shipping Country"),
                currency=of_row,
            )
        ),
        "instant": orders.found(cells.instant("Order Date", time="Order Time", required=True)),
        "gross": orders.found(cells.money("Order Total (inc tax)", currency=of_row, required=True)),
        "refunded": orders.found(cells.money("Refund Amount", currency=of_row)),
        "currency": currency,
        "status": states(cells, orders.found(cells.text("Order Status"))),
        "channel": orders.found(cells.text("Channel Name")),
        "country": orders.found(pc.coalesce(cells.text("Shipping Country"), cells.text("Billing Country"))),
        "region": orders.found(pc.coalesce(cells.text("Shipping State"), cells.text("Billing State"))),
        "discount_code": orders.found(rows.first_of(cells.text("Coupon Details"))),
        "items": orders.found(cells.integer("Total Quantity")),
    }
    if cells.has("Customer ID"):
        columns["guest"] = pc.equal(pc.fill_null(orders.found(cells.text("Customer ID")), "0"), "0")
    return orders.tables(KEY, columns, _lines(cells, of_row))


def _lines(cells: Cells, currency: pa.StringArray) -> dict[str, pa.Array]:
    codes = currency.to_pylist()
    found = [
        (row, {name: value.strip() for name, value in _FIELD.findall(item)})
        for row, text in enumerate(cells.text("Product Details").to_pylist())
        for item in _ITEM.split(text or "")
        if item
    ]
    return {
        "row": pa.array([row for row, _ in found], pa.int64()),
        "product": pa.array([html.unescape(item.get("Name", "")) or None for _, item in found], pa.string()),
        "sku": pa.array([item.get("SKU") or None for _, item in found], pa.string()),
        "quantity": pa.array([packed_cells.whole(item.get("Qty")) for _, item in found], pa.int64()),
        "price": pa.array(
            [packed_cells.minor(item.get("Unit Price"), codes[row]) for row, item in found], pa.int64()
        ),
    }


FORMAT = Format(
    key=KEY,
    platform="BigCommerce",
    export="Orders > Export with the default template",
    kind="orders",
    read=_read,
    signature=(rows.names("Order ID", "Order Status", "Order Date", "Order Total (inc tax)"),),
)
