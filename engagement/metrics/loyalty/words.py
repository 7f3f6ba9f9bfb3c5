"""The words of the loyalty metrics: what each counts, leaves out and rests on."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.model import Metric
from engagement.metrics.purchases.phrases import SHARE_BY_CUSTOMER
from engagement.metrics.rules.two_groups import ARM
from engagement.metrics.words.phrases import STANDARD

_TESTED: Final = message(
    "A definition of this dashboard, to test what the articles say of members: that "
    "they spend about 12% more."
)
_AT_THE_TIME: Final = message(
    "Membership at the time of the order: from the day of joining an order is a member's, before that it "
    "is one of the others'."
)
_NO_CAUSE: Final = message(
    "Members may have bought more before they joined, so a note sets the same "
    "members before and after beside it. Associated with membership; not proof of a "
    "cause."
)
_UNKNOWN: Final = message(
    "Orders without a customer, and of members whose day of joining is not known. Who has not joined, or is "
    "shut out, is no member."
)
_GUARDED: Final = message(
    "{unknown} There is no ratio under {arm} customers on either side, or where one of them makes more than "
    "a fifth of a side.",
    unknown=_UNKNOWN,
    arm=ARM,
)
_BY_CUSTOMER: Final = message(
    "95%, approximate, of the log ratio by customer; it allows for customers who stand on both sides."
)
_JOINED: Final = message(
    "A file of orders, and a list of members of the same customers with the day on which they joined."
)
_AS_LISTED: Final = message(
    "All members as the list has them on the day of its export. In a trend and in a comparison they stand "
    "at their day of joining, so younger members have had less time."
)
_NOT_SAID: Final = message(
    "Who has not joined or is shut out, and members of whom the list does not say: what is missing is not 0."
)
_BY_MEMBER: Final = message("95%, Wilson's interval by member.")

_metric = partial(Metric, family="loyalty", better="up")
_gap = partial(
    _metric,
    table="orders",
    unit="ratio",
    leaves_out=_GUARDED,
    origin=_TESTED,
    interval=_BY_CUSTOMER,
    unlock=_JOINED,
)
_of_members = partial(
    _metric,
    table="members",
    unit="share",
    counts=_AS_LISTED,
    leaves_out=_NOT_SAID,
    origin=STANDARD,
    interval=_BY_MEMBER,
)

MEMBER_SHARE: Final = _metric(
    key="member_share",
    name=message("Orders by members"),
    numerator=message("orders by members"),
    denominator=message("orders that name a customer"),
    table="orders",
    unit="share",
    counts=_AT_THE_TIME,
    leaves_out=_UNKNOWN,
    origin=STANDARD,
    interval=SHARE_BY_CUSTOMER,
    unlock=_JOINED,
)
MEMBER_ORDER_VALUE_GAP: Final = _gap(
    key="member_order_value_gap",
    name=message("Order value, members against others"),
    numerator=message("value of an order by members"),
    denominator=message("value of an order by others"),
    counts=message("{time} {cause}", time=_AT_THE_TIME, cause=_NO_CAUSE),
    trailing=True,
)
MEMBER_FREQUENCY_GAP: Final = _gap(
    key="member_frequency_gap",
    name=message("Orders a day, members against others"),
    numerator=message("orders per person and day by members"),
    denominator=message("orders per person and day by others"),
    counts=message(
        "Each customer is watched from the first order on, which does not count itself: days before joining "
        "are the others', days after it the members', so that both sides have had their time. An order on "
        "the day of joining belongs to the time before. {cause}",
        cause=_NO_CAUSE,
    ),
    trailing=True,
)
REDEMPTION_RATE: Final = _of_members(
    key="redemption_rate",
    name=message("Members who took a reward"),
    numerator=message("members who ever took a reward or spent points"),
    denominator=message("members"),
    unlock=message("A list of members with the rewards that they took or the points that they spent."),
)
REFERRAL_SHARE: Final = _of_members(
    key="referral_share",
    name=message("Members who referred somebody"),
    numerator=message("members who ever referred somebody"),
    denominator=message("members"),
    unlock=message("A list of members with the people whom they referred."),
)
