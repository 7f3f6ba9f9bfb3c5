"""Figures of the order value."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.core.definition import Definition
from engagement.metrics.core.page import ORDER_VALUE, Place
from engagement.metrics.core.publishing import Guarded
from engagement.metrics.model import Metric
from engagement.metrics.purchases import guarded_parts as parts
from engagement.metrics.purchases import notes, purchase_phrases
from engagement.metrics.purchases.scans import rows_behind as rows
from engagement.metrics.purchases.scans.customers import basket_sums, basket_values
from engagement.metrics.purchases.scans.order_sums import order_values
from engagement.metrics.purchases.scans.paired import paired_ratio
from engagement.metrics.rules.by_cluster import MedianByCluster
from engagement.metrics.rules.plain import Median, RatioOfSums

_metric = partial(
    Metric,
    family="purchases",
    table="orders",
    unit="money",
    leaves_out=purchase_phrases.FOREIGN,
    origin=purchase_phrases.COMPANION,
    better="up",
)

FIGURES: Final = (
    Definition(
        metric=_metric(
            key="average_order_value",
            name=message("Average order value"),
            numerator=message("total of all order values"),
            denominator=message("orders in the period"),
            counts=message(
                "Orders without a customer count too; in the interval each stands by itself. {order}",
                order=purchase_phrases.ORDER,
            ),
            origin=purchase_phrases.ARTICLES,
            interval=purchase_phrases.BY_CUSTOMER,
        ),
        source=basket_sums,
        rule=RatioOfSums("clusters", x="m", y="s", xx="mm", yy="ss", xy="ms"),
        account=notes.of_money,
        rows=rows.in_currency,
        page=Place(heading=ORDER_VALUE, on_page=4),
        publishing=parts.MONEY,
        unlock=purchase_phrases.NEEDS_ORDERS,
        notes=notes.about_money,
        money=rows.ABOVE,
        paired=paired_ratio("m", "s"),
        neighbours=("median_order_value", "typical_basket"),
    ),
    Definition(
        metric=_metric(
            key="median_order_value",
            name=message("Median order value"),
            numerator=message("the order in the middle, when orders are ranked by value"),
            denominator=None,
            counts=message(
                "Half of the orders are larger, half are smaller. {order}", order=purchase_phrases.ORDER
            ),
            interval=purchase_phrases.RANKS_BY_CUSTOMER,
        ),
        source=order_values,
        rule=MedianByCluster(),
        account=notes.of_money,
        rows=rows.in_currency,
        page=Place(heading=ORDER_VALUE),
        publishing=parts.MONEY,
        unlock=purchase_phrases.NEEDS_ORDERS,
        notes=notes.about_money,
        money=rows.VALUE,
        neighbours=("average_order_value", "typical_basket"),
    ),
    Definition(
        metric=_metric(
            key="typical_basket",
            name=message("Typical basket"),
            numerator=message(
                "the customer in the middle, when customers are ranked by their mean order value"
            ),
            denominator=None,
            counts=message(
                "Each customer counts once, however often they order. {customer}",
                customer=purchase_phrases.CUSTOMER,
            ),
            leaves_out=purchase_phrases.UNNAMED_FOREIGN,
            interval=purchase_phrases.RANKS,
            columns=("customer_key",),
            trailing=True,
        ),
        source=basket_values,
        rule=Median(),
        account=notes.of_customers_money,
        rows=rows.named_in_currency,
        page=Place(heading=ORDER_VALUE),
        publishing=Guarded(
            (parts.ALL, parts.FOREIGN, parts.PAID, parts.NAMED_FOREIGN), parts.with_orders_in_currency
        ),
        unlock=purchase_phrases.NEEDS_CUSTOMERS,
        notes=notes.about_money,
        money=rows.VALUE,
        neighbours=("average_order_value", "median_order_value"),
    ),
)
