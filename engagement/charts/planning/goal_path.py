"""The path to a goal in a figure's chart, and the projected value at its date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import template
from engagement.charts.base.text import plain
from engagement.locale import message

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette
    from engagement.charts.base.scale import ValueFormat

#: The most by which the time axis is extended, as a share of its length, so that the chart stays readable.
_FURTHER: Final = 0.5
_MARK: Final = 9


@dataclass(frozen=True, slots=True)
class GoalPath:
    """From `value` at the period of `start` to `goal` at that of `due`, with the projection and its limits.

    `value` is None where the figure had no value at the start, `expected` where there is no projection.
    """

    start: dt.date
    value: float | None
    due: dt.date
    goal: float
    expected: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def axis_values(self) -> list[float]:
        """Return the values that the value axis has to include."""
        return [x for x in (self.value, self.goal, self.low, self.high) if x is not None]


def draw(figure: go.Figure, path: GoalPath, value_format: ValueFormat, colours: Palette) -> None:
    """Draw a path into a trend; the time axis is extended for it, within limits.

    The path to a goal beyond the axis ends at its edge; the sentence below the chart gives its date.
    """
    first, last = (dt.date.fromisoformat(str(end)[:10]) for end in figure.layout.xaxis.range)
    furthest = last + (last - first) * _FURTHER
    half = min(path.due, furthest) + dt.timedelta(days=max(8, round((last - first).days * 0.03)))
    figure.layout.xaxis.range = [first.isoformat(), max(last, half).isoformat()]
    figure.add_traces(_traces(path, furthest, value_format, colours))


def _traces(
    path: GoalPath, furthest: dt.date, value_format: ValueFormat, colours: Palette
) -> list[dict[str, Any]]:
    traces = []
    begin = path.goal if path.value is None else path.value
    end, reached = path.goal, path.due
    if path.due > furthest > path.start:
        part = (furthest - path.start).days / max(1, (path.due - path.start).days)
        end, reached = begin + (path.goal - begin) * part, furthest
    goal_text = plain(
        value_format.t.t(message("Goal {value} by {day}", value=value_format.full(path.goal), day=path.due))
    )
    traces.append(
        template.scatter(
            x=[path.start.isoformat(), reached.isoformat()],
            y=[begin, end],
            mode="lines+markers",
            line=template.line(colours.ink, 0.75, width=1.4, dash="6px,4px"),
            marker={"size": [0, _MARK], "symbol": "diamond-open", "color": colours.ink},
            hoverinfo="text",
            hovertext=["", goal_text],
            cliponaxis=False,
        )
    )
    if path.expected is not None and path.due <= furthest:
        words = plain(
            value_format.t.t(message("Expected by its pace: {value}", value=value_format.full(path.expected)))
        )
        ends = [path.low, path.high]
        traces.append(
            template.scatter(
                x=[path.due.isoformat()] * 2,
                y=ends,
                mode="lines",
                line=template.line(colours.accent, 0.55, width=2.4),
                hoverinfo="skip",
            )
        )
        traces.append(
            template.scatter(
                x=[path.due.isoformat()],
                y=[path.expected],
                mode="markers",
                marker={"size": 7, "color": colours.ground, "line": {"color": colours.accent, "width": 1.6}},
                hoverinfo="text",
                hovertext=[words],
            )
        )
    return traces
