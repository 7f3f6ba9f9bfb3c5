"""The words of the web metrics: what each counts, leaves out and rests on."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.model import Metric
from engagement.metrics.words.phrases import ARTICLES

_ONE_TOOL: Final = message(
    "Visits as one tool counts them, the one with most visits in the period. Reports "
    "of the same visits, by channel and by country, are never added. A row counts on "
    "the last day that it speaks of."
)
_LACKING: Final = message(
    "Rows outside the period, rows that lack one of the numbers, and rows that count the same visits again."
)
_BY_DAY: Final = message(
    "95%, Wilson, by day: a campaign or a fault moves all visits of a day, so the day is what varies. Where "
    "a report has only totals of several days, by visit."
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

CONVERSION_RATE: Final = _share(
    key="conversion_rate",
    name=message("Conversion rate of visits"),
    numerator=message("visits that completed the goal"),
    denominator=message("visits"),
    counts=message(
        "The goal is a completed checkout, or what the tool is told to count as one. Where a file carries "
        "purchases alone, they stand in. {source}",
        source=_ONE_TOOL,
    ),
    better="up",
    unlock=message("A report of sessions with those that completed checkout, from Shopify or the like."),
)
CART_ABANDONMENT_RATE: Final = _share(
    key="cart_abandonment_rate",
    name=message("Cart abandonment"),
    numerator=message("visits that filled a cart and did not complete checkout"),
    denominator=message("visits that filled a cart"),
    counts=message("{buy_now} {source}", buy_now=_BUY_NOW, source=_ONE_TOOL),
    better="down",
    unlock=message("A report of sessions with cart additions and completed checkouts, as Shopify gives it."),
)
CHECKOUT_ABANDONMENT_RATE: Final = _share(
    key="checkout_abandonment_rate",
    name=message("Checkout abandonment"),
    numerator=message("visits that reached checkout and did not complete it"),
    denominator=message("visits that reached checkout"),
    counts=_ONE_TOOL,
    better="down",
    unlock=message("A report of sessions that reached and that completed checkout, as Shopify gives it."),
)
ABANDONMENT_RATE: Final = _share(
    key="abandonment_rate",
    name=message("Abandonment"),
    numerator=message("visits that started and did not finish"),
    denominator=message("visits that started"),
    counts=message(
        "Of checkouts where the file carries them, else of carts; a note says which. {buy_now} {source}",
        buy_now=_BUY_NOW,
        source=_ONE_TOOL,
    ),
    better="down",
    unlock=message(
        "A report of sessions that reached checkout or filled a cart, and of those that completed checkout."
    ),
)
BOUNCE_RATE: Final = _share(
    key="bounce_rate",
    name=message("Bounce rate"),
    numerator=message("visits that bounced"),
    denominator=message("visits"),
    counts=message(
        "By the first definition a visit of one single page, by that of Google Analytics 4 one without "
        "engagement: 1 - engaged / visits. The two are never joined; a note says which it is. {source}",
        source=_ONE_TOOL,
    ),
    better="down",
    unlock=message("A report of sessions with bounces or engaged sessions, from Google Analytics."),
)
