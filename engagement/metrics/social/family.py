"""What posts set in motion: totals, rates by impressions, reach and followers, and the audience."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.metrics.core.definition import Definition, Family
from engagement.metrics.rules.plain import RatioByPost
from engagement.metrics.social import followers, words
from engagement.metrics.social.figures import ENGAGED, SHOWN
from engagement.metrics.social.notes import About, about_followers
from engagement.metrics.social.posts import DAY_DIMENSIONS, DAYS, POST_DIMENSIONS, POSTS, Facts
from engagement.metrics.social.rules import ByFollowers, Growth, MeanByPost, Total

if TYPE_CHECKING:
    from engagement.metrics.model import Metric
    from engagement.metrics.rules.plain import Rule


def _ratio(metric: Metric, facts: Facts, rule: Rule) -> Definition:
    return Definition(
        metric=metric,
        source=facts.ratio_sums,
        rule=rule,
        account=facts.account,
        rows=facts.behind,
        notes=About(facts),
        available=facts.available,
    )


def _mean(metric: Metric, facts: Facts) -> Definition:
    return Definition(
        metric=metric,
        source=facts.rate_sums,
        rule=MeanByPost(),
        account=facts.account,
        rows=facts.behind,
        notes=About(facts),
        available=facts.available,
    )


def _total(metric: Metric) -> Definition:
    return _ratio(metric, Facts(metric.key), Total())


_PER_POST: Final = RatioByPost()

POSTED: Final = Family(
    table=POSTS,
    also=(DAYS,),
    dimensions=POST_DIMENSIONS,
    definitions=(
        _ratio(words.ENGAGEMENT_BY_IMPRESSIONS, Facts(ENGAGED, SHOWN), RatioByPost(share=True)),
        _mean(words.ENGAGEMENT_BY_REACH, Facts(ENGAGED, "reach", one_kind=True)),
        Definition(
            metric=words.ENGAGEMENT_BY_FOLLOWERS,
            source=followers.engaged_by_followers,
            rule=ByFollowers(),
            account=followers.engaged_account,
            rows=followers.engaged_rows,
            notes=About(followers.ENGAGED_POSTS, only=followers.networks_with_followers),
            available=followers.engaged_available,
        ),
        _ratio(words.CLICK_THROUGH_RATE, Facts("clicks", SHOWN), RatioByPost(times=100, share=True)),
        _ratio(words.APPLAUSE_RATE, Facts("likes", posts_only=True), _PER_POST),
        _ratio(words.CONVERSATION_RATE, Facts("comments", posts_only=True), _PER_POST),
        _ratio(words.AMPLIFICATION_RATE, Facts("shares", posts_only=True), _PER_POST),
        _ratio(
            words.SOCIAL_CONVERSION_RATE,
            Facts("conversions", "clicks", posts_only=True),
            RatioByPost(share=True),
        ),
        _total(words.IMPRESSIONS),
        _total(words.VIEWS),
        _mean(words.REACH, Facts("reach", one_kind=True)),
        _total(words.CLICKS),
        _total(words.LIKES),
        _total(words.COMMENTS),
        _total(words.SHARES),
        _total(words.SAVES),
    ),
)

FOLLOWED: Final = Family(
    table=DAYS,
    also=(POSTS,),
    dimensions=DAY_DIMENSIONS,
    definitions=(
        Definition(
            metric=words.FOLLOWERS,
            source=followers.follower_sums,
            rule=Total("followers", "accounts"),
            account=followers.account,
            rows=followers.days_with_followers,
            notes=about_followers,
            available=followers.available,
        ),
        Definition(
            metric=words.AUDIENCE_GROWTH_RATE,
            source=followers.follower_sums,
            rule=Growth(),
            account=followers.account,
            rows=followers.days_with_followers,
            notes=about_followers,
            available=followers.growth_available,
        ),
    ),
)
