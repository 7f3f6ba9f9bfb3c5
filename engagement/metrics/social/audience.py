"""The figures of the audience: followers, and how their number grows."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.core.definition import Definition
from engagement.metrics.core.page import FOLLOWERS, Place
from engagement.metrics.model import Metric
from engagement.metrics.social import followers
from engagement.metrics.social.notes import about_followers
from engagement.metrics.social.rules import Growth, Total
from engagement.metrics.words.phrases import ARTICLES, NO_INTERVAL

_metric = partial(
    Metric, family="social", table="audience", origin=ARTICLES, interval=NO_INTERVAL, better="up"
)

FIGURES: Final = (
    Definition(
        metric=_metric(
            key="followers",
            unit="count",
            name=message("Followers"),
            numerator=message("followers of all accounts on the last day of the period"),
            denominator=None,
            counts=message(
                "The last known total of each account, carried on by its daily gains. Who follows two "
                "accounts "
                "counts twice."
            ),
            leaves_out=message("Accounts whose total is not known, or not for 45 days."),
        ),
        source=followers.follower_sums,
        rule=Total("followers", "accounts"),
        account=followers.account,
        rows=followers.days_with_followers,
        page=Place(heading=FOLLOWERS, on_page=9),
        publishing="public",
        unlock=message(
            "A file with the total of followers by day, for example TikTok's follower history; "
            "daily gains alone do not say it."
        ),
        notes=about_followers,
        available=followers.available,
        in_template=False,
    ),
    Definition(
        metric=_metric(
            key="audience_growth_rate",
            unit="share",
            name=message("Audience growth rate"),
            numerator=message("net new followers in the period"),
            denominator=message("followers at its start"),
            counts=message(
                "Followers at the end of the period less those at its start. Where the data "
                "begin later, the first known total is the start."
            ),
            leaves_out=message("Accounts whose total is not known at the start and at the end."),
        ),
        source=followers.follower_sums,
        rule=Growth(),
        account=followers.account,
        rows=followers.days_with_followers,
        page=Place(heading=FOLLOWERS, on_page=8),
        publishing="public",
        unlock=message("A file with the total of followers on two days at least."),
        notes=about_followers,
        available=followers.growth_available,
        in_template=False,
    ),
)
