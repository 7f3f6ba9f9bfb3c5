"""Days until an event, one row each: a line between the quartiles and a dot at the median."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import template
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
from engagement.charts.base.palette import faded
from engagement.charts.base.scale import Scale, ValueFormat, horizontal_scale
from engagement.charts.base.text import fold, plain
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette
    from engagement.locale.translator import Translator

_ROW: Final = 27
_TOP: Final = 24
_FOOT: Final = 24
_DOT: Final = 10
_LINE: Final = 2.4
_NAME_UP: Final = 16
#: Rows with fewer are hollow and grey.
_SMALL: Final = 30
_WIDEST: Final = 330


@dataclass(frozen=True, slots=True)
class QuartileRow:
    """A row: its name, the quartiles of the days until the event, and the number of people behind them.

    A quartile that is not reached is None.
    """

    name: str
    lower: float
    median: float | None
    upper: float | None
    n: int


def quartiles(rows: Sequence[QuartileRow], colours: Palette, t: Translator) -> go.Figure:
    """Draw the rows in their order; without an upper quartile, a dotted line runs to the end of the axis."""
    value_format = ValueFormat("days", None, t)
    columns = _columns(rows, value_format, colours)
    names = [Name(row.name, colours.quiet if row.n < _SMALL else colours.ink) for row in rows]
    right = columns_width(columns)
    above = are_above(names, right)
    left = NO_NAMES if above else names_width(names, right)
    ends = [end for row in rows for end in (row.lower, row.median, row.upper) if end is not None]
    axis, ticks = horizontal_scale(value_format, ends, NARROWEST - left - right, total=True)
    return template.figure(
        [*_lines(rows, axis, colours), _dots(rows, value_format, colours)],
        colours,
        height=_TOP + max(1, len(rows)) * (_ROW + NAME_LINE * above) + _FOOT,
        margin={"l": left, "r": right, "t": _TOP, "b": _FOOT},
        xaxis=template.value_axis(colours, axis, ticks),
        yaxis=template.axis(colours, range=[max(1, len(rows)) - 0.5, -0.5], showticklabels=False),
        annotations=[
            *name_notes(names, left, colours.quiet, above=_NAME_UP * above),
            *column_notes(columns, colours.quiet),
        ],
    )


def _columns(rows: Sequence[QuartileRow], value_format: ValueFormat, colours: Palette) -> list[NumberColumn]:
    t = value_format.t
    medians = [
        NumberCell(
            "" if row.median is None else value_format.bare(row.median, 0),
            colours.quiet if row.n < _SMALL else colours.ink,
            bold=row.n >= _SMALL,
        )
        for row in rows
    ]
    spans = [NumberCell(plain(_span(row, value_format)), colours.quiet) for row in rows]
    counts = [NumberCell(plain(t.number(row.n, 0)), colours.quiet) for row in rows]
    return [
        NumberColumn(plain(t.t(message("median"))), medians),
        NumberColumn(plain(t.t(message("quartiles"))), spans),
        NumberColumn("n", counts),
    ]


def _span(row: QuartileRow, value_format: ValueFormat) -> str:
    if row.upper is None:
        return value_format.t.t(message("from {number}", number=round(row.lower)))
    return value_format.t.interval(row.lower, row.upper, "days", None, 0)


def _lines(rows: Sequence[QuartileRow], axis: Scale, colours: Palette) -> list[dict[str, Any]]:
    """Return the lines between quartiles, and the dotted ones to unreached quartiles; one trace per style."""
    looks: dict[tuple[bool, str], list[tuple[float, float, int]]] = {}
    for row_index, row in enumerate(rows):
        last = row.median if row.median is not None else row.lower
        ends = [(False, row.lower, last if row.upper is None else row.upper)]
        if row.upper is None:
            ends.append((True, last, axis.high))
        for is_open, low, high in ends:
            small = "small" if row.n < _SMALL else "firm"
            looks.setdefault((is_open, small), []).append((low, high, row_index))
    return [
        template.scatter(
            x=[x for low, high, _ in ends for x in (low, high, None)],
            y=[y for _, _, at in ends for y in (at, at, None)],
            mode="lines",
            line={
                "color": faded(colours.reference if size == "small" else colours.noise, 0.55),
                "width": 1.4 if size == "small" else _LINE,
                "dash": "dot" if is_open else "solid",
            },
            hoverinfo="skip",
        )
        for (is_open, size), ends in looks.items()
    ]


def _dots(rows: Sequence[QuartileRow], value_format: ValueFormat, colours: Palette) -> dict[str, Any]:
    """Return the dots at the medians; without a median, an invisible one at the lower quartile."""
    small = [row.n < _SMALL for row in rows]
    edges = [colours.reference if is_small else colours.noise for is_small in small]
    return template.scatter(
        x=[row.lower if row.median is None else row.median for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "size": _DOT,
            "opacity": [0 if row.median is None else 1 for row in rows],
            "color": [
                colours.ground if is_small else edge for is_small, edge in zip(small, edges, strict=True)
            ],
            "line": {"color": edges, "width": [1.4 if is_small else 0 for is_small in small]},
        },
        hoverinfo="text",
        hovertext=[_hover(row, value_format) for row in rows],
        cliponaxis=False,
    )


def _hover(row: QuartileRow, value_format: ValueFormat) -> str:
    title = "<br>".join(plain(part) for part in fold(row.name, _WIDEST))
    parts = [
        f"{plain(value_format.t.percent(share, 0))}: {value_format.top(days, 0)}"
        for share, days in ((0.25, row.lower), (0.5, row.median), (0.75, row.upper))
        if days is not None
    ]
    counted = plain(value_format.t.t(message("n = {count}", count=row.n)))
    return f"<b>{title}</b><br>{' · '.join(parts)}<br>{counted}"
