"""The words of the e-mail metrics: what each counts, leaves out and rests on."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.model import Metric
from engagement.metrics.words.phrases import STANDARD

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

OPEN_RATE: Final = _share(
    key="open_rate",
    name=message("Open rate"),
    numerator=message("people who opened"),
    denominator=message("messages delivered"),
    unlock=message(
        "A list of e-mail campaigns with delivered messages and unique opens, from Mailchimp or Klaviyo."
    ),
    counts=message("{privacy} {sent}", privacy=_PRIVACY, sent=_SENT),
)
CLICK_RATE: Final = _share(
    key="click_rate",
    name=message("Click rate of messages"),
    numerator=message("people who clicked"),
    denominator=message("messages delivered"),
    unlock=message(
        "A list of campaigns with delivered messages and unique clicks, from Mailchimp or Klaviyo."
    ),
)
CLICK_TO_OPEN_RATE: Final = _share(
    key="click_to_open_rate",
    name=message("Clicks per open"),
    numerator=message("people who clicked"),
    denominator=message("people who opened"),
    unlock=message(
        "A list of e-mail campaigns with unique opens and unique clicks, from Mailchimp or Klaviyo."
    ),
    counts=message("{privacy} {sent}", privacy=_PRIVACY, sent=_SENT),
)
UNSUBSCRIBE_RATE: Final = _share(
    key="unsubscribe_rate",
    name=message("Unsubscribe rate"),
    numerator=message("people who left the list"),
    denominator=message("messages delivered"),
    unlock=message(
        "A list of campaigns with delivered messages and unsubscribes, from Mailchimp or Klaviyo."
    ),
    better="down",
)
REVENUE_PER_RECIPIENT: Final = _metric(
    key="revenue_per_recipient",
    name=message("Revenue per recipient"),
    numerator=message("revenue that the tool attributes to campaigns"),
    denominator=message("people they were sent to, once for each campaign"),
    unlock=message("A list of campaigns with recipients and revenue, from Mailchimp, Klaviyo or the like."),
    counts=message(
        "Revenue as the tool attributes it: orders that follow a message, whether or not they came of it. "
        "{sent}",
        sent=_SENT,
    ),
    interval=_BY_CAMPAIGN,
    unit="money",
)
