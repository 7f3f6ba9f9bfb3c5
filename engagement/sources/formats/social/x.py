"""X: posts and days of the account, as exported since 2024 and before (when they were tweets).

Reposts and shares are two columns and two acts; both spread a post, so `shares` holds their sum.
The file of days has no total of followers, only those won and lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.formats.format import Format
from engagement.sources.meaning.vocabularies import SOCIAL
from engagement.sources.social.posts_and_days import (
    audience,
    figure,
    figures,
    instants,
    names_of_posts,
    posts,
    same,
    text,
)

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells

KEY: Final = "x"


def read(cells: Cells) -> dict[str, pa.Table]:
    """Read posts where the file names them, else days."""
    columns = cells.raw.columns
    is_posts = SOCIAL.has(columns, "post_id")
    instant = instants(cells, "published", "date", "time")
    shared = {
        "network": same(cells, KEY),
        "instant": instant,
        **figures(cells, "impressions", "likes", "comments"),
        "shares": _added(figure(cells, "shares"), figure(cells, "reposts")),
        "clicks": figure(cells, "link_clicks"),
    }
    return _posts(cells, shared) if is_posts else _days(cells, shared)


def _posts(cells: Cells, shared: dict[str, pa.Array]) -> dict[str, pa.Table]:
    link, words = text(cells, "permalink"), text(cells, "text")
    names = names_of_posts(
        text(cells, "post_id").to_pylist(),
        link.to_pylist(),
        shared["instant"].to_pylist(),
        words.to_pylist(),
    )
    own = {"post_id": names, "text": words, "permalink": link, **figures(cells, "saves", "follows")}
    return posts(cells, KEY, shared | own)


def _days(cells: Cells, shared: dict[str, pa.Array]) -> dict[str, pa.Table]:
    won, lost = figure(cells, "follows"), figure(cells, "unfollows")
    own = {
        "new_followers": pc.subtract(won, pc.fill_null(lost, 0)),
        "views": cells.integer("Video views", "Media views"),
        **figures(cells, "visits", "interactions"),
    }
    return audience(cells, KEY, shared | own)


def _added(first: pa.Array, second: pa.Array) -> pa.Array:
    """The sum of two counts; where one is missing, the other."""
    return pc.coalesce(pc.add(first, second), first, second)


FORMAT: Final = Format(
    key=KEY,
    platform="X",
    export="Analytics > Content or Overview > Export",
    kind="social",
    read=read,
    signature=(
        frozenset({"post id", "post text", "impressions", "reposts"}),
        frozenset({"post id", "post link", "impressions", "reposts"}),
        frozenset({"tweet id", "tweet text", "impressions", "retweets"}),
        frozenset({"date", "impressions", "new follows", "unfollows"}),
        frozenset({"date", "impressions", "reposts", "create post"}),
        frozenset({"date", "impressions", "retweets", "tweets published"}),
    ),
)
