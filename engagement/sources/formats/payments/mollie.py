"""Mollie, Payments > Export: one row per payment attempt.

Expired, failed and cancelled attempts are not orders. Several people may share the name or the account of a
payer, so customers are only identified by an e-mail address, if the export has one.
"""

from __future__ import annotations

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns
from engagement.sources.formats.described.order_export import order_export

FORMAT = order_export(
    key="mollie_payments",
    platform="Mollie",
    export="Payments > Export",
    records="payments",
    signature=(
        ("ID", "Date", "Payment method", "Amount", "Currency", "Status", "Settlement amount"),
        ("ID", "Date", "Payment method", "Amount", "Currency", "Status", "Consumer name"),
    ),
    columns=OrderColumns(
        order=("ID",),
        instant=("Date",),
        gross=("Amount",),
        refunded=("Amount refunded",),
        currency=("Currency",),
        required=frozenset({"instant", "gross"}),
        email=("Consumer email", "Email"),
        status=("Status",),
        channel=(("Payment method",),),
        refers_to=("Description",),
    ),
    caveats=Caveats(
        always=(
            message(
                "These are payments, not orders: what was paid outside {platform} is not in them",
                platform="Mollie",
            ),
        ),
    ),
)
