"""WooCommerce core, Analytics > Orders: the file of the server and that of the browser.

One row per order **and one per refund, under the order's number**: a refund's net sales are
negative and the row repeats the order's own total, so that column cannot be added up. Net sales
are without tax and shipping. The customer is a name at best.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import rows
from engagement.sources.orders.grouped import Orders
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells

KEY = "woocommerce_analytics"
_NET = ("Net sales", "N. Revenue")
_FORMATTED = "N. Revenue (formatted)"
_PACKED = re.compile(r"(?<!\d)(-?\d{1,9})\s?\u00d7\s(.+?)(?=,\s-?\d{1,9}\s?\u00d7\s|\Z)", re.DOTALL)


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    number = cells.text("Order #", required=True)
    sold = cells.integer("Items sold")
    net = cells.money(*_NET, currency=cells.currency(amount=(_FORMATTED,)), required=True)
    refund = pc.fill_null(pc.less(net, 0), False)
    rows.set_aside_orphans(cells, number, refund)
    orders = Orders(cells, number)
    sale = pc.invert(refund)
    quantity, product, row = _products(cells, sale)
    cells.warn(message("This export names no customer; the repeat rate needs the export of an order plug-in"))
    cells.warn(message("Order values are net sales, without tax and shipping, as WooCommerce reports them"))
    return orders.tables(
        KEY,
        {
            "instant": orders.earliest(cells.instant("Date", required=True)),
            "gross": orders.total(pc.if_else(sale, net, None)),
            "refunded": orders.total(pc.if_else(refund, pc.negate(net), 0)),
            "currency": orders.currency(amount=(_FORMATTED,)),
            "status": states(cells, orders.found(cells.text("Status"))),
            "channel": orders.found(cells.text("Attribution")),
            "discount_code": orders.found(rows.first_of(cells.text("Coupon(s)"))),
            "items": orders.total(pc.if_else(sale, sold, None)),
        },
        {"row": row, "product": product, "quantity": quantity},
    )


def _products(cells: Cells, sale: pa.BooleanArray) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Unpack two times a mug, once a tea into quantities, products and the rows where they stand."""
    packed = pc.if_else(sale, cells.text("Product(s)"), None).to_pylist()
    found = [
        (int(quantity), name.strip(), row)
        for row, text in enumerate(packed)
        for quantity, name in _PACKED.findall(text or "")
    ]
    quantity, product, row = zip(*found, strict=True) if found else ((), (), ())
    return pa.array(quantity, pa.int64()), pa.array(product, pa.string()), pa.array(row, pa.int64())


FORMAT = Format(
    key=KEY,
    platform="WooCommerce Analytics",
    export="Analytics > Orders > Download",
    kind="orders",
    read=_read,
    signature=tuple(
        rows.names("Order #", "Customer type", "Product(s)", "Items sold", amount) for amount in _NET
    ),
)
