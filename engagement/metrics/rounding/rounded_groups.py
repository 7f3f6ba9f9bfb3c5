"""The tables of groups of customers, with counts of people rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.customers.rfm import looked_back, scores_of
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
    group = scores_of(scope, history, history.last_day).group
    keys = rounding.keys(history.key)
    masks = {key: group == place for place, key in enumerate(_KEYS)}
    told = rounding.groups("rfm", keys, {**masks, "all": np.ones(history.customers, dtype=bool)})
    size = [told[key] for key in _KEYS]
    return framed("rfm", {"group": _KEYS, "customers": size, "share": rounding.share(size, told["all"])})


def rfm_scores(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return the customers by recency and number of orders, whatever their money."""
    history = histories(scope)
    found = scores_of(scope, history, history.last_day)
    cell = (found.r - 1) * 5 + found.f - 1
    names = [f"{r}/{f}" for r in range(1, 6) for f in range(1, 6)]
    shown = rounding.cells("rfm_scores", names, cell, rounding.keys(history.key)).shown
    r, f = np.divmod(np.arange(25), 5)
    return pd.DataFrame({"r": r + 1, "f": f + 1, "customers": shown})


def rfm_movement(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return the moves from group to group that k customers are shown with."""
    history = histories(scope)
    then = history.last_day - looked_back(scope.question)
    earlier = history.until(then)
    was = np.full(history.customers, -1, dtype=np.int64)
    was[places_in(earlier, history)] = scores_of(scope, earlier, then).group
    now = scores_of(scope, history, history.last_day).group
    return _moves("rfm_movement", _KEYS, was, now, rounding, rounding.keys(history.key))


def engagement_level_movement(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return the moves from level to level that k customers are shown with."""
    was, now = levels_then_and_now(scope, looked_back(scope.question))
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
    names = [f"{one or ''}/{other}" for one in origins for other in keys]
    shown = rounding.cells(table, names, (was + 1) * len(keys) + now, people).shown
    told = np.flatnonzero(shown)
    return pd.DataFrame(
        {
            "from": pd.Series([origins[at] for at in (told // len(keys)).tolist()], dtype=object),
            "to": pd.Series([keys[at] for at in (told % len(keys)).tolist()], dtype=object),
            "customers": shown[told],
        }
    )


def engagement_levels(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return the customers on each level and their share of all."""
    found = levels(scope)
    masks = {key: found.level == place for place, key in enumerate(LEVELS)}
    everybody = np.ones(found.history.customers, dtype=bool)
    told = rounding.groups("levels", rounding.keys(found.history.key), {**masks, "all": everybody})
    size = [told[key] for key in LEVELS]
    return framed(
        "engagement_levels",
        {
            "key": list(LEVELS),
            "words": [words.text for words in LEVELS.values()],
            "sign": [SIGNS[key].text for key in LEVELS],
            "value": rounding.share(size, told["all"]),
            "n": [told["all"]] * len(LEVELS),
            "customers": size,
        },
    )
