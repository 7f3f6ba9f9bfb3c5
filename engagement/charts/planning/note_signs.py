"""The numbers of notes above a chart: in as many lines as they need to stay apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from engagement.store.planning.day_notes import DayNote

#: The most numbers side by side, and the most lines of them.
_TOGETHER: Final = 3
_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class NumberedNote:
    """A note of a chart: its number, and the first days of the first and last period that it touches."""

    number: int
    note: DayNote
    first: dt.date
    last: dt.date


@dataclass(slots=True)
class NoteSigns:
    """The notes whose numbers stand together at `place` (in pixels), and their line, 0 for the lowest."""

    place: float
    notes: list[NumberedNote]
    line: int = 0


def sign(number: int) -> str:
    """Return the number of a note as charts show it: in a circle, so that it cannot be read as a value."""
    return chr(ord("①") + number - 1)


def signs(notes: Sequence[NumberedNote]) -> str:
    """Return the numbers of notes; where there are many, the first ones and an ellipsis."""
    first_ones = "".join(sign(note.number) for note in notes[:_TOGETHER])
    return f"{first_ones}…" if len(notes) > _TOGETHER else first_ones


def in_lines(
    notes: Sequence[NumberedNote], place: Callable[[NumberedNote], float], size: float
) -> list[NoteSigns]:
    """Return the numbers of notes in lines so that none covers another.

    `place` is where a note is, in pixels; its number is `size` wide and centred there. `notes` are sorted by
    place; those of one place stand together, and so do those for which there is no line left and those before
    them.
    """
    groups = [NoteSigns(at, list(there)) for at, there in groupby(notes, place)]
    while (crowded := _first_without_line(groups, size)) is not None:
        groups[crowded - 1].notes += groups.pop(crowded).notes
    return groups


def _first_without_line(groups: Sequence[NoteSigns], size: float) -> int | None:
    """Give each group a line; return the index of the first for which there is none, None if all have one."""
    ends: list[float] = []
    for index, group in enumerate(groups):
        half = min(len(group.notes), _TOGETHER + 1) * size / 2
        free = next((line for line, end in enumerate(ends) if end <= group.place - half), len(ends))
        if free == _LINES:
            return index
        ends[free : free + 1] = [group.place + half]
        group.line = free
    return None
