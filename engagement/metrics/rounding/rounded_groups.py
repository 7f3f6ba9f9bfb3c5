"""The tables of groups of customers, with counts of people rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.customers.rfm import days_back, scores_of
from engagement.metrics.ladders.ladder_of_people import LEVELS, SIGNS, levels
from engagement.metrics.ladders.levels_over_time import levels_then_and_now
from engagement.metrics.purchases.scans.histories import histories, places_in
from engagement.metrics.rounding.rounded_cells import framed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.rounding.rounded_cells import Rounding

_KEYS = [group.key for group in GROUPS]


def rfm(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return each group's customers and their share of all."""
    history = histories(scope)
    group = scores_of(scope, history).group
    keys = rounding.keys(history.key)
    masks = {key: group == place for place, key in enumerate(_KEYS)}
    shown = rounding.groups("rfm", keys, {**masks, "all": np.ones(history.customers, dtype=bool)})
    size = [shown[key] for key in _KEYS]
    return framed("rfm", {"group": _KEYS, "customers": size, "share": rounding.share(size, shown["all"])})


def rfm_scores(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return the customers by recency and number of orders, whatever their money."""
    history = histories(scope)
    scores = scores_of(scope, history)
    cell = (scores.r - 1) * 5 + scores.f - 1
    names = [f"{r}/{f}" for r in range(1, 6) for f in range(1, 6)]
    shown = rounding.cells("rfm_scores", names, cell, rounding.keys(history.key)).shown
    r, f = np.divmod(np.arange(25), 5)
    return pd.DataFrame({"r": r + 1, "f": f + 1, "customers": shown})


def rfm_movement(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return the moves from group to group that k customers are shown with."""
    history = histories(scope)
    earlier = history.until(history.last_day - days_back(scope.question))
    was = np.full(history.customers, -1, dtype=np.int64)
    was[places_in(earlier, history)] = scores_of(scope, earlier).group
    now = scores_of(scope, history).group
    return _moves("rfm_movement", _KEYS, was, now, rounding, rounding.keys(history.key))


def engagement_level_movement(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return the moves from level to level that k customers are shown with."""
    was, now = levels_then_and_now(scope, days_back(scope.question))
    keys = rounding.keys(histories(scope).key)
    return _moves("engagement_level_movement", list(LEVELS), was, now, rounding, keys)


def _moves(
    table: str,
    keys: list[str],
    was: NDArray[np.int64],
    now: NDArray[np.int64],
    rounding: Rounding,
    people: NDArray[np.uint64],
) -> pd.DataFrame:
    """Return from, to, customers of people who went from the place `was` (-1: none) among `keys` to `now`."""
    origins = [None, *keys]
    names = [f"{origin or ''}/{other}" for origin in origins for other in keys]
    shown = rounding.cells(table, names, (was + 1) * len(keys) + now, people).shown
    shown_moves = np.flatnonzero(shown)
    return pd.DataFrame(
        {
            "from": pd.Series(
                [origins[index] for index in (shown_moves // len(keys)).tolist()], dtype=object
            ),
            "to": pd.Series([keys[index] for index in (shown_moves % len(keys)).tolist()], dtype=object),
            "customers": shown[shown_moves],
        }
    )


def engagement_levels(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return the customers on each level and their share of all."""
    people_levels = levels(scope)
    masks = {key: people_levels.level == place for place, key in enumerate(LEVELS)}
    everybody = np.ones(people_levels.history.customers, dtype=bool)
    shown = rounding.groups("levels", rounding.keys(people_levels.history.key), {**masks, "all": everybody})
    size = [shown[key] for key in LEVELS]
    return framed(
        "engagement_levels",
        {
            "key": list(LEVELS),
            "words": [words.text for words in LEVELS.values()],
            "sign": [SIGNS[key].text for key in LEVELS],
            "value": rounding.share(size, shown["all"]),
            "n": [shown["all"]] * len(LEVELS),
            "customers": size,
        },
    )
