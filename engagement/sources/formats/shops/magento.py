"""Magento / Adobe Commerce, Sales > Orders > Export CSV: the grid, hidden columns too; also Magento 1.

One row per order. Amounts are bare numbers without a currency; `(Base)` is the same currency on
every row, `(Purchased)` may not be. `Purchase Point` spans three lines: website, store, view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import rows
from engagement.sources.orders.grouped import Orders
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "magento_orders"
_NUMBER = ("ID", "Order #")
_AMOUNT = (
    *("Grand Total (Base)", "Grand Total (Purchased)"),
    *("G.T. (Base)", "G.T. (Purchased)"),
)
_DATE = ("Purchase Date", "Purchased On")
_POINT = ("Purchase Point", "Purchased From (Store)")
_GUEST = "not logged in"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text(*_NUMBER, required=True))
    currency = orders.currency(amount=_AMOUNT)
    of_row = orders.spread(currency)
    group = cells.text("Customer Group")
    point = pc.replace_substring_regex(cells.text(*_POINT), r"\s*[\r\n]+\s*", " / ")
    if not cells.has("Customer Email"):
        cells.warn(message("This export names no customer; show the column Customer Email before exporting"))
    return orders.tables(
        KEY,
        {
            "shop": orders.found(point),
            "customer_key": orders.found(cells.person(email=("Customer Email",))),
            "guest": orders.found(pc.equal(pc.utf8_lower(group), _GUEST)),
            "instant": orders.found(cells.instant(*_DATE, required=True)),
            "gross": orders.found(cells.money(*_AMOUNT, currency=of_row, required=True)),
            "refunded": orders.found(cells.money("Total Refunded", currency=of_row)),
            "currency": currency,
            "status": states(
                cells, orders.found(cells.text("Status")), {"closed": "refunded", "complete": "paid"}
            ),
        },
    )


FORMAT = Format(
    key=KEY,
    platform="Magento",
    export="Sales > Orders > Export CSV",
    kind="orders",
    read=_read,
    signature=(
        rows.names("ID", "Purchase Point", "Purchase Date", "Bill-to Name", "Grand Total (Base)"),
        rows.names("Order #", "Purchased On", "Bill to Name", "G.T. (Base)"),
        rows.names("Order #", "Purchased On", "Bill to Name", "G.T. (Purchased)"),
    ),
)
