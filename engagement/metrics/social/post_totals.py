"""The totals of posts, and their mean reach."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.core.page import CLICKS, INTERACTIONS, VIEWERS, Place
from engagement.metrics.model import Metric
from engagement.metrics.social.of_posts import BY_MEAN, SOURCE, figure
from engagement.metrics.social.posts import Facts
from engagement.metrics.social.rules import MeanByPost, Total
from engagement.metrics.words.phrases import ARTICLES, NO_INTERVAL

_NO_FIGURE: Final = message(
    "Posts outside the period, and posts without this number: what is missing is not 0."
)

_metric = partial(
    Metric, family="social", table="posts", unit="count", leaves_out=_NO_FIGURE, origin=ARTICLES, better="up"
)
_total = partial(_metric, denominator=None, counts=SOURCE, interval=NO_INTERVAL)

FIGURES: Final = (
    figure(
        _total(
            key="impressions",
            name=message("Impressions"),
            numerator=message("times that posts were shown"),
            counts=message(
                "Impressions as the networks count them. Where no file carries them, views stand in and a "
                "note "
                "says so; the two are never added. {source}",
                source=SOURCE,
            ),
        ),
        Facts("impressions"),
        Total(),
        page=Place(heading=VIEWERS),
        unlock=message("An export of posts with their impressions or views."),
    ),
    figure(
        _total(
            key="views",
            name=message("Views"),
            numerator=message("times that posts were viewed or played"),
            counts=message(
                "Repeated views count, so there are more views than there were impressions under the older "
                "definition. {source}",
                source=SOURCE,
            ),
        ),
        Facts("views"),
        Total(),
        page=Place(heading=VIEWERS),
        unlock=message("An export of posts with their views."),
    ),
    figure(
        _metric(
            key="reach",
            name=message("Reach per post"),
            numerator=message("sum of what each post reached"),
            denominator=message("posts with a reach"),
            counts=message(
                "How many different people a post reached, as a mean over posts. It is never added up: the "
                "same "
                "person may have seen several posts. Without posts it is the mean per day."
            ),
            interval=BY_MEAN,
        ),
        Facts("reach", one_kind=True),
        MeanByPost(),
        page=Place(heading=VIEWERS),
        unlock=message("An export of posts with their reach."),
    ),
    figure(
        _total(
            key="clicks",
            name=message("Clicks"),
            numerator=message("clicks on posts or their links"),
        ),
        Facts("clicks"),
        Total(),
        page=Place(heading=CLICKS),
        unlock=message(
            "An export of posts with their clicks; Facebook, LinkedIn and X give them, Instagram does not."
        ),
    ),
    figure(
        _total(
            key="likes",
            name=message("Likes"),
            numerator=message("likes or reactions"),
        ),
        Facts("likes"),
        Total(),
        page=Place(heading=INTERACTIONS),
        unlock=message("An export of posts with their likes."),
    ),
    figure(
        _total(
            key="comments",
            name=message("Comments"),
            numerator=message("comments or replies"),
        ),
        Facts("comments"),
        Total(),
        page=Place(heading=INTERACTIONS),
        unlock=message("An export of posts with their comments."),
    ),
    figure(
        _total(
            key="shares",
            name=message("Shares"),
            numerator=message("shares or reposts"),
        ),
        Facts("shares"),
        Total(),
        page=Place(heading=INTERACTIONS),
        unlock=message("An export of posts with their shares."),
    ),
    figure(
        _total(
            key="saves",
            name=message("Saves"),
            numerator=message("times that posts were saved"),
        ),
        Facts("saves"),
        Total(),
        page=Place(heading=INTERACTIONS),
        unlock=message("An export of posts with their saves; Instagram and X give them."),
    ),
)
