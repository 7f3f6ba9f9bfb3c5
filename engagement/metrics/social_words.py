"""The words of the social metrics: what each counts, leaves out and rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.model import Metric
from engagement.metrics.phrases import ARTICLES, NO_INTERVAL, STANDARD

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.model import Better, Unit

_SOURCE: Final = message(
    "A post counts on the day it was published, with its figures up to the export. Where a network's "
    "posts do not carry a figure, its daily figures stand in; the two are never added."
)
_POSTS_ONLY: Final = message("A post counts on the day it was published, with its figures up to the export.")
_INTERACTIONS: Final = message("Interactions are likes or reactions, comments, shares and saves.")
_VIEWS: Final = message(
    "Where a network reports views in place of impressions, views are taken and a note says so."
)
_LACKING: Final = message(
    "Posts outside the window, and posts that lack one of the figures: what is missing is not 0."
)
_NO_FIGURE: Final = message(
    "Posts outside the window, and posts without this figure: what is missing is not 0."
)
_BY_POST: Final = message(
    "95 %, approximate, by post: what one post sets in motion comes in bursts, so the post is what varies."
)
_BY_MEAN: Final = message("95 %, Student's t for a mean over posts.")
_NEEDS_POSTS: Final = message(
    "An export of posts with their figures, from Meta, TikTok, YouTube or any other network."
)


def _metric(
    key: str,
    unit: Unit,
    name: Message,
    numerator: Message,
    denominator: Message | None,
    *,
    counts: Message = _SOURCE,
    leaves_out: Message = _LACKING,
    origin: Message = ARTICLES,
    interval: Message = _BY_POST,
    better: Better | None = "up",
    unlock: Message = _NEEDS_POSTS,
    table: str = "posts",
) -> Metric:
    return Metric(
        key=key,
        family="social",
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


def _total(key: str, name: Message, numerator: Message, unlock: Message, counts: Message = _SOURCE) -> Metric:
    return _metric(
        key,
        "count",
        name,
        numerator,
        None,
        counts=counts,
        leaves_out=_NO_FIGURE,
        interval=NO_INTERVAL,
        unlock=unlock,
    )


IMPRESSIONS: Final = _total(
    "impressions",
    message("Impressions"),
    message("times that posts were shown"),
    message("An export of posts with their impressions or views."),
    message(
        "Impressions as the networks count them. Where no file carries them, views stand in and a note "
        "says so; the two are never added. {source}",
        source=_SOURCE,
    ),
)
VIEWS: Final = _total(
    "views",
    message("Views"),
    message("times that posts were viewed or played"),
    message("An export of posts with their views."),
    message(
        "Repeated views count, so there are more views than there were impressions under the older "
        "definition. {source}",
        source=_SOURCE,
    ),
)
CLICKS: Final = _total(
    "clicks",
    message("Clicks"),
    message("clicks on posts or their links"),
    message("An export of posts with their clicks; Facebook, LinkedIn and X give them, Instagram does not."),
)
LIKES: Final = _total(
    "likes", message("Likes"), message("likes or reactions"), message("An export of posts with their likes.")
)
COMMENTS: Final = _total(
    "comments",
    message("Comments"),
    message("comments or replies"),
    message("An export of posts with their comments."),
)
SHARES: Final = _total(
    "shares",
    message("Shares"),
    message("shares or reposts"),
    message("An export of posts with their shares."),
)
SAVES: Final = _total(
    "saves",
    message("Saves"),
    message("times that posts were saved"),
    message("An export of posts with their saves; Instagram and X give them."),
)
REACH: Final = _metric(
    "reach",
    "count",
    message("Reach per post"),
    message("sum of what each post reached"),
    message("posts with a reach"),
    counts=message(
        "How many different people a post reached, as a mean over posts. It is never added up: the same "
        "person may have seen several posts. Without posts it is the mean per day."
    ),
    leaves_out=_NO_FIGURE,
    interval=_BY_MEAN,
    unlock=message("An export of posts with their reach."),
)
FOLLOWERS: Final = _metric(
    "followers",
    "count",
    message("Followers"),
    message("followers of all accounts on the last day of the window"),
    None,
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
    "audience_growth_rate",
    "share",
    message("Audience growth rate"),
    message("net new followers in the window"),
    message("followers at its start"),
    counts=message(
        "Followers at the end of the window less those at its start. Where the data begin later, the first "
        "known total is the start."
    ),
    leaves_out=message("Accounts whose total is not known at the start and at the end."),
    interval=NO_INTERVAL,
    table="audience",
    unlock=message("A file with the total of followers on two days at least."),
)
CLICK_THROUGH_RATE: Final = _metric(
    "click_through_rate",
    "percent",
    message("Click-through rate"),
    message("clicks, times 100"),
    message("impressions"),
    counts=message("{views} {source}", views=_VIEWS, source=_SOURCE),
    unlock=message("An export of posts with both their clicks and their impressions or views."),
)
ENGAGEMENT_BY_IMPRESSIONS: Final = _metric(
    "engagement_rate_by_impressions",
    "share",
    message("Engagement rate by impressions"),
    message("interactions"),
    message("impressions"),
    counts=message("{what} {views} {source}", what=_INTERACTIONS, views=_VIEWS, source=_SOURCE),
    origin=STANDARD,
    unlock=message("An export of posts with their interactions and their impressions or views."),
)
ENGAGEMENT_BY_REACH: Final = _metric(
    "engagement_rate_by_reach",
    "share",
    message("Engagement rate by reach"),
    message("sum over posts of interactions per person reached"),
    message("posts"),
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
    "engagement_rate_by_followers",
    "share",
    message("Engagement rate by followers"),
    message("interactions in the window"),
    message("followers on its last day"),
    counts=message(
        "{what} Only networks whose followers are known. It grows with the length of the window, so compare "
        "windows of one length.",
        what=_INTERACTIONS,
    ),
    origin=STANDARD,
    interval=message("95 %, approximate, by post; the followers are counted."),
    unlock=message("An export of posts, and a file with the total of followers of the same network."),
)
APPLAUSE_RATE: Final = _metric(
    "applause_rate",
    "ratio",
    message("Applause rate"),
    message("likes or reactions"),
    message("posts"),
    counts=_POSTS_ONLY,
    origin=STANDARD,
    unlock=message("An export of posts with their likes."),
)
CONVERSATION_RATE: Final = _metric(
    "conversation_rate",
    "ratio",
    message("Conversation rate"),
    message("comments or replies"),
    message("posts"),
    counts=_POSTS_ONLY,
    origin=STANDARD,
    unlock=message("An export of posts with their comments."),
)
AMPLIFICATION_RATE: Final = _metric(
    "amplification_rate",
    "ratio",
    message("Amplification rate"),
    message("shares or reposts"),
    message("posts"),
    counts=_POSTS_ONLY,
    origin=STANDARD,
    unlock=message("An export of posts with their shares."),
)
SOCIAL_CONVERSION_RATE: Final = _metric(
    "social_conversion_rate",
    "share",
    message("Social conversion rate"),
    message("conversions"),
    message("clicks"),
    counts=message(
        "Conversions as the network counts them, of clicks on the same posts. {posts}", posts=_POSTS_ONLY
    ),
    origin=STANDARD,
    unlock=message("An export of posts with both their clicks and their conversions."),
)
