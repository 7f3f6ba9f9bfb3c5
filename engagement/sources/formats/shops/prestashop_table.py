"""PrestaShop, the table of orders in the database: `ps_orders`, as the SQL Manager exports it.

One row per order; `reference` is shared by the orders into which a checkout was split. States are numbers: up
to 13 those of every shop, from 14 the shop's own, which are asked for.
"""

from __future__ import annotations

from engagement.sources.formats.described.order_columns import OrderColumns
from engagement.sources.formats.described.order_export import order_export

#: The states that every shop begins with.
_STATES = {
    "1": "pending",
    "2": "paid",
    "3": "paid",
    "4": "paid",
    "5": "paid",
    "6": "cancelled",
    "7": "refunded",
    "8": "failed",
    "9": "paid",
    "10": "pending",
    "11": "paid",
    "12": "pending",
    "13": "pending",
}

FORMAT = order_export(
    key="prestashop_table",
    platform="PrestaShop (database)",
    export="Advanced Parameters > Database > SQL Manager, the table ps_orders",
    signature=(("id_order", "reference", "id_customer", "current_state", "total_paid", "date_add"),),
    columns=OrderColumns(
        order=("id_order",),
        instant=("date_add",),
        gross=("total_paid_tax_incl", "total_paid"),
        required=frozenset({"instant", "gross"}),
        ident=("id_customer",),
        status=("current_state",),
        states=_STATES,
        shop=("id_shop",),
        refers_to=("reference",),
    ),
)
