"""The words of the purchase metrics that count orders and their money."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.model import Metric
from engagement.metrics.purchases import phrases

_metric = partial(Metric, family="purchases", table="orders", unlock=phrases.NEEDS_ORDERS)
_money = partial(_metric, unit="money", leaves_out=phrases.FOREIGN, better="up")
_share = partial(
    _metric, unit="share", leaves_out=phrases.OUTSIDE, origin=phrases.OWN, interval=phrases.SHARE_BY_CUSTOMER
)

ORDERS: Final = _metric(
    key="orders",
    unit="count",
    name=message("Orders"),
    numerator=message("orders in the period"),
    denominator=None,
    counts=phrases.ORDER,
    leaves_out=phrases.OUTSIDE,
    origin=phrases.OWN,
    interval=phrases.NONE,
    better="up",
)

REVENUE: Final = _money(
    key="revenue",
    name=message("Revenue"),
    numerator=message("total of all order values"),
    denominator=None,
    counts=message("What was charged, before refunds or after them as chosen. {order}", order=phrases.ORDER),
    origin=phrases.OWN,
    interval=phrases.NONE,
)

AVERAGE_ORDER_VALUE: Final = _money(
    key="average_order_value",
    name=message("Average order value"),
    numerator=message("total of all order values"),
    denominator=message("orders in the period"),
    counts=message(
        "Orders without a customer count too; in the interval each stands by itself. {order}",
        order=phrases.ORDER,
    ),
    origin=phrases.ARTICLES,
    interval=phrases.BY_CUSTOMER,
)

MEDIAN_ORDER_VALUE: Final = _money(
    key="median_order_value",
    name=message("Median order value"),
    numerator=message("the order in the middle, when orders are ranked by value"),
    denominator=None,
    counts=message("Half of the orders are larger, half are smaller. {order}", order=phrases.ORDER),
    origin=phrases.COMPANION,
    interval=phrases.RANKS_BY_CUSTOMER,
)

TYPICAL_BASKET: Final = _money(
    key="typical_basket",
    trailing=True,
    name=message("Typical basket"),
    numerator=message("the customer in the middle, when customers are ranked by their mean order value"),
    denominator=None,
    counts=message(
        "Each customer counts once, however often they order. {customer}", customer=phrases.CUSTOMER
    ),
    leaves_out=phrases.UNNAMED_FOREIGN,
    origin=phrases.COMPANION,
    interval=phrases.RANKS,
    columns=("customer_key",),
    unlock=phrases.NEEDS_CUSTOMERS,
)

_NO_CUSTOMER_ID: Final = _share(
    key="guest_checkout_rate",
    name=message("Guest checkout (estimated)"),
    numerator=message("orders without a customer id in the period"),
    denominator=message("orders in the period"),
    counts=message(
        "The file does not mark guest orders, so this is an estimate: the share of "
        "orders that name no customer. {order}",
        order=phrases.ORDER,
    ),
)

GUEST_CHECKOUT_RATE: Final = _share(
    key="guest_checkout_rate",
    name=message("Guest checkout rate"),
    numerator=message("orders completed by a guest in the period"),
    denominator=message("orders in the period"),
    counts=message(
        "A guest order is one that the shop marks as guest. Where the file carries no such mark, "
        "orders without a customer id stand for them, and a note says so. {order}",
        order=phrases.ORDER,
    ),
    origin=phrases.ARTICLES,
    without=("guest", _NO_CUSTOMER_ID),
)

ORDERS_WITHOUT_CUSTOMER: Final = _metric(
    key="orders_without_customer",
    unit="count",
    name=message("Orders without a customer"),
    numerator=message("orders in the period that name no customer"),
    denominator=message("orders in the period"),
    counts=message(
        "They have no e-mail address, no customer id and no phone number. {order}", order=phrases.ORDER
    ),
    leaves_out=phrases.OUTSIDE,
    origin=phrases.OWN,
    interval=phrases.NONE,
    better="down",
)

CANCELLATION_RATE: Final = _share(
    key="cancellation_rate",
    name=message("Cancellation rate"),
    numerator=message("orders of the period that were cancelled or voided"),
    denominator=message("orders that were placed in the period, those included"),
    counts=message("Placed are the orders that count and those that were cancelled or voided."),
    leaves_out=message("Orders outside the period, orders whose payment failed or expired, and tests."),
    better="down",
)

REFUND_RATE: Final = _share(
    key="refund_rate",
    name=message("Refund rate"),
    numerator=message("orders in the period with any money paid back"),
    denominator=message("orders in the period"),
    counts=message(
        "A refund in part counts like a whole one, on the day of the order. The period ends {days} days "
        "before the last day of the data: refunds of later orders are still to come. {order}",
        days=phrases.REFUND_DAYS,
        order=phrases.ORDER,
    ),
    better="down",
)

DISCOUNT_SHARE: Final = _share(
    key="discount_share",
    name=message("Share of orders with a discount"),
    numerator=message("orders in the period with a discount"),
    denominator=message("orders in the period"),
    counts=message("A code or an amount taken off counts, whatever its size. {order}", order=phrases.ORDER),
    columns=("discounted",),
    unlock=phrases.NEEDS_CODES,
)
