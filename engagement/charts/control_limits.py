"""The usual range of a steady process, and points outside it (XmR chart)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from engagement.charts.base import period_axis
from engagement.charts.base.margin import MarginLabel
from engagement.charts.base.template import LINE, line, note
from engagement.charts.base.text import plain
from engagement.locale import message
from engagement.statistics.control import is_steady, leaves, xmr

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from engagement.charts.base.palette import Palette
    from engagement.charts.base.points import Point, Trend
    from engagement.charts.base.scale import Scale, ValueFormat
    from engagement.locale import Message
    from engagement.metrics.model import Grain
    from engagement.statistics.interval import Array

#: Pixels between a signal's diamond and its text.
_CLEAR: Final = 12


#: Periods in a year.
_YEAR: Final[Mapping[Grain, int]] = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual range of a steady process (mean and limits), and the period outside it, if any.

    Only the last complete period is judged, by the periods before it: among many older periods some would
    be outside by chance.
    """

    mean: float
    low: float
    high: float
    unusual: dt.date | None = None


def usual_range(trend: Trend) -> Usual | None:
    """Return the range of a trend of separate periods; None if they are too few or not steady.

    Only complete periods with enough answers count. A trend of rolling windows has no usual range, because
    neighbouring points share most of their rows.
    """
    read = [point for point in trend.points if point.joined]
    values = _values(read)
    earlier = values[:-1] if xmr(values[:-1]) is not None else values
    limits = xmr(earlier)
    if limits is None or not is_steady(earlier):
        return None
    last, ago = read[-1], 1 + _YEAR[trend.grain]
    judged = earlier.size < values.size and last.state == "ok" and last.value is not None
    year_ago = float(values[-ago]) if values.size >= ago else None
    unusual = judged and leaves(float(values[-1]), limits, year_ago)
    return Usual(*limits, unusual=last.start if unusual else None)


def no_range(trend: Trend, limits: Usual | None) -> Message | None:
    """Return why a long enough trend of separate periods has no usual range; None if it has one or is short.

    `limits` is the result of `usual_range` for the trend.
    """
    if limits is not None or xmr(_values([point for point in trend.points if point.joined])) is None:
        return None
    return message("No usual range: the values grow, shrink or follow a season, so they stay in none.")


def _values(read: Sequence[Point]) -> Array:
    return np.array([point.value if point.state == "ok" else None for point in read], dtype=np.float64)


def is_signal(point: Point, limits: Usual | None) -> bool:
    """Return whether this is the period outside the usual range."""
    return limits is not None and point.state == "ok" and point.start == limits.unusual


def limit_lines(limits: Usual, axis: Scale, colours: Palette) -> list[dict[str, Any]]:
    """Return the mean (solid) and the limits (dashed) as shapes; limits outside the axis are left out."""
    return [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": value,
            "y1": value,
            "layer": "below",
            "line": line(colours.reference, dash=dash),
        }
        for value, dash in ((limits.low, "5px,4px"), (limits.mean, "solid"), (limits.high, "5px,4px"))
        if axis.low <= value <= axis.high
    ]


def limit_labels(limits: Usual, axis: Scale, value_format: ValueFormat, digits: int) -> list[MarginLabel]:
    """Return the labels of the right margin: "mean 23.0"."""
    named = (
        (limits.low, message("low {value}", value=_bare(limits.low, value_format, digits))),
        (limits.mean, message("mean {value}", value=_bare(limits.mean, value_format, digits))),
        (limits.high, message("high {value}", value=_bare(limits.high, value_format, digits))),
    )
    return [
        MarginLabel(value, value_format.t.t(words))
        for value, words in named
        if axis.low <= value <= axis.high
    ]


def signal_words(
    trend: Trend,
    limits: Usual,
    value_format: ValueFormat,
    colours: Palette,
) -> list[dict[str, Any]]:
    """Return the text beside the last uninterrupted group of signals, placed away from the line.

    Earlier groups have only diamonds with a tooltip: more text would overlap the line.
    """
    group = _last_group(trend.points, limits)
    if not group:
        return []
    below = _is_below(group[-1], limits)
    first, last = (
        period_axis.short_period(p.start, trend.grain, value_format.t) for p in (group[0], group[-1])
    )
    if len(group) > 1:
        when = message("{first} to {last}:", first=first, last=last)
    else:
        when = message("{period}:", period=last)
    where = message("below the usual range") if below else message("above the usual range")
    extreme = (min if below else max)(p.value for p in group if p.value is not None)
    right_half = trend.points.index(group[-1]) >= len(trend.points) / 2
    return [
        note(
            f"{plain(value_format.t.t(when))}<br>{plain(value_format.t.t(where))}",
            colours.worse_text,
            x=group[-1].start.isoformat(),
            y=extreme,
            xanchor="right" if right_half else "left",
            xshift=-_CLEAR if right_half else _CLEAR,
            yanchor="middle",
            yshift=-LINE if below else LINE,
            align="right" if right_half else "left",
        )
    ]


def remark(point: Point, limits: Usual, value_format: ValueFormat) -> str:
    """Return the hover text of a signal."""
    below = _is_below(point, limits)
    return value_format.t.t(message("below the usual range") if below else message("above the usual range"))


def _is_below(point: Point, limits: Usual) -> bool:
    return point.value is not None and point.value < limits.mean


def _last_group(read: Sequence[Point], limits: Usual) -> list[Point]:
    group: list[Point] = []
    for point in reversed(read):
        signal = is_signal(point, limits)
        if group and (not signal or _is_below(point, limits) != _is_below(group[-1], limits)):
            break
        if signal:
            group.append(point)
    return group[::-1]


def _bare(value: float, value_format: ValueFormat, digits: int) -> str:
    return value_format.t.number(value * 100 if value_format.unit == "share" else value, digits)
