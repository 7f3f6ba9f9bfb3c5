"""Mean rates of posts by kind, weekday, hour and length; and the best hours of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.channels.explained import FEWEST_COMPARED, Rated, against_others, explained
from engagement.metrics.channels.published_posts import RATES, published
from engagement.statistics import means
from engagement.statistics.multiple import holm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engagement.metrics.core.scope import Scope

#: The hours of one cell of the map.
BAND: Final = 3
#: The longest text of each band of length, in characters; longer texts are in the last band.
LENGTHS: Final = ((0, "0"), (80, "1-80"), (200, "81-200"), (500, "201-500"))
LONGEST: Final = "501+"
HOURS: Final = (
    *("network", "rate", "weekday", "hour", "to_hour", "n"),
    *("value", "low", "high", "others", "p", "differs"),
)


def length_of(text: object) -> str:
    """Return the band of a text's length; a missing text has length 0."""
    size = len(text.strip()) if isinstance(text, str) else 0
    return next((band for most, band in LENGTHS if size <= most), LONGEST)


def post_kinds(scope: Scope) -> pd.DataFrame:
    """Return a frame of `explained.COLUMNS` for the posts of the window; the channel is the network."""
    groups = []
    for network, rate, posts in _each(published(scope)):
        properties = {
            "type": posts["type"].fillna("").astype(str).to_numpy(dtype=np.str_),
            "weekday": posts["weekday"].astype(str).to_numpy(dtype=np.str_),
            "hour": np.asarray([band_of_hour(hour) for hour in posts["hour"]], dtype=np.str_),
            "length": np.asarray([length_of(text) for text in posts["text"]], dtype=np.str_),
        }
        groups.append(Rated(network, rate, posts[f"rate_{rate}"].to_numpy(dtype=np.float64), properties))
    return explained(groups)


def best_hours(scope: Scope) -> pd.DataFrame:
    """Return a frame of `HOURS`: mean rates by network, weekday (1 is Monday) and three hours.

    Cells with fewer than 30 posts have no value. `p` compares a cell with all other posts of its network,
    after Holm's correction over all cells.
    """
    rows: list[tuple[object, ...]] = []
    for network, rate, posts in _each(published(scope), leading=True):
        timed = posts[posts["hour"].notna()]
        values = timed[f"rate_{rate}"].to_numpy(dtype=np.float64)
        start = (timed["hour"] // BAND * BAND).to_numpy(dtype=np.int64)
        weekday = timed["weekday"].to_numpy(dtype=np.int64)
        for day in range(1, 8):
            for hour in np.unique(start[weekday == day]):
                in_slot = (weekday == day) & (start == hour)
                n = int(in_slot.sum())
                slot_means = means.means_of_groups(values[in_slot], np.zeros(n, dtype=np.int64), 1)
                shown = n >= FEWEST_COMPARED
                rows.append(
                    (
                        *(network, rate, day, int(hour), int(hour) + BAND - 1, n),
                        *(float(part[0]) if shown else np.nan for part in slot_means[:3]),
                        float(values[~in_slot].mean()) if shown and (~in_slot).any() else np.nan,
                        against_others(values[in_slot], values[~in_slot]),
                    )
                )
    frame = pd.DataFrame(rows, columns=list(HOURS[:-1]))
    frame["p"] = holm(frame["p"].to_numpy(dtype=np.float64))
    return frame.assign(differs=frame["p"] < 0.05)


def _each(frame: pd.DataFrame, *, leading: bool = False) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Yield the posts of each network with each of its rates, or only with the `leading` one."""
    for network, posts in frame.groupby("network", sort=True):
        for rate in RATES:
            rated_posts = posts[posts[f"rate_{rate}"].notna()]
            if rated_posts.empty:
                continue
            yield str(network), rate, rated_posts
            if leading:
                break


def band_of_hour(hour: float) -> str:
    """Return "06-09" for the hours 6, 7 and 8; "" for an unknown hour."""
    return "" if np.isnan(hour) else f"{int(hour) // BAND * BAND:02d}-{int(hour) // BAND * BAND + BAND:02d}"
