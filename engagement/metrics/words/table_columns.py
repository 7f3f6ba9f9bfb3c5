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
VALUE: Final = message("Value")
STEP: Final = message("Step")
TOLD_APART_BY: Final = message("Told apart by")
MEAN_SPEND: Final = message("Mean spend")
MEAN_SPEND_LOW: Final = message("Mean spend from")
MEAN_SPEND_HIGH: Final = message("Mean spend to")
SPEND_LOW: Final = message("Spend from")
SPEND_HIGH: Final = message("Spend to")
OTHERS_SPEND: Final = message("Mean spend of the others")
SPEND_DIFFERS: Final = message("Spend differs")
P: Final = message("p after Holm")
DIFFERS: Final = message("Differs from the others")
QUESTION: Final = message("Question")
