"""The tables of what a customer is worth, and their words."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.lifetime.historic import lifetime_value
from engagement.metrics.lifetime.model import lifetime_model
from engagement.metrics.purchases import phrases
from engagement.metrics.words import table_columns as columns

_table = partial(NamedTable, unlock=phrases.NEEDS_CUSTOMERS, needs={"orders": ("customer_key",)})

LIFETIME_VALUE: Final = _table(
    name="lifetime_value",
    title=message("What a customer has brought so far"),
    meaning=message(
        "The mean of what customers had spent so many days after their first order. Only customers whose "
        "first order is that old count; the data are the whole of it, nothing is foretold."
    ),
    columns={
        "age_days": message("Days since the first order"),
        "customers": columns.CUSTOMERS,
        "mean": message("Mean spend"),
        "low": columns.LOW,
        "high": columns.HIGH,
    },
    make=lifetime_value,
)

LIFETIME_MODEL: Final = _table(
    name="lifetime_model",
    title=message("The model of orders to come"),
    meaning=message(
        "BG/NBD for orders and Gamma-Gamma for their worth, fitted in weeks to all customers, those with one "
        "order included; orders of one day are one. It is told only where a shop has 500 customers, 200 of "
        "them with a second order, six months, a fit that has converged inside its bounds, customers who "
        "leave at all, and a forecast of the last quarter within 20% of what happened. Else the gates are "
        "listed."
    ),
    columns={
        "name": message("Parameter"),
        "value": message("Value"),
        "gate": message("Gate"),
        "needed": message("Needed"),
        "passed": message("Passed"),
    },
    make=lifetime_model,
)

TABLES: Final = (LIFETIME_VALUE, LIFETIME_MODEL)
