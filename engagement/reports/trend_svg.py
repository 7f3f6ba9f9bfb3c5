"""A trend as a small picture that needs no program: a line, its interval, and a title on every point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.charts.base import period_axis
from engagement.charts.base.points import Point, Trend, runs, thin
from engagement.charts.describe import describe_trend
from engagement.reports.elements import tag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    from engagement.locale.translator import Translator
    from engagement.metrics.model import Metric, Reading

_WIDE, _HIGH = 320, 120
_LEFT, _RIGHT, _TOP, _BOTTOM = 6, 6, 16, 18
#: More points than this say nothing more in so small a picture.
_MOST: Final = 90
_FLAT: Final = 1e-12


def trend(metric: Metric, reading: Reading, read: Trend, t: Translator) -> Element | None:
    """Return the picture of a trend; None where fewer than two periods have a value."""
    points = thin(read.points, _MOST)
    drawn = [point for point in points if point.joined and point.value is not None]
    if len(drawn) < 2:
        return None
    held = [x for p in points if p.value is not None for x in (p.value, p.low, p.high) if x is not None]
    low, high = min(held), max(held)
    x = _across(points)
    y = _upward(low, high)

    def said(value: float) -> str:
        return t.value(value, reading.unit, reading.currency)

    def title(point: Point) -> str:
        value = said(point.value or 0.0)
        if point.low is not None and point.high is not None:
            value += f" ({t.interval(point.low, point.high, reading.unit, reading.currency)})"
        return f"{period_axis.name(point.start, read.grain, t)}: {value}, n = {t.number(point.n)}"

    stretches = runs(points)
    bands = [
        tag("path", d="M" + " L".join(_outline(run, x, y)) + "Z", class_="band")
        for run in stretches
        if len(run) > 1 and all(point.low is not None and point.high is not None for point in run)
    ]
    lines = "".join(" M" + " L".join(f"{x(p):.1f},{y(p.value or 0.0):.1f}" for p in run) for run in stretches)
    dots = [
        tag(
            "circle",
            tag("title", title(point)),
            cx=f"{x(point):.1f}",
            cy=f"{y(point.value):.1f}",
            r="2.6",
            class_="dot" if point.state == "ok" else "dot hollow",
        )
        for point in points
        if point.value is not None
    ]
    alt = t.t(describe_trend(metric.name, read, reading.unit, reading.currency, t))
    return tag(
        "svg",
        *bands,
        tag("path", d=lines.strip(), class_="line"),
        *dots,
        *_labels(points, said, (low, high), read, t),
        viewBox=f"0 0 {_WIDE} {_HIGH}",
        role="img",
        aria_label=alt,
        class_="trend",
    )


def _labels(
    points: Sequence[Point],
    said: Callable[[float], str],
    ends: tuple[float, float],
    read: Trend,
    t: Translator,
) -> list[Element]:
    """Return what stands in the picture: the range above, the first and the last period below."""
    low, high = ends
    span = said(high) if high - low < _FLAT else f"{said(low)} – {said(high)}"
    first, last = (period_axis.name(point.start, read.grain, t) for point in (points[0], points[-1]))
    return [
        tag("text", span, x=_LEFT, y=10, class_="mark"),
        tag("text", first, x=_LEFT, y=_HIGH - 4, class_="mark"),
        tag("text", last, x=_WIDE - _RIGHT, y=_HIGH - 4, class_="mark end"),
    ]


def _across(points: Sequence[Point]) -> Callable[[Point], float]:
    step = (_WIDE - _LEFT - _RIGHT) / max(1, len(points) - 1)
    place = {point.start: _LEFT + at * step for at, point in enumerate(points)}
    return lambda point: place[point.start]


def _upward(low: float, high: float) -> Callable[[float], float]:
    room = _HIGH - _TOP - _BOTTOM
    if high - low < _FLAT:
        return lambda _: _TOP + room / 2
    return lambda value: _TOP + room - (value - low) / (high - low) * room


def _outline(run: Sequence[Point], x: Callable[[Point], float], y: Callable[[float], float]) -> list[str]:
    above = [f"{x(p):.1f},{y(p.high or 0.0):.1f}" for p in run]
    return above + [f"{x(p):.1f},{y(p.low or 0.0):.1f}" for p in reversed(run)]
