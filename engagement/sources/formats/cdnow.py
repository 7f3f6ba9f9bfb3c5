"""CDNOW: purchases at a record shop, the data set on which lifetime models are tried.

Columns parted by blanks: customer, day, CDs, dollars, with or without a line of names, and in the
sample file a second number for the customer. Each line is an order (METRICS.md); as lines carry no
number, an order is called by customer, day and its place among that customer's orders of the day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.sources import order_rows
from engagement.sources.model import Format
from engagement.sources.orders import Orders, constant

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.cells import Cells

KEY = "cdnow"
_CUSTOMER = ("customer_id", "masterid")
_DATE = ("date",)
_ITEMS = ("number_of_cds", "cds")
_AMOUNT = ("dollar_value", "sales")


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    customer = cells.text(*_CUSTOMER, required=True)
    day = cells.text(*_DATE, required=True)
    orders = Orders(cells, order_rows.numbered(customer, day))
    currency = constant("USD", len(orders))
    return orders.tables(
        KEY,
        {
            "customer_key": orders.found(cells.person(ident=_CUSTOMER)),
            "instant": orders.found(cells.instant(*_DATE, required=True)),
            "gross": orders.found(cells.money(*_AMOUNT, currency="USD", required=True)),
            "currency": currency,
            "items": orders.found(cells.integer(*_ITEMS)),
        },
    )


FORMAT = Format(
    key=KEY,
    platform="CDNOW",
    kind="orders",
    read=_read,
    signature=(
        order_rows.names("customer_id", "date", "number_of_cds", "dollar_value"),
        order_rows.names("masterid", "date", "cds", "sales"),
    ),
)
