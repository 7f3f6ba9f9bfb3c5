"""Which kinds of posts or campaigns do better: each value of a property against all others of its channel.

A value's mean is the mean of the rates of its units. It is shrunk towards the mean of its channel, by the
variance beyond chance, and compared with the others by ranks, so that a single viral post does not decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.statistics import means
from engagement.statistics.multiple import holm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engagement.statistics.interval import Array

#: The fewest units of a value for a mean, and the fewest on either side for a comparison.
FEWEST: Final = 10
FEWEST_COMPARED: Final = 30

#: `n` units, `value` their mean rate with its interval, `shrunk` towards the channel's mean, `others` the
#: mean of all other units, `p` after Holm over all rows, `differs`: p < 0.05.
COLUMNS: Final = (
    *("channel", "rate", "property", "key", "n"),
    *("value", "low", "high", "shrunk", "others", "others_n", "p", "differs"),
)


@dataclass(frozen=True, slots=True)
class Rated:
    """The rate of each unit of one channel; NaN where it has none. `properties` are "" where unknown.

    Fewer than `fewest` units on either side are not compared.
    """

    channel: str
    rate: str
    rates: Array
    properties: Mapping[str, NDArray[np.str_]]
    fewest: int = FEWEST_COMPARED


def explained(groups: Sequence[Rated]) -> pd.DataFrame:
    """Return a frame of `COLUMNS`, a row for each value of each property of each channel and rate."""
    rows = [row for group in groups for row in _rows(group)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS[:-1]))
    frame["p"] = holm(frame["p"].to_numpy(dtype=np.float64))
    return frame.assign(differs=frame["p"] < 0.05)


def against_others(inside: Array, outside: Array, fewest: int = FEWEST_COMPARED) -> float:
    """Return the p value of Mann and Whitney's test (1947); NaN where a side has too few units."""
    if min(inside.size, outside.size) < fewest:
        return float("nan")
    from scipy import stats  # noqa: PLC0415 - takes longer to load than all else that a command needs

    return float(stats.mannwhitneyu(inside, outside).pvalue)


def _rows(group: Rated) -> list[tuple[object, ...]]:
    has_rate = ~np.isnan(group.rates)
    values = group.rates[has_rate]
    rows: list[tuple[object, ...]] = []
    for name, property_column in group.properties.items():
        property_values = property_column[has_rate]
        keys = [key for key in np.unique(property_values) if key]
        if len(keys) < 2:
            continue
        place = np.searchsorted(keys, property_values[property_values != ""])
        rates = values[property_values != ""]
        group_means = means.means_of_groups(rates, place, len(keys))
        n = np.bincount(place, minlength=len(keys))
        shrunk = means.shrunk_means(rates, place, len(keys))
        for i, key in enumerate(keys):
            inside, outside = rates[place == i], rates[place != i]
            shown = n[i] >= FEWEST
            rows.append(
                (
                    *(group.channel, group.rate, name, str(key), int(n[i])),
                    *(part[i] if shown else np.nan for part in (*group_means[:3], shrunk)),
                    *(float(outside.mean()), outside.size, against_others(inside, outside, group.fewest)),
                )
            )
    return rows
