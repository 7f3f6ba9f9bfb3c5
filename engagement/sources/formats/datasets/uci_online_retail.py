"""UCI Online Retail I and II: the invoices of a UK gift shop, one row per product.

Conventions (METRICS.md): an invoice is an order at its earliest time. Invoices that begin with C are
cancellations and do not count; those with A adjust bad debt. Lines without a positive quantity and price are
no purchase. Fees (postage, bank charges) are ordinary lines. The currency is GBP.

Code, because an order's amount is the sum of quantity times price, and three kinds of rows are
set aside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import rows
from engagement.sources.orders.grouped import Orders, constant

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "uci_online_retail"
_INVOICE = ("InvoiceNo", "Invoice")
_PRICE = ("UnitPrice", "Price")


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    invoice = cells.text(*_INVOICE, required=True)
    quantity = cells.integer("Quantity", required=True)
    price = cells.number(*_PRICE, required=True)
    cancelled = pc.fill_null(pc.starts_with(invoice, "C", ignore_case=True), False)
    _set_aside_no_purchases(cells, invoice, quantity, price, cancelled)
    instant = cells.instant("InvoiceDate", required=True)
    orders = Orders(cells, invoice)
    currency = constant("GBP", len(orders))
    status = pc.if_else(orders.any_row(cancelled), "cancelled", "paid")
    return orders.tables(
        KEY,
        {
            "customer_key": orders.first_value(cells.person(ident=("CustomerID", "Customer ID"))),
            "instant": orders.earliest(instant),
            "gross": orders.value(quantity, price, currency),
            "currency": currency,
            "status": status,
            "country": orders.first_value(cells.text("Country")),
            "items": orders.total(quantity),
        },
        {
            "product": cells.text("Description"),
            "sku": cells.text("StockCode"),
            "quantity": quantity,
            "price": cells.money(*_PRICE, currency="GBP"),
        },
    )


def _set_aside_no_purchases(
    cells: Cells,
    invoice: pa.StringArray,
    quantity: pa.Int64Array,
    price: pa.DoubleArray,
    cancelled: pa.BooleanArray,
) -> None:
    adjustment = pc.fill_null(pc.starts_with(invoice, "A", ignore_case=True), False)
    cells.set_aside(adjustment, message("The invoice adjusts a debt and is no purchase"), *_INVOICE)
    purchase = pc.invert(pc.or_(cancelled, adjustment))
    none_sold = pc.and_(purchase, pc.fill_null(pc.less_equal(quantity, 0), False))
    cells.set_aside(
        none_sold, message("The quantity is not above zero and the invoice is no cancellation"), "Quantity"
    )
    free = pc.and_(purchase, pc.fill_null(pc.less_equal(price, 0.0), False))
    cells.set_aside(free, message("The price is not above zero: the line is no purchase"), *_PRICE)


FORMAT = Format(
    key=KEY,
    platform="UCI Online Retail",
    export="Online Retail I or II, one row per product",
    kind="orders",
    read=_read,
    signature=(
        rows.names("InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"),
        rows.names("Invoice", "StockCode", "Quantity", "InvoiceDate", "Price", "Customer ID"),
    ),
)
