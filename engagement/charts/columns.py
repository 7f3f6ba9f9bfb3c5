"""Names on the left and aligned columns of numbers on the right of a chart of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.template import NOTE_SIZE, TEXT_SIZE, note
from engagement.charts.text import plain, width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The narrowest chart: a phone of 390 px less its gutters.
NARROWEST: Final = 358
#: Pixels between two columns, and between plot and columns.
_GAP: Final = 12
#: Pixels that each further line of a name adds to a row.
NAME_LINE: Final = 15
#: What the plot keeps of the narrowest chart, and what names may take at least and at most.
_PLOT: Final = 104
_NAMES: Final = (72, 220)


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a column, inert, with its colour."""

    text: str
    colour: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers, aligned to the right under its heading (inert)."""

    heading: str
    cells: Sequence[Cell]

    @property
    def width(self) -> float:
        """Pixels that the widest cell or the heading takes."""
        texts = [width(cell.text, TEXT_SIZE * (1.06 if cell.bold else 1)) for cell in self.cells]
        return max([width(self.heading, NOTE_SIZE), *texts])


@dataclass(frozen=True, slots=True)
class Name:
    """A row's name, not yet inert, with a grey addition (inert) such as its number of answers."""

    text: str
    colour: str
    bold: bool = False
    addition: str = ""


def columns_width(columns: Sequence[Column]) -> float:
    """Return the right margin that holds the columns, in pixels."""
    return sum(column.width + _GAP for column in columns)


def names_width(names: Sequence[Name], right: float, room: int) -> float:
    """Return the left margin: the widest name, unless a plot of this room would get too narrow."""
    widest = max((_name_width(name) for name in names), default=0.0) + _GAP
    least, most = _NAMES
    return min(widest, max(least, min(most, room - right - _PLOT)))


def column_notes(columns: Sequence[Column], heading_colour: str) -> list[dict[str, Any]]:
    """Return the columns as annotations; row i stands at y = i, the headings above the plot."""
    notes: list[dict[str, Any]] = []
    place: dict[str, Any]
    left = 0.0
    for column in columns:
        left += _GAP + column.width
        place = {"xref": "paper", "x": 1, "xanchor": "right", "xshift": round(left, 1), "align": "right"}
        if column.heading:
            above: dict[str, Any] = {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 2}
            notes.append(note(column.heading, heading_colour, **place, **above))
        notes += [
            note(
                f"<b>{cell.text}</b>" if cell.bold else cell.text,
                cell.colour,
                size=TEXT_SIZE,
                y=row,
                yanchor="middle",
                **place,
            )
            for row, cell in enumerate(column.cells)
        ]
    return notes


def name_lines(names: Sequence[Name], room: float) -> int:
    """Return how many lines the longest name takes in a left margin of `room` pixels."""
    return max((len(_lines(name, room)) for name in names), default=1)


def name_notes(names: Sequence[Name], room: float, quiet: str) -> list[dict[str, Any]]:
    """Return the names as annotations at the left edge, folded where too long, whole under the pointer."""
    notes = []
    for row, name in enumerate(names):
        lines = _lines(name, room)
        text = "<br>".join(f"<b>{plain(line)}</b>" if name.bold else plain(line) for line in lines)
        if name.addition:
            text += f'  <span style="color:{quiet}">{name.addition}</span>'
        whole = "".join("".join(lines).split()) == "".join(name.text.split())
        notes.append(
            note(
                text,
                name.colour,
                size=TEXT_SIZE,
                xref="paper",
                x=0,
                xanchor="left",
                xshift=-round(room, 1),
                y=row,
                yanchor="middle",
                align="left",
                hovertext="" if whole else plain(name.text),
            )
        )
    return notes


def _lines(name: Name, room: float) -> list[str]:
    addition = width(f"  {name.addition}") if name.addition else 0.0
    return wrap(name.text, room - _GAP - addition, TEXT_SIZE * (1.06 if name.bold else 1))


def _name_width(name: Name) -> float:
    text = width(name.text, TEXT_SIZE * (1.06 if name.bold else 1))
    return text + (width(f"  {name.addition}") if name.addition else 0.0)
