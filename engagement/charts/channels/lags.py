"""The correlation of two series by lag: a point with its interval for each lag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.charts.base import template
from engagement.charts.base.scale import ValueFormat, scale, tick_labels
from engagement.charts.base.text import plain, width
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette
    from engagement.locale.translator import Translator

_FOOT: Final = 26 + template.ALONG_HEIGHT
#: The number of lags from one label to the next: more labels do not fit on a phone.
_EVERY: Final = 2


@dataclass(frozen=True, slots=True)
class LagPoint:
    """The correlation at one lag with its limits. `differs`: it is significant; `hover` is escaped."""

    lag: int
    value: float
    low: float
    high: float
    differs: bool
    hover: str


def lags(points: Sequence[LagPoint], along: str, colours: Palette, t: Translator) -> go.Figure:
    """Draw the points from the lowest lag; `along` is the axis title. Significant points are coloured."""
    value_format = ValueFormat("ratio", None, t)
    ends = [end for p in points for end in (p.low, p.high)]
    axis = scale("ratio", [*ends, -0.5, 0.5])
    ticks = tick_labels(axis, value_format)
    traces = []
    for differs, colour in ((False, colours.noise), (True, colours.accent)):
        drawn_points = [p for p in points if p.differs is differs]
        traces += [
            template.scatter(
                x=[x for p in drawn_points for x in (p.lag, p.lag, None)],
                y=[y for p in drawn_points for y in (p.low, p.high, None)],
                mode="lines",
                line=template.line(colour, 0.7, width=2.4),
                hoverinfo="skip",
            ),
            template.scatter(
                x=[p.lag for p in drawn_points],
                y=[p.value for p in drawn_points],
                mode="markers",
                marker={"size": 8, "color": colour, "opacity": 1},
                hoverinfo="text",
                hovertext=[p.hover for p in drawn_points],
                cliponaxis=False,
            ),
        ]
    places = [p.lag for p in points if p.lag % _EVERY == 0]
    first, last = min((p.lag for p in points), default=0), max((p.lag for p in points), default=1)
    return template.figure(
        traces,
        colours,
        height=template.SMALL_HEIGHT + 24 + template.UP_HEIGHT,
        margin={"l": max(width(tick) for tick in ticks) + 8, "r": 8, "t": template.UP_HEIGHT, "b": _FOOT},
        xaxis=template.axis(
            colours,
            range=[first - 0.6, last + 0.6],
            tickmode="array",
            tickvals=places,
            ticktext=[plain(t.number(place, 0)) for place in places],
            **template.bottom_line(colours),
        ),
        yaxis=template.value_axis(
            colours,
            axis,
            ticks,
            zeroline=True,
            zerolinecolor=colours.axis,
            zerolinewidth=1.4,
        ),
        annotations=[
            template.along_note(along, colours.quiet),
            template.up_note(t.t(message("correlation")), colours.quiet),
        ],
    )
