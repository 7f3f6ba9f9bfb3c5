"""WooCommerce, the table of orders in the database: `wp_wc_orders`.

One row per order, refund and subscription. A refund has its own id, a negative amount, and the order's id as
`parent_order_id`. Times are in UTC; customer 0 is a guest.

Code, because a refund's order is in another column, and subscriptions are no orders.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.described.order_columns import OrderColumns, RefundRows
from engagement.sources.formats.described.order_export import order_export
from engagement.sources.text.column_names import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

_NO_ORDER: Final = message("This row is neither an order nor a refund")
_REFUND: Final = "shop_order_refund"
_KINDS: Final = pa.array(["shop_order", _REFUND])


def _of_their_orders(raw: RawTable) -> RawTable:
    """Return the table with the order's id in place of that of each refund."""
    names = [normalise(name) for name in raw.columns]
    number, kind, parent = (names.index(name) for name in ("id", "type", "parent_order_id"))
    back = pc.fill_null(pc.equal(raw.data.column(kind), _REFUND), False)
    ids = pc.if_else(back, raw.data.column(parent), raw.data.column(number))
    return replace(raw, data=raw.data.set_column(number, raw.data.schema.field(number), ids))


_TABLE: Final = order_export(
    key="woocommerce_table",
    platform="WooCommerce (database)",
    export="the table wp_wc_orders",
    signature=(("id", "status", "type", "total_amount", "date_created_gmt", "parent_order_id"),),
    prepare=_of_their_orders,
    columns=OrderColumns(
        order=("id",),
        instant=("date_created_gmt",),
        earliest=True,
        gross=("total_amount",),
        refund_rows=RefundRows(kind=("type",), word=_REFUND),
        currency=("currency",),
        required=frozenset({"instant", "gross"}),
        email=("billing_email",),
        ident=("customer_id",),
        guest=("customer_id",),
        status=("status",),
        refers_to=("transaction_id",),
    ),
)


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    cells.set_aside(pc.invert(pc.is_in(cells.text("type"), _KINDS)), _NO_ORDER, "type")
    return _TABLE.read(cells)


FORMAT: Final = replace(_TABLE, read=_read)
