"""Figures of the share of new customers who order again within so many days of the first order."""

from __future__ import annotations

import math
from functools import partial
from itertools import pairwise
from typing import Final

from engagement.locale import message
from engagement.metrics.core.cells import followed_for, second_between
from engagement.metrics.core.definition import Definition
from engagement.metrics.core.page import COMING_BACK, LAST, Place
from engagement.metrics.core.publishing import Guarded
from engagement.metrics.model import Metric
from engagement.metrics.purchases import guarded_parts as parts
from engagement.metrics.purchases import notes, purchase_phrases
from engagement.metrics.purchases.scans.returns import FOLLOW_UPS, cohort_orders, second_orders
from engagement.metrics.rules.plain import Rate

#: The follow-up that pages show first, and that is published first.
_FIRST: Final = 90


def _metric(days: int) -> Metric:
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
            customer=purchase_phrases.CUSTOMER,
        ),
        leaves_out=message(
            "Customers whose first order is too recent or lies before the period, orders that do not count, "
            "and orders without a customer."
        ),
        origin=purchase_phrases.OWN,
        interval=purchase_phrases.WILSON,
        better="up",
        columns=("customer_key",),
    )


def _publishing(days: int) -> Guarded:
    """Return how a follow-up is published: new customers, and those who came back within its days.

    The difference of two follow-ups counts the customers who came back in between, so each tells two sums: of
    all steps up to its own, and of all later ones.
    """
    steps = [
        (f"back {a} to {b}", partial(second_between, after=a, until=b))
        for a, b in pairwise([-1, *FOLLOW_UPS, math.inf])
    ]
    steps_within = FOLLOW_UPS.index(days) + 1
    return Guarded(
        (parts.NEW, (f"back within {days}", partial(followed_for, days=days))),
        splits=False,
        summed=(tuple(steps[:steps_within]), tuple(steps[steps_within:])),
        first=days == _FIRST,
    )


def _figure(days: int) -> Definition:
    first = days == _FIRST
    return Definition(
        metric=_metric(days),
        source=second_orders,
        rule=Rate(f"within_{days}", f"eligible_{days}"),
        account=notes.of_new_customers,
        rows=cohort_orders,
        page=Place(heading=COMING_BACK, on_page=1 if first else LAST, in_menu=1 if first else LAST),
        publishing=_publishing(days),
        unlock=purchase_phrases.NEEDS_CUSTOMERS,
        notes=notes.about_follow_up(days),
        follow_up=days,
        looks_back=True,
        neighbours=("repeat_purchase_rate", "returning_customer_rate") if first else (),
    )


FIGURES: Final = tuple(_figure(days) for days in FOLLOW_UPS)
