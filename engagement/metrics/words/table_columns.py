"""Words of columns that several tables have."""

from __future__ import annotations

from typing import Final

from engagement.locale import message

LOW: Final = message("Interval from")
HIGH: Final = message("Interval to")
SHARE: Final = message("Share of customers")
CUSTOMERS: Final = message("Customers")
ORDERS: Final = message("Orders")
REVENUE: Final = message("Revenue")
KEY: Final = message("Key")
QUESTION: Final = message("Question")
