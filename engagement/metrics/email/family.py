"""The family of e-mail figures: opens, clicks, unsubscribes and money of campaigns (e-mail, SMS, push)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.locale import message
from engagement.metrics.core.definition import Definition, Family
from engagement.metrics.core.page import EMAIL, Place
from engagement.metrics.core.parts import CampaignOrders
from engagement.metrics.core.publishing import Guarded, parts_of_share, share_of
from engagement.metrics.email.campaigns import TABLE, Campaigns, currencies, letters_with_orders
from engagement.metrics.model import Metric
from engagement.metrics.rules.by_cluster import FEW_CLUSTERS, ShareByCluster
from engagement.metrics.rules.plain import RatioByPost
from engagement.metrics.sums.group_sums import Cut
from engagement.metrics.words.phrases import STANDARD

if TYPE_CHECKING:
    from engagement.metrics.core.cells import Cell
    from engagement.metrics.core.definition import Field
    from engagement.metrics.core.parts import Part

_SENT: Final = message(
    "A campaign counts on the day it was sent, with its numbers up to the export. "
    "E-mail, SMS and push messages count together; split by channel to see them "
    "apart."
)
_PRIVACY: Final = message(
    "Mail programs that fetch pictures by themselves count as opens too, so fewer people have read it. "
    "Text messages do not report opens and are left out."
)
_LACKING: Final = message(
    "Campaigns outside the period, and campaigns that lack one of the numbers: what is missing is not 0."
)
_SHARE_BY_CAMPAIGN: Final = message(
    "95%, Wilson, by campaign: what the people of one campaign do comes together, so the campaign is what "
    "varies. One campaign alone has no interval."
)
_BY_CAMPAIGN: Final = message(
    "95%, by campaign: the reactions to one campaign come together, so the campaign is what varies. Of fewer "
    "than 400 campaigns by drawing them again (bootstrap-t), of more approximate."
)

_metric = partial(
    Metric,
    family="email",
    table="campaigns",
    counts=_SENT,
    leaves_out=_LACKING,
    origin=STANDARD,
    better="up",
)
_share = partial(_metric, unit="share", interval=_SHARE_BY_CAMPAIGN)

_ABOVE: Final[frozenset[Field]] = frozenset({"value", "low", "high", "se", "numerator"})
_BY_CAMPAIGN_RULE: Final = RatioByPost(
    method="delta_by_campaign", of_few="bootstrap_t_by_campaign", comparison="difference_by_campaign"
)
SHARE_RULE: Final = ShareByCluster(
    m="x",
    k="y",
    mm="xx",
    kk="yy",
    mk="xy",
    enough=FEW_CLUSTERS,
    method="wilson_by_campaign",
    comparison="newcombe_by_campaign",
)

_OPENED: Final = Campaigns("unique_opens", "delivered")
_CLICKED: Final = Campaigns("unique_clicks", "delivered")
_CLICKED_OF_OPENED: Final = Campaigns("unique_clicks", "unique_opens")
_LEFT: Final = Campaigns("unsubscribes", "delivered")
_REVENUE: Final = Campaigns("revenue", "recipients", money=True)

#: Both rates together reveal who opened and did not click.
_CLICKED_PARTS: Final = parts_of_share("click_to_open_rate", _CLICKED_OF_OPENED.sums, "y", "x")


def _recipients(cell: Cell) -> list[Part]:
    """Return recipients, those whom it did not reach, and the orders that followed, as far as known."""
    along = Cut(along=cell.days)
    delivered = cell.scope.sums(Campaigns("delivered", "recipients", money=True).sums, along)
    ordered = cell.scope.sums(Campaigns("orders", "recipients", money=True).sums, along)
    sent = cell.scope.sums(_REVENUE.sums, along)
    parts = sent["x"], delivered["x"] - delivered["y"], ordered["y"]
    return [cell.counted(part) for part in parts]


def _money_of_campaigns(cell: Cell) -> list[Part]:
    """Return the orders that followed with their money, if their number is known."""
    day, orders, revenue = letters_with_orders(cell.scope)
    return [CampaignOrders.of(cell.days, day, orders, revenue)]


FAMILY: Final = Family(
    table=TABLE,
    currencies=currencies,
    dimensions={
        "channel": nw.col("channel"),
        "month": nw.col("instant").dt.to_string("%Y-%m"),
        "list": nw.col("list"),
        "currency": nw.col("currency"),
    },
    definitions=(
        Definition(
            metric=_share(
                key="open_rate",
                name=message("Open rate"),
                numerator=message("people who opened"),
                denominator=message("messages delivered"),
                counts=message("{privacy} {sent}", privacy=_PRIVACY, sent=_SENT),
            ),
            source=_OPENED.sums,
            rule=SHARE_RULE,
            account=_OPENED.account,
            rows=_OPENED.behind,
            page=Place(heading=EMAIL),
            publishing=Guarded((_CLICKED_PARTS, parts_of_share("open_rate", _OPENED.sums, "y", "x"))),
            unlock=message(
                "A list of e-mail campaigns with delivered messages and unique opens, from Mailchimp or "
                "Klaviyo."
            ),
            notes=_OPENED.notes,
            available=_OPENED.available,
        ),
        Definition(
            metric=_share(
                key="click_rate",
                name=message("Click rate of messages"),
                numerator=message("people who clicked"),
                denominator=message("messages delivered"),
            ),
            source=_CLICKED.sums,
            rule=SHARE_RULE,
            account=_CLICKED.account,
            rows=_CLICKED.behind,
            page=Place(heading=EMAIL),
            publishing=Guarded((_CLICKED_PARTS, parts_of_share("click_rate", _CLICKED.sums, "y", "x"))),
            unlock=message(
                "A list of campaigns with delivered messages and unique clicks, from Mailchimp or Klaviyo."
            ),
            notes=_CLICKED.notes,
            available=_CLICKED.available,
        ),
        Definition(
            metric=_share(
                key="click_to_open_rate",
                name=message("Clicks per open"),
                numerator=message("people who clicked"),
                denominator=message("people who opened"),
                counts=message("{privacy} {sent}", privacy=_PRIVACY, sent=_SENT),
            ),
            source=_CLICKED_OF_OPENED.sums,
            rule=SHARE_RULE,
            account=_CLICKED_OF_OPENED.account,
            rows=_CLICKED_OF_OPENED.behind,
            page=Place(heading=EMAIL),
            publishing=Guarded((_CLICKED_PARTS,)),
            unlock=message(
                "A list of e-mail campaigns with unique opens and unique clicks, from Mailchimp or Klaviyo."
            ),
            notes=_CLICKED_OF_OPENED.notes,
            available=_CLICKED_OF_OPENED.available,
        ),
        Definition(
            metric=_share(
                key="unsubscribe_rate",
                name=message("Unsubscribe rate"),
                numerator=message("people who left the list"),
                denominator=message("messages delivered"),
                better="down",
            ),
            source=_LEFT.sums,
            rule=SHARE_RULE,
            account=_LEFT.account,
            rows=_LEFT.behind,
            page=Place(heading=EMAIL),
            publishing=share_of("unsubscribe_rate", _LEFT.sums, "y", "x"),
            unlock=message(
                "A list of campaigns with delivered messages and unsubscribes, from Mailchimp or Klaviyo."
            ),
            notes=_LEFT.notes,
            available=_LEFT.available,
        ),
        Definition(
            metric=_metric(
                key="revenue_per_recipient",
                name=message("Revenue per recipient"),
                numerator=message("revenue that the tool attributes to campaigns"),
                denominator=message("people they were sent to, once for each campaign"),
                counts=message(
                    "Revenue as the tool attributes it: orders that follow a message, whether or not they "
                    "came of it. "
                    "{sent}",
                    sent=_SENT,
                ),
                interval=_BY_CAMPAIGN,
                unit="money",
            ),
            source=_REVENUE.sums,
            rule=_BY_CAMPAIGN_RULE,
            account=_REVENUE.account,
            rows=_REVENUE.behind,
            page=Place(heading=EMAIL),
            publishing=Guarded((("recipients", _recipients), ("letters paid", _money_of_campaigns))),
            unlock=message(
                "A list of campaigns with recipients and revenue, from Mailchimp, Klaviyo or the like."
            ),
            notes=_REVENUE.notes,
            money=_ABOVE,
            available=_REVENUE.available,
        ),
    ),
)
