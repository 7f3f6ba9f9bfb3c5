"""The cohort map: a row per cohort, a column per period since, and a number with a shade in each cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import template
from engagement.charts.base.number_columns import NARROWEST
from engagement.charts.base.palette import faded, on, step
from engagement.charts.base.text import plain, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette

_ROW: Final = 24
_TOP: Final = 22
_FOOT: Final = 6
_GAP: Final = 10
#: Pixels between two cells, and beside a number in its cell.
_BETWEEN: Final = 2
_BESIDE: Final = 4
_NUMBER: Final = 11.5
#: The most columns drawn; the table has all.
MOST_COLUMNS: Final = 13
#: The most cohorts drawn, the newest ones; the table has all.
MOST_ROWS: Final = 24
_HATCH: Final = 0.42


@dataclass(frozen=True, slots=True)
class CohortCell:
    """One cell: the period since the first order, its value, its label, and its hover text.

    A value that must not be shown is None; `complete` is false while the period is running. `key` is the
    result of a click, None where the cell cannot be selected; `marked` highlights it. `noted`: a note is on
    its days; its corner is filled.
    """

    period: int
    value: float | None
    text: str
    hover: str
    complete: bool
    key: str | None = None
    marked: bool = False
    noted: bool = False


@dataclass(frozen=True, slots=True)
class CohortRow:
    """A cohort: its name with its size, its cells, or a text in place of them.

    `few`: the cohort is small and drawn in grey.
    """

    name: str
    cells: Sequence[CohortCell]
    instead: str = ""
    few: bool = False


def columns_for(rows: Sequence[CohortRow], first: int) -> int:
    """Return how many columns, from the period `first` on, fit the narrowest chart with complete numbers."""
    texts = [cell.text for row in rows for cell in row.cells if cell.period >= first]
    widest = max((width(text, _NUMBER) for text in texts), default=0.0)
    return max(1, min(MOST_COLUMNS, int((NARROWEST - _left_margin(rows)) / (widest + _BESIDE + _BETWEEN))))


def cohort_map(
    rows: Sequence[CohortRow],
    first: int,
    colours: Palette,
    *,
    columns: Sequence[str] = (),
    selected: str | None = None,
) -> go.Figure:
    """Draw the newest cohorts; `first` is the period of the first column.

    The shade grows with the value in ten steps from 0 to the largest. A running period is hatched, a future
    one blank. Columns that do not fit (see `columns_for`) are left to the table. `columns` are the names of
    columns that are not periods; then all are drawn. The cell whose key is `selected` has a frame; a
    `marked` cell has a thinner one; small cohorts are grey.
    """
    rows = rows[-MOST_ROWS:]
    count = len(columns) or columns_for(rows, first)
    shown = [
        (row_index, cell)
        for row_index, row in enumerate(rows)
        for cell in row.cells
        if 0 <= cell.period - first < count
    ]
    drawn = [(row_index, cell, cell.value) for row_index, cell in shown if cell.value is not None]
    most = max((value for _, _, value in drawn), default=0.0) or 1.0
    last = first + len(columns) - 1 if columns else max((cell.period for _, cell in shown), default=first)
    fills = [
        colours.second_ground if rows[row_index].few else step(colours, value / most)
        for row_index, _, value in drawn
    ]
    left_margin = _left_margin(rows)
    return template.figure(
        [
            *_numbers(
                [(row_index, cell) for row_index, cell, _ in drawn],
                fills,
                [rows[row_index].few for row_index, *_ in drawn],
                colours,
            ),
            *_running([(row_index, cell) for row_index, cell, _ in drawn if not cell.complete], colours),
        ],
        colours,
        height=_TOP + max(1, len(rows)) * _ROW + _FOOT,
        margin={"l": left_margin, "r": 2, "t": _TOP, "b": _FOOT},
        xaxis=template.axis(
            colours,
            side="top",
            range=[first - 0.5, max(last, first) + 0.5],
            tickmode="array",
            tickvals=list(range(first, last + 1)),
            ticktext=[plain(name) for name in columns] or None,
        ),
        yaxis=template.axis(colours, range=[max(1, len(rows)) - 0.5, -0.5], showticklabels=False),
        shapes=_shapes(rows, drawn, fills, (first, last), selected, colours),
        annotations=[*_names(rows, left_margin, colours), *_instead(rows, first, colours)],
    )


def _shapes(
    rows: Sequence[CohortRow],
    drawn: Sequence[tuple[int, CohortCell, float]],
    fills: Sequence[str],
    ends: tuple[int, int],
    selected: str | None,
    colours: Palette,
) -> list[dict[str, Any]]:
    """Return the squares of cells, the ground of rows without cells, the corners of notes, and the frames.

    `drawn` has the row, cell and value of each drawn cell, `ends` the first and the last period.
    """
    first, last = ends
    squares = [
        _square(row, cell.period, fill, colours.ground)
        for (row, cell, _), fill in zip(drawn, fills, strict=True)
    ]
    grounds = [
        _square(row, first, colours.second_ground, colours.ground) | {"x1": last + 0.5}
        for row, cohort in enumerate(rows)
        if cohort.instead
    ]
    corners = [
        _corner(row, cell.period, on(fill))
        for (row, cell, _), fill in zip(drawn, fills, strict=True)
        if cell.noted
    ]
    frames = [
        _frame(row, cell.period, 2.4 if cell.key == selected else 1.4, colours.ink)
        for row, cell, _ in drawn
        if cell.marked or (selected is not None and cell.key == selected)
    ]
    return [*squares, *grounds, *corners, *frames]


def _left_margin(rows: Sequence[CohortRow]) -> float:
    return max((width(row.name) for row in rows), default=0.0) + _GAP


def _square(row: int, column: int, fill: str, ground: str) -> dict[str, Any]:
    # The line is the gap between two cells.
    return {**_frame(row, column, _BETWEEN, ground), "fillcolor": fill, "layer": "below"}


def _corner(row: int, column: int, fill: str) -> dict[str, Any]:
    right, top = column + 0.47, row - 0.45
    path = f"M{right - 0.2},{top} L{right},{top} L{right},{top + 0.3} Z"
    return {"type": "path", "path": path, "fillcolor": fill, "line": {"width": 0}}


def _frame(row: int, column: int, line_width: float, ink: str) -> dict[str, Any]:
    return {
        "type": "rect",
        "x0": column - 0.5,
        "x1": column + 0.5,
        "y0": row - 0.5,
        "y1": row + 0.5,
        "line": {"color": ink, "width": line_width},
    }


def _numbers(
    cells: Sequence[tuple[int, CohortCell]], fills: Sequence[str], is_small: Sequence[bool], colours: Palette
) -> list[dict[str, Any]]:
    """Return the numbers, white or black depending on the shade, with hover texts."""
    traces = []
    inks = [colours.quiet if grey else on(fill) for fill, grey in zip(fills, is_small, strict=True)]
    for colour in dict.fromkeys(inks):
        of_colour = [cell for cell, ink in zip(cells, inks, strict=True) if ink == colour]
        if of_colour:
            traces.append(
                template.scatter(
                    x=[cell.period for _, cell in of_colour],
                    y=[row for row, _ in of_colour],
                    mode="text",
                    text=[plain(cell.text) for _, cell in of_colour],
                    textfont={"size": _NUMBER, "color": colour},
                    hoverinfo="text",
                    hovertext=[cell.hover for _, cell in of_colour],
                    customdata=[cell.key for _, cell in of_colour],
                    cliponaxis=False,
                )
            )
    return traces


def _running(cells: Sequence[tuple[int, CohortCell]], colours: Palette) -> list[dict[str, Any]]:
    """Return the hatching of running periods."""
    if not cells:
        return []
    x: list[float | None] = []
    y: list[float | None] = []
    for row, cell in cells:
        x += [cell.period - 0.5, cell.period + 0.5, cell.period + 0.5, cell.period - 0.5, None]
        y += [row - 0.5, row - 0.5, row + 0.5, row + 0.5, None]
    return [
        template.scatter(
            x=x,
            y=y,
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillpattern={
                "shape": "/",
                "size": 6,
                "solidity": 0.14,
                "fgcolor": faded(colours.ink, _HATCH),
                "bgcolor": "rgba(0,0,0,0)",
            },
            hoverinfo="skip",
        )
    ]


def _names(rows: Sequence[CohortRow], margin: float, colours: Palette) -> list[dict[str, Any]]:
    return [
        template.note(
            plain(row.name),
            colours.quiet if row.instead or row.few else colours.ink,
            size=template.TEXT_SIZE,
            xref="paper",
            x=0,
            xanchor="right",
            xshift=-_GAP / 2,
            y=row_index,
            yanchor="middle",
            align="right",
        )
        for row_index, row in enumerate(rows)
        if margin
    ]


def _instead(rows: Sequence[CohortRow], first: int, colours: Palette) -> list[dict[str, Any]]:
    return [
        template.note(
            plain(row.instead),
            colours.quiet,
            x=first - 0.5,
            xanchor="left",
            xshift=6,
            y=row_index,
            yanchor="middle",
        )
        for row_index, row in enumerate(rows)
        if row.instead
    ]
