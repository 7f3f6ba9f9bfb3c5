"""X: posts and days of the account, as exported since 2024 and, as tweets, before.

Reposts and shares are two columns; both spread a post, so `shares` is their sum. The file of days has
followers gained and lost, but no total.
"""

from __future__ import annotations

from typing import Final

from engagement.sources.formats.described.social_export import SocialFigure, social_export

_EACH: Final = {
    "impressions": SocialFigure(concepts=("impressions",)),
    "likes": SocialFigure(concepts=("likes",)),
    "comments": SocialFigure(concepts=("comments",)),
    "shares": SocialFigure(concepts=("shares", "reposts"), added_up=True),
    "clicks": SocialFigure(concepts=("link_clicks",)),
}

FORMAT: Final = social_export(
    key="x",
    platform="X",
    export="Analytics > Content or Overview > Export",
    signature=(
        ("post id", "post text", "impressions", "reposts"),
        ("post id", "post link", "impressions", "reposts"),
        ("tweet id", "tweet text", "impressions", "retweets"),
        ("date", "impressions", "new follows", "unfollows"),
        ("date", "impressions", "reposts", "create post"),
        ("date", "impressions", "retweets", "tweets published"),
    ),
    posts={
        **_EACH,
        "saves": SocialFigure(concepts=("saves",)),
        "follows": SocialFigure(concepts=("follows",)),
    },
    days={
        **_EACH,
        "new_followers": SocialFigure(concepts=("follows",), less="unfollows"),
        "views": SocialFigure(columns=("Video views", "Media views")),
        "visits": SocialFigure(concepts=("visits",)),
        "interactions": SocialFigure(concepts=("interactions",)),
    },
)
