"""The words of the purchase metrics: what each counts, leaves out and rests on."""

from __future__ import annotations

from typing import Final

from engagement.locale import message
from engagement.metrics.model import Metric

_ARTICLES: Final = message("Defined as in the articles on customer engagement that this dashboard answers.")
_OWN: Final = message("A definition of this dashboard; the articles name the figure but not how to count it.")
_COMPANION: Final = message(
    "Not in the articles; it stands beside the average because a few large orders pull that."
)
_ORDER: Final = message(
    "An order counts unless it was cancelled, voided, failed, expired or a test. A refund does not remove it."
)
_CUSTOMER: Final = message(
    "A customer is one e-mail address; where there is none, one customer id, else one phone number."
)
_OUTSIDE: Final = message("Orders outside the window, and orders that do not count.")
_UNNAMED: Final = message(
    "Orders outside the window, orders that do not count, and orders without a customer."
)
_FOREIGN: Final = message(
    "Orders outside the window, orders that do not count, and orders in another currency than most."
)
_UNNAMED_FOREIGN: Final = message(
    "Orders outside the window, orders that do not count, orders without a customer, "
    "and orders in another currency than most."
)
_WILSON: Final = message("95 %, Wilson: in 19 of 20 such samples the interval holds the true share.")
_BY_CUSTOMER: Final = message(
    "95 %, approximate, by customer: orders of one customer resemble each other, "
    "so the customer is what varies."
)
_RANKS: Final = message("95 %, between two ranked values: it assumes nothing about the shape of the data.")
_NONE: Final = message("A count has no interval: it is what the file holds.")
_NEEDS_ORDERS: Final = message("A file of orders, for example the orders export of your shop.")
_NEEDS_CUSTOMERS: Final = message(
    "A file of orders that names its customers, by e-mail, customer id or phone."
)
_NEEDS_CODES: Final = message("A file of orders with a column of discount codes.")

ORDERS: Final = Metric(
    key="orders",
    family="purchases",
    table="orders",
    unit="count",
    name=message("Orders"),
    numerator=message("orders in the window"),
    denominator=None,
    counts=_ORDER,
    leaves_out=_OUTSIDE,
    origin=_OWN,
    interval=_NONE,
    better="up",
    unlock=_NEEDS_ORDERS,
)

CUSTOMERS: Final = Metric(
    key="customers",
    family="purchases",
    table="orders",
    unit="count",
    name=message("Customers"),
    numerator=message("different customers with an order in the window"),
    denominator=None,
    counts=_CUSTOMER,
    leaves_out=_UNNAMED,
    origin=_OWN,
    interval=_NONE,
    better="up",
    columns=("customer_key",),
    unlock=_NEEDS_CUSTOMERS,
)

REVENUE: Final = Metric(
    key="revenue",
    family="purchases",
    table="orders",
    unit="money",
    name=message("Revenue"),
    numerator=message("money of the orders in the window"),
    denominator=None,
    counts=message("What was charged, before refunds or after them as chosen. {order}", order=_ORDER),
    leaves_out=_FOREIGN,
    origin=_OWN,
    interval=_NONE,
    better="up",
    unlock=_NEEDS_ORDERS,
)

REPEAT_PURCHASE_RATE: Final = Metric(
    key="repeat_purchase_rate",
    family="purchases",
    table="orders",
    unit="share",
    name=message("Repeat purchase rate"),
    numerator=message("customers with more than one order in the window"),
    denominator=message("customers in the window"),
    counts=_CUSTOMER,
    leaves_out=_UNNAMED,
    origin=_ARTICLES,
    interval=_WILSON,
    better="up",
    columns=("customer_key",),
    unlock=_NEEDS_CUSTOMERS,
)

