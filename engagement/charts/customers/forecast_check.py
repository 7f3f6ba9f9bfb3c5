"""A forecast next to the outcome, column by column."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import template
from engagement.charts.base.palette import faded
from engagement.charts.base.scale import ValueFormat, scale, tick_labels
from engagement.charts.base.text import plain, width
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette
    from engagement.locale.translator import Translator

_TOP: Final = 14
_FOOT: Final = 26
_DOT: Final = 9
_DIAMOND: Final = 11
_INTERVAL: Final = 2.4
#: The distance of the two marks of a column from its middle.
_OFF: Final = 0.14


@dataclass(frozen=True, slots=True)
class ForecastCheck:
    """One column: short and full name, forecast, outcome, and the number of customers behind both.

    `low` and `high` are the limits of the outcome; NaN if unknown.
    """

    short: str
    name: str
    forecast: float
    actual: float
    low: float
    high: float
    n: int


def forecast_check(columns: Sequence[ForecastCheck], colours: Palette, t: Translator) -> go.Figure:
    """Draw each column's forecast as a petrol diamond and the outcome beside it as a grey dot."""
    value_format = ValueFormat("ratio", None, t)
    ends = [end for c in columns for end in (c.forecast, c.actual, c.low, c.high)]
    axis = scale("ratio", ends, total=True)
    ticks = tick_labels(axis, value_format)
    places = list(range(len(columns)))
    hovers = [_hover(column, value_format) for column in columns]
    return template.figure(
        [
            template.scatter(
                x=[x for place in places for x in (place + _OFF, place + _OFF, None)],
                y=[y for column in columns for y in (column.low, column.high, None)],
                mode="lines",
                line={"color": faded(colours.noise, 0.55), "width": _INTERVAL},
                hoverinfo="skip",
            ),
            _marks([place + _OFF for place in places], [c.actual for c in columns], hovers,
                   {"size": _DOT, "color": colours.noise}),
            _marks([place - _OFF for place in places], [c.forecast for c in columns], hovers,
                   {"size": _DIAMOND, "symbol": "diamond", "color": colours.accent}),
        ],
        colours,
        height=template.SMALL_HEIGHT,
        margin={"l": max(width(tick) for tick in ticks) + 8, "r": 8, "t": _TOP, "b": _FOOT},
        xaxis=template.axis(
            colours,
            range=[-0.6, len(columns) - 0.4],
            tickmode="array",
            tickvals=places,
            ticktext=[plain(column.short) for column in columns],
            **template.bottom_line(colours),
        ),
        yaxis=template.value_axis(colours, axis, ticks),
    )  # fmt: skip


def _marks(
    x: Sequence[float], y: Sequence[float], hovers: Sequence[str], look: dict[str, Any]
) -> dict[str, Any]:
    return template.scatter(
        x=list(x),
        y=list(y),
        mode="markers",
        marker={"opacity": 1, **look},
        hoverinfo="text",
        hovertext=list(hovers),
        cliponaxis=False,
    )


def _hover(column: ForecastCheck, value_format: ValueFormat) -> str:
    t = value_format.t
    sentences = [
        t.t(message("foretold {number}", number=t.number(column.forecast, 2))),
        t.t(message("happened {number}", number=t.number(column.actual, 2))),
    ]
    if not math.isnan(column.low):
        sentences[-1] += f" ({t.interval(column.low, column.high, 'ratio', None, 2)})"
    sentences.append(t.t(message("n = {count}", count=column.n)))
    return f"<b>{plain(column.name)}</b><br>" + "<br>".join(plain(part) for part in sentences)
