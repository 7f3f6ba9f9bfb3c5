"""Amazon, Settlement report (flat file V2, tab separated): a period's orders, refunds and fees.

One row per part of an amount. An order's amount is what its items cost the buyer (`ItemPrice`: price,
shipping, tax); the same parts of a refund are the refund. Fees are left out, as they are not the buyer's.
The report does not identify buyers. Its orders are also in the All Orders report, under whose key rows are
written.

Code, because the kind of an amount follows from two columns together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import rows
from engagement.sources.orders.grouped import Orders

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "amazon_settlement"
_ALL_ORDERS = "amazon_all_orders"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    number = cells.text("order-id")
    kind = pc.utf8_lower(cells.text("transaction-type"))
    sale, refund = (pc.fill_null(pc.equal(kind, word), False) for word in ("order", "refund"))
    # Transfers, reserves, storage fees, and the line with the total of the period.
    cells.set_aside(pc.invert(pc.or_(sale, refund)), rows.NOT_AN_ORDER)
    rows.set_aside_orphans(cells, number, refund)
    orders = Orders(cells, number)
    currency = _currency(cells)
    of_item = pc.fill_null(pc.equal(pc.utf8_lower(cells.text("amount-type")), "itemprice"), False)
    amount = pc.if_else(of_item, cells.money("amount", currency=currency), None)
    principal = pc.equal(pc.utf8_lower(cells.text("amount-description")), "principal")
    sold = pc.if_else(pc.and_(sale, pc.and_(of_item, principal)), cells.integer("quantity-purchased"), None)
    instants = cells.instant("posted-date-time", "posted-date")
    cells.warn(message("Amazon names no buyer in this report; the repeat rate cannot be told from it"))
    return orders.tables(
        _ALL_ORDERS,
        {
            "instant": orders.earliest(instants),
            "gross": pc.fill_null(orders.total(pc.if_else(sale, amount, None)), 0),
            "refunded": orders.total(pc.if_else(refund, pc.negate(amount), 0)),
            "refund_day": orders.latest_day(instants, refund),
            "currency": orders.first_value(currency),
            "channel": orders.first_value(cells.text("marketplace-name")),
            "items": orders.total(sold),
        },
        {"sku": cells.text("sku"), "quantity": sold, "price": rows.divided(amount, sold)},
    )


def _currency(cells: Cells) -> pa.StringArray:
    """Return the currency of the settlement for each row; the file may have it on the first line only."""
    codes = cells.currency("currency", amount=("amount",))
    named = pc.if_else(pc.is_valid(cells.text("currency")), codes, None)
    return pc.fill_null(pc.fill_null_forward(named), codes[0]) if len(codes) else codes


FORMAT = Format(
    key=KEY,
    platform="Amazon (settlement)",
    export="Payments > Settlement report (flat file V2)",
    kind="orders",
    records="marketplace",
    read=_read,
    signature=(rows.names("settlement-id", "transaction-type", "order-id", "amount-type", "amount"),),
    completes=_ALL_ORDERS,
)
