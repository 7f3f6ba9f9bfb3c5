"""Notes in a chart over time: a line or a band with a number, and each note's text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import template
from engagement.charts.base.number_columns import NARROWEST
from engagement.charts.base.palette import faded
from engagement.charts.base.text import plain
from engagement.charts.planning.note_signs import NumberedNote, in_lines, sign, signs
from engagement.locale import Message, message
from engagement.metrics.sums.periods import as_date, first_day_of, period_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette
    from engagement.charts.planning.note_signs import NoteSigns
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Grain
    from engagement.store.planning.day_notes import DayNote, NoteKind

KINDS: Final[Mapping[NoteKind, Message]] = {
    "sale": message("Sale"),
    "price": message("Price change"),
    "stock_out": message("Sold out"),
    "other": message("Other"),
}
#: The most notes drawn, the newest ones; the table has all.
MOST: Final = 20
#: The height of a line of numbers above the chart, and the font size of a number, in pixels.
_HEAD, _SIGN = 18, 14
_EPOCH: Final = dt.date(1970, 1, 1)


def covering(notes: Sequence[DayNote], starts: Sequence[dt.date], grain: Grain) -> list[NumberedNote]:
    """Return the notes on days of a chart whose periods begin on `starts`, oldest first, numbered from 1.

    A point covers all days of its period, so a note belongs to the periods of its days.
    """
    if not starts:
        return []
    low, high = (period_of(day_number(start), grain) for start in (starts[0], starts[-1]))
    noted = []
    for note in sorted(notes, key=lambda note: note.first_day):
        first, last = (period_of(day, grain) for day in (note.first_day, note.last_day))
        if first <= high and last >= low:
            noted.append((note, max(first, low), min(last, high)))
    return [
        NumberedNote(number, note, *(as_date(first_day_of(period, grain)) for period in ends))
        for number, (note, *ends) in enumerate(noted[-MOST:], 1)
    ]


def day_number(day: dt.date) -> int:
    """Return a date as days since 1970-01-01."""
    return (day - _EPOCH).days


def in_words(note: DayNote, t: Translator) -> Message:
    """Return a note as text: its days, its kind, its content."""
    days = t.day_short(note.first_day)
    if note.last_day > note.first_day:
        days = t.t(message("{first} to {last}", first=days, last=t.day_short(note.last_day)))
    if not note.text:
        return message("{days}: {what}", days=days, what=KINDS[note.kind])
    if note.kind == "other":
        return message("{days}: {what}", days=days, what=note.text)
    return message("{days}: {kind}, {what}", days=days, kind=KINDS[note.kind], what=note.text)


def spoken(notes: Sequence[NumberedNote], t: Translator) -> str:
    """Return the notes for the alternative text; "" without any."""
    if not notes:
        return ""
    texts = "; ".join(f"{note.number}, {t.t(in_words(note.note, t))}" for note in notes)
    return " " + t.t(message("Notes: {notes}.", notes=texts))


def mark(figure: go.Figure, notes: Sequence[NumberedNote], colours: Palette, t: Translator) -> None:
    """Draw notes into a figure with a horizontal time axis; their numbers are above the plot."""
    if not notes:
        return
    layout = figure.layout
    numbers = in_lines(notes, _places(figure), _SIGN)
    layout.shapes = [*(layout.shapes or ()), *(_shape(note, colours) for note in notes)]
    layout.annotations = [*(layout.annotations or ()), *_numbers(numbers, colours, t)]
    head = _HEAD * (1 + max(group.line for group in numbers))
    layout.margin.t = (layout.margin.t or 0) + head
    layout.height += head


def _places(figure: go.Figure) -> Callable[[NumberedNote], float]:
    """Return how to find the place of a note in pixels from the left of the narrowest chart's plot."""
    layout = figure.layout
    first, last = (dt.datetime.fromisoformat(str(end)) for end in layout.xaxis.range)
    room = NARROWEST - (layout.margin.l or 0) - (layout.margin.r or 0)
    return lambda note: (dt.datetime.combine(note.first, dt.time()) - first) / (last - first) * room


def _shape(note: NumberedNote, colours: Palette) -> dict[str, Any]:
    place = {"x0": note.first.isoformat(), "x1": note.last.isoformat(), "yref": "paper", "y0": 0, "y1": 1}
    if note.first == note.last:
        line = template.line(colours.reference, width=1, dash="2px,3px")
        return {"type": "line", "layer": "below", "line": line, **place}
    filled = faded(colours.ink, 0.07)
    return {"type": "rect", "layer": "below", "fillcolor": filled, "line": {"width": 0}, **place}


def _numbers(numbers: Sequence[NoteSigns], colours: Palette, t: Translator) -> list[dict[str, Any]]:
    """Return the numbers above the chart; notes that stand together share a tooltip."""
    return [
        template.note(
            signs(group.notes),
            colours.ink,
            size=_SIGN,
            x=group.notes[0].first.isoformat(),
            yref="paper",
            y=1,
            yanchor="bottom",
            yshift=2 + group.line * _HEAD,
            hovertext="<br>".join(
                f"{sign(note.number)} {plain(t.t(in_words(note.note, t)))}" for note in group.notes
            ),
            hoverlabel={"bgcolor": colours.second_ground, "bordercolor": colours.axis},
        )
        for group in numbers
    ]
