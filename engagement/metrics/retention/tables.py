"""The retention tables and their texts."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.purchases import purchase_phrases
from engagement.metrics.retention.cohorts import cohorts, new_and_returning
from engagement.metrics.retention.order_steps import (
    days_between_steps,
    days_to_second_order,
    order_ladder,
    orders_per_customer,
    second_orders,
)
from engagement.metrics.words import table_columns as columns

_table = partial(NamedTable, unlock=purchase_phrases.NEEDS_CUSTOMERS, needs={"orders": ("customer_key",)})
_COMPLETE: Final = message("Period is over")

COHORTS: Final = _table(
    name="cohorts",
    title=message("Customers who order again, by the period of the first order"),
    meaning=message(
        "Customers are grouped by the week, month, quarter or year of their first order in the data; a row "
        "says how many of them ordered in a later period. Groups under 30 show counts and no share. Who "
        "ordered before the data begin counts as new."
    ),
    columns={
        "cohort": message("First order in"),
        "period": message("Periods later"),
        "customers": columns.CUSTOMERS,
        "active": message("Ordered"),
        "share": columns.SHARE,
        "low": columns.LOW,
        "high": columns.HIGH,
        "orders": columns.ORDERS,
        "revenue": columns.REVENUE,
        "complete": _COMPLETE,
    },
    make=cohorts,
)

ORDER_LADDER: Final = _table(
    name="order_ladder",
    title=message("From one order to the next"),
    meaning=message(
        "Of the customers whose order of this number lies at least 365 days back, the share that ordered "
        "again within 365 days. The days are those of all who have the next order. Two orders of one day "
        "are two steps."
    ),
    columns={
        "order": message("Order"),
        "reached": message("Customers who got here"),
        "eligible": message("Of them a year ago or more"),
        "went_on": message("Went on within a year"),
        "share": columns.SHARE,
        "low": columns.LOW,
        "high": columns.HIGH,
        "median_days": message("Days to the next, median"),
        "p25_days": message("Days to the next, lower quartile"),
        "p75_days": message("Days to the next, upper quartile"),
    },
    make=order_ladder,
)

DAYS_TO_SECOND_ORDER: Final = _table(
    name="days_to_second_order",
    title=message("Days to the second order"),
    meaning=message(
        "The share of customers who still wait with their second order so many days after the first "
        "(Kaplan-Meier): who has not ordered again counts for as long as the first order is ago."
    ),
    columns={
        "day": message("Days since the first order"),
        "still_waiting": message("Still waiting"),
        "came_back": message("Came back"),
        "left": message("Not known any further"),
        "survival": message("Share that waits on"),
        "low": columns.LOW,
        "high": columns.HIGH,
    },
    make=days_to_second_order,
)

NEW_AND_RETURNING: Final = _table(
    name="new_and_returning",
    title=message("New and returning customers over time"),
    meaning=message(
        "A customer is new in the period of the first order in the data and returning in every later one."
    ),
    columns={
        "start": message("First day"),
        "new_customers": message("New customers"),
        "returning_customers": message("Returning customers"),
        "new_orders": message("Orders of new customers"),
        "returning_orders": message("Orders of returning customers"),
        "new_revenue": message("Revenue of new customers"),
        "returning_revenue": message("Revenue of returning customers"),
        "complete": _COMPLETE,
    },
    make=new_and_returning,
)

ORDERS_PER_CUSTOMER: Final = _table(
    name="orders_per_customer",
    title=message("Customers by their number of orders"),
    meaning=message("How many customers have had so many orders up to now; the last row has ten or more."),
    columns={"orders": columns.ORDERS, "customers": columns.CUSTOMERS},
    make=orders_per_customer,
)

DAYS_BETWEEN_STEPS: Final = _table(
    name="days_between_steps",
    title=message("Days from one order to the next"),
    meaning=message(
        "After how many days the next order came, counted by 30 days, for the customers who have it. Who has "
        "not ordered again is not in it: the shares from one order to the next count them."
    ),
    columns={
        "order": message("Order"),
        "from_day": message("From day"),
        "to_day": message("To day"),
        "customers": columns.CUSTOMERS,
    },
    make=days_between_steps,
)

SECOND_ORDERS: Final = _table(
    name="second_orders",
    title=message("Second order within so many days"),
    meaning=message(
        "Of all customers whose first order is so many days old, whenever it was, the share that ordered "
        "again within these days. Two orders of one day count."
    ),
    columns={
        "days": message("Within days"),
        "customers": columns.CUSTOMERS,
        "came_back": message("Came back"),
        "share": columns.SHARE,
        "low": columns.LOW,
        "high": columns.HIGH,
    },
    make=second_orders,
)

TABLES: Final = (
    SECOND_ORDERS,
    COHORTS,
    ORDER_LADDER,
    DAYS_TO_SECOND_ORDER,
    NEW_AND_RETURNING,
    ORDERS_PER_CUSTOMER,
    DAYS_BETWEEN_STEPS,
)