RETURNING_CUSTOMER_RATE: Final = Metric(
    key="returning_customer_rate",
    family="purchases",
    table="orders",
    unit="share",
    name=message("Returning customer rate"),
    numerator=message("customers in the window who had ordered before it began"),
    denominator=message("customers in the window"),
    counts=message(
        "Any earlier order in the data makes a customer a returning one, however long ago. "
        "Orders from before the data begin are not known."
    ),
    leaves_out=_UNNAMED,
    origin=_OWN,
    interval=_WILSON,
    better="up",
    columns=("customer_key",),
    unlock=_NEEDS_CUSTOMERS,
)

PURCHASE_FREQUENCY: Final = Metric(
    key="purchase_frequency",
    family="purchases",
    table="orders",
    unit="ratio",
    name=message("Purchase frequency"),
    numerator=message("orders of named customers in the window"),
    denominator=message("different customers in the window"),
    counts=_CUSTOMER,
    leaves_out=_UNNAMED,
    origin=_ARTICLES,
    interval=_BY_CUSTOMER,
    better="up",
    columns=("customer_key",),
    unlock=_NEEDS_CUSTOMERS,
)

AVERAGE_ORDER_VALUE: Final = Metric(
    key="average_order_value",
    family="purchases",
    table="orders",
    unit="money",
    name=message("Average order value"),
    numerator=message("money of the orders in the window"),
    denominator=message("orders in the window"),
    counts=message(
        "Orders without a customer count too; in the interval each stands by itself. {order}", order=_ORDER
    ),
    leaves_out=_FOREIGN,
    origin=_ARTICLES,
    interval=_BY_CUSTOMER,
    better="up",
    unlock=_NEEDS_ORDERS,
)

MEDIAN_ORDER_VALUE: Final = Metric(
    key="median_order_value",
    family="purchases",
    table="orders",
    unit="money",
    name=message("Median order value"),
    numerator=message("the order in the middle, when orders are ranked by value"),
    denominator=None,
    counts=message("Half of the orders are larger, half are smaller. {order}", order=_ORDER),
    leaves_out=_FOREIGN,
    origin=_COMPANION,
    interval=_RANKS,
    better="up",
    unlock=_NEEDS_ORDERS,
)

TYPICAL_BASKET: Final = Metric(
    key="typical_basket",
    family="purchases",
    table="orders",
    unit="money",
    name=message("Typical basket"),
    numerator=message("the customer in the middle, when customers are ranked by their mean order value"),
    denominator=None,
    counts=message("Each customer counts once, however often they order. {customer}", customer=_CUSTOMER),
    leaves_out=_UNNAMED_FOREIGN,
    origin=_COMPANION,
    interval=_RANKS,
    better="up",
    columns=("customer_key",),
    unlock=_NEEDS_CUSTOMERS,
)

REPEAT_VS_ONE_TIME_SPEND: Final = Metric(
    key="repeat_vs_one_time_spend",
    family="purchases",
    table="orders",
    unit="ratio",
    name=message("Spend of repeat against one-time customers"),
    numerator=message("mean spend of customers with more than one order in the window"),
    denominator=message("mean spend of customers with one order in the window"),
    counts=message(
        "Who orders more often also spends more: this is associated with repeat orders, it shows no cause. "
        "{customer}",
        customer=_CUSTOMER,
    ),
    leaves_out=_UNNAMED_FOREIGN,
    origin=message("It tests the articles' claim that a repeat customer spends seven times as much."),
    interval=message("95 %, from the ratio of the two means, by customer."),
    columns=("customer_key",),
    unlock=_NEEDS_CUSTOMERS,
)

DAYS_BETWEEN_ORDERS: Final = Metric(
    key="days_between_orders",
    family="purchases",
    table="orders",
    unit="days",
    name=message("Days between orders"),
    numerator=message("the gap in the middle, when the gaps between orders of a customer are ranked"),
    denominator=None,
    counts=message(
        "A gap lies between two orders of a customer that follow each other, both in the window. "
        "Two orders of one day are a gap of 0 days."
    ),
    leaves_out=_UNNAMED,
    origin=_OWN,
    interval=_RANKS,
    better="down",
    columns=("customer_key",),
    unlock=_NEEDS_CUSTOMERS,
)

