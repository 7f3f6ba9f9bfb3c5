"""Figures of the share of orders that are by guests, cancelled, refunded or discounted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.core import discounts
from engagement.metrics.core.definition import Definition
from engagement.metrics.core.page import CANCELLATIONS, GUESTS, Place
from engagement.metrics.core.publishing import Guarded
from engagement.metrics.model import Metric
from engagement.metrics.purchases import guarded_parts as parts
from engagement.metrics.purchases import notes, purchase_phrases
from engagement.metrics.purchases.scans import rows_behind as rows
from engagement.metrics.purchases.scans.order_sums import order_sums
from engagement.metrics.purchases.scans.paired import paired_share
from engagement.metrics.purchases.scans.shares_by_customer import CANCELLED, DISCOUNTED, REFUNDED, guest_share
from engagement.metrics.rules.by_cluster import ShareByCluster
from engagement.metrics.rules.plain import Count

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.group_sums import Cut, Sums

_metric = partial(
    Metric,
    family="purchases",
    table="orders",
    leaves_out=purchase_phrases.OUTSIDE,
    origin=purchase_phrases.OWN,
    denominator=message("orders in the period"),
)
_share = partial(_metric, unit="share", interval=purchase_phrases.SHARE_BY_CUSTOMER)


def guest_sums(scope: Scope, cut: Cut) -> Sums:
    """Return `k` guest orders of `m` orders for which that is known, as sums over customers.

    Where no order of the window is marked as a guest's, orders without a customer count as guest orders.
    """
    return guest_share(scope).sums(scope, cut)


_NO_CUSTOMER_ID: Final = _share(
    key="guest_checkout_rate",
    name=message("Guest checkout (estimated)"),
    numerator=message("orders without a customer id in the period"),
    counts=message(
        "The file does not mark guest orders, so this is an estimate: the share of "
        "orders that name no customer. {order}",
        order=purchase_phrases.ORDER,
    ),
)

FIGURES: Final = (
    Definition(
        metric=_share(
            key="guest_checkout_rate",
            name=message("Guest checkout rate"),
            numerator=message("orders completed by a guest in the period"),
            counts=message(
                "A guest order is one that the shop marks as guest. Where the file carries no such mark, "
                "orders without a customer id stand for them, and a note says so. {order}",
                order=purchase_phrases.ORDER,
            ),
            origin=purchase_phrases.ARTICLES,
            without=("guest", _NO_CUSTOMER_ID),
        ),
        source=guest_sums,
        rule=ShareByCluster(),
        account=notes.of_guests,
        rows=rows.counting,
        page=Place(heading=GUESTS, on_page=7),
        publishing=Guarded((parts.ALL, parts.orders("guests", "others", "unmarked", "anonymous", "named"))),
        unlock=purchase_phrases.NEEDS_ORDERS,
        notes=notes.about_guests,
        paired=paired_share(guest_share),
        neighbours=("orders_without_customer",),
    ),
    Definition(
        metric=_metric(
            key="orders_without_customer",
            unit="count",
            name=message("Orders without a customer"),
            numerator=message("orders in the period that name no customer"),
            counts=message(
                "They have no e-mail address, no customer id and no phone number. {order}",
                order=purchase_phrases.ORDER,
            ),
            interval=purchase_phrases.NONE,
            better="down",
        ),
        source=order_sums,
        rule=Count("anonymous", "orders", part_of="orders"),
        account=notes.of_orders,
        rows=rows.counting,
        page=Place(heading=GUESTS),
        publishing=Guarded((parts.ALL, parts.IDENTITY)),
        unlock=purchase_phrases.NEEDS_ORDERS,
        notes=notes.only_window,
        adds_up=True,
    ),
    Definition(
        metric=_share(
            key="cancellation_rate",
            name=message("Cancellation rate"),
            numerator=message("orders of the period that were cancelled or voided"),
            denominator=message("orders that were placed in the period, those included"),
            counts=message("Placed are the orders that count and those that were cancelled or voided."),
            leaves_out=message(
                "Orders outside the period, orders whose payment failed or expired, and tests."
            ),
            better="down",
        ),
        source=CANCELLED.sums,
        rule=ShareByCluster(),
        account=notes.of_placed,
        rows=rows.placed,
        page=Place(heading=CANCELLATIONS),
        publishing=Guarded((parts.ALL, parts.orders("cancelled"))),
        unlock=purchase_phrases.NEEDS_ORDERS,
        notes=notes.about_cancellations,
        paired=paired_share(CANCELLED),
    ),
    Definition(
        metric=_share(
            key="refund_rate",
            name=message("Refund rate"),
            numerator=message("orders in the period with any money paid back"),
            counts=message(
                "A refund in part counts like a whole one, on the day of the order. A period up to the "
                "last day of the data ends {days} days before it: refunds of later orders are still to "
                "come. {order}",
                days=purchase_phrases.REFUND_DAYS,
                order=purchase_phrases.ORDER,
            ),
            better="down",
        ),
        source=REFUNDED.sums,
        rule=ShareByCluster(),
        account=notes.of_orders,
        rows=rows.counting,
        page=Place(heading=CANCELLATIONS),
        publishing=Guarded((parts.ALL, parts.orders("refunded", "not_refunded"))),
        unlock=purchase_phrases.NEEDS_ORDERS,
        notes=notes.about_refunds,
        ripens=purchase_phrases.REFUND_DAYS,
        paired=paired_share(REFUNDED),
    ),
    Definition(
        metric=_share(
            key="discount_share",
            name=message("Share of orders with a discount"),
            numerator=message("orders in the period with a discount"),
            counts=message(
                "A code or an amount taken off counts, whatever its size. {order}",
                order=purchase_phrases.ORDER,
            ),
            columns=("discounted",),
        ),
        source=DISCOUNTED.sums,
        rule=ShareByCluster(),
        account=notes.of_orders,
        rows=rows.counting,
        page=Place(heading=CANCELLATIONS),
        publishing=Guarded((parts.ALL, parts.orders("discounted", "not_discounted"))),
        unlock=purchase_phrases.NEEDS_CODES,
        notes=notes.only_window,
        paired=paired_share(DISCOUNTED),
        available=discounts.knows_discounts,
    ),
)
