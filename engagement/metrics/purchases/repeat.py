"""Figures of repeat purchase: whether and how often customers order again in a period."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.core.definition import Definition
from engagement.metrics.core.page import COMING_BACK, Place
from engagement.metrics.core.publishing import Guarded
from engagement.metrics.model import Metric
from engagement.metrics.purchases import guarded_parts as parts
from engagement.metrics.purchases import notes, purchase_phrases
from engagement.metrics.purchases.scans import rows_behind as rows
from engagement.metrics.purchases.scans.customers import customer_numbers, customer_sums, returning_numbers
from engagement.metrics.purchases.scans.paired import paired_rate, paired_ratio
from engagement.metrics.rules.plain import Frequency, Rate

_metric = partial(
    Metric,
    family="purchases",
    table="orders",
    counts=purchase_phrases.CUSTOMER,
    leaves_out=purchase_phrases.UNNAMED,
    origin=purchase_phrases.ARTICLES,
    columns=("customer_key",),
    better="up",
    trailing=True,
)
_share = partial(_metric, unit="share", interval=purchase_phrases.WILSON)
_of_customers = partial(
    Definition,
    account=notes.of_customers,
    rows=rows.orders_of_customers,
    unlock=purchase_phrases.NEEDS_CUSTOMERS,
    mixes=True,
)

FIGURES: Final = (
    _of_customers(
        metric=_share(
            key="repeat_purchase_rate",
            name=message("Repeat purchase rate"),
            numerator=message("customers with more than one order in the period"),
            denominator=message("customers in the period"),
        ),
        source=customer_numbers,
        rule=Rate("repeat", "customers"),
        page=Place(heading=COMING_BACK, on_page=2, in_menu=2),
        publishing=Guarded((parts.ALL, parts.ONCE, parts.NEW, parts.SECOND), parts.customers("repeat")),
        notes=notes.about_repeat,
        paired=paired_rate("active", "repeat"),
        neighbours=("returning_customer_rate", "repeat_within_90_days"),
    ),
    _of_customers(
        metric=_share(
            key="returning_customer_rate",
            name=message("Returning customer rate"),
            numerator=message("customers in the period who had ordered before it began"),
            denominator=message("customers in the period"),
            counts=message(
                "Any earlier order in the data makes a customer a returning one, however long ago. "
                "Orders from before the data begin are not known."
            ),
            origin=purchase_phrases.OWN,
        ),
        source=returning_numbers,
        rule=Rate("returning", "customers"),
        page=Place(heading=COMING_BACK, on_page=3, in_menu=3),
        publishing=Guarded((parts.ALL, parts.ONCE, parts.NEW), parts.returning),
        notes=notes.about_returning,
        paired=paired_rate("active", "returning"),
        looks_back=True,
        neighbours=("repeat_purchase_rate", "repeat_within_90_days"),
    ),
    _of_customers(
        metric=_metric(
            key="purchase_frequency",
            unit="ratio",
            name=message("Purchase frequency"),
            numerator=message("orders of named customers in the period"),
            denominator=message("different customers in the period"),
            interval=purchase_phrases.HOW_OFTEN,
        ),
        source=customer_sums,
        rule=Frequency("customers", "orders", "orders_squared"),
        page=Place(heading=COMING_BACK, on_page=5, in_menu=5),
        publishing=Guarded((parts.ALL, parts.ONCE, parts.NEW, parts.IDENTITY), parts.customers("repeat")),
        notes=notes.about_frequency,
        paired=paired_ratio("active", "n"),
    ),
)
