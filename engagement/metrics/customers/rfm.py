"""Recency, frequency and money: scores, groups, and movement between groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from engagement.metrics.customers.groups import GROUPS, placed
from engagement.metrics.purchases.scans.histories import (
    Totals,
    histories,
    is_whole_shop,
    of_whole_shop,
    places_in,
    totals,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.model import Question
    from engagement.metrics.purchases.scans.histories import Histories

_SCORES: Final = 5
#: The numbers of orders from which a customer has the next score of frequency.
_BANDS: Final = (2, 3, 5, 10)
#: The days before the as-of day at which movement begins if all days are requested.
_YEAR: Final = 365
#: With at most this many possible values (per customer, and in total) they are counted instead of sorted,
#: which takes a third of the time.
_ROOM: Final = 8
_ROOM_IN_ALL: Final = 5_000_000
#: The fewest customers for a median.
FEWEST: Final = 10


class Scores(NamedTuple):
    """Each customer's scores, 1 to 5, and the index of the group."""

    r: NDArray[np.int64]
    f: NDArray[np.int64]
    m: NDArray[np.int64]
    group: NDArray[np.int64]


def scored(history: Histories | Totals) -> Scores:
    """Return the scores of all customers as of the last day of their history.

    r and m are ceil(5 x average rank / n), ranks ascending from the worst; f goes by fixed bands.
    """
    if isinstance(history, Totals):
        return _scored(history)
    return history.remember("scores", lambda: _scored(history))


def _scored(history: Histories | Totals) -> Scores:
    r = tiers(history.latest_day, _SCORES)  # a later last day is a better one
    f = 1 + np.searchsorted(_BANDS, history.orders, side="right")
    m = tiers(history.spend, _SCORES)
    return Scores(r, f, m, placed(r, f, m))


def scores_of(scope: Scope, history: Histories) -> Scores:
    """Return the scores of a history's customers among all customers of the shop, as of its last day."""
    if is_whole_shop(scope):
        return scored(history)
    shop = of_whole_shop(scope).until(history.last_day)
    places = places_in(history, shop)
    return Scores(*(column[places] for column in scored(shop)))


def rfm(scope: Scope) -> pd.DataFrame:
    """Return each group's customers, share of all, orders, revenue, and medians of the three.

    Everything up to the as-of day counts. Groups without customers are included; medians under 10 are NaN.
    """
    history = totals(scope) if is_whole_shop(scope) else histories(scope)
    scores = scored(history) if isinstance(history, Totals) else scores_of(scope, history)
    rows = []
    recency, spend = history.last_day - history.latest_day, history.spend / scope.minor
    by_group = np.argsort(scores.group.astype(np.int8), kind="stable")
    sizes = np.bincount(scores.group, minlength=len(GROUPS))
    for group, members in zip(GROUPS, np.split(by_group, np.cumsum(sizes)[:-1]), strict=True):
        size, orders = int(members.size), history.orders[members]
        share = size / history.customers if history.customers else np.nan
        sums = int(orders.sum()), float(history.spend[members].sum()) / scope.minor
        each = (recency[members], orders, spend[members])
        medians = [float(np.median(measure)) if size >= FEWEST else np.nan for measure in each]
        rows.append((group.key, size, share, *sums, *medians))
    names = ("group", "customers", "share", "orders", "revenue")
    return pd.DataFrame(rows, columns=[*names, "median_recency", "median_orders", "median_revenue"])


def rfm_scores(scope: Scope) -> pd.DataFrame:
    """Return how many customers have each combination of scores that occurs."""
    history = histories(scope)
    scores = scores_of(scope, history)
    place = ((scores.r * 10 + scores.f) * 10 + scores.m).astype(np.int64)
    counts = np.bincount(place)
    combined = np.flatnonzero(counts)
    return pd.DataFrame(
        {
            "r": combined // 100,
            "f": combined // 10 % 10,
            "m": combined % 10,
            "customers": counts[combined],
        }
    )


def days_back(question: Question) -> int:
    """Return the number of days before the as-of day at which movement begins."""
    return question.days or _YEAR


def rfm_movement(scope: Scope) -> pd.DataFrame:
    """Return how many customers moved from each group to each other group within one window.

    `from` is missing for customers without an order at its beginning. If all days are requested, movement
    covers a year.
    """
    history = histories(scope)
    earlier = history.until(history.last_day - days_back(scope.question))
    was = np.full(history.customers, -1, dtype=np.int64)
    was[places_in(earlier, history)] = scores_of(scope, earlier).group
    return moves(was, scores_of(scope, history).group, [group.key for group in GROUPS])


def moves(was: NDArray[np.int64], now: NDArray[np.int64], keys: Sequence[str]) -> pd.DataFrame:
    """Return from, to, customers: how many moved from each group to each group.

    `was` and `now` are each customer's index in `keys`; -1, and a missing `from`, for customers who were
    not there yet.
    """
    counts = np.bincount((was + 1) * len(keys) + now)
    moved = np.flatnonzero(counts) - len(keys)
    origin = [None if place < 0 else keys[place] for place in (moved // len(keys)).tolist()]
    target = [keys[place] for place in (moved % len(keys)).tolist()]
    columns = {
        "from": pd.Series(origin, dtype=object),
        "to": pd.Series(target, dtype=object),
        "customers": counts[counts > 0],
    }
    return pd.DataFrame(columns)


def tiers(values: NDArray[np.int64], parts: int) -> NDArray[np.int64]:
    """Return ceil(parts x average rank / n), 1 to `parts`, lowest values first; ties share their rank."""
    place: NDArray[np.int64]
    if values.size and np.ptp(values) <= min(_ROOM * values.size, _ROOM_IN_ALL):
        place = values - values.min()
        counts = np.bincount(place)
    else:
        _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    twice_rank = 2 * np.cumsum(counts) - counts + 1
    return np.asarray(-(-parts * twice_rank // (2 * max(1, values.size))), dtype=np.int64)[place]
