"""Names on the left and aligned columns of numbers on the right of a chart of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base.template import NOTE_SIZE, TEXT_SIZE, note
from engagement.charts.base.text import plain, shorten, shorten_each, width

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The width of the narrowest chart: a phone of 390 px minus its margins.
NARROWEST: Final = 358
#: Pixels between two columns, and between plot and columns.
_GAP: Final = 12
#: Pixels that a name above its row adds to the row.
NAME_LINE: Final = 19
#: The left margin if names are above their rows: half a dot.
NO_NAMES: Final = 8
#: The least width of the plot, and the least and the greatest width of names, in the narrowest chart.
_PLOT: Final = 104
_NAMES: Final = (72, 220)


@dataclass(frozen=True, slots=True)
class NumberCell:
    """One number of a column, as escaped text, with its colour."""

    text: str
    colour: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column of numbers, aligned to the right under its heading (escaped text)."""

    heading: str
    cells: Sequence[NumberCell]

    @property
    def width(self) -> float:
        """The width of the widest cell or the heading, in pixels."""
        texts = [width(cell.text, TEXT_SIZE * (1.06 if cell.bold else 1)) for cell in self.cells]
        return max([width(self.heading, NOTE_SIZE), *texts])


@dataclass(frozen=True, slots=True)
class Name:
    """A row's name, not yet escaped, with a grey addition (escaped) such as its number of answers.

    `between` separates the two parts of a compound name; if it is too long, both parts are shortened.
    """

    text: str
    colour: str
    bold: bool = False
    addition: str = ""
    between: str = ""


def columns_width(columns: Sequence[NumberColumn]) -> float:
    """Return the width of the right margin for the columns, in pixels."""
    return sum(column.width + _GAP for column in columns)


def names_width(names: Sequence[Name], right: float) -> float:
    """Return the width of the left margin: the widest name, but less where the plot would get too narrow."""
    widest = max((_name_width(name) for name in names), default=0.0) + _GAP
    least, most = _NAMES
    return min(widest, max(least, min(most, NARROWEST - right - _PLOT)))


def column_notes(columns: Sequence[NumberColumn], heading_colour: str) -> list[dict[str, Any]]:
    """Return the columns as annotations; row i is at y = i, the headings are above the plot."""
    notes: list[dict[str, Any]] = []
    place: dict[str, Any]
    offset = 0.0
    for column in columns:
        offset += _GAP + column.width
        place = {"xref": "paper", "x": 1, "xanchor": "right", "xshift": round(offset, 1), "align": "right"}
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


def are_above(names: Sequence[Name], right: float) -> bool:
    """Return whether names are too long for the left margin, so that each goes above its row."""
    widest = max((_name_width(name) for name in names), default=0.0) + _GAP
    return widest > names_width(names, right)


def name_notes(
    names: Sequence[Name], margin: float, quiet: str, *, above: float = 0.0
) -> list[dict[str, Any]]:
    """Return the names as annotations at the left edge, shortened if too long, complete on hover.

    They are in the left margin or, if they do not fit there, `above` their rows by this many pixels.
    """
    notes = []
    for row, name in enumerate(names):
        addition = width(f"  {name.addition}") if name.addition else 0.0
        size = TEXT_SIZE * (1.06 if name.bold else 1)
        most = (NARROWEST if above else margin - _GAP) - addition
        shown = (
            shorten_each(name.text, name.between, most, size)
            if name.between
            else shorten(name.text, most, size)
        )
        text = f"<b>{plain(shown)}</b>" if name.bold else plain(shown)
        if name.addition:
            text += f'  <span style="color:{quiet}">{name.addition}</span>'
        notes.append(
            note(
                text,
                name.colour,
                size=TEXT_SIZE,
                xref="paper",
                x=0,
                xanchor="left",
                xshift=-round(margin, 1),
                y=row,
                yanchor="middle",
                yshift=above,
                align="left",
                hovertext="" if shown == name.text else plain(name.text),
            )
        )
    return notes


def _name_width(name: Name) -> float:
    text = width(name.text, TEXT_SIZE * (1.06 if name.bold else 1))
    return text + (width(f"  {name.addition}") if name.addition else 0.0)
