"""The words of the loyalty metrics: what each counts, leaves out and rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.model import Metric
from engagement.metrics.phrases import STANDARD
from engagement.metrics.purchases_spend import ARM

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.model import Better, Unit

_TESTED: Final = message(
    "A definition of this dashboard, to test what the articles say of members: that they spend about "
    "12 % more."
)
_AT_THE_TIME: Final = message(
    "Membership at the time of the order: from the day of joining an order is a member's, before that it "
    "is one of the others'."
)
_NO_CAUSE: Final = message(
    "Members may have bought more before they joined, so a note sets the same members before and after "
    "beside it. Associated with membership; this does not show a cause."
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
    "95 %, approximate, of the log ratio by customer; it allows for customers who stand on both sides."
)
_JOINED: Final = message(
    "A file of orders, and a list of members of the same customers with the day on which they joined."
)


def _metric(
    key: str,
    name: Message,
    numerator: Message,
    denominator: Message,
    *,
    table: str,
    unit: Unit,
    counts: Message,
    leaves_out: Message,
    origin: Message,
    interval: Message,
    unlock: Message,
    better: Better | None = "up",
) -> Metric:
    return Metric(
        key=key,
        family="loyalty",
        table=table,
        unit=unit,
        name=name,
        numerator=numerator,
        denominator=denominator,
        counts=counts,
        leaves_out=leaves_out,
        origin=origin,
        interval=interval,
        better=better,
        unlock=unlock,
    )


MEMBER_SHARE: Final = _metric(
    "member_share",
    message("Orders by members"),
    message("orders by members"),
    message("orders that name a customer"),
    table="orders",
    unit="share",
    counts=_AT_THE_TIME,
    leaves_out=_UNKNOWN,
    origin=STANDARD,
    interval=message(
        "95 %, Wilson's interval by order. Orders of one customer are not independent, so it is somewhat too "
        "narrow."
    ),
    unlock=_JOINED,
)
MEMBER_ORDER_VALUE_GAP: Final = _metric(
    "member_order_value_gap",
    message("Order value, members against others"),
    message("value of an order by members"),
    message("value of an order by others"),
    table="orders",
    unit="ratio",
    counts=message("{time} {cause}", time=_AT_THE_TIME, cause=_NO_CAUSE),
    leaves_out=_GUARDED,
    origin=_TESTED,
    interval=_BY_CUSTOMER,
    unlock=_JOINED,
)
MEMBER_FREQUENCY_GAP: Final = _metric(
    "member_frequency_gap",
    message("Orders per customer, members against others"),
    message("orders per customer by members"),
    message("orders per customer by others"),
    table="orders",
    unit="ratio",
    counts=message(
        "{time} Who joins inside the window stands on both sides, with less time on each. {cause}",
        time=_AT_THE_TIME,
        cause=_NO_CAUSE,
    ),
    leaves_out=_GUARDED,
    origin=_TESTED,
    interval=_BY_CUSTOMER,
    unlock=_JOINED,
)
_OF_MEMBERS: Final = message(
    "All members as the list has them on the day of its export. In a trend and in a comparison they stand "
    "at their day of joining, so younger members have had less time."
)
_NOT_SAID: Final = message(
    "Who has not joined or is shut out, and members of whom the list does not say: what is missing is not 0."
)
_BY_MEMBER: Final = message("95 %, Wilson's interval by member.")
REDEMPTION_RATE: Final = _metric(
    "redemption_rate",
    message("Members who took a reward"),
    message("members who ever took a reward or spent points"),
    message("members"),
    table="members",
    unit="share",
    counts=_OF_MEMBERS,
    leaves_out=_NOT_SAID,
    origin=STANDARD,
    interval=_BY_MEMBER,
    unlock=message("A list of members with the rewards that they took or the points that they spent."),
)
REFERRAL_SHARE: Final = _metric(
    "referral_share",
    message("Members who brought somebody in"),
    message("members who ever brought somebody in"),
    message("members"),
    table="members",
    unit="share",
    counts=_OF_MEMBERS,
    leaves_out=_NOT_SAID,
    origin=STANDARD,
    interval=_BY_MEMBER,
    unlock=message("A list of members with the people that they brought in."),
)
