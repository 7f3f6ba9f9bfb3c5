"""What visits lead to: conversion, abandonment of cart and checkout, bounces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.metrics.core.definition import Definition, Family
from engagement.metrics.rules.by_cluster import FEW_CLUSTERS, ShareByCluster
from engagement.metrics.web import words
from engagement.metrics.web.notes import About
from engagement.metrics.web.reports import TABLE, Figures
from engagement.metrics.web.visits import Visits

if TYPE_CHECKING:
    from engagement.metrics.model import Metric

_BY_DAY: Final = ShareByCluster(
    n="days", m="n", enough=FEW_CLUSTERS, method="wilson_by_day", comparison="newcombe_by_day"
)


def _finished(below: str) -> tuple[Figures, ...]:
    """Return what finishes a cart or a checkout: completed checkouts first, a goal of any kind last."""
    return (
        Figures("completed", below, checkouts_only=True),
        Figures("transactions", below),
        Figures("completed", below),
    )


def _share(metric: Metric, *options: Figures, unfinished: bool = False) -> Definition:
    visits = Visits(options, unfinished)
    return Definition(
        metric=metric,
        source=visits.sums,
        rule=_BY_DAY,
        account=visits.account,
        rows=visits.behind,
        notes=About(visits),
        available=visits.available,
    )


_CHECKOUTS: Final = _finished("reached_checkout")
_CARTS: Final = _finished("cart_additions")

FAMILY: Final = Family(
    table=TABLE,
    dated_by="last_day",
    dimensions={
        "channel": nw.col("channel"),
        "device": nw.col("device"),
        "landing_page": nw.col("landing_page"),
        "country": nw.col("country"),
        "traffic_source": nw.col("traffic_source"),
        "campaign": nw.col("campaign"),
        "property": nw.col("property"),
    },
    definitions=(
        _share(words.CONVERSION_RATE, Figures("completed"), Figures("transactions")),
        _share(words.ABANDONMENT_RATE, *_CHECKOUTS, *_CARTS, unfinished=True),
        _share(words.CART_ABANDONMENT_RATE, *_CARTS, unfinished=True),
        _share(words.CHECKOUT_ABANDONMENT_RATE, *_CHECKOUTS, unfinished=True),
        _share(words.BOUNCE_RATE, Figures("bounces", defined=True)),
    ),
)
