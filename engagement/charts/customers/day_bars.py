"""Customers by the number of days they took: a bar per range of days, the last without an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.charts.base import template
from engagement.charts.base.scale import ValueFormat, scale, tick_labels
from engagement.charts.base.text import plain, width
from engagement.locale import message

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette
    from engagement.locale.translator import Translator

_FOOT: Final = 26 + template.ALONG_HEIGHT
#: The number of bars from one tick to the next.
_EVERY: Final = 3


def day_bars(frame: pd.DataFrame, colours: Palette, t: Translator) -> go.Figure:
    """Draw the columns from_day, to_day (NaN: no end) and customers, one bar per row, in order."""
    counts, starts = frame["customers"].tolist(), frame["from_day"].tolist()
    ends = [None if np.isnan(end) else int(end) for end in frame["to_day"]]
    axis = scale("count", counts, total=True, ticks=4)
    ticks = tick_labels(axis, ValueFormat("count", None, t))
    total = sum(counts) or 1
    hovers = [
        f"<b>{plain(_stretch(int(start), end, t))}</b><br>{plain(t.number(count, 0))} · "
        f"{plain(t.percent(count / total, 0))}"
        for start, end, count in zip(starts, ends, counts, strict=True)
    ]
    places = list(range(len(counts)))
    return template.figure(
        [
            template.bar(
                x=places,
                y=counts,
                marker={
                    "color": [colours.neutral if end is None else colours.accent for end in ends],
                    "line": {"width": 0},
                },
                hoverinfo="text",
                hovertext=hovers,
            )
        ],
        colours,
        height=template.SMALL_HEIGHT + template.ALONG_HEIGHT,
        margin={"l": max(width(tick) for tick in ticks) + 8, "r": 8, "t": template.UP_HEIGHT, "b": _FOOT},
        bargap=0.12,
        xaxis=template.axis(
            colours,
            range=[-0.6, max(len(counts), 1) - 0.4],
            tickmode="array",
            tickvals=[place - 0.5 for place in places[::_EVERY]],
            ticktext=[plain(t.number(start, 0)) for start in starts[::_EVERY]],
            **template.bottom_line(colours),
        ),
        yaxis=template.value_axis(colours, axis, ticks),
        annotations=[
            template.along_note(t.t(message("days until the next order")), colours.quiet),
            template.up_note(t.t(message("customers")), colours.quiet),
        ],
    )


def _stretch(start: int, end: int | None, t: Translator) -> str:
    if end is None:
        return t.t(message("{count} days or more", count=start))
    return t.t(message("{first} to {last} days", first=start, last=end))
