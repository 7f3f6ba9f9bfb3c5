"""Columns that several canonical tables share, constructors for the usual kinds, and allowed values."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from engagement.contract import Column

#: Order states. Those in `NOT_COUNTED` do not count as an order (METRICS.md, Conventions).
ORDER_STATUSES: Final = frozenset(
    {
        "paid",
        "pending",
        "partially_refunded",
        "refunded",
        "cancelled",
        "voided",
        "failed",
        "expired",
        "test",
    }
)
NOT_COUNTED: Final = frozenset({"cancelled", "voided", "failed", "expired", "test"})
#: Columns by which an order and a payment are recognised as one sale.
MATCHED_BY: Final = ("reference", "customer")
QUESTION_KINDS: Final = frozenset({"nps", "effort", "satisfaction", "rating", "choice", "comment", "number"})
INSTANT: Final = pa.timestamp("us")


def text(name: str, meaning: str, *, nullable: bool = True) -> Column:
    """Return a column of text."""
    return Column(name, pa.string(), meaning, nullable=nullable)


def count(name: str, meaning: str) -> Column:
    """Return a nullable column of whole numbers."""
    return Column(name, pa.int64(), meaning, unit="count")


DAY = Column("day", pa.int32(), "day on the shop's calendar", "days since 1970-01-01", False)
LINE = Column("line", pa.int64(), "first line of the record in its file", "line from 1", False)
SOURCE = text("source", "key of the format that it was read by, e.g. shopify_orders", nullable=False)
SHOP = text("shop", "shop or brand, where the file or the user names one")
CUSTOMER = Column("customer_key", pa.int64(), "keyed pseudonym of the person; null: nobody named")
CUSTOMER_NUMBER = Column(
    "customer_number",
    pa.int64(),
    "keyed pseudonym of the customer's number, the same on every platform; null: not said",
)
CHANNELS: Final = frozenset({"email", "sms", "push", "whatsapp", "other"})
MEMBER_STATES: Final = frozenset({"member", "candidate", "disabled"})
CONSENT_CHANNELS: Final = frozenset({"email", "sms"})
CONSENT_STATES: Final = frozenset({"subscribed", "pending", "not_subscribed", "unsubscribed", "unreachable"})
CONSENT_SOURCES: Final = frozenset({"list", "order"})
