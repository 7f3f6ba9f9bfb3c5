"""The purchase metrics: which scan feeds each, which rule makes a number of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.metrics.core import discounts
from engagement.metrics.core.definition import Definition, Family
from engagement.metrics.purchases import coming_back as customer_words
from engagement.metrics.purchases import notes, phrases
from engagement.metrics.purchases import totals as words
from engagement.metrics.purchases.scans.customers import (
    basket_sums,
    basket_values,
    customer_numbers,
    customer_sums,
)
from engagement.metrics.purchases.scans.order_shares import CANCELLED, DISCOUNTED, REFUNDED, guest_share
from engagement.metrics.purchases.scans.orders import order_sums, order_values
from engagement.metrics.purchases.scans.paired import paired_rate, paired_ratio, paired_share
from engagement.metrics.purchases.scans.returns import FOLLOW_UPS, cohort_orders, gaps, second_orders
from engagement.metrics.purchases.spend import SpendRatio, spend_split
from engagement.metrics.purchases.tables import days_to_second_order, money_by_currency, orders_by_identity
from engagement.metrics.rules.by_cluster import MedianByCluster, ShareByCluster
from engagement.metrics.rules.plain import Count, Frequency, Median, Rate, RatioOfSums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.engine import Frame
    from engagement.metrics.core.definition import Field
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.groups import Cut, Sums


_VALUE: Final[frozenset[Field]] = frozenset({"value", "low", "high", "se"})
_ABOVE: Final[frozenset[Field]] = _VALUE | {"numerator"}
_MEANS: Final[frozenset[Field]] = frozenset({"numerator", "denominator"})


def guest_sums(scope: Scope, cut: Cut) -> Sums:
    """Return guest orders and the orders of which that is known, by customer.

    Where no order of the window carries a mark, orders without a customer stand for guest orders.
    """
    return guest_share(scope).sums(scope, cut)


def _counting(scope: Scope) -> Frame:
    return scope.frame("orders").filter(scope.inside(), nw.col("counts"))


def _named(scope: Scope) -> Frame:
    return _counting(scope).filter(~nw.col("customer_key").is_null())


def _placed(scope: Scope) -> Frame:
    kept = nw.col("counts") | nw.col("status").is_in(["cancelled", "voided"])
    return scope.frame("orders").filter(scope.inside(), kept)


def _in_currency(scope: Scope) -> Frame:
    return _counting(scope).filter(nw.col("currency") == scope.currency)


def _named_in_currency(scope: Scope) -> Frame:
    return _named(scope).filter(nw.col("currency") == scope.currency)


_AVERAGE: Final = RatioOfSums("clusters", x="m", y="s", xx="mm", yy="ss", xy="ms")
_FREQUENCY: Final = Frequency("customers", "orders", "orders_squared")

_OF_CUSTOMERS: Final = (
    Definition(
        metric=customer_words.REPEAT_PURCHASE_RATE,
        source=customer_numbers,
        rule=Rate("repeat", "customers"),
        account=notes.of_customers,
        rows=_named,
        notes=notes.about_repeat,
        paired=paired_rate("active", "repeat"),
        mixes=True,
    ),
    Definition(
        metric=customer_words.RETURNING_CUSTOMER_RATE,
        source=customer_numbers,
        rule=Rate("returning", "customers"),
        account=notes.of_customers,
        rows=_named,
        notes=notes.about_returning,
        paired=paired_rate("active", "returning"),
        mixes=True,
        looks_back=True,
    ),
    Definition(
        metric=customer_words.PURCHASE_FREQUENCY,
        source=customer_sums,
        rule=_FREQUENCY,
        account=notes.of_customers,
        rows=_named,
        notes=notes.about_frequency,
        paired=paired_ratio("active", "n"),
        mixes=True,
    ),
)

_OF_MONEY: Final = (
    Definition(
        metric=words.AVERAGE_ORDER_VALUE,
        source=basket_sums,
        rule=_AVERAGE,
        account=notes.of_money,
        rows=_in_currency,
        notes=notes.about_money,
        money=_ABOVE,
        paired=paired_ratio("m", "s"),
    ),
    Definition(
        metric=words.MEDIAN_ORDER_VALUE,
        source=order_values,
        rule=MedianByCluster(),
        account=notes.of_money,
        rows=_in_currency,
        notes=notes.about_money,
        money=_VALUE,
    ),
    Definition(
        metric=words.TYPICAL_BASKET,
        source=basket_values,
        rule=Median(),
        account=notes.of_customers_money,
        rows=_named_in_currency,
        notes=notes.about_money,
        money=_VALUE,
    ),
)

_FOLLOW_UPS: Final = tuple(
    Definition(
        metric=customer_words.repeat_within(days),
        source=second_orders,
        rule=Rate(f"within_{days}", f"eligible_{days}"),
        account=notes.of_new_customers,
        rows=cohort_orders,
        notes=notes.about_follow_up(days),
        follow_up=days,
        looks_back=True,
    )
    for days in FOLLOW_UPS
)

_OF_SPEND: Final = (
    Definition(
        metric=customer_words.REPEAT_VS_ONE_TIME_SPEND,
        source=customer_sums,
        rule=SpendRatio(),
        account=notes.of_customers_money,
        rows=_named_in_currency,
        notes=notes.about_spend,
        money=_MEANS,
        mixes=True,
    ),
    Definition(
        metric=customer_words.DAYS_BETWEEN_ORDERS,
        source=gaps,
        rule=MedianByCluster(),
        account=notes.of_customers,
        rows=_named,
        notes=notes.about_gaps,
        mixes=True,
        looks_back=True,
    ),
)

_TOTALS: Final = (
    Definition(
        metric=words.ORDERS,
        source=order_sums,
        rule=Count("orders", "orders"),
        account=notes.of_orders,
        rows=_counting,
        notes=notes.only_window,
    ),
    Definition(
        metric=customer_words.CUSTOMERS,
        source=customer_numbers,
        rule=Count("customers", "customers"),
        account=notes.of_customers,
        rows=_named,
        notes=notes.only_window,
    ),
    Definition(
        metric=words.REVENUE,
        source=order_sums,
        rule=Count("revenue", "paid"),
        account=notes.of_money,
        rows=_in_currency,
        notes=notes.about_money,
        money=_ABOVE,
    ),
)

_OF_ORDERS: Final = (
    Definition(
        metric=words.GUEST_CHECKOUT_RATE,
        source=guest_sums,
        rule=ShareByCluster(),
        account=notes.of_guests,
        rows=_counting,
        notes=notes.about_guests,
        paired=paired_share(guest_share),
    ),
    Definition(
        metric=words.ORDERS_WITHOUT_CUSTOMER,
        source=order_sums,
        rule=Count("anonymous", "orders", of="orders"),
        account=notes.of_orders,
        rows=_counting,
        notes=notes.only_window,
    ),
    Definition(
        metric=words.CANCELLATION_RATE,
        source=CANCELLED.sums,
        rule=ShareByCluster(),
        account=notes.of_placed,
        rows=_placed,
        notes=notes.about_cancellations,
        paired=paired_share(CANCELLED),
    ),
    Definition(
        metric=words.REFUND_RATE,
        source=REFUNDED.sums,
        rule=ShareByCluster(),
        account=notes.of_orders,
        rows=_counting,
        notes=notes.about_refunds,
        ripens=phrases.REFUND_DAYS,
        paired=paired_share(REFUNDED),
    ),
    Definition(
        metric=words.DISCOUNT_SHARE,
        source=DISCOUNTED.sums,
        rule=ShareByCluster(),
        account=notes.of_orders,
        rows=_counting,
        notes=notes.only_window,
        paired=paired_share(DISCOUNTED),
        available=discounts.known,
    ),
)


def _first_month() -> nw.Expr:
    """Return the month of the customer's first order that counts, as "2025-03"."""
    named = ~nw.col("customer_key").is_null()
    first = nw.when(nw.col("counts") & named).then(nw.col("instant")).min().over("customer_key")
    return nw.when(named).then(first.dt.to_string("%Y-%m"))


_DIMENSIONS: Final[Mapping[str, nw.Expr]] = {
    "country": nw.col("country"),
    "region": nw.col("region"),
    "channel": nw.col("channel"),
    "discount_code": nw.col("discount_code"),
    "guest": nw.when(nw.col("guest"))
    .then(nw.lit("guest"))
    .otherwise(nw.when(~nw.col("guest")).then(nw.lit("member"))),
    "shop": nw.col("shop"),
    "source": nw.col("source"),
    "currency": nw.col("currency"),
    "status": nw.col("status"),
    "first_month": _first_month(),
}

FAMILY: Final = Family(
    table="orders",
    definitions=(*_OF_CUSTOMERS, *_OF_MONEY, *_FOLLOW_UPS, *_OF_SPEND, *_TOTALS, *_OF_ORDERS),
    dimensions=_DIMENSIONS,
    counting=nw.col("counts"),
    tables={
        "repeat_vs_one_time_spend_split": spend_split,
        "days_to_second_order": days_to_second_order,
        "money_by_currency": money_by_currency,
        "orders_by_identity": orders_by_identity,
    },
)
