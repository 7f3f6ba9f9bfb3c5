"""Do members buy more? Orders by membership at their time, and what members do in the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.metrics.core.definition import Definition, Family
from engagement.metrics.loyalty import notes, words
from engagement.metrics.loyalty.days import day_sums, later_orders
from engagement.metrics.loyalty.members import Doing, about_redemptions, about_referrals
from engagement.metrics.loyalty.orders import (
    MEMBERS,
    known_on_both_sides,
    marked_orders,
    order_sums,
    side_sums,
)
from engagement.metrics.loyalty.rules import Gap
from engagement.metrics.purchases.family import FAMILY as PURCHASES
from engagement.metrics.rules.by_cluster import ShareByCluster
from engagement.metrics.rules.plain import Rate
from engagement.metrics.sums.groups import WHOLE

if TYPE_CHECKING:
    from engagement.engine import Frame
    from engagement.metrics.core.definition import Field, Notes
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.model import Metric

_MEANS: Final[frozenset[Field]] = frozenset({"numerator", "denominator"})


def _told_apart(scope: Scope) -> Frame:
    rows = scope.grouped(marked_orders(scope), WHOLE).filter(nw.col("in_") + nw.col("out_") == 1)
    return rows.with_columns(by_member=nw.col("in_") == 1).drop("in_", "out_", "joined_", "member_")


def _in_currency(scope: Scope) -> Frame:
    return _told_apart(scope).filter(nw.col("currency") == scope.currency)


def _doing(metric: Metric, doing: Doing, about: Notes) -> Definition:
    return Definition(
        metric=metric,
        source=doing.sums,
        rule=Rate("k", "n"),
        account=doing.account,
        rows=doing.behind,
        notes=about,
        everybody=True,
        available=doing.available,
    )


ORDERED: Final = Family(
    table="orders",
    dimensions=PURCHASES.dimensions,
    counting=PURCHASES.counting,
    definitions=(
        Definition(
            metric=words.MEMBER_SHARE,
            source=order_sums,
            rule=ShareByCluster(),
            account=notes.of_orders,
            rows=_told_apart,
            notes=notes.about_share,
            available=known_on_both_sides,
        ),
        Definition(
            metric=words.MEMBER_ORDER_VALUE_GAP,
            source=side_sums,
            rule=Gap("p", x="m", y="s", xx="mm", yy="ss", xy="ms"),
            account=notes.of_money,
            rows=_in_currency,
            notes=notes.about_value,
            money=_MEANS,
            available=known_on_both_sides,
        ),
        Definition(
            metric=words.MEMBER_FREQUENCY_GAP,
            source=day_sums,
            rule=Gap("c", x="d", y="e", xx="dd", yy="ee", xy="de"),
            account=notes.of_days,
            rows=later_orders,
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
        _doing(words.REDEMPTION_RATE, Doing(("redemptions", "points_spent")), about_redemptions),
        _doing(words.REFERRAL_SHARE, Doing(("referrals",)), about_referrals),
    ),
)
