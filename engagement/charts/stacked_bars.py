"""A total over time in stacked parts: new and returning customers, levels of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from engagement.charts.base import period_axis, template
from engagement.charts.base.scale import ValueFormat, scale, tick_labels
from engagement.charts.base.text import plain, width
from engagement.locale import message

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette
    from engagement.metrics.model import Grain

_TOP: Final = 14
#: The most periods drawn, the newest ones; the table has all.
MOST_PERIODS: Final = 120


def stacked_bars(
    frame: pd.DataFrame,
    columns: Sequence[str],
    names: Sequence[str],
    value_format: ValueFormat,
    grain: Grain,
    colours: Palette,
    *,
    fills: Sequence[str] | None = None,
) -> go.Figure:
    """Draw columns of a frame with `start` and `complete` as stacked bars.

    A running period is hatched. `fills` are the colours of the columns; the default is petrol and grey, for
    two columns.
    """
    frame = frame.tail(MOST_PERIODS)
    starts = [pd.Timestamp(start).date() for start in frame["start"]]
    axis = scale(value_format.unit, frame[list(columns)].sum(axis=1).tolist(), total=True)
    ticks = tick_labels(axis, value_format)
    short = [period_axis.short_period(start, grain, value_format.t) for start in starts]
    labelled_places = period_axis.labelled(starts, grain, short, phone=True)
    time_axis, under = period_axis.period_axis_of(starts, grain, labelled_places, short, colours)
    running = [not complete for complete in frame["complete"]]
    return template.figure(
        [
            template.bar(
                x=[start.isoformat() for start in starts],
                y=frame[column].tolist(),
                marker=_marker(fill, running, colours),
                hoverinfo="text",
                hovertext=_hovers(starts, frame[column].tolist(), running, name, grain, value_format),
            )
            for column, name, fill in zip(
                columns, names, fills or (colours.accent, colours.neutral), strict=True
            )
        ],
        colours,
        height=template.TREND_HEIGHT,
        margin={
            "l": max(width(tick) for tick in ticks) + 8,
            "r": 8,
            "t": _TOP,
            "b": under,
        },
        barmode="stack",
        bargap=0.25,
        xaxis=time_axis,
        yaxis=template.value_axis(colours, axis, ticks),
    )


def _marker(fill: str, running: Sequence[bool], colours: Palette) -> dict[str, Any]:
    """Return the look of bars in one colour, hatched in running periods."""
    return {
        "color": fill,
        "line": {"width": 0},
        "pattern": {
            "shape": ["/" if still else "" for still in running],
            "fillmode": "overlay",  # else the bar has no colour
            "fgcolor": colours.ground,
            "size": 6,
            "solidity": 0.3,
        },
    }


def _hovers(
    starts: Sequence[dt.date],
    values: Sequence[float],
    running: Sequence[bool],
    name: str,
    grain: Grain,
    value_format: ValueFormat,
) -> list[str]:
    hovers = []
    for start, value, still in zip(starts, values, running, strict=True):
        period = period_axis.name(start, grain, value_format.t)
        if still:
            period = value_format.t.t(message("{period}, so far", period=period))
        hovers.append(f"<b>{plain(period)}</b><br>{plain(name)}: {value_format.full(value)}")
    return hovers
