"""A trend 40 pixels wide beside a number. The number carries the information; the picture is decoration."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

from engagement.charts.base.points import Point, points, runs, thin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from engagement.charts.base.palette import Palette, Tone

HEIGHT: Final = 40
#: The drawing is stretched to its place, but strokes keep their width.
_WIDTH: Final = 260
_EDGE: Final = 6
_STROKE: Final = 1.6
_BAND: Final = 0.13
_DOT: Final = 6
#: The most points: more than pixels would not be visible.
_MOST: Final = 240


def sparkline(frame: pd.DataFrame, colours: Palette, tone: Tone) -> str:
    """Return an `<img>` of the complete periods of a frame of `TREND_COLUMNS`; "" if no two are adjacent.

    The scale contains the whole interval band, so that noise does not look like change. Running and hidden
    periods are not drawn.
    """
    read = [point for point in thin(points(frame), _MOST) if point.state not in {"running", "waiting"}]
    if all(len(run) < 2 for run in runs(read)):
        return ""
    picture = base64.b64encode(_svg(read, colours.tone(tone)).encode()).decode()
    return (
        f'<img alt="" src="data:image/svg+xml;base64,{picture}" '
        f'style="display:block;width:100%;height:{HEIGHT}px">'
    )


def _svg(read: Sequence[Point], colour: str) -> str:
    across = (_WIDTH - 2 * _EDGE) / max(1, len(read) - 1)
    values = [n for p in read if p.joined for n in (p.value, p.low, p.high) if n is not None]
    low, high = min(values), max(values)
    up = (HEIGHT - 2 * _EDGE) / ((high - low) or 1.0)
    middle = (HEIGHT / 2) if high == low else None
    x = {point.start: _EDGE + index * across for index, point in enumerate(read)}

    def coordinates(point: Point, value: float | None) -> str:
        y = middle if middle is not None else HEIGHT - _EDGE - ((value or 0.0) - low) * up
        return f"{x[point.start]:.1f},{y:.1f}"

    stretches = runs(read)
    shapes = [
        f'<path d="M{" L".join(_outline(run, coordinates))}Z" fill="{colour}" fill-opacity="{_BAND}"/>'
        for run in stretches
        if len(run) > 1 and all(p.low is not None and p.high is not None for p in run)
    ]
    lines = " ".join("M" + " L".join(coordinates(p, p.value) for p in run) for run in stretches)
    last = stretches[-1][-1]
    dot = coordinates(last, last.value)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f'{"".join(shapes)}<g fill="none" stroke="{colour}" stroke-linecap="round" stroke-linejoin="round">'
        f'<path d="{lines}" stroke-width="{_STROKE}" vector-effect="non-scaling-stroke"/>'
        f'<path d="M{dot} L{dot}" stroke-width="{_DOT}" vector-effect="non-scaling-stroke"/></g></svg>'
    )


def _outline(run: Sequence[Point], position: Callable[[Point, float | None], str]) -> list[str]:
    return [position(p, p.high) for p in run] + [position(p, p.low) for p in reversed(run)]
