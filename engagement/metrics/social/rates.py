"""The rates of posts: by reach, impressions and followers, by post, and of clicks."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.core.definition import Definition
from engagement.metrics.core.page import CLICKS, ENGAGEMENT, LAST, Place
from engagement.metrics.model import Metric
from engagement.metrics.rules.plain import RatioByPost
from engagement.metrics.social import followers
from engagement.metrics.social.figures import ENGAGED, SHOWN
from engagement.metrics.social.notes import PostNotes
from engagement.metrics.social.of_posts import BY_MEAN, SOURCE, figure
from engagement.metrics.social.posts import Facts
from engagement.metrics.social.rules import ByFollowers, MeanByPost
from engagement.metrics.words.phrases import ARTICLES, STANDARD

_POSTS_ONLY: Final = message("A post counts on the day it was published, with its numbers up to the export.")
_INTERACTIONS: Final = message("Interactions are likes or reactions, comments, shares and saves.")
_VIEWS: Final = message(
    "Where a network reports views in place of impressions, views are taken and a note says so."
)
_LACKING: Final = message(
    "Posts outside the period, and posts that lack one of the numbers: what is missing is not 0."
)
_BY_POST: Final = message(
    "95%, by post: the reactions to one post come in bursts, so the post is what varies. Of fewer than 400 "
    "posts by drawing them again (bootstrap-t), of more approximate."
)

_metric = partial(
    Metric,
    family="social",
    table="posts",
    leaves_out=_LACKING,
    origin=STANDARD,
    interval=_BY_POST,
    better="up",
)
_PER_POST: Final = RatioByPost()

FIGURES: Final = (
    figure(
        _metric(
            key="engagement_rate_by_impressions",
            unit="share",
            name=message("Engagement rate by impressions"),
            numerator=message("interactions"),
            denominator=message("impressions"),
            counts=message("{what} {views} {source}", what=_INTERACTIONS, views=_VIEWS, source=SOURCE),
        ),
        Facts(ENGAGED, SHOWN),
        RatioByPost(share=True),
        page=Place(heading=ENGAGEMENT, on_page=2, in_menu=2),
        unlock=message("An export of posts with their interactions and their impressions or views."),
    ),
    figure(
        _metric(
            key="engagement_rate_by_reach",
            unit="share",
            name=message("Engagement rate by reach"),
            numerator=message("sum over posts of interactions per person reached"),
            denominator=message("posts"),
            counts=message(
                "{what} The mean over posts of each post's own rate, because reach is never added over "
                "posts. "
                "Without posts it is the mean over days.",
                what=_INTERACTIONS,
            ),
            interval=BY_MEAN,
        ),
        Facts(ENGAGED, "reach", one_kind=True),
        MeanByPost(),
        page=Place(heading=ENGAGEMENT, on_page=1, in_menu=1),
        unlock=message("An export of posts with their interactions and their reach."),
    ),
    Definition(
        metric=_metric(
            key="engagement_rate_by_followers",
            unit="share",
            name=message("Engagement rate by followers"),
            numerator=message("interactions in the period"),
            denominator=message("followers on its last day"),
            counts=message(
                "{what} Only networks whose followers are known. It grows with the length of the "
                "period, so compare periods of one length.",
                what=_INTERACTIONS,
            ),
            interval=message("95%, approximate, by post; the followers are counted."),
        ),
        source=followers.engaged_by_followers,
        rule=ByFollowers(),
        account=followers.engaged_account,
        rows=followers.engaged_rows,
        page=Place(heading=ENGAGEMENT, on_page=3, in_menu=3),
        publishing="public",
        unlock=message("An export of posts, and a file with the total of followers of the same network."),
        notes=PostNotes(followers.ENGAGED_POSTS, only=followers.networks_with_followers),
        available=followers.engaged_available,
        in_template=False,
    ),
    figure(
        _metric(
            key="click_through_rate",
            unit="percent",
            origin=ARTICLES,
            name=message("Click-through rate"),
            numerator=message("clicks, times 100"),
            denominator=message("impressions"),
            counts=message("{views} {source}", views=_VIEWS, source=SOURCE),
        ),
        Facts("clicks", SHOWN),
        RatioByPost(times=100, share=True),
        page=Place(heading=CLICKS, on_page=4),
        unlock=message("An export of posts with both their clicks and their impressions or views."),
    ),
    figure(
        _metric(
            key="applause_rate",
            unit="ratio",
            name=message("Like rate"),
            numerator=message("likes or reactions"),
            denominator=message("posts"),
            counts=_POSTS_ONLY,
        ),
        Facts("likes", posts_only=True),
        _PER_POST,
        page=Place(heading=ENGAGEMENT, on_page=5),
        unlock=message("An export of posts with their likes."),
    ),
    figure(
        _metric(
            key="conversation_rate",
            unit="ratio",
            name=message("Comment rate"),
            numerator=message("comments or replies"),
            denominator=message("posts"),
            counts=_POSTS_ONLY,
        ),
        Facts("comments", posts_only=True),
        _PER_POST,
        page=Place(heading=ENGAGEMENT, on_page=6),
        unlock=message("An export of posts with their comments."),
    ),
    figure(
        _metric(
            key="amplification_rate",
            unit="ratio",
            name=message("Share rate"),
            numerator=message("shares or reposts"),
            denominator=message("posts"),
            counts=_POSTS_ONLY,
        ),
        Facts("shares", posts_only=True),
        _PER_POST,
        page=Place(heading=ENGAGEMENT, on_page=7),
        unlock=message("An export of posts with their shares."),
    ),
    figure(
        _metric(
            key="social_conversion_rate",
            unit="share",
            name=message("Social conversion rate"),
            numerator=message("conversions"),
            denominator=message("clicks"),
            counts=message(
                "Conversions as the network counts them, of clicks on the same posts. {posts}",
                posts=_POSTS_ONLY,
            ),
        ),
        Facts("conversions", "clicks", posts_only=True),
        RatioByPost(share=True),
        page=Place(heading=CLICKS, on_page=LAST + 1, in_menu=LAST + 1),
        unlock=message("An export of posts with both their clicks and their conversions."),
        in_template=False,
    ),
)
