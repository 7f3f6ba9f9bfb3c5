"""The words of the purchase metrics that count customers and whether they come back."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.model import Metric
from engagement.metrics.purchases import phrases

_metric = partial(
    Metric,
    family="purchases",
    table="orders",
    leaves_out=phrases.UNNAMED,
    columns=("customer_key",),
    unlock=phrases.NEEDS_CUSTOMERS,
)
_share = partial(_metric, unit="share", interval=phrases.WILSON, better="up")

CUSTOMERS: Final = _metric(
    key="customers",
    unit="count",
    name=message("Customers"),
    numerator=message("different customers with an order in the period"),
    denominator=None,
    counts=phrases.CUSTOMER,
    origin=phrases.OWN,
    interval=phrases.NONE,
    better="up",
)

REPEAT_PURCHASE_RATE: Final = _share(
    key="repeat_purchase_rate",
    trailing=True,
    name=message("Repeat purchase rate"),
    numerator=message("customers with more than one order in the period"),
    denominator=message("customers in the period"),
    counts=phrases.CUSTOMER,
    origin=phrases.ARTICLES,
)

RETURNING_CUSTOMER_RATE: Final = _share(
    key="returning_customer_rate",
    trailing=True,
    name=message("Returning customer rate"),
    numerator=message("customers in the period who had ordered before it began"),
    denominator=message("customers in the period"),
    counts=message(
        "Any earlier order in the data makes a customer a returning one, however long ago. "
        "Orders from before the data begin are not known."
    ),
    origin=phrases.OWN,
)

PURCHASE_FREQUENCY: Final = _metric(
    key="purchase_frequency",
    trailing=True,
    unit="ratio",
    name=message("Purchase frequency"),
    numerator=message("orders of named customers in the period"),
    denominator=message("different customers in the period"),
    counts=phrases.CUSTOMER,
    origin=phrases.ARTICLES,
    interval=phrases.HOW_OFTEN,
    better="up",
)

REPEAT_VS_ONE_TIME_SPEND: Final = _metric(
    key="repeat_vs_one_time_spend",
    trailing=True,
    unit="ratio",
    name=message("Spend of repeat against one-time customers"),
    numerator=message("mean spend of customers with more than one order in the period"),
    denominator=message("mean spend of customers with one order in the period"),
    counts=message(
        "Who orders more often also spends more: this goes with repeat orders, it is no "
        "proof of a cause. {customer}",
        customer=phrases.CUSTOMER,
    ),
    leaves_out=phrases.UNNAMED_FOREIGN,
    origin=message("It tests the articles' claim that a repeat customer spends seven times as much."),
    interval=message("95%, from the ratio of the two means, by customer."),
)

DAYS_BETWEEN_ORDERS: Final = _metric(
    key="days_between_orders",
    trailing=True,
    unit="days",
    name=message("Days between orders"),
    numerator=message("the gap in the middle, when the gaps between orders of a customer are ranked"),
    denominator=None,
    counts=message(
        "A gap lies between an order of the period and the same customer's order before it, however long "
        "ago that was. Two orders of one day are a gap of 0 days."
    ),
    origin=phrases.OWN,
    interval=phrases.RANKS_BY_CUSTOMER,
    better="down",
)


def repeat_within(days: int) -> Metric:
    """Return the words of the share of customers who are back within so many days."""
    return Metric(
        key=f"repeat_within_{days}_days",
        family="purchases",
        table="orders",
        unit="share",
        name=message("Second order within {days} days", days=days),
        numerator=message("customers with a second order within {days} days of the first", days=days),
        denominator=message("customers whose first order lies in the period"),
        counts=message(
            "The period ends {days} days before the last day of the data, so that each customer has had "
            "the same time; of all days, everybody who has had it counts. A second order on the same day "
            "counts. {customer}",
            days=days,
            customer=phrases.CUSTOMER,
        ),
        leaves_out=message(
            "Customers whose first order is too recent or lies before the period, orders that do not count, "
            "and orders without a customer."
        ),
        origin=phrases.OWN,
        interval=phrases.WILSON,
        better="up",
        columns=("customer_key",),
        unlock=phrases.NEEDS_CUSTOMERS,
    )
