"""Each rate of posts by network and overall, with its denominator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.describe import describe_breakdown
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.words.network_names import network_name
from engagement.readable.result_sheets import of_breakdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.model import View

_RATES: Final = (
    "engagement_rate_by_impressions",
    "engagement_rate_by_reach",
    "engagement_rate_by_followers",
    "click_through_rate",
)


def show(view: View, keys: Sequence[str]) -> None:
    """Show the rates of `keys` by network; nothing with fewer than two networks."""
    rates = [key for key in _RATES if key in keys]
    frames = {key: view.breakdown(key, "network") for key in rates}
    frames = {key: frame for key, frame in frames.items() if len(frame) > 1}
    if not frames:
        return
    head.section(
        message("Each rate by network"),
        message(
            "What stands below the line differs from rate to rate, and networks count differently: compare a "
            "network with itself first. Reach is never added up."
        ),
        key="by_network",
    )
    grid, t = st.grid(2, min_column_width=330, gap=(20, 26)), words()
    for key, frame in frames.items():
        metric, reading = view.metric(key), view.reading(key)
        with grid.container(key=f"network_{key}", gap="xxsmall"):
            st.subheader(say(metric.name), anchor=False)
            below = metric.denominator or metric.numerator
            parts = message("{above} / {below}", above=say(metric.numerator), below=say(below))
            st.caption(say(parts))
            shown = frame.assign(segment=[network_name(str(name)) for name in frame["segment"]])
            drawn = dots(
                shown, ValueFormat(reading.unit, reading.currency, t), palette(theme()),
                overall=reading.value, better=metric.better,
            )  # fmt: skip
            alt = describe_breakdown(metric.name, shown, reading.unit, reading.currency, t)
            sheet = of_breakdown(shown, metric, reading, "network", say(message("Network")), t)
            figure.show(drawn, f"network_{key}", say(alt), sheet, frame)
