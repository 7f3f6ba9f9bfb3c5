"""The family of web figures: conversion, abandonment of cart and checkout, bounces."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.locale import message
from engagement.metrics.core.definition import Definition, Family
from engagement.metrics.core.page import VISITS, Place
from engagement.metrics.core.publishing import Guarded, parts_of_share, share_of
from engagement.metrics.model import Metric
from engagement.metrics.rules.by_cluster import FEW_CLUSTERS, ShareByCluster
from engagement.metrics.sums.group_sums import Cut
from engagement.metrics.web.notes import VisitNotes
from engagement.metrics.web.reports import TABLE, Figures
from engagement.metrics.web.visits import Visits
from engagement.metrics.words.phrases import ARTICLES

if TYPE_CHECKING:
    from engagement.metrics.core.cells import Cell
    from engagement.metrics.core.parts import Part

_ONE_TOOL: Final = message(
    "Visits as one tool counts them, the one with most visits in the period. Reports "
    "of the same visits, by channel and by country, are never added. A row counts on "
    "the last day that it speaks of."
)
_LACKING: Final = message(
    "Rows outside the period, rows that lack one of the numbers, and rows that count the same visits again."
)
_BY_DAY: Final = message(
    "95%, Wilson, by day: a campaign or a fault moves all visits of a day, so the day is what varies. Totals "
    "of weeks or months vary as wholes; a single total of several days has no interval."
)
_BUY_NOW: Final = message(
    "Buy-now buttons skip the cart, so there may be more finished than started: the rate is then below 0 "
    "and shown as it is, without an interval."
)

_share = partial(
    Metric,
    family="web",
    table="sessions",
    unit="share",
    leaves_out=_LACKING,
    origin=ARTICLES,
    interval=_BY_DAY,
)

BY_DAY_RULE: Final = ShareByCluster(
    n="days", m="n", enough=FEW_CLUSTERS, method="wilson_by_day", comparison="newcombe_by_day"
)


def _finished(below: str) -> tuple[Figures, ...]:
    """Return what completes a cart or a checkout: completed checkouts first, any goal last."""
    return (
        Figures("completed", below, checkouts_only=True),
        Figures("transactions", below),
        Figures("completed", below),
    )


#: The share of visits that completed the goal.
CONVERTED: Final = Visits((Figures("completed"), Figures("transactions")))
_ABANDONED: Final = Visits((*_finished("reached_checkout"), *_finished("cart_additions")), unfinished=True)
_CARTS: Final = Visits(_finished("cart_additions"), unfinished=True)
_CHECKOUTS: Final = Visits(_finished("reached_checkout"), unfinished=True)
_BOUNCED: Final = Visits((Figures("bounces", defined=True),))

_CHECKOUT_PARTS: Final = parts_of_share("checkout_abandonment_rate", _CHECKOUTS.sums, "k", "n")


def _cart_parts(cell: Cell) -> list[Part]:
    """Return visits with a cart by their outcome, and the difference to the other figures' visits."""
    along = Cut(along=cell.days)
    carts, checkouts, completed_visits = (
        cell.scope.sums(visits.sums, along) for visits in (_CARTS, _CHECKOUTS, CONVERTED)
    )
    filled = carts["n"]
    parts = [carts["k"], filled - carts["k"], filled - checkouts["n"], completed_visits["n"] - filled]
    return [cell.counted(part) for part in parts]


def _completed_parts(cell: Cell) -> list[Part]:
    """Return completed visits, as each figure counts them: usually the same ones.

    If two figures published them for different days, the difference could be a few people.
    """
    along = Cut(along=cell.days)
    completed = [cell.scope.sums(CONVERTED.sums, along)["k"]]
    for visits in (_CARTS, _CHECKOUTS):
        visit_sums = cell.scope.sums(visits.sums, along)
        completed.append(visit_sums["n"] - visit_sums["k"])
    return [cell.counted(part) for part in completed]


