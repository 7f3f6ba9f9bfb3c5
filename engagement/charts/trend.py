"""A metric over time: its interval band, its line, its running periods, and the usual range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import period_axis, template
from engagement.charts.base.margin import MarginLabel, margin_notes, margin_width
from engagement.charts.base.scale import ValueFormat, scale, tick_labels
from engagement.charts.base.text import fold, plain, width
from engagement.charts.control_limits import is_signal, limit_labels, limit_lines, signal_words
from engagement.charts.layers import Drawing, bands, line, marks, running_line, whiskers
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette
    from engagement.charts.base.points import Point, PointState, Trend
    from engagement.charts.control_limits import Usual
    from engagement.locale import Message
    from engagement.metrics.model import Better, Unit

_TOP: Final = 16
#: Pixels between the last point and the text of its value.
_BESIDE: Final = 9
#: The width in pixels from which the text in a gap is wrapped.
_GAP_WORDS: Final = 62


def trend(
    read: Trend,
    value_format: ValueFormat,
    colours: Palette,
    *,
    limits: Usual | None = None,
    better: Better | None = None,
    total: bool = False,
    counts: bool = False,
    phone: bool = False,
    selected: str | None = None,
    include: Sequence[float] = (),
) -> go.Figure:
    """Draw a trend.

    The line breaks where a period is hidden; periods under 30 are hollow and grey; those after
    the last complete one are hollow, dotted and called "so far". With `limits` (see
    `control_limits.usual_range`) points outside them are diamonds. A `total` starts at zero. `counts` writes
    n under each label. The value axis also covers the values in `include`. A click gives the first day of a
    period ("2026-05-01"); that of the day `selected` has a line.
    """
    height = template.PHONE_HEIGHT if phone else template.TREND_HEIGHT
    axis = scale(value_format.unit, [*extent(read.points, limits, value_format.unit), *include], total=total)
    along, foot = time_axis(read, value_format, colours, counts=counts, phone=phone)
    drawing = Drawing(read, axis, value_format, colours, limits, better, height - _TOP - foot)
    labels = _margin_labels(drawing)
    ticks = tick_labels(axis, value_format)
    return template.figure(
        [*bands(drawing), *whiskers(drawing), *running_line(drawing), line(drawing), marks(drawing)],
        colours,
        height=height,
        margin={
            "l": max(width(tick) for tick in ticks) + 8,
            "r": _right_margin(labels, drawing),
            "t": _TOP,
            "b": foot,
        },
        hovermode="x",
        xaxis=along,
        yaxis=template.value_axis(
            colours, axis, ticks, grid=limits is None, **template.zero_line(colours, axis)
        ),
        shapes=[
            *(limit_lines(limits, axis, colours) if limits is not None else ()),
            *_selected_line(selected, colours),
        ],
        annotations=[
            *margin_notes(labels, axis, drawing.plot_height, colours),
            *_value_note(drawing),
            *_gap_notes(drawing),
            *(signal_words(read, limits, value_format, colours) if limits is not None else ()),
        ],
    )


def _selected_line(selected: str | None, colours: Palette) -> list[dict[str, Any]]:
    if selected is None:
        return []
    place: dict[str, Any] = {"x0": selected, "x1": selected, "yref": "paper", "y0": 0, "y1": 1}
    return [{"type": "line", "layer": "below", "line": template.line(colours.ink, width=1.4), **place}]


def extent(read: Sequence[Point], limits: Usual | None, unit: Unit) -> list[float]:
    """Return all values that the value axis has to contain."""
    values = [n for p in read if p.joined for n in (p.value, p.low, p.high) if n is not None]
    values += [p.value for p in read if p.state == "running" and p.value is not None]
    if limits is not None:
        values += [
            limit
            for limit in (limits.low, limits.mean, limits.high)
            if limit >= 0 or unit in {"points", "money"}
        ]
    return values


def time_axis(
    read: Trend, value_format: ValueFormat, colours: Palette, *, counts: bool, phone: bool
) -> tuple[dict[str, Any], float]:
    """Return the time axis and the height of its labels in pixels."""
    starts, grain = read.starts, read.grain
    names = [period_axis.short_period(start, grain, value_format.t) for start in starts]
    labelled_places = period_axis.labelled(starts, grain, names, phone=phone)
    under = [value_format.t.number(read.points[index].n, 0) for index in labelled_places] if counts else None
    if under:
        under[0] = value_format.t.t(message("n {count}", count=read.points[labelled_places[0]].n))
    return period_axis.period_axis_of(starts, grain, labelled_places, names, colours, under)


def _margin_labels(drawing: Drawing) -> list[MarginLabel]:
    value_format, labels = drawing.value_format, []
    if drawing.limits is not None:
        digits = max(drawing.axis.digits, 1 if value_format.unit == "share" else 0)
        labels += limit_labels(drawing.limits, drawing.axis, value_format, digits)
    if drawing.running and drawing.running[-1].value is not None:
        period = period_axis.short_period(drawing.running[-1].start, drawing.read.grain, value_format.t)
        words = value_format.t.t(message("{period}, so far", period=period))
        labels.append(MarginLabel(drawing.running[-1].value, words))
    last = drawing.last
    if drawing.limits is not None and last is not None and last.value is not None:
        labels.append(MarginLabel(last.value, _value(last.value, drawing), strong=_colour(last, drawing)))
    return labels


def _colour(last: Point, drawing: Drawing) -> str:
    if is_signal(last, drawing.limits):
        return drawing.signal_colour(last)
    return drawing.colours.accent if last.state == "ok" else drawing.colours.quiet


def _value_note(drawing: Drawing) -> list[dict[str, Any]]:
    """Return the last complete value in bold beside its point; with limits it is in the margin instead.

    The margin keeps it apart from the labels of the limits and the text of signals.
    """
    last = drawing.last
    if last is None or last.value is None or drawing.limits is not None:
        return []
    return [
        template.note(
            f"<b>{_value(last.value, drawing)}</b>",
            _colour(last, drawing),
            size=template.TEXT_SIZE,
            x=last.start.isoformat(),
            y=last.value,
            **_value_place(last.value, drawing),
        )
    ]


def _value(value: float, drawing: Drawing) -> str:
    """Format a value with its unit, rates with one decimal more than the ticks."""
    rate = drawing.value_format.unit in {"share", "percent"}
    return drawing.value_format.full(value, drawing.axis.digits + 1 if rate else None)


def _value_place(value: float, drawing: Drawing) -> dict[str, Any]:
    """Return a place for the last value that neither the line nor the dotted line crosses.

    It is beside the point if nothing follows it, else in the quadrant that both lines leave free.
    """
    drawn = [point.value for point in drawing.read.points if point.joined and point.value is not None]
    from_above = len(drawn) > 1 and drawn[-2] > value
    following = [point.value for point in drawing.running if point.value is not None]
    if not following:
        return {"xanchor": "left", "xshift": _BESIDE, "yanchor": "middle"}
    upwards = following[0] > value
    if from_above and not upwards:
        return {"xanchor": "left", "xshift": 3, "yanchor": "bottom", "yshift": 4}
    if not from_above and upwards:
        return {"xanchor": "right", "xshift": -3, "yanchor": "bottom", "yshift": 4}
    return _below() if upwards else _above()


def _above() -> dict[str, Any]:
    return {"xanchor": "center", "yanchor": "bottom", "yshift": 7}


def _below() -> dict[str, Any]:
    return {"xanchor": "center", "yanchor": "top", "yshift": -7}


def _right_margin(labels: list[MarginLabel], drawing: Drawing) -> float:
    """Return the width of the right margin: its labels, and the value if it is beside the line."""
    needed = margin_width(labels)
    if drawing.last is None or drawing.last.value is None or drawing.running or drawing.limits is not None:
        return needed
    return max(needed, _BESIDE + width(_value(drawing.last.value, drawing), template.TEXT_SIZE * 1.06))


def _gap_notes(drawing: Drawing) -> list[dict[str, Any]]:
    """Return texts at the foot that say why nothing is drawn, for the longest such gap of each kind."""
    return [
        _foot_note(longest, words, drawing)
        for state, words in _NOT_DRAWN.items()
        if (longest := _longest(drawing.read.points, state))
    ]


_NOT_DRAWN: Final[Mapping[PointState, Message]] = {
    "gap": message("too few, not shown"),
    "empty": message("no data"),
    "waiting": message("still running"),
}


def _longest(read: list[Point], state: PointState) -> list[Point]:
    stretches: list[list[Point]] = [[]]
    for point in read:
        if point.state == state:
            stretches[-1].append(point)
        elif stretches[-1]:
            stretches.append([])
    return max(stretches, key=len)


def _foot_note(stretch: list[Point], words: Message, drawing: Drawing) -> dict[str, Any]:
    lines = fold(drawing.value_format.t.t(words), _GAP_WORDS, template.NOTE_SIZE)
    return template.note(
        "<br>".join(plain(part) for part in lines),
        drawing.colours.quiet,
        x=stretch[len(stretch) // 2].start.isoformat(),
        yref="paper",
        y=0,
        yanchor="bottom",
        yshift=3,
        # The lines of the usual range may cross the text.
        bgcolor=drawing.colours.ground,
    )
