"""The words of the social metrics: what each counts, leaves out and rests on."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.model import Metric
from engagement.metrics.words.phrases import ARTICLES, NO_INTERVAL, STANDARD

_SOURCE: Final = message(
    "A post counts on the day it was published, with its numbers up to the export. "
    "Where a network's posts do not carry a number, its daily numbers stand in; the "
    "two are never added."
)
_POSTS_ONLY: Final = message("A post counts on the day it was published, with its numbers up to the export.")
_INTERACTIONS: Final = message("Interactions are likes or reactions, comments, shares and saves.")
_VIEWS: Final = message(
    "Where a network reports views in place of impressions, views are taken and a note says so."
)
_LACKING: Final = message(
    "Posts outside the period, and posts that lack one of the numbers: what is missing is not 0."
)
_NO_FIGURE: Final = message(
    "Posts outside the period, and posts without this number: what is missing is not 0."
)
_BY_POST: Final = message(
    "95%, by post: the reactions to one post come in bursts, so the post is what varies. Of fewer than 400 "
    "posts by drawing them again (bootstrap-t), of more approximate."
)
_BY_MEAN: Final = message(
    "95%, for a mean over posts: of fewer than 400 by drawing them again (bootstrap-t), of more Student's t."
)
_NEEDS_POSTS: Final = message(
    "An export of posts with their numbers, from Meta, TikTok, YouTube or any other network."
)

_metric = partial(
    Metric,
    family="social",
    table="posts",
    counts=_SOURCE,
    leaves_out=_LACKING,
    origin=ARTICLES,
    interval=_BY_POST,
    better="up",
    unlock=_NEEDS_POSTS,
)
_total = partial(_metric, unit="count", denominator=None, leaves_out=_NO_FIGURE, interval=NO_INTERVAL)

IMPRESSIONS: Final = _total(
    key="impressions",
    name=message("Impressions"),
    numerator=message("times that posts were shown"),
    counts=message(
        "Impressions as the networks count them. Where no file carries them, views stand in and a note "
        "says so; the two are never added. {source}",
        source=_SOURCE,
    ),
    unlock=message("An export of posts with their impressions or views."),
)
VIEWS: Final = _total(
    key="views",
    name=message("Views"),
    numerator=message("times that posts were viewed or played"),
    counts=message(
        "Repeated views count, so there are more views than there were impressions under the older "
        "definition. {source}",
        source=_SOURCE,
    ),
    unlock=message("An export of posts with their views."),
)
CLICKS: Final = _total(
    key="clicks",
    name=message("Clicks"),
    numerator=message("clicks on posts or their links"),
    unlock=message(
        "An export of posts with their clicks; Facebook, LinkedIn and X give them, Instagram does not."
    ),
)
LIKES: Final = _total(
    key="likes",
    name=message("Likes"),
    numerator=message("likes or reactions"),
    unlock=message("An export of posts with their likes."),
)
COMMENTS: Final = _total(
    key="comments",
    name=message("Comments"),
    numerator=message("comments or replies"),
    unlock=message("An export of posts with their comments."),
)
SHARES: Final = _total(
    key="shares",
    name=message("Shares"),
    numerator=message("shares or reposts"),
    unlock=message("An export of posts with their shares."),
)
SAVES: Final = _total(
    key="saves",
    name=message("Saves"),
    numerator=message("times that posts were saved"),
    unlock=message("An export of posts with their saves; Instagram and X give them."),
)
REACH: Final = _metric(
    key="reach",
    unit="count",
    name=message("Reach per post"),
    numerator=message("sum of what each post reached"),
    denominator=message("posts with a reach"),
    counts=message(
        "How many different people a post reached, as a mean over posts. It is never added up: the same "
        "person may have seen several posts. Without posts it is the mean per day."
    ),
    leaves_out=_NO_FIGURE,
    interval=_BY_MEAN,
    unlock=message("An export of posts with their reach."),
)
FOLLOWERS: Final = _metric(
    key="followers",
    unit="count",
    name=message("Followers"),
    numerator=message("followers of all accounts on the last day of the period"),
    denominator=None,
    counts=message(
        "The last known total of each account, carried on by its daily gains. Who follows two accounts "
        "counts twice."
    ),
    leaves_out=message("Accounts whose total is not known, or not for 45 days."),
    interval=NO_INTERVAL,
    table="audience",
    unlock=message(
        "A file with the total of followers by day, for example TikTok's follower history; "
        "daily gains alone do not say it."
    ),
)
AUDIENCE_GROWTH_RATE: Final = _metric(
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
    interval=NO_INTERVAL,
    table="audience",
    unlock=message("A file with the total of followers on two days at least."),
)
CLICK_THROUGH_RATE: Final = _metric(
    key="click_through_rate",
    unit="percent",
    name=message("Click-through rate"),
    numerator=message("clicks, times 100"),
    denominator=message("impressions"),
    counts=message("{views} {source}", views=_VIEWS, source=_SOURCE),
    unlock=message("An export of posts with both their clicks and their impressions or views."),
)
ENGAGEMENT_BY_IMPRESSIONS: Final = _metric(
    key="engagement_rate_by_impressions",
    unit="share",
    name=message("Engagement rate by impressions"),
    numerator=message("interactions"),
    denominator=message("impressions"),
    counts=message("{what} {views} {source}", what=_INTERACTIONS, views=_VIEWS, source=_SOURCE),
    origin=STANDARD,
    unlock=message("An export of posts with their interactions and their impressions or views."),
)
ENGAGEMENT_BY_REACH: Final = _metric(
    key="engagement_rate_by_reach",
    unit="share",
    name=message("Engagement rate by reach"),
    numerator=message("sum over posts of interactions per person reached"),
    denominator=message("posts"),
    counts=message(
        "{what} The mean over posts of each post's own rate, because reach is never added over posts. "
        "Without posts it is the mean over days.",
        what=_INTERACTIONS,
    ),
    origin=STANDARD,
    interval=_BY_MEAN,
    unlock=message("An export of posts with their interactions and their reach."),
)
ENGAGEMENT_BY_FOLLOWERS: Final = _metric(
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
    origin=STANDARD,
    interval=message("95%, approximate, by post; the followers are counted."),
    unlock=message("An export of posts, and a file with the total of followers of the same network."),
)
APPLAUSE_RATE: Final = _metric(
    key="applause_rate",
    unit="ratio",
    name=message("Like rate"),
    numerator=message("likes or reactions"),
    denominator=message("posts"),
    counts=_POSTS_ONLY,
    origin=STANDARD,
    unlock=message("An export of posts with their likes."),
)
CONVERSATION_RATE: Final = _metric(
    key="conversation_rate",
    unit="ratio",
    name=message("Comment rate"),
    numerator=message("comments or replies"),
    denominator=message("posts"),
    counts=_POSTS_ONLY,
    origin=STANDARD,
    unlock=message("An export of posts with their comments."),
)
AMPLIFICATION_RATE: Final = _metric(
    key="amplification_rate",
    unit="ratio",
    name=message("Share rate"),
    numerator=message("shares or reposts"),
    denominator=message("posts"),
    counts=_POSTS_ONLY,
    origin=STANDARD,
    unlock=message("An export of posts with their shares."),
)
SOCIAL_CONVERSION_RATE: Final = _metric(
    key="social_conversion_rate",
    unit="share",
    name=message("Social conversion rate"),
    numerator=message("conversions"),
    denominator=message("clicks"),
    counts=message(
        "Conversions as the network counts them, of clicks on the same posts. {posts}", posts=_POSTS_ONLY
    ),
    origin=STANDARD,
    unlock=message("An export of posts with both their clicks and their conversions."),
)