_COMPLETED_PARTS: Final = ("completed visits", _completed_parts)
_ALL_PARTS: Final = (_CHECKOUT_PARTS, ("carts", _cart_parts), _COMPLETED_PARTS)

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
        Definition(
            metric=_share(
                key="conversion_rate",
                name=message("Conversion rate of visits"),
                numerator=message("visits that completed the goal"),
                denominator=message("visits"),
                counts=message(
                    "The goal is a completed checkout, or what the tool is told to count as one. Where a "
                    "file carries "
                    "purchases alone, they stand in. {source}",
                    source=_ONE_TOOL,
                ),
                better="up",
            ),
            source=CONVERTED.sums,
            rule=BY_DAY_RULE,
            account=CONVERTED.account,
            rows=CONVERTED.behind,
            page=Place(heading=VISITS),
            publishing=Guarded(
                (parts_of_share("conversion_rate", CONVERTED.sums, "k", "n"), _COMPLETED_PARTS)
            ),
            unlock=message(
                "A report of sessions with those that completed checkout, from Shopify or the like."
            ),
            notes=VisitNotes(CONVERTED),
            available=CONVERTED.available,
        ),
        Definition(
            metric=_share(
                key="abandonment_rate",
                name=message("Abandonment"),
                numerator=message("visits that started and did not finish"),
                denominator=message("visits that started"),
                counts=message(
                    "Of checkouts where the file carries them, else of carts; a note says which. {buy_now} "
                    "{source}",
                    buy_now=_BUY_NOW,
                    source=_ONE_TOOL,
                ),
                better="down",
            ),
            source=_ABANDONED.sums,
            rule=BY_DAY_RULE,
            account=_ABANDONED.account,
            rows=_ABANDONED.behind,
            page=Place(heading=VISITS),
            publishing=Guarded((parts_of_share("abandonment_rate", _ABANDONED.sums, "k", "n"), *_ALL_PARTS)),
            unlock=message(
                "A report of sessions that reached checkout or filled a cart, and of those that completed "
                "checkout."
            ),
            notes=VisitNotes(_ABANDONED),
            available=_ABANDONED.available,
        ),
        Definition(
            metric=_share(
                key="cart_abandonment_rate",
                name=message("Cart abandonment"),
                numerator=message("visits that filled a cart and did not complete checkout"),
                denominator=message("visits that filled a cart"),
                counts=message("{buy_now} {source}", buy_now=_BUY_NOW, source=_ONE_TOOL),
                better="down",
            ),
            source=_CARTS.sums,
            rule=BY_DAY_RULE,
            account=_CARTS.account,
            rows=_CARTS.behind,
            page=Place(heading=VISITS),
            publishing=Guarded(_ALL_PARTS),
            unlock=message(
                "A report of sessions with cart additions and completed checkouts, as Shopify gives it."
            ),
            notes=VisitNotes(_CARTS),
            available=_CARTS.available,
        ),
        Definition(
            metric=_share(
                key="checkout_abandonment_rate",
                name=message("Checkout abandonment"),
                numerator=message("visits that reached checkout and did not complete it"),
                denominator=message("visits that reached checkout"),
                counts=_ONE_TOOL,
                better="down",
            ),
            source=_CHECKOUTS.sums,
            rule=BY_DAY_RULE,
            account=_CHECKOUTS.account,
            rows=_CHECKOUTS.behind,
            page=Place(heading=VISITS),
            publishing=Guarded((_CHECKOUT_PARTS, _COMPLETED_PARTS)),
            unlock=message(
                "A report of sessions that reached and that completed checkout, as Shopify gives it."
            ),
            notes=VisitNotes(_CHECKOUTS),
            available=_CHECKOUTS.available,
        ),
        Definition(
            metric=_share(
                key="bounce_rate",
                name=message("Bounce rate"),
                numerator=message("visits that bounced"),
                denominator=message("visits"),
                counts=message(
                    "By the first definition a visit of one single page, by that of Google Analytics 4 one "
                    "without "
                    "engagement: 1 - engaged / visits. The two are never joined; a note says which it is. "
                    "{source}",
                    source=_ONE_TOOL,
                ),
                better="down",
            ),
            source=_BOUNCED.sums,
            rule=BY_DAY_RULE,
            account=_BOUNCED.account,
            rows=_BOUNCED.behind,
            page=Place(heading=VISITS),
            publishing=share_of("bounce_rate", _BOUNCED.sums, "k", "n"),
            unlock=message("A report of sessions with bounces or engaged sessions, from Google Analytics."),
            notes=VisitNotes(_BOUNCED),
            available=_BOUNCED.available,
        ),
    ),
)
