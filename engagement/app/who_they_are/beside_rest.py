"""A group beside all other customers as a picture: each figure as so many times that of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.app.ui.reader import theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import DotLabels, dots
from engagement.locale import message

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from engagement.metrics.views.owners import OwnersView

CAPTION: Final = message(
    "How many times the value of all others. Line: by the 95% interval of the difference. Coloured: beyond "
    "chance. Left out: scores that may be below zero, and what differs as the group is made."
)
#: So few customers, orders or answers make a hollow circle.
_SMALL: Final = 30


def drawn(view: OwnersView, differences: pd.DataFrame) -> go.Figure | None:
    """Return the rows of `against_rest` that have a ratio as dots, in reading order; None where none has."""
    with_ratio = differences[ratios(view, differences)]
    if with_ratio.empty:
        return None
    t, rest_value = words(), with_ratio["rest_value"]
    rows = as_breakdown(
        [t.t(view.metric(str(key)).name) for key in with_ratio["key"]],
        with_ratio["value"] / rest_value,
        with_ratio["n"],
        # No value here is below zero, so none is fewer than no times another.
        limits=(
            (1 + with_ratio["difference_low"] / rest_value).clip(lower=0),
            1 + with_ratio["difference_high"] / rest_value,
        ),
        differs=with_ratio["differs"],
        difference=with_ratio["difference"] / rest_value,
        small_under=_SMALL,
    )
    return dots(
        rows,
        ValueFormat("ratio", None, t),
        palette(theme()),
        overall=1.0,
        labels=DotLabels(overall=message("all others 1")),
        in_order=True,
    )


def ratios(view: OwnersView, differences: pd.DataFrame) -> pd.Series:
    """Tell which rows have a value that is so many times another, with its limits."""
    has_values = differences[["value", "rest_value", "difference_low", "difference_high"]].notna().all(axis=1)
    counted = np.asarray([view.metric(str(key)).unit != "points" for key in differences["key"]], dtype=bool)
    return has_values & (differences["rest_value"] > 0) & ~differences["as_made"].astype(bool) & counted
