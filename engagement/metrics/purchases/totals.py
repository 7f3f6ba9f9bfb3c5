"""Figures of totals: orders, customers, revenue."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.core.definition import Definition
from engagement.metrics.core.page import TOTALS, Place
from engagement.metrics.core.publishing import Guarded
from engagement.metrics.model import Metric
from engagement.metrics.purchases import guarded_parts as parts
from engagement.metrics.purchases import notes, purchase_phrases, revenue_notes
from engagement.metrics.purchases.scans import rows_behind as rows
from engagement.metrics.purchases.scans.customers import customer_numbers
from engagement.metrics.purchases.scans.order_sums import order_sums
from engagement.metrics.rules.plain import Count

_metric = partial(
    Metric,
    family="purchases",
    table="orders",
    denominator=None,
    origin=purchase_phrases.OWN,
    interval=purchase_phrases.NONE,
    better="up",
)

FIGURES: Final = (
    Definition(
        metric=_metric(
            key="orders",
            unit="count",
            name=message("Orders"),
            numerator=message("orders in the period"),
            counts=purchase_phrases.ORDER,
            leaves_out=purchase_phrases.OUTSIDE,
        ),
        source=order_sums,
        rule=Count("orders", "orders"),
        account=notes.of_orders,
        rows=rows.counting,
        page=Place(heading=TOTALS, on_page=10),
        publishing=Guarded((parts.ALL,)),
        unlock=purchase_phrases.NEEDS_ORDERS,
        notes=notes.only_window,
        adds_up=True,
    ),
    Definition(
        metric=_metric(
            key="customers",
            unit="count",
            name=message("Customers"),
            numerator=message("different customers with an order in the period"),
            counts=purchase_phrases.CUSTOMER,
            leaves_out=purchase_phrases.UNNAMED,
            columns=("customer_key",),
        ),
        source=customer_numbers,
        rule=Count("customers", "customers"),
        account=notes.of_customers,
        rows=rows.orders_of_customers,
        page=Place(heading=TOTALS, on_page=9, in_menu=1),
        publishing=Guarded((parts.ALL, parts.ONCE, parts.NEW), parts.customers()),
        unlock=purchase_phrases.NEEDS_CUSTOMERS,
        notes=notes.only_window,
    ),
    Definition(
        metric=_metric(
            key="revenue",
            unit="money",
            name=message("Revenue"),
            numerator=message("total of all order values"),
            counts=message(
                "What was charged, before refunds or after them as chosen. {order}",
                order=purchase_phrases.ORDER,
            ),
            leaves_out=purchase_phrases.FOREIGN,
        ),
        source=order_sums,
        rule=Count("revenue", "paid"),
        account=revenue_notes.of_revenue,
        rows=rows.of_revenue,
        page=Place(heading=TOTALS, on_page=11),
        publishing=parts.MONEY,
        unlock=purchase_phrases.NEEDS_ORDERS,
        notes=revenue_notes.about_revenue,
        money=rows.ABOVE,
        adds_up=True,
        moves_refunds=True,
    ),
)
