"""The dot plot: one row per segment, its value, its interval, and all together as a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import chosen_rows, template
from engagement.charts.base.breakdown_rows import SegmentRow, segments
from engagement.charts.base.hover import LEVEL, hover
from engagement.charts.base.number_columns import (
    NAME_LINE,
    NARROWEST,
    NO_NAMES,
    Name,
    NumberCell,
    NumberColumn,
    are_above,
    column_notes,
    columns_width,
    name_notes,
    names_width,
)
from engagement.charts.base.palette import Palette, Tone, faded
from engagement.charts.base.scale import Scale, ValueFormat, column_digits, horizontal_scale
from engagement.charts.base.text import plain
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import plotly.graph_objects as go

    from engagement.locale import Message
    from engagement.metrics.model import Better

_ROW: Final = 27
_TOP: Final = 24
_FOOT: Final = 24
_DOT: Final = 10
_INTERVAL: Final = 2.4
#: Pixels between a dot and its name above it.
_NAME_UP: Final = 16
#: Closer to an end of the axis than this share of it, a label is on one side of its line.
_EDGE: Final = 0.3


@dataclass(frozen=True, slots=True)
class DotLabels:
    """The labels of a dot plot that differ from the usual ones.

    `overall`: the label of the vertical line, in place of "all" with its value. `interval`: the heading of
    the intervals, if they are not 95% intervals. `between`: the text between the parts of compound names.
    """

    overall: Message | None = None
    interval: Message | None = None
    between: str = ""


def dots(
    frame: pd.DataFrame,
    value_format: ValueFormat,
    colours: Palette,
    *,
    overall: float | None = None,
    better: Better | None = None,
    total: bool = False,
    in_order: bool = False,
    selected: str | None = None,
    labels: DotLabels | None = None,
) -> go.Figure:
    """Draw a frame of `BREAKDOWN_COLUMNS`, one row per segment.

    The highest value comes first, segments under 30 last and hollow; with `in_order` the rows keep the order
    of the frame. Hidden segments are left out (`base.breakdown_rows.too_small` names them). A row is coloured
    only if it differs significantly from all others: petrol on the `better` side, else orange. `overall` is
    the value of all segments together, a vertical line; the parts of a `total` start at zero and have no such
    line. A click anywhere on a row with a `key` returns the key; the row of the key `selected` has a
    background.
    """
    labels = labels or DotLabels()
    rows = segments(frame, value_format.t, in_order=in_order)
    columns = _columns(rows, value_format, colours, labels.interval)
    names = [
        Name(row.name, colours.quiet if row.small else colours.ink, between=labels.between) for row in rows
    ]
    right = columns_width(columns)
    above = are_above(names, right)
    left = NO_NAMES if above else names_width(names, right)
    overall = None if total else overall
    axis, ticks = horizontal_scale(
        value_format, _extent(rows, overall), NARROWEST - left - right, total=total
    )
    plot = max(1, len(rows)) * (_ROW + NAME_LINE * above)
    return template.figure(
        [
            *_intervals(rows, better, colours),
            *chosen_rows.whole_rows(
                [row.key for row in rows], [_hover(row, value_format) for row in rows], axis
            ),
            _dots(rows, better, value_format, colours),
        ],
        colours,
        height=_TOP + plot + _FOOT,
        margin={"l": left, "r": right, "t": _TOP, "b": _FOOT},
        xaxis=template.value_axis(colours, axis, ticks),
        yaxis=template.axis(colours, range=[max(1, len(rows)) - 0.5, -0.5], showticklabels=False),
        barmode="overlay",
        bargap=0,
        shapes=[*_ground(rows, selected, (left, right), colours), *_overall_line(overall, colours)],
        annotations=[
            *name_notes(names, left, colours.quiet, above=_NAME_UP * above),
            *column_notes(columns, colours.quiet),
            *_overall_note(overall, labels.overall, axis, value_format, colours),
        ],
    )


def tone(row: SegmentRow, better: Better | None) -> Tone:
    """Return grey within noise, else the colour of the row's side."""
    if row.small or not row.differs:
        return "noise"
    if better is None or row.difference is None:
        return "better"
    return "better" if (row.difference > 0) == (better == "up") else "worse"


def _extent(rows: Sequence[SegmentRow], overall: float | None) -> list[float]:
    ends = [end for row in rows for end in (row.value, row.low, row.high) if end is not None]
    return ends if overall is None else [*ends, overall]


