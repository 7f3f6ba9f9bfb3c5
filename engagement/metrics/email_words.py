"""The words of the e-mail metrics: what each counts, leaves out and rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.model import Metric
from engagement.metrics.phrases import STANDARD

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.model import Better, Unit

_SENT: Final = message(
    "A campaign counts on the day it was sent, with its figures up to the export. E-mail, SMS and push "
    "messages count together; split by channel to see them apart."
)
_PRIVACY: Final = message(
    "Mail programs that fetch pictures by themselves count as opens too, so fewer people have read it. "
    "Text messages do not report opens and are left out."
)
_LACKING: Final = message(
    "Campaigns outside the window, and campaigns that lack one of the figures: what is missing is not 0."
)
_WILSON: Final = message(
    "95 %, Wilson's interval by message delivered. The same people get several campaigns, so it is somewhat "
    "too narrow."
)
_BY_CAMPAIGN: Final = message(
    "95 %, approximate, by campaign: what one campaign sets in motion comes together, so the campaign is "
    "what varies."
)


def _metric(
    key: str,
    name: Message,
    numerator: Message,
    denominator: Message,
    unlock: Message,
    *,
    counts: Message = _SENT,
    interval: Message = _WILSON,
    unit: Unit = "share",
    better: Better = "up",
) -> Metric:
    return Metric(
        key=key,
        family="email",
        table="campaigns",
        unit=unit,
        name=name,
        numerator=numerator,
        denominator=denominator,
        counts=counts,
        leaves_out=_LACKING,
        origin=STANDARD,
        interval=interval,
        better=better,
        unlock=unlock,
    )


OPEN_RATE: Final = _metric(
    "open_rate",
    message("Open rate"),
    message("people who opened"),
    message("messages delivered"),
    message(
        "A list of e-mail campaigns with delivered messages and unique opens, from Mailchimp or Klaviyo."
    ),
    counts=message("{privacy} {sent}", privacy=_PRIVACY, sent=_SENT),
)
CLICK_RATE: Final = _metric(
    "click_rate",
    message("Click rate of messages"),
    message("people who clicked"),
    message("messages delivered"),
    message("A list of campaigns with delivered messages and unique clicks, from Mailchimp or Klaviyo."),
)
CLICK_TO_OPEN_RATE: Final = _metric(
    "click_to_open_rate",
    message("Clicks per open"),
    message("people who clicked"),
    message("people who opened"),
    message("A list of e-mail campaigns with unique opens and unique clicks, from Mailchimp or Klaviyo."),
    counts=message("{privacy} {sent}", privacy=_PRIVACY, sent=_SENT),
    interval=message(
        "95 %, Wilson's interval by opening person. The same people get several campaigns, so it is somewhat "
        "too narrow."
    ),
)
UNSUBSCRIBE_RATE: Final = _metric(
    "unsubscribe_rate",
    message("Unsubscribe rate"),
    message("people who left the list"),
    message("messages delivered"),
    message("A list of campaigns with delivered messages and unsubscribes, from Mailchimp or Klaviyo."),
    better="down",
)
REVENUE_PER_RECIPIENT: Final = _metric(
    "revenue_per_recipient",
    message("Revenue per recipient"),
    message("revenue that the tool attributes to campaigns"),
    message("people they were sent to, once for each campaign"),
    message("A list of campaigns with recipients and revenue, from Mailchimp, Klaviyo or the like."),
    counts=message(
        "Revenue as the tool attributes it: orders that follow a message, whether or not they came of it. "
        "{sent}",
        sent=_SENT,
    ),
    interval=_BY_CAMPAIGN,
    unit="money",
)
