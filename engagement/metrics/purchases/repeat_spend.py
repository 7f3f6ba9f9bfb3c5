"""Figures that compare repeat with one-time customers: spend, and the days between orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import numpy as np

from engagement.locale import message
from engagement.metrics.core.definition import Definition
from engagement.metrics.core.page import COMING_BACK, ORDER_VALUE, Place
from engagement.metrics.core.parts import NOBODY, PREVAILS
from engagement.metrics.core.publishing import Guarded
from engagement.metrics.model import Metric
from engagement.metrics.purchases import guarded_parts as parts
from engagement.metrics.purchases import notes, purchase_phrases
from engagement.metrics.purchases.scans import rows_behind as rows
from engagement.metrics.purchases.scans.customers import customer_numbers, customer_sums
from engagement.metrics.purchases.scans.returns import gaps
from engagement.metrics.purchases.spend import RepeatSpendRatio
from engagement.metrics.rules.by_cluster import MedianByCluster

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.clustered import Clustered
    from engagement.metrics.sums.group_sums import Cut
    from engagement.statistics.interval import Array


def _buyers(scope: Scope, cut: Cut) -> list[Array]:
    """Return numbers of customers with one and with several orders in the currency, and with none.

    A side also counts as small where one customer has nearly all of its money.
    """
    sums = scope.sums(customer_sums, cut)
    one_time, buyers = sums["one"], sums["buyers"]
    sides = [one_time, buyers - one_time]
    if "max_one" in sums.columns:
        largest = (sums["max_one"], sums["max_many"])
        paid_by = (sums["one_s"], sums["s"] - sums["one_s"])
        sides = [
            np.where(most * (1 + PREVAILS) > total, np.minimum(counts, NOBODY), counts)
            for counts, total, most in zip(sides, paid_by, largest, strict=True)
        ]
    return [*sides, sums["customers"] - buyers]


def _with_gaps(scope: Scope, cut: Cut) -> list[Array]:
    """Return the numbers of customers with an order that follows another one, and with a first order only."""
    numbers, order_gaps = scope.sums(customer_numbers, cut), cast("Clustered", scope.stats(gaps, cut))
    followed = order_gaps.clusters()
    if cut.by is not None:
        followed_by_label = dict(zip(order_gaps.labels, followed, strict=True))
        followed = np.asarray([followed_by_label.get(label, 0.0) for label in numbers.labels])
    return [followed, numbers["customers"] - followed]


FIGURES: Final = (
    Definition(
        metric=Metric(
            key="repeat_vs_one_time_spend",
            family="purchases",
            table="orders",
            unit="ratio",
            name=message("Spend of repeat against one-time customers"),
            numerator=message("mean spend of customers with more than one order in the period"),
            denominator=message("mean spend of customers with one order in the period"),
            counts=message(
                "Who orders more often also spends more: this goes with repeat orders, it is no "
                "proof of a cause. {customer}",
                customer=purchase_phrases.CUSTOMER,
            ),
            leaves_out=purchase_phrases.UNNAMED_FOREIGN,
            origin=message("It tests the articles' claim that a repeat customer spends seven times as much."),
            interval=message("95%, from the ratio of the two means, by customer."),
            columns=("customer_key",),
            trailing=True,
        ),
        source=customer_sums,
        rule=RepeatSpendRatio(),
        account=notes.of_customers_money,
        rows=rows.named_in_currency,
        page=Place(heading=ORDER_VALUE, on_page=8),
        publishing=Guarded((parts.ALL, parts.FOREIGN, parts.PAID, parts.NAMED_FOREIGN), _buyers),
        unlock=purchase_phrases.NEEDS_CUSTOMERS,
        notes=notes.about_spend,
        money=rows.MEANS,
        mixes=True,
    ),
    Definition(
        metric=Metric(
            key="days_between_orders",
            family="purchases",
            table="orders",
            unit="days",
            name=message("Days between orders"),
            numerator=message("the gap in the middle, when the gaps between orders of a customer are ranked"),
            denominator=None,
            counts=message(
                "A gap lies between an order of the period and the same customer's order before it, however "
                "long ago that was. Two orders of one day are a gap of 0 days."
            ),
            leaves_out=purchase_phrases.UNNAMED,
            origin=purchase_phrases.OWN,
            interval=purchase_phrases.RANKS_BY_CUSTOMER,
            better="down",
            columns=("customer_key",),
            trailing=True,
        ),
        source=gaps,
        rule=MedianByCluster(),
        account=notes.of_customers,
        rows=rows.orders_of_customers,
        page=Place(heading=COMING_BACK, on_page=6, in_menu=4),
        # The gaps that end on some days equal the orders there that follow another one. With new customers
        # and all orders they reveal the orders without a customer. A breakdown is by the first order, a
        # filter by each.
        publishing=Guarded((parts.ALL, parts.NEW, parts.IDENTITY, parts.LATER), _with_gaps, splits=False),
        unlock=purchase_phrases.NEEDS_CUSTOMERS,
        notes=notes.about_gaps,
        mixes=True,
        looks_back=True,
    ),
)
