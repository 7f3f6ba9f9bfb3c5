"""The table of the parts of amounts, and its texts."""

from __future__ import annotations

from typing import Final

from engagement.locale import message
from engagement.metrics.bridge.months import parts_of_amounts
from engagement.metrics.bridge.typed_figures import FIGURES
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.words import table_columns as columns

BRIDGE: Final = NamedTable(
    name="bridge",
    title=message("What amounts are made of"),
    meaning=message(
        "Of each period's orders the price of the goods before discounts, less discounts, with tax, shipping "
        "and tips: together what was charged. Refunds lie on the day of the order. A part that no order of "
        "the files says is empty and counts as nothing."
    ),
    columns={
        "start": message("Period"),
        "orders": columns.ORDERS,
        "cancelled": message("Cancelled"),
        "gross_sales": FIGURES["gross_sales"],
        "discounts": message("Discounts"),
        "tax": message("Tax"),
        "shipping": message("Shipping"),
        "tips": message("Tips"),
        "revenue": columns.REVENUE,
        "refunded": message("Amount refunded"),
        "complete": message("Period is over"),
    },
    make=parts_of_amounts,
    unlock=message("An export of orders that says their tax, shipping or discount."),
    needs={"orders": ("gross",)},
    money=frozenset({"gross_sales", "discounts", "tax", "shipping", "tips", "refunded"}),
)

TABLES: Final = (BRIDGE,)
