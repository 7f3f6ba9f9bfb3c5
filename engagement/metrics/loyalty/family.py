"""Definitions of the loyalty figures: orders by membership at their time, and what members do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.locale import message
from engagement.metrics.core.cells import first_rows, marked, paid
from engagement.metrics.core.definition import Definition, Family
from engagement.metrics.core.page import LOYALTY, Place
from engagement.metrics.core.publishing import Guarded, share_of
from engagement.metrics.loyalty import notes
from engagement.metrics.loyalty.member_orders import (
    MEMBERS,
    known_on_both_sides,
    marked_orders,
    order_sums,
    side_people,
    side_sums,
)
from engagement.metrics.loyalty.members import Doing, about_redemptions, about_referrals
from engagement.metrics.loyalty.person_days import day_sums, later_orders, side_days, side_steps
from engagement.metrics.loyalty.rules import Gap
from engagement.metrics.model import Metric
from engagement.metrics.purchases import guarded_parts as parts
from engagement.metrics.purchases.family import FAMILY as PURCHASES
from engagement.metrics.purchases.purchase_phrases import SHARE_BY_CUSTOMER
from engagement.metrics.purchases.scans.customers import returning_numbers
from engagement.metrics.rules.by_cluster import ShareByCluster
from engagement.metrics.rules.plain import Rate
from engagement.metrics.rules.two_groups import FEWEST_IN_GROUP
from engagement.metrics.sums.group_sums import WHOLE
from engagement.metrics.words.phrases import STANDARD

if TYPE_CHECKING:
    from engagement.engine import Frame
    from engagement.metrics.core.definition import Field
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.group_sums import Cut
    from engagement.statistics.interval import Array

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
    arm=FEWEST_IN_GROUP,
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
_UNKNOWN_DAY: Final = message(
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
)
_of_members = partial(
    _metric,
    table="members",
    unit="share",
    counts=_AS_LISTED,
    leaves_out=_UNKNOWN_DAY,
    origin=STANDARD,
    interval=_BY_MEMBER,
)

_MEANS: Final[frozenset[Field]] = frozenset({"numerator", "denominator"})
_REDEEMING: Final = Doing(("redemptions", "points_spent"))
_REFERRING: Final = Doing(("referrals",))


def _told_apart(scope: Scope) -> Frame:
    rows = scope.grouped(marked_orders(scope), WHOLE).filter(nw.col("in_") + nw.col("out_") == 1)
    return rows.with_columns(by_member=nw.col("in_") == 1).drop("in_", "out_", "joined_", "member_")


def _in_currency(scope: Scope) -> Frame:
    return _told_apart(scope).filter(nw.col("currency") == scope.currency)


def _on_sides(scope: Scope, cut: Cut) -> list[Array]:
    """Return numbers of customers with orders in the currency: members, others, both, only one; the rest."""
    people = scope.sums(side_people, cut)
    member, other, on_both = (people[f"{side}_m"] for side in ("in", "out", "both"))
    elsewhere = [people[side] - people[f"{side}_m"] for side in ("in", "out")]
    # By this number less that of customers, or of new ones.
    returning = scope.sums(returning_numbers, cut)
    new = returning["customers"] - returning["returning"]
    beside = [np.abs(member + other - total) for total in (returning["customers"], new)]
    return [member, other, on_both, member - on_both, other - on_both, *elsewhere, *beside]


def _watched_on_sides(scope: Scope, cut: Cut) -> list[Array]:
    """Return counts of customers with person-days on each side, and how many of them have no order there.

    The latter would follow from this figure less `member_order_value_gap`, so they are guarded as well.
    """
    watched_days, ordered = side_days(scope, cut), scope.sums(side_people, cut)
    more = [days - ordered[f"{side}_m"] for days, side in zip(watched_days, ("in", "out"), strict=False)]
    return [*watched_days, *(np.abs(each) for each in (*more, sum(more)))]


_SIDES: Final = ("sides", partial(marked, subject="sides", names=("in", "out", "unsaid")))
_SIDES_PAID: Final = (
    "sides paid",
    partial(marked, subject="sides", names=("in_own", "out_own", "in_foreign", "out_foreign")),
)
_SIDES_MONEY: Final = ("sides money", partial(paid, subject="sides", names=("in_own", "out_own")))
#: How many customers are only in the longer of two windows that begin before the first order.
_SIDES_BEGUN: Final = ("sides begun", partial(first_rows, subject="sides", names=("in_own", "out_own")))
_WATCHED: Final = (
    "sides watched",
    partial(
        marked,
        subject="sides",
        names=("later_in", "later_out", "joining", "opening_in", "opening_out"),
    ),
)

ORDERED: Final = Family(
    table="orders",
    dimensions=PURCHASES.dimensions,
    counting=PURCHASES.counting,
    definitions=(
        Definition(
            metric=_metric(
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
            ),
            source=order_sums,
            rule=ShareByCluster(),
            account=notes.of_orders,
            rows=_told_apart,
            page=Place(heading=LOYALTY),
            publishing=Guarded((parts.ALL, parts.IDENTITY, _SIDES), splits=False),
            unlock=_JOINED,
            notes=notes.about_share,
            available=known_on_both_sides,
        ),
        Definition(
            metric=_gap(
                key="member_order_value_gap",
                name=message("Order value, members against others"),
                numerator=message("value of an order by members"),
                denominator=message("value of an order by others"),
                counts=message("{time} {cause}", time=_AT_THE_TIME, cause=_NO_CAUSE),
                trailing=True,
            ),
            source=side_sums,
            rule=Gap("p", x="m", y="s", xx="mm", yy="ss", xy="ms"),
            account=notes.of_money,
            rows=_in_currency,
            page=Place(heading=LOYALTY),
            publishing=Guarded(
                (parts.ALL, parts.IDENTITY, _SIDES, _SIDES_PAID, _SIDES_MONEY, _SIDES_BEGUN),
                _on_sides,
                splits=False,
            ),
            unlock=_JOINED,
            notes=notes.about_value,
            money=_MEANS,
            available=known_on_both_sides,
        ),
        Definition(
            metric=_gap(
                key="member_frequency_gap",
                name=message("Orders a day, members against others"),
                numerator=message("orders per person and day by members"),
                denominator=message("orders per person and day by others"),
                counts=message(
                    "Each customer is watched from the first order on, which does not count itself: days "
                    "before joining "
                    "are the others', days after it the members', so that both sides have had their time. An "
                    "order on "
                    "the day of joining belongs to the time before. {cause}",
                    cause=_NO_CAUSE,
                ),
                trailing=True,
            ),
            source=day_sums,
            rule=Gap("c", x="d", y="e", xx="dd", yy="ee", xy="de"),
            account=notes.of_days,
            rows=later_orders,
            page=Place(heading=LOYALTY),
            publishing=Guarded(
                (parts.ALL, parts.IDENTITY, _SIDES, _WATCHED, ("watch", side_steps)),
                _watched_on_sides,
                splits=False,
            ),
            unlock=_JOINED,
            notes=notes.about_frequency,
            available=known_on_both_sides,
            looks_back=True,
        ),
    ),
)

LISTED: Final = Family(
    table=MEMBERS,
    dimensions={"tier": nw.col("tier")},
    counting=nw.col("state").fill_null("member") == "member",
    definitions=(
        Definition(
            metric=_of_members(
                key="redemption_rate",
                name=message("Members who took a reward"),
                numerator=message("members who ever took a reward or spent points"),
                denominator=message("members"),
            ),
            source=_REDEEMING.sums,
            rule=Rate("k", "n"),
            account=_REDEEMING.account,
            rows=_REDEEMING.behind,
            page=Place(heading=LOYALTY),
            publishing=share_of("redemption_rate", _REDEEMING.sums, "k", "n"),
            unlock=message(
                "A list of members with the rewards that they took or the points that they spent."
            ),
            notes=about_redemptions,
            everybody=True,
            available=_REDEEMING.available,
        ),
        Definition(
            metric=_of_members(
                key="referral_share",
                name=message("Members who referred somebody"),
                numerator=message("members who ever referred somebody"),
                denominator=message("members"),
            ),
            source=_REFERRING.sums,
            rule=Rate("k", "n"),
            account=_REFERRING.account,
            rows=_REFERRING.behind,
            page=Place(heading=LOYALTY),
            publishing=share_of("referral_share", _REFERRING.sums, "k", "n"),
            unlock=message("A list of members with the people whom they referred."),
            notes=about_referrals,
            everybody=True,
            available=_REFERRING.available,
        ),
    ),
)
