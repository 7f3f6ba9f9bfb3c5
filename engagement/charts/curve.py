"""A share by age or days: its line and its interval band."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from engagement.charts.base import template
from engagement.charts.base.hover import LEVEL
from engagement.charts.base.palette import faded
from engagement.charts.base.scale import ValueFormat, scale, tick_labels
from engagement.charts.base.text import plain, width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette
    from engagement.locale.translator import Translator

_TOP: Final = 14
_FOOT: Final = 26 + template.ALONG_HEIGHT
_RIGHT: Final = 14
#: The most points of a curve.
MOST_POINTS: Final = 400
#: The days with a tick; the most ticks for other ages, and the possible distances between these.
_TICKS: Final = (30, 90, 180, 365, 730, 1095)
_MOST_TICKS: Final = 8
_STRIDES: Final = (1, 2, 3, 4, 6, 12, 24, 52, 104)


def curve(
    frame: pd.DataFrame,
    ages: str,
    colours: Palette,
    t: Translator,
    *,
    named: Callable[[int], str],
    along: str,
    steps: bool = False,
    marked: Sequence[int] = (),
) -> go.Figure:
    """Draw the columns share, low and high over the column `ages`; `steps` draws a step function.

    `named` returns an age in words for the tooltip, `along` is the title of the axis, `marked` are ages
    with a dot.
    """
    frame = frame.dropna(subset=["share"])
    if len(frame) > MOST_POINTS:
        frame = frame.iloc[np.unique(np.linspace(0, len(frame) - 1, MOST_POINTS).astype(int))]
    value_format = ValueFormat("share", None, t)
    axis = scale("share", [*frame["share"], *frame["low"].dropna(), *frame["high"].dropna()])
    ticks = tick_labels(axis, value_format)
    first, last = min(frame[ages], default=0), max(frame[ages], default=1)
    places = _days_with_tick(last) if steps else _ages_with_tick(frame[ages].tolist())
    hovers = [
        _hover(named(int(age)), share, low, high, value_format)
        for age, share, low, high in zip(
            frame[ages], frame["share"], frame["low"], frame["high"], strict=True
        )
    ]
    shape = "hv" if steps else "linear"
    return template.figure(
        [
            _band(frame.dropna(subset=["low", "high"]), ages, shape, colours),
            template.scatter(
                x=frame[ages].tolist(),
                y=frame["share"].tolist(),
                mode="lines",
                line={"color": colours.accent, "width": 2.2, "shape": shape},
                hoverinfo="text",
                hovertext=hovers,
            ),
            _dots(frame[ages].tolist(), frame["share"].tolist(), hovers, marked, colours),
        ],
        colours,
        height=template.SMALL_HEIGHT + template.ALONG_HEIGHT,
        margin={"l": max(width(tick) for tick in ticks) + 8, "r": _RIGHT, "t": _TOP, "b": _FOOT},
        hovermode="x",
        xaxis=template.axis(
            colours,
            range=[first - (0.3 if not steps else 0), last],
            tickmode="array",
            tickvals=places,
            ticktext=[plain(t.number(place, 0)) for place in places],
            **template.bottom_line(colours),
        ),
        yaxis=template.value_axis(colours, axis, ticks),
        annotations=[template.along_note(along, colours.quiet)],
    )


def _days_with_tick(last: int) -> list[int]:
    return [day for day in _TICKS if last / 14 < day <= last] or [last]


def _ages_with_tick(ages: Sequence[int]) -> list[int]:
    stride = next((stride for stride in _STRIDES if len(ages) / stride <= _MOST_TICKS), len(ages))
    return [age for age in ages if age % stride == 0]


def _band(frame: pd.DataFrame, ages: str, shape: str, colours: Palette) -> dict[str, Any]:
    """Return the interval band, a closed shape along the upper limits and back along the lower ones."""
    return template.scatter(
        x=[*frame[ages], *reversed(frame[ages].tolist())],
        y=[*frame["high"], *reversed(frame["low"].tolist())],
        mode="lines",
        line={"width": 0, "shape": shape},
        fill="toself",
        fillcolor=faded(colours.accent, colours.band),
        hoverinfo="skip",
    )


def _dots(
    ages: Sequence[int],
    shares: Sequence[float],
    hovers: Sequence[str],
    marked: Sequence[int],
    colours: Palette,
) -> dict[str, Any]:
    """Return the dots at the `marked` ages."""
    indices = [index for index, age in enumerate(ages) if age in set(marked)]
    return template.scatter(
        x=[ages[index] for index in indices],
        y=[shares[index] for index in indices],
        mode="markers",
        marker={"size": 8, "color": colours.accent, "opacity": 1},
        hoverinfo="text",
        hovertext=[hovers[index] for index in indices],
        cliponaxis=False,
    )


def _hover(name: str, value: float, low: float, high: float, value_format: ValueFormat) -> str:
    text = f"<b>{plain(name)}</b><br>{value_format.full(value)}"
    if math.isnan(low) or math.isnan(high):
        return text
    return f"{text} · {plain(value_format.t.percent(LEVEL, 0))}: {value_format.words(low, high, 1)}"
