"""A small trend per part of a split, one below the other, on one scale and one time axis."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import period_axis, template
from engagement.charts.base.palette import faded
from engagement.charts.base.scale import ValueFormat, scale, tick_labels
from engagement.charts.base.text import plain, shorten, width
from engagement.charts.layers import Drawing, bands, line, marks, running_line, whiskers
from engagement.charts.trend import extent, time_axis
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette
    from engagement.charts.base.points import Trend
    from engagement.metrics.model import Better, Unit

#: The height of one chart, of the line with its name, and the margins, in pixels.
_PLOT: Final = 66
_HEAD: Final = 26
_RIGHT: Final = 14
#: The greatest width of a name with its last value on the narrowest chart, in pixels.
_NAME: Final = 200
_TICKS: Final = 4
#: The upper end of a part's own scale, at most, as a multiple of its largest value.
_ROOM: Final = 3


@dataclass(frozen=True, slots=True)
class NamedTrend:
    """One part of a split: its name, not yet escaped, and its trend."""

    name: str
    trend: Trend


def drawable(parts: Sequence[NamedTrend]) -> list[NamedTrend]:
    """Return the parts that have a value to draw."""
    return [part for part in parts if part.trend.is_drawable]


def multiples(
    parts: Sequence[NamedTrend],
    overall: Trend | None,
    value_format: ValueFormat,
    colours: Palette,
    *,
    better: Better | None = None,
    total: bool = False,
    one_scale: bool = True,
) -> go.Figure:
    """Draw a small trend per part; `overall` is the trend of all parts together, a grey line behind each.

    The name of a part is above its chart, with its last complete value. `one_scale` is False for parts of
    different kinds, which have a scale each.
    """
    trends = [*(part.trend for part in parts), *(() if overall is None else (overall,))]
    if one_scale:
        values = [n for trend in trends for n in extent(trend.points, None, value_format.unit)]
        axes = [scale(value_format.unit, values, ticks=_TICKS, total=total)] * len(parts)
    else:
        axes = [
            scale(value_format.unit, _own_extent(part.trend, value_format.unit), ticks=_TICKS, total=total)
            for part in parts
        ]
    longest = max(trends, key=lambda trend: len(trend.points))
    along, foot = time_axis(longest, value_format, colours, counts=False, phone=True)
    height = len(parts) * (_PLOT + _HEAD)
    ticks = [tick_labels(axis, value_format) for axis in axes]
    layout: dict[str, Any] = {}
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for index, (part, axis) in enumerate(zip(parts, axes, strict=True)):
        named = "" if index == 0 else str(index + 1)
        bottom = 1 - (index + 1) * (_PLOT + _HEAD) / height
        layout[f"yaxis{named}"] = template.value_axis(
            colours,
            axis,
            ticks[index],
            domain=[bottom, bottom + _PLOT / height],
            **template.zero_line(colours, axis),
        )
        drawing = Drawing(part.trend, axis, value_format, colours, None, better, _PLOT)
        of_part = [*bands(drawing), *whiskers(drawing), *running_line(drawing), line(drawing), marks(drawing)]
        traces += [{**trace, "yaxis": f"y{named}"} for trace in (*_behind(overall, colours), *of_part)]
        notes += _head(part, drawing, bottom + (_PLOT + 2) / height, colours)
    return template.figure(
        traces,
        colours,
        height=round(height + foot),
        margin={
            "l": max(width(tick) for labels in ticks for tick in labels) + 8,
            "r": _RIGHT,
            "t": 0,
            "b": foot,
        },
        hovermode="closest",
        xaxis={**along, "anchor": f"y{len(parts)}" if len(parts) > 1 else "y"},
        annotations=notes,
        **layout,
    )


def _own_extent(trend: Trend, unit: Unit) -> list[float]:
    """Return the values that the scale of one part has to contain; very wide intervals are cut."""
    most = max((abs(point.value) for point in trend.points if point.value is not None), default=0.0)
    room = _ROOM * most or math.inf
    return [min(max(n, -room), room) for n in extent(trend.points, None, unit)]


def _behind(overall: Trend | None, colours: Palette) -> list[dict[str, Any]]:
    """Return the grey line of all parts together."""
    joined = [
        point
        for point in (overall.points if overall is not None else ())
        if point.state not in {"running", "waiting"}
    ]
    if not joined:
        return []
    return [
        template.scatter(
            x=[point.start.isoformat() for point in joined],
            y=[point.value for point in joined],
            mode="lines",
            connectgaps=False,
            line={"color": faded(colours.reference, 0.8), "width": 1.2},
            hoverinfo="skip",
        )
    ]


def _head(part: NamedTrend, drawing: Drawing, height: float, colours: Palette) -> list[dict[str, Any]]:
    """Return the part's name and its last complete value, on the line above its chart."""
    text = f"<b>{plain(shorten(part.name, _NAME))}</b>"
    last = drawing.last
    if last is not None and last.value is not None:
        rate = drawing.value_format.unit in {"share", "percent"}
        value = drawing.value_format.full(last.value, 1 if rate else None)
        period = period_axis.short_period(last.start, drawing.read.grain, drawing.value_format.t)
        latest = plain(drawing.value_format.t.t(message("{period}: {value}", period=period, value=value)))
        text += f'  <span style="color:{colours.quiet}">{latest}</span>'
    place: dict[str, Any] = {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": height,
        "yanchor": "bottom",
    }
    full_name = plain(part.name)
    return [
        template.note(text, colours.ink, size=template.TEXT_SIZE, hovertext=full_name, align="left", **place)
    ]
