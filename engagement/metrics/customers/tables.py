"""The tables of who the customers are, and their texts."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.customers.late import customer_rhythm, late_customers
from engagement.metrics.customers.rfm import rfm, rfm_movement, rfm_scores
from engagement.metrics.purchases import purchase_phrases
from engagement.metrics.words import table_columns as columns

_table = partial(NamedTable, unlock=purchase_phrases.NEEDS_CUSTOMERS, needs={"orders": ("customer_key",)})
_SCORED: Final = message(
    "Each customer is scored 1 to 5 three times, 5 is best: by the days since the last order and by money in "
    "fifths of all customers, where equals share a score, and by orders (1, 2, 3 to 4, 5 to 9, 10 or more). "
    "All orders up to the last day of the data count."
)

RFM: Final = _table(
    name="rfm",
    title=message("Groups of customers by recency, orders and money"),
    meaning=_SCORED,
    columns={
        "group": message("Group"),
        "customers": columns.CUSTOMERS,
        "share": columns.SHARE,
        "orders": columns.ORDERS,
        "revenue": columns.REVENUE,
        "median_recency": message("Days since the last order, median"),
        "median_orders": message("Orders, median"),
        "median_revenue": message("Revenue, median"),
    },
    make=rfm,
)

RFM_SCORES: Final = _table(
    name="rfm_scores",
    title=message("Customers by score"),
    meaning=_SCORED,
    columns={
        "r": message("Recency"),
        "f": message("Frequency"),
        "m": message("Money"),
        "customers": columns.CUSTOMERS,
    },
    make=rfm_scores,
)

RFM_MOVEMENT: Final = _table(
    name="rfm_movement",
    title=message("From group to group"),
    meaning=message(
        "In which group customers are and in which they were one period earlier, both scored among the "
        "customers of that day. Who had not ordered by then comes from no group. For all days it is a year."
    ),
    columns={
        "from": message("Group then"),
        "to": message("Group now"),
        "customers": columns.CUSTOMERS,
    },
    make=rfm_movement,
)

LATE_CUSTOMERS: Final = _table(
    name="late_customers",
    title=message("Customers later than their own rhythm"),
    meaning=message(
        "Of the customers with three orders or more, those whose last order is longer ago than nine of ten "
        "of their gaps last. Gaps are judged by the customer's own mean (of logarithms); the fewer, the more "
        "those of all customers count. Orders of one day are one visit."
    ),
    columns={
        "threshold": message("Share of gaps that are shorter"),
        "customers": message("Later than that"),
        "of": message("Customers with three orders or more"),
    },
    make=late_customers,
)

CUSTOMER_RHYTHM: Final = _table(
    name="customer_rhythm",
    title=message("Customers by their own rhythm"),
    meaning=message(
        "Who ordered on three days or more has a rhythm: later than usual is who waits longer than nine of "
        "ten of the own gaps last, and past the lapse point whoever has also waited so long that of such "
        "waits at most one in ten still ends in an order (Kaplan-Meier over the waits of all customers). "
        "That point is not known where the data do not reach twice as far."
    ),
    columns={
        "state": message("Rhythm"),
        "customers": columns.CUSTOMERS,
        "share": columns.SHARE,
        "lapse_days": message("Lapse point, days"),
    },
    make=customer_rhythm,
)

TABLES: Final = (RFM, RFM_SCORES, RFM_MOVEMENT, LATE_CUSTOMERS, CUSTOMER_RHYTHM)
