"""The traces of a trend: interval band, line with its markers, the way into what still runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.charts import periods, template
from engagement.charts.hover import hover
from engagement.charts.limits import is_signal, remark
from engagement.charts.palette import faded
from engagement.charts.points import Point, last_joined, runs
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.charts.palette import Palette
    from engagement.charts.scale import Format, Scale
    from engagement.metrics.model import Better, Grain
    from engagement.statistics.control import Limits

_LINE: Final = 2.2
_MARKER: Final = 8
_SIGNAL: Final = 10
_HOLLOW: Final = 7
#: With no more periods than this each has a small marker.
_MARKED: Final = 8
_SMALL_MARKER: Final = 5


@dataclass(frozen=True, slots=True)
class Drawing:
    """What every part of the chart needs to know."""

    read: list[Point]
    axis: Scale
    grain: Grain
    form: Format
    colours: Palette
    limits: Limits | None
    better: Better | None
    plot_height: float

    @property
    def last(self) -> Point | None:
        """The last complete point."""
        return last_joined(self.read)

    @property
    def running(self) -> list[Point]:
        """The points after it."""
        return [point for point in self.read if point.state == "running"]

    def signal_colour(self, point: Point) -> str:
        """Orange unless the signal lies on the side that is known to be good."""
        above = point.value is not None and self.limits is not None and point.value > self.limits.mean
        good = self.better is not None and above == (self.better == "up")
        return self.colours.accent if good else self.colours.worse


def bands(drawing: Drawing) -> list[dict[str, Any]]:
    """Return the interval band, one closed shape for each unbroken run."""
    shapes = []
    for run in _with_interval(drawing):
        if len(run) > 1:
            days = [point.start.isoformat() for point in run]
            shapes.append(
                template.scatter(
                    x=days + days[::-1],
                    y=[point.high for point in run] + [point.low for point in reversed(run)],
                    mode="lines",
                    line={"width": 0},
                    fill="toself",
                    fillcolor=faded(drawing.colours.accent, drawing.colours.band),
                    hoverinfo="skip",
                )
            )
    return shapes


def whiskers(drawing: Drawing) -> list[dict[str, Any]]:
    """Return the intervals of periods that stand alone: a band needs two."""
    alone = [run[0] for run in _with_interval(drawing) if len(run) == 1]
    if not alone:
        return []
    return [
        template.scatter(
            x=[day for point in alone for day in (point.start.isoformat(), point.start.isoformat(), None)],
            y=[end for point in alone for end in (point.low, point.high, None)],
            mode="lines",
            line=template.line(drawing.colours.accent, 0.55, width=2.4),
            hoverinfo="skip",
        )
    ]


def _with_interval(drawing: Drawing) -> list[list[Point]]:
    found: list[list[Point]] = []
    for run in runs(drawing.read):
        found.append([])
        for point in run:
            if point.low is not None and point.high is not None:
                found[-1].append(point)
            elif found[-1]:
                found.append([])
    return [run for run in found if run]


def line(drawing: Drawing) -> dict[str, Any]:
    """Return the line through all complete periods, with a marker where one says something."""
    colours = drawing.colours
    read = [point for point in drawing.read if point.state != "running"]
    marks = [_mark(point, drawing, alone=_alone(read, index)) for index, point in enumerate(read)]
    return template.scatter(
        x=[point.start.isoformat() for point in read],
        y=[point.value for point in read],
        mode="lines+markers",
        connectgaps=False,
        line=template.line(colours.accent, width=_LINE),
        marker={
            "size": [mark[0] for mark in marks],
            "symbol": [mark[1] for mark in marks],
            "color": [mark[2] for mark in marks],
            "opacity": 1,
            "line": {"color": [mark[3] for mark in marks], "width": [mark[4] for mark in marks]},
        },
        hoverinfo="text",
        hovertext=[_hover(point, drawing) for point in read],
        cliponaxis=False,
    )


def _mark(point: Point, drawing: Drawing, *, alone: bool) -> tuple[float, str, str, str, float]:
    """Return a point's marker: size, symbol, colour, colour and width of its edge."""
    colours = drawing.colours
    if is_signal(point, drawing.limits):
        return _SIGNAL, "diamond", drawing.signal_colour(point), colours.ground, 1
    if point.state == "small":
        return _HOLLOW, "circle", colours.ground, colours.reference, 1.4
    if point is drawing.last:
        return _MARKER, "circle", colours.accent, colours.accent, 0
    shown = alone or len(drawing.read) <= _MARKED
    return _SMALL_MARKER if shown else 0, "circle", colours.accent, colours.accent, 0


def _alone(read: list[Point], index: int) -> bool:
    beside = [read[i] for i in (index - 1, index + 1) if 0 <= i < len(read)]
    return not any(point.joined for point in beside)


def running(drawing: Drawing) -> list[dict[str, Any]]:
    """Return the dotted way from the last complete period through those still running."""
    if not drawing.running:
        return []
    colours = drawing.colours
    start = [drawing.last] if drawing.last is not None else []
    way = [*start, *drawing.running]
    return [
        template.scatter(
            x=[point.start.isoformat() for point in way],
            y=[point.value for point in way],
            mode="lines",
            line=template.line(colours.accent, width=1.5, dash="dot"),
            hoverinfo="skip",
            cliponaxis=False,
        ),
        template.scatter(
            x=[point.start.isoformat() for point in drawing.running],
            y=[point.value for point in drawing.running],
            mode="markers",
            marker={
                "size": _MARKER,
                "color": colours.ground,
                "opacity": 1,
                "line": {"color": colours.accent, "width": 1.6},
            },
            hoverinfo="text",
            hovertext=[_hover(point, drawing) for point in drawing.running],
            cliponaxis=False,
        ),
    ]


def _hover(point: Point, drawing: Drawing) -> str:
    if point.value is None:
        return ""
    form = drawing.form
    remarks = []
    if point.state == "running":
        remarks.append(form.t.t(message("so far")))
    if point.state == "small":
        remarks.append(form.t.t(message("fewer than 30")))
    if drawing.limits is not None and is_signal(point, drawing.limits):
        remarks.append(remark(point, drawing.limits, form))
    return hover(
        periods.name(point.start, drawing.grain, form.t),
        point.value,
        (point.low, point.high),
        (point.numerator, point.denominator, point.n),
        form,
        remarks,
    )