_NO_CUSTOMER_ID: Final = Metric(
    key="guest_checkout_rate",
    family="purchases",
    table="orders",
    unit="share",
    name=message("No customer id"),
    numerator=message("orders without a customer id in the window"),
    denominator=message("orders in the window"),
    counts=message(
        "The file does not mark guest orders, so this is not the guest checkout rate: it is the share "
        "of orders that name nobody. {order}",
        order=_ORDER,
    ),
    leaves_out=_OUTSIDE,
    origin=_OWN,
    interval=_WILSON,
    unlock=_NEEDS_ORDERS,
)

GUEST_CHECKOUT_RATE: Final = Metric(
    key="guest_checkout_rate",
    family="purchases",
    table="orders",
    unit="share",
    name=message("Guest checkout rate"),
    numerator=message("orders completed by a guest in the window"),
    denominator=message("orders in the window"),
    counts=message(
        "A guest order is one that the shop marks as guest. Where the file carries no such mark, "
        "orders without a customer id stand for them, and a note says so. {order}",
        order=_ORDER,
    ),
    leaves_out=_OUTSIDE,
    origin=_ARTICLES,
    interval=_WILSON,
    unlock=_NEEDS_ORDERS,
    without=("guest", _NO_CUSTOMER_ID),
)

ORDERS_WITHOUT_CUSTOMER: Final = Metric(
    key="orders_without_customer",
    family="purchases",
    table="orders",
    unit="count",
    name=message("Orders without a customer"),
    numerator=message("orders in the window that name no customer"),
    denominator=message("orders in the window"),
    counts=message("They have no e-mail address, no customer id and no phone number. {order}", order=_ORDER),
    leaves_out=_OUTSIDE,
    origin=_OWN,
    interval=_NONE,
    better="down",
    unlock=_NEEDS_ORDERS,
)

CANCELLATION_RATE: Final = Metric(
    key="cancellation_rate",
    family="purchases",
    table="orders",
    unit="share",
    name=message("Cancellation rate"),
    numerator=message("orders of the window that were cancelled or voided"),
    denominator=message("orders that were placed in the window, those included"),
    counts=message("Placed are the orders that count and those that were cancelled or voided."),
    leaves_out=message("Orders outside the window, orders whose payment failed or expired, and tests."),
    origin=_OWN,
    interval=_WILSON,
    better="down",
    unlock=_NEEDS_ORDERS,
)

REFUND_RATE: Final = Metric(
    key="refund_rate",
    family="purchases",
    table="orders",
    unit="share",
    name=message("Refund rate"),
    numerator=message("orders in the window with any money paid back"),
    denominator=message("orders in the window"),
    counts=message(
        "A refund in part counts like a whole one, on the day of the order. {order}", order=_ORDER
    ),
    leaves_out=_OUTSIDE,
    origin=_OWN,
    interval=_WILSON,
    better="down",
    unlock=_NEEDS_ORDERS,
)

DISCOUNT_SHARE: Final = Metric(
    key="discount_share",
    family="purchases",
    table="orders",
    unit="share",
    name=message("Share of orders with a discount code"),
    numerator=message("orders in the window with a discount code"),
    denominator=message("orders in the window"),
    counts=message("Any code counts, whatever it took off. {order}", order=_ORDER),
    leaves_out=_OUTSIDE,
    origin=_OWN,
    interval=_WILSON,
    columns=("discount_code",),
    unlock=_NEEDS_CODES,
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
        denominator=message("customers whose first order lies at least {days} days back", days=days),
        counts=message(
            "All customers whose first order is old enough, so that each has had the same time; "
            "the window does not cut them. A second order on the same day counts. {customer}",
            customer=_CUSTOMER,
        ),
        leaves_out=message(
            "Customers whose first order is too recent, orders that do not count, "
            "and orders without a customer."
        ),
        origin=_OWN,
        interval=_WILSON,
        better="up",
        columns=("customer_key",),
        unlock=_NEEDS_CUSTOMERS,
    )
