"""Sentences shared by the definitions of purchase figures: sources, what counts, how certain it is."""

from __future__ import annotations

from typing import Final

from engagement.locale import message
from engagement.metrics.words import phrases

ARTICLES: Final = phrases.ARTICLES
NONE: Final = phrases.NO_INTERVAL
OWN: Final = message("A definition of this dashboard; the articles name the metric but not how to count it.")
COMPANION: Final = message(
    "Not in the articles; it stands beside the average because a few large orders pull that."
)
#: Days after an order within which nearly all refunds are booked.
REFUND_DAYS: Final = 30
ORDER: Final = message(
    "An order counts unless it was cancelled, voided, failed, expired or a test. A refund does not remove it."
)
CUSTOMER: Final = message(
    "A customer is one e-mail address; where there is none, one customer id, else one phone number."
)
OUTSIDE: Final = message("Orders outside the period, and orders that do not count.")
UNNAMED: Final = message(
    "Orders outside the period, orders that do not count, and orders without a customer."
)
FOREIGN: Final = message(
    "Orders outside the period, orders that do not count, and orders in another currency than most."
)
UNNAMED_FOREIGN: Final = message(
    "Orders outside the period, orders that do not count, orders without a customer, "
    "and orders in another currency than most."
)
WILSON: Final = message("95%, Wilson: in 19 of 20 such samples the interval holds the true share.")
SHARE_BY_CUSTOMER: Final = message(
    "95%, Wilson, by customer: orders of one customer resemble each other, "
    "so many orders of few customers say less than as many of different ones."
)
BY_CUSTOMER: Final = message(
    "95%, by customer: orders of one customer resemble each other, so the customer is what varies. Of fewer "
    "than 400 customers by drawing them again (bootstrap-t), of more approximate."
)
HOW_OFTEN: Final = message(
    "95%, by customer, for counts of at least 1 (gamma): even where all have bought once, somebody may buy "
    "again."
)
RANKS: Final = message("95%, between two ranked values: it assumes nothing about the shape of the data.")
RANKS_BY_CUSTOMER: Final = message(
    "95%, between two ranked values, by customer: it assumes nothing about the shape of the data."
)
NEEDS_ORDERS: Final = message("A file of orders, for example the orders export of your shop.")
NEEDS_CUSTOMERS: Final = message(
    "A file of orders that names its customers, by e-mail, customer id or phone."
)
NEEDS_CODES: Final = message("A file of orders with a column of discounts or discount codes.")