def _columns(
    rows: Sequence[SegmentRow], value_format: ValueFormat, colours: Palette, limits: Message | None
) -> list[NumberColumn]:
    digits = _digits(rows, value_format)
    values = [
        NumberCell(
            value_format.bare(row.value, digits), colours.quiet if row.small else colours.ink, not row.small
        )
        for row in rows
    ]
    intervals = [
        NumberCell(
            "" if row.low is None or row.high is None else value_format.interval(row.low, row.high, digits),
            colours.quiet,
        )
        for row in rows
    ]
    counts = [NumberCell(plain(value_format.t.number(row.n, 0)), colours.quiet) for row in rows]
    columns = [NumberColumn("", values)]
    if any(cell.text for cell in intervals):
        columns.append(
            NumberColumn(
                plain(value_format.t.percent(LEVEL, 0) if limits is None else value_format.t.t(limits)),
                intervals,
            )
        )
    return [*columns, NumberColumn("n", counts)]


def _digits(rows: Sequence[SegmentRow], value_format: ValueFormat) -> int:
    """Return the decimals of the columns: one more where an interval would end where it begins."""
    digits = column_digits(value_format.unit, [row.value for row in rows])
    ends = [(row.low, row.high) for row in rows if row.low is not None and row.high is not None]
    narrow = any(
        low < high and value_format.bare(low, digits) == value_format.bare(high, digits) for low, high in ends
    )
    return digits + narrow


def _intervals(rows: Sequence[SegmentRow], better: Better | None, colours: Palette) -> list[dict[str, Any]]:
    """Return the interval lines, one trace for each look."""
    looks: dict[tuple[str, float], list[tuple[float, float, int]]] = {}
    for index, row in enumerate(rows):
        if row.low is None or row.high is None:
            continue
        if row.small:
            look = faded(colours.reference, 0.55), 1.4
        else:
            look = faded(colours.tone(tone(row, better)), 0.55), _INTERVAL
        looks.setdefault(look, []).append((row.low, row.high, index))
    return [
        template.scatter(
            x=[x for low, high, _ in ends for x in (low, high, None)],
            y=[y for _, _, index in ends for y in (index, index, None)],
            mode="lines",
            line={"color": colour, "width": thickness},
            hoverinfo="skip",
        )
        for (colour, thickness), ends in looks.items()
    ]


def _dots(
    rows: Sequence[SegmentRow], better: Better | None, value_format: ValueFormat, colours: Palette
) -> dict[str, Any]:
    edges = [colours.reference if row.small else colours.tone(tone(row, better)) for row in rows]
    return template.scatter(
        x=[row.value for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "size": _DOT,
            "opacity": 1,
            "color": [colours.ground if row.small else edge for row, edge in zip(rows, edges, strict=True)],
            "line": {"color": edges, "width": [1.4 if row.small else 0 for row in rows]},
        },
        hoverinfo="text",
        hovertext=[_hover(row, value_format) for row in rows],
        customdata=[row.key for row in rows] if any(row.key is not None for row in rows) else None,
        cliponaxis=False,
    )


def _ground(
    rows: Sequence[SegmentRow], selected: str | None, margins: tuple[float, float], colours: Palette
) -> list[dict[str, Any]]:
    """Return the ground of the chosen row: of the plot and of both `margins`, in pixels."""
    row_ground = chosen_rows.ground([row.key for row in rows], selected, colours)
    if row_ground is None:
        return []
    left, right = margins
    return [
        row_ground,
        {**row_ground, "xsizemode": "pixel", "xanchor": 0, "x0": -left, "x1": 0},
        {**row_ground, "xsizemode": "pixel", "xanchor": 1, "x0": 0, "x1": right},
    ]


def _hover(row: SegmentRow, value_format: ValueFormat) -> str:
    remarks = [value_format.t.t(message("fewer than 30"))] if row.small else []
    return hover(
        row.name,
        row.value,
        (row.low, row.high),
        (row.numerator, row.denominator, row.n),
        value_format,
        remarks,
    )


def _overall_line(overall: float | None, colours: Palette) -> list[dict[str, Any]]:
    if overall is None:
        return []
    return [
        {
            "type": "line",
            "x0": overall,
            "x1": overall,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "layer": "below",
            "line": template.line(colours.reference),
        }
    ]


def _overall_note(
    overall: float | None, called: Message | None, axis: Scale, value_format: ValueFormat, colours: Palette
) -> list[dict[str, Any]]:
    if overall is None:
        return []
    all_text = message(
        "all {value}", value=value_format.t.value(overall, value_format.unit, value_format.currency)
    )
    words = value_format.t.t(called or all_text)
    place = (overall - axis.low) / (axis.high - axis.low)
    anchor = "left" if place < _EDGE else "right" if place > 1 - _EDGE else "center"
    return [
        template.note(
            plain(words), colours.quiet, x=overall, xanchor=anchor, yref="paper", y=1, yanchor="bottom",
            yshift=2,
        )
    ]  # fmt: skip
