"""The ladder of people: the level of participation of each customer, from none to referring others.

The four levels are Ghuneim's (Terms of Engagement: Measuring the Active Consumer, 2008), as the articles
state them. A customer is on the highest level for which the files have a sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.locale import message
from engagement.metrics.core.placing import all_days
from engagement.metrics.loyalty.member_orders import MEMBERS, joined_people
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.rules.groups_followed import FEWEST, mean_spend
from engagement.metrics.rules.plain import HIDDEN, shown_share
from engagement.metrics.social.posts import DAYS, POSTS
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.sorted_keys import places_among
from engagement.metrics.surveys.answers import TABLE as RESPONSES
from engagement.statistics import clusters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories

_KEY: Final = "customer_key"
#: The levels from lowest to highest, and their names.
LEVELS: Final[Mapping[str, Message]] = {
    "none": message("No sign beyond ordering"),
    "low": message("Low: joins and follows"),
    "medium": message("Medium: comments, votes and answers"),
    "high": message("High: writes and reviews"),
    "very_high": message("Very high: brings others in"),
}
#: Short names of the levels.
SHORT: Final[Mapping[str, Message]] = {
    "none": message("No sign"),
    "low": message("Low"),
    "medium": message("Medium"),
    "high": message("High"),
    "very_high": message("Very high"),
}
#: The sign of a customer that defines a level.
SIGNS: Final[Mapping[str, Message]] = {
    "none": message("only orders are known"),
    "low": message("joined the loyalty programme"),
    "medium": message("answered a survey"),
    "high": message("wrote a comment or a review"),
    "very_high": message("referred somebody"),
}
#: The figure of posts that defines a level, where people are unknown.
_FIGURES: Final = {"low": "new_followers", "medium": "comments", "high": "saves", "very_high": "shares"}
COLUMNS: Final = (
    *("key", "words", "sign", "value", "low", "high", "n", "customers"),
    *("mean_spend", "spend_low", "spend_high"),
)
_PLACE: Final = {level: i for i, level in enumerate(LEVELS)}


class Signs(NamedTuple):
    """The index in `LEVELS` of each customer of the histories."""

    history: Histories
    level: NDArray[np.int64]


def known_signs(data: Data) -> bool:
    """Return whether orders identify customers, and any list of members or survey does too."""

    def count() -> bool:
        named = [
            data.frame(name).select(nw.col(_KEY).count().alias("n"))
            for name in (MEMBERS, RESPONSES)
            if data.has(name)
        ]
        return any(bool(collect(rows)["n"][0]) for rows in named)

    return data.has("orders") and data.remember("signs of people", count)


def knows_acts(data: Data) -> bool:
    """Return whether there are posts, or daily figures of an account."""
    return data.has(POSTS) or data.has(DAYS)


def levels(scope: Scope, last_day: int | None = None) -> Signs:
    """Return the level of each customer as of a day, by default the as-of day.

    Signs without a day (members without the day of joining, referrals) count on every day.
    """
    history = histories(scope)
    until = scope.window.last_day if last_day is None else last_day
    if last_day is not None:
        history = history.until(last_day)
    level = np.zeros(history.customers, dtype=np.int64)
    for name, rows in signs_until(scope, until):
        key = np.unique(np.asarray(collect(rows.select(_KEY))[_KEY], dtype=np.int64))
        place, is_customer = places_among(history.key, key)
        level[place[is_customer]] = np.maximum(level[place[is_customer]], _PLACE[name])
    return Signs(history, level)


def engagement_levels(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`, a row per level: `customers` of `n`, their share, and their spend.

    A share of fewer than 10 and a mean spend of fewer than 10 are NaN.
    """
    signs = levels(scope)
    spend, rows = signs.history.spend / scope.minor, []
    for place, (key, words) in enumerate(LEVELS.items()):
        inside = signs.level == place
        size = int(inside.sum())
        share = shown_share(float(size), float(signs.history.customers))
        money = mean_spend(spend[inside], FEWEST)
        rows.append((key, words.text, SIGNS[key].text, *share, signs.history.customers, size, *money))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def levels_by_network(scope: Scope) -> pd.DataFrame:
    """Return network, key, words, acts, value, low, high, n: the share of each level in a network's acts.

    People are not known there, so acts are counted, with an interval by post.
    """
    network_scope = all_days(scope, POSTS if scope.data.has(POSTS) else DAYS)
    rows: list[tuple[object, ...]] = []
    table = collect(
        network_scope.frame(network_scope.table).select(
            "network", *(_carried(network_scope, f) for f in _FIGURES.values())
        )
    )
    for network in np.unique(np.asarray(table["network"]).astype(str)):
        of_network = np.asarray(table["network"]).astype(str) == network
        acts = {
            key: np.nan_to_num(np.asarray(table[f"{figure}_"], dtype=np.float64)[of_network]).clip(0)
            for key, figure in _FIGURES.items()
        }
        all_acts = np.sum(list(acts.values()), axis=0)
        for key, own_acts in acts.items():
            if not own_acts.sum():
                continue
            share = clusters.share_by_cluster(clusters.share_sums(all_acts, own_acts))
            shown = share[:3] if all_acts.sum() >= HIDDEN else (np.nan,) * 3
            counted = (float(own_acts.sum()), *shown, float(all_acts.sum()))
            rows.append((str(network), key, LEVELS[key].text, *counted))
    names = ("network", "key", "words", "acts", "value", "low", "high", "n")
    return pd.DataFrame(rows, columns=list(names))


def _carried(scope: Scope, figure: str) -> nw.Expr:
    names = scope.data.columns(scope.table)
    column = {"new_followers": "follows"}.get(figure, figure) if scope.table == POSTS else figure
    value = nw.col(column).cast(nw.Float64) if column in names else nw.lit(None, nw.Float64())
    return value.alias(f"{figure}_")


def signs_until(scope: Scope, until: int) -> list[tuple[str, Frame]]:
    """Return by level the rows of people with its sign up to a day."""
    signs_by_level: list[tuple[str, Frame]] = []
    day, named = nw.col("day"), ~nw.col(_KEY).is_null()
    by_then = named & (day.is_null() | (day <= until))
    if scope.data.has(MEMBERS):
        members = joined_people(scope.data.frame(MEMBERS)).filter(by_then)
        signs_by_level += [
            ("low", members),
            ("very_high", members.filter(nw.col("referrals").fill_null(0) > 0)),
        ]
    if scope.data.has(RESPONSES):
        answers = scope.data.frame(RESPONSES).filter(by_then)
        comments = answers.filter((nw.col("kind") == "comment") & ~nw.col("comment").is_null())
        signs_by_level += [("medium", answers), ("high", comments)]
    return signs_by_level
