"""The levels of customers over time: how many were on each, and moves between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.customers.rfm import days_back, moves
from engagement.metrics.ladders.ladder_of_people import LEVELS, levels, signs_until
from engagement.metrics.purchases.scans.histories import histories, places_in
from engagement.metrics.rules.plain import shown_share
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.sorted_keys import places_among

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories

    Whole = NDArray[np.int64]

COLUMNS: Final = ("start", "key", "words", "value", "low", "high", "n", "customers", "complete")
_KEY: Final = "customer_key"
#: Days before and after all others: for signs without a day, and for events that never happen.
_ALWAYS: Final = -(2**31) + 1
_NEVER: Final = 2**31 - 1


def engagement_levels_over_time(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`, a row per level and period of the question's grain, lowest level first.

    `customers` of the `n` who had ordered by the end of the period (for the running one: by the as-of day)
    were on the level. It starts with the first period that had a customer.
    """
    history = histories(scope)
    periods = replace(scope.periods(trailing=False), length=None)
    ends = np.asarray(periods.ends(), dtype=np.int64)
    # A level once reached is kept, so the days on which it was reached are counted cumulatively.
    reached = [_by_day(day, ends) for day in _days_of_reaching(scope, history)]
    counts = [
        at_level - above for at_level, above in zip(reached, [*reached[1:], np.zeros_like(ends)], strict=True)
    ]
    starts = np.asarray(periods.starts(), dtype="datetime64[D]").astype("datetime64[s]")
    rows = []
    for place, (key, words) in enumerate(LEVELS.items()):
        n = reached[0].astype(np.float64)
        share = shown_share(counts[place].astype(np.float64), n)
        rows.append(
            pd.DataFrame(
                {
                    "start": starts,
                    "key": key,
                    "words": words.text,
                    "value": share[0],
                    "low": share[1],
                    "high": share[2],
                    "n": reached[0],
                    "customers": counts[place],
                    "complete": periods.complete(),
                }
            )
        )
    frame = pd.concat(rows, ignore_index=True)
    frame = frame[frame["n"] > 0].sort_values("start", kind="stable")
    return frame.reset_index(drop=True)[list(COLUMNS)]


def engagement_level_movement(scope: Scope) -> pd.DataFrame:
    """Return from, to, customers: how many moved from each level to each within one window.

    `from` is missing for customers without an order at its beginning. For all days, movement covers a year.
    """
    was, now = levels_then_and_now(scope, days_back(scope.question))
    return moves(was, now, list(LEVELS))


def levels_then_and_now(scope: Scope, days: int) -> tuple[Whole, Whole]:
    """Return the index of each customer's level `days` before the as-of day, and on it.

    -1 for customers who had not ordered by then.
    """
    now = levels(scope)
    earlier = levels(scope, now.history.last_day - days)
    was = np.full(now.history.customers, -1, dtype=np.int64)
    was[places_in(earlier.history, now.history)] = earlier.level
    return was, now.level


def _days_of_reaching(scope: Scope, history: Histories) -> list[Whole]:
    """Return for each level the day on which each customer reached it or a higher one, `_NEVER` if not."""
    shown = {level: np.full(history.customers, _NEVER, dtype=np.int64) for level in LEVELS}
    shown["none"] = history.first_day
    for level, rows in signs_until(scope, scope.window.last_day):
        day = nw.col("day").cast(nw.Int64).fill_null(_ALWAYS)
        first = rows.select(nw.col(_KEY), day.alias("first_")).group_by(_KEY).agg(nw.col("first_").min())
        first_days = collect(first.select(_KEY, "first_"))
        place, is_customer = places_among(history.key, np.asarray(first_days[_KEY], dtype=np.int64))
        first_day = np.asarray(first_days["first_"], dtype=np.int64)[is_customer]
        shown[level][place[is_customer]] = np.minimum(shown[level][place[is_customer]], first_day)
    higher = np.full(history.customers, _NEVER, dtype=np.int64)
    reached: list[Whole] = []
    for level in reversed(tuple(LEVELS)):
        higher = np.minimum(higher, shown[level])
        # Nobody is a customer before the first order.
        reached.append(np.maximum(higher, history.first_day))
    return reached[::-1]


def _by_day(days: Whole, ends: Whole) -> Whole:
    """Return how many of the days lie on or before each end."""
    return np.searchsorted(np.sort(days), ends, side="right").astype(np.int64)
