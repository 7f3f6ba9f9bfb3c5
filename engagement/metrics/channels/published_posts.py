"""The posts of the window with their rates, for ranking and explaining."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from engagement.metrics.social.figures import ENGAGED, SHOWN
from engagement.metrics.social.posts import POSTS, figures_by_network
from engagement.metrics.sums.group_sums import WHOLE
from engagement.statistics.proportions import shrunk_shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope

_COUNTS: Final = ("reach", "clicks", "likes", "comments", "shares", "saves")
_TEXT_COLUMNS: Final = ("network", "account", "type", "text", "permalink")


@dataclass(frozen=True, slots=True)
class PostRate:
    """A rate of a post: the columns of numerator (`above`) and denominator (`below`)."""

    above: str
    below: str


#: Rates of a post; the first that a network has is its leading rate.
RATES: Final[Mapping[str, PostRate]] = {
    "by_impressions": PostRate("interactions", "impressions"),
    "by_reach": PostRate("interactions", "reach"),
    "clicks": PostRate("clicks", "impressions"),
}
COLUMNS: Final = (
    *("network", "account", "day", "hour", "weekday", "type", "text", "permalink"),
    *("impressions", "interactions", *_COUNTS),
    *(f"{kind}_{name}" for name in RATES for kind in ("rate", "shrunk")),
)


def has_posts(data: Data) -> bool:
    """Return whether any network's posts have a rate."""
    if not data.has(POSTS):
        return False
    what = figures_by_network(data, POSTS)
    parts = {"interactions": ENGAGED, "impressions": SHOWN}
    return any(
        what.has(network, parts.get(rate.above, rate.above))
        and what.has(network, parts.get(rate.below, rate.below))
        for network in what.networks
        for rate in RATES.values()
    )


def published(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`, a row for each post of the window, best first by its leading rate, shrunk.

    `impressions` are views where a network's file has these; `interactions` are the sum of the kinds that
    it has. A rate is that of the post alone; `shrunk` is the rate shrunk towards the mean of the network's
    posts, more for fewer impressions, so that a post with 30 impressions is neither first nor last. `hour`
    is missing if all posts of a network say midnight. A `permalink` is a web address or missing.
    """
    return scope.remember("published posts", lambda: _published(scope))


def _published(scope: Scope) -> pd.DataFrame:
    what = figures_by_network(scope.data, POSTS)
    rows = scope.grouped(scope.frame(POSTS), WHOLE, POSTS)
    names = ("day", "instant", *_TEXT_COLUMNS, *(name for name in _COUNTS))
    table = rows.select(*names, impressions=what.value(SHOWN), interactions=what.value(ENGAGED))
    frame: pd.DataFrame = table.collect("pyarrow").to_native().to_pandas()
    numbers = ("impressions", "interactions", *_COUNTS)
    frame = frame.astype(dict.fromkeys(numbers, "float64"))
    frame = frame.sort_values(["day", "instant"], kind="stable", ignore_index=True)
    instant = pd.to_datetime(frame["instant"])
    at_midnight = (instant.dt.hour == 0) & (instant.dt.minute == 0)
    unknown = at_midnight.groupby(frame["network"]).transform("all")
    posts = frame.assign(
        hour=instant.dt.hour.astype("float64").mask(unknown),
        weekday=(instant.dt.day_of_week + 1).astype("int64"),
        permalink=pd.Series([safe_link(link) for link in frame["permalink"]], dtype="object"),
    )
    for name, rate in RATES.items():
        above, below = posts[rate.above], posts[rate.below].where(posts[rate.below] > 0)
        posts[f"rate_{name}"] = above / below
        posts[f"shrunk_{name}"] = _shrunk(posts["network"], above, below)
    posts["day"] = pd.to_datetime(posts["day"].astype("int64"), unit="D").dt.strftime("%Y-%m-%d")
    first = pd.Series(np.nan, index=posts.index)
    for name in RATES:
        first = first.fillna(posts[f"shrunk_{name}"])
    order = first.sort_values(ascending=False, kind="stable").index
    return posts.loc[order, list(COLUMNS)].reset_index(drop=True)


def _shrunk(network: pd.Series, above: pd.Series, below: pd.Series) -> pd.Series:
    has_both = above.notna() & below.notna()
    shrunk = pd.Series(np.nan, index=above.index)
    for _, rates in network[has_both].groupby(network[has_both]):
        k, n = above.loc[rates.index].to_numpy(), below.loc[rates.index].to_numpy()
        shrunk.loc[rates.index] = shrunk_shares(k, n)
    return shrunk


def safe_link(link: object) -> str | None:
    """Return a link if it is a web address (http or https) with a host, else None."""
    if not isinstance(link, str):
        return None
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return None
    fair = parts.scheme.lower() in {"http", "https"} and bool(parts.netloc)
    return link.strip() if fair and not any(c.isspace() or c in "<>\"'`\\" for c in link.strip()) else None
