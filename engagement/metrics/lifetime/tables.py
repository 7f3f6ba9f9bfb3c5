"""The lifetime value tables and their texts."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.lifetime.forecast import lifetime_forecast
from engagement.metrics.lifetime.forecast_model import lifetime_holdout, lifetime_model
from engagement.metrics.lifetime.historic import (
    lifetime_value,
    lifetime_value_by_cohort,
    lifetime_value_by_group,
)
from engagement.metrics.purchases import purchase_phrases
from engagement.metrics.words import table_columns as columns

_table = partial(NamedTable, unlock=purchase_phrases.NEEDS_CUSTOMERS, needs={"orders": ("customer_key",)})
_MEAN: Final = {
    "age_days": message("Days since the first order"),
    "customers": columns.CUSTOMERS,
    "mean": columns.MEAN_SPEND,
    "low": columns.LOW,
    "high": columns.HIGH,
}

LIFETIME_VALUE: Final = _table(
    name="lifetime_value",
    title=message("What a customer has brought so far"),
    meaning=message(
        "The mean of what customers had spent so many days after their first order. Only customers whose "
        "first order is that old count; the data are the whole of it, nothing is foretold."
    ),
    columns=_MEAN,
    make=lifetime_value,
)

LIFETIME_VALUE_BY_COHORT: Final = _table(
    name="lifetime_value_by_cohort",
    title=message("What a customer has brought so far, by cohort"),
    meaning=message(
        "The same for customers whose first order lies in the same week, month, quarter or year. Only those "
        "who are old enough count, so the youngest cohorts end early. Empty under 30 customers."
    ),
    columns={"cohort": message("First order in"), **_MEAN},
    make=lifetime_value_by_cohort,
)

LIFETIME_VALUE_BY_GROUP: Final = _table(
    name="lifetime_value_by_group",
    title=message("What a customer has brought so far, by group"),
    meaning=message(
        "The same by the chosen breakdown, each customer by the first order of all; without one by the "
        "groups of Who they are. Those groups are of today: what customers have brought is part of what "
        "puts them there. Empty under 30 customers."
    ),
    columns={"group": message("Group"), **_MEAN},
    make=lifetime_value_by_group,
    follows_split=True,
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
        "value": columns.VALUE,
        "gate": message("Gate"),
        "needed": message("Needed"),
        "passed": message("Passed"),
    },
    make=lifetime_model,
)

LIFETIME_HOLDOUT: Final = _table(
    name="lifetime_holdout",
    title=message("The forecast against what happened"),
    meaning=message(
        "The model is fitted to the first three quarters of the history and asked how many orders each "
        "customer makes in the last. Beside it what they ordered, by how often they had ordered again "
        "before. The last row holds seven and more. Empty under 30 customers."
    ),
    columns={
        "repeat_orders": message("Orders after the first, until then"),
        "customers": columns.CUSTOMERS,
        "expected": message("Orders foretold, per customer"),
        "made": message("Orders made, per customer"),
        "low": columns.LOW,
        "high": columns.HIGH,
    },
    make=lifetime_holdout,
)

LIFETIME_FORECAST: Final = _table(
    name="lifetime_forecast",
    title=message("What the customers of today are expected to bring"),
    meaning=message(
        "Orders and money per customer in the days to come, by the model. Days that the history is not twice "
        "as long as are left out. The range is as wide as the forecast of as many days, or fewer, was off "
        "when it was tried on the shop's own past; where that was by more than 20%, nothing is told. Active "
        "are repeat customers who are expected to be still there. New customers are not foretold."
    ),
    columns={
        "days": message("Days ahead"),
        "customers": columns.CUSTOMERS,
        "active": message("Repeat customers still active"),
        "orders_per_customer": message("Orders per customer"),
        "off": message("Off when tried on the past"),
        "value_per_customer": message("Money per customer"),
        "low": message("Range from"),
        "high": message("Range to"),
        "total_value": message("Money of all"),
    },
    make=lifetime_forecast,
)

TABLES: Final = (
    LIFETIME_VALUE,
    LIFETIME_VALUE_BY_COHORT,
    LIFETIME_VALUE_BY_GROUP,
    LIFETIME_MODEL,
    LIFETIME_HOLDOUT,
    LIFETIME_FORECAST,
)
