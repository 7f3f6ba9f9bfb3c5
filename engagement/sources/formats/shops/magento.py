"""Magento / Adobe Commerce, Sales > Orders > Export CSV: the grid, hidden columns too; also Magento 1.

One row per order. Amounts are bare numbers without a currency; `(Base)` is the same currency on
every row, `(Purchased)` may not be. `Purchase Point` spans three lines: website, store, view.
"""

from __future__ import annotations

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns
from engagement.sources.formats.described.order_export import order_export

FORMAT = order_export(
    key="magento_orders",
    platform="Magento",
    export="Sales > Orders > Export CSV",
    signature=(
        ("ID", "Purchase Point", "Purchase Date", "Bill-to Name", "Grand Total (Base)"),
        ("Order #", "Purchased On", "Bill to Name", "G.T. (Base)"),
        ("Order #", "Purchased On", "Bill to Name", "G.T. (Purchased)"),
    ),
    columns=OrderColumns(
        order=("ID", "Order #"),
        instant=("Purchase Date", "Purchased On"),
        gross=("Grand Total (Base)", "Grand Total (Purchased)", "G.T. (Base)", "G.T. (Purchased)"),
        refunded=("Total Refunded",),
        required=frozenset({"instant", "gross"}),
        email=("Customer Email",),
        guest=("Customer Group",),
        guest_value="not logged in",
        status=("Status",),
        states={"closed": "refunded", "complete": "paid"},
        shop=("Purchase Point", "Purchased From (Store)"),
    ),
    caveats=Caveats(
        without=(
            (
                ("Customer Email",),
                message("This export names no customer; show the column Customer Email before exporting"),
            ),
        )
    ),
)
