"""The figures of a segment's customers against those of all others, corrected over all figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.comparing.verdicts import DIFFERENCES
from engagement.metrics.segments.description import IsOneOf, from_text
from engagement.metrics.segments.dimensions import ANSWER, INSIDE, NPS_ANSWERS, OUTSIDE, SPLIT
from engagement.metrics.segments.habits import is_habit
from engagement.metrics.views.compare import AMOUNTS
from engagement.metrics.views.registry import DEFINITIONS
from engagement.statistics.multiple import holm

if TYPE_CHECKING:
    from engagement.metrics.views.owners import OwnersView

#: Figures that depend on how often, how recently and for how much customers order.
_OF_HABIT: Final = (
    "average_order_value",
    "purchase_frequency",
    "days_between_orders",
    "repeat_purchase_rate",
    "repeat_within_90_days",
)
#: The figures that are compared, as far as the data have them.
KEYS: Final = (
    *_OF_HABIT,
    "discount_share",
    "refund_rate",
    "cancellation_rate",
    "net_promoter_score",
    "customer_satisfaction",
    "customer_effort_score",
)
_RECOMMENDING: Final = ("net_promoter_score",)
_SCORED: Final = ("customer_satisfaction", "customer_effort_score")
_SIDE: Final = ("value", "low", "high", "n")
COLUMNS: Final = (
    "key",
    *_SIDE,
    *(f"rest_{name}" for name in _SIDE),
    "difference",
    "difference_low",
    "difference_high",
    "p",
    "differs",
    "as_made",
)


def _tested_figures(by: str) -> tuple[str, ...]:
    """Return the figures of the questions whose answers define a segment."""
    figures: list[str] = []
    for condition in from_text(by.removeprefix(SPLIT)).all_of:
        if isinstance(condition, IsOneOf) and condition.dimension.startswith(ANSWER):
            recommending = set(condition.values) <= {*NPS_ANSWERS, ""}
            figures += _RECOMMENDING if recommending else _SCORED
    return tuple(figures)


def against_rest(view: OwnersView, by: str) -> pd.DataFrame:
    """Return `COLUMNS`, one row per figure, of a split by a segment (`dimensions.SPLIT` and its text).

    `p` is Holm's over all rows. Figures that differ by the segment's definition (`as_made`: orders, days
    and spend, if it depends on these) are not tested; nor are figures with a small side.
    """
    available, rows = set(view.keys()), []
    habit, figures = is_habit(by), _tested_figures(by)
    for key in (key for key in KEYS if key in available and view.has_split(key, by)):
        sides = view.breakdown(key, by).set_index("segment")
        if INSIDE not in sides.index or OUTSIDE not in sides.index:
            continue
        inside, outside = sides.loc[INSIDE], sides.loc[OUTSIDE]
        as_made = (habit and key in _OF_HABIT) or key in figures
        is_small = bool(DEFINITIONS[key].money) and min(inside["n"], outside["n"]) < AMOUNTS
        # Both sides are one comparison, but the split has corrected for two.
        p = np.nan if as_made or is_small else inside["p"] / 2
        gap = (inside["difference"], inside["difference_low"], inside["difference_high"])
        rows.append(
            (
                key,
                *(inside[name] for name in _SIDE),
                *(outside[name] for name in _SIDE),
                *gap,
                p,
                False,
                as_made,
            )
        )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["p"] = holm(frame["p"].to_numpy(dtype=np.float64))
    frame["differs"] = frame["p"] <= DIFFERENCES
    return frame
