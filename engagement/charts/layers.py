"""The traces of a trend: interval band, line with its markers, and the dotted line to running periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from engagement.charts.base import period_axis, template
from engagement.charts.base.hover import hover
from engagement.charts.base.palette import faded
from engagement.charts.base.points import runs
from engagement.charts.control_limits import is_signal, remark
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.charts.base.palette import Palette
    from engagement.charts.base.points import Point, Trend
    from engagement.charts.base.scale import Scale, ValueFormat
    from engagement.charts.control_limits import Usual
    from engagement.metrics.model import Better

_LINE: Final = 2.2
_MARKER: Final = 8
_SIGNAL: Final = 10
_HOLLOW: Final = 7
#: The most periods with small markers.
_MARKED: Final = 8
_SMALL_MARKER: Final = 5


@dataclass(frozen=True, slots=True)
class Drawing:
    """The input that all parts of a trend's chart share."""

    read: Trend
    axis: Scale
    value_format: ValueFormat
    colours: Palette
    limits: Usual | None
    better: Better | None
    plot_height: float

    @property
    def last(self) -> Point | None:
        """The last complete point."""
        return self.read.last

    @property
    def running(self) -> list[Point]:
        """The points of running periods."""
        return [point for point in self.read.points if point.state == "running"]

    def signal_colour(self, point: Point) -> str:
        """Return the colour of a signal: petrol if it is on the good side, else orange."""
        above = point.value is not None and self.limits is not None and point.value > self.limits.mean
        good = self.better is not None and above == (self.better == "up")
        return self.colours.accent if good else self.colours.worse


def bands(drawing: Drawing) -> list[dict[str, Any]]:
    """Return the interval band, one closed shape per uninterrupted run."""
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
    """Return the intervals of isolated periods as lines: a band needs two points."""
    alone = [run[0] for run in _with_interval(drawing) if len(run) == 1]
    looks = ((drawing.colours.accent, 2.4, "ok"), (drawing.colours.reference, 1.4, "small"))
    return [
        template.scatter(
            x=[day for p in drawn for day in (p.start.isoformat(), p.start.isoformat(), None)],
            y=[end for p in drawn for end in (p.low, p.high, None)],
            mode="lines",
            line=template.line(colour, 0.55, width=width),
            hoverinfo="skip",
        )
        for colour, width, state in looks
        if (drawn := [point for point in alone if point.state == state])
    ]


def _with_interval(drawing: Drawing) -> list[list[Point]]:
    stretches: list[list[Point]] = []
    for run in runs(drawing.read.points):
        stretches.append([])
        for point in run:
            if point.low is not None and point.high is not None:
                stretches[-1].append(point)
            elif stretches[-1]:
                stretches.append([])
    return [run for run in stretches if run]


def line(drawing: Drawing) -> dict[str, Any]:
    """Return the line through all complete periods; it is interrupted where one is hidden."""
    read = [point for point in drawing.read.points if point.state not in {"running", "waiting"}]
    drawn: list[tuple[str, float | None]] = []
    for point in read:
        drawn += [(point.start.isoformat(), None)] * point.anew  # no line to a point with another definition
        drawn.append((point.start.isoformat(), point.value))
    return template.scatter(
        x=[start for start, _ in drawn],
        y=[value for _, value in drawn],
        mode="lines",
        connectgaps=False,
        line=template.line(drawing.colours.accent, width=_LINE),
        hoverinfo="skip",
        cliponaxis=False,
    )


def running_line(drawing: Drawing) -> list[dict[str, Any]]:
    """Return the dotted line from the last complete period through those still running."""
    if not drawing.running:
        return []
    leads = drawing.last is not None and not drawing.running[0].anew
    start = [drawing.last] if leads and drawing.last is not None else []
    points = [*start, *drawing.running]
    return [
        template.scatter(
            x=[point.start.isoformat() for point in points],
            y=[point.value for point in points],
            mode="lines",
            line=template.line(drawing.colours.accent, width=1.5, dash="dot"),
            hoverinfo="skip",
            cliponaxis=False,
        )
    ]


def marks(drawing: Drawing) -> dict[str, Any]:
    """Return a marker for each drawn period; markers without information have size 0.

    A single trace, so that only one tooltip appears at a time.
    """
    drawn = [point for point in drawing.read.points if point.value is not None]
    alone = {id(run[0]) for run in runs(drawing.read.points) if len(run) == 1}
    looks = [_mark(point, drawing, alone=id(point) in alone) for point in drawn]
    return template.scatter(
        x=[point.start.isoformat() for point in drawn],
        y=[point.value for point in drawn],
        mode="markers",
        marker={
            "size": [look.size for look in looks],
            "symbol": ["diamond" if look.size == _SIGNAL else "circle" for look in looks],
            "color": [look.fill for look in looks],
            "opacity": 1,
            "line": {"color": [look.edge for look in looks], "width": [look.thickness for look in looks]},
        },
        hoverinfo="text",
        hovertext=[_hover(point, drawing) for point in drawn],
        customdata=[point.start.isoformat() for point in drawn],
        cliponaxis=False,
    )


class _Mark(NamedTuple):
    size: float
    fill: str
    edge: str
    thickness: float


def _mark(point: Point, drawing: Drawing, *, alone: bool) -> _Mark:
    colours = drawing.colours
    if point.state == "running":
        return _Mark(_MARKER, colours.ground, colours.accent, 1.6)
    if is_signal(point, drawing.limits):
        return _Mark(_SIGNAL, drawing.signal_colour(point), colours.ground, 1)
    if point.state == "small":
        return _Mark(_HOLLOW, colours.ground, colours.reference, 1.4)
    size = _MARKER if point is drawing.last else 0
    if not size and (alone or len(drawing.read.points) <= _MARKED):
        size = _SMALL_MARKER
    return _Mark(size, colours.accent, colours.accent, 0)


def _hover(point: Point, drawing: Drawing) -> str:
    if point.value is None:
        return ""
    value_format = drawing.value_format
    remarks = []
    if point.state == "running":
        remarks.append(value_format.t.t(message("so far")))
    if point.state == "small":
        remarks.append(value_format.t.t(message("fewer than 30")))
    if drawing.limits is not None and is_signal(point, drawing.limits):
        remarks.append(remark(point, drawing.limits, value_format))
    return hover(
        period_axis.name(point.start, drawing.read.grain, value_format.t),
        point.value,
        (point.low, point.high),
        (point.numerator, point.denominator, point.n),
        value_format,
        remarks,
    )
