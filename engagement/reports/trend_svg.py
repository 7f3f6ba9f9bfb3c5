"""A trend as a small SVG without script: the line, its interval band, and a title for each point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from engagement.charts.base import period_axis
from engagement.charts.base.points import Point, Trend, runs, thin
from engagement.charts.describe import describe_trend
from engagement.charts.planning.note_signs import in_lines, signs
from engagement.charts.planning.noted_days import spoken
from engagement.reports.elements import tag

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from engagement.charts.planning.note_signs import NoteSigns, NumberedNote
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Metric, Reading

#: Where the text of each point is. titles: in an element of its own, which the browser shows · data: in the
#: attribute `data-points`, a line of "x y text" for each, for a script · none: nowhere.
PointWords: TypeAlias = Literal["titles", "data", "none"]

_WIDE, _HIGH = 320, 120
_LEFT, _RIGHT, _TOP, _BOTTOM = 6, 6, 16, 18
#: The height of a line of numbers of notes, and the width of a number, in units of the SVG.
_SIGN, _WIDTH = 13, 10
#: The largest number of points; more cannot be told apart in so small a picture.
_MOST: Final = 90
_FLAT: Final = 1e-12
#: The CSS class of a point with few people behind it.
_HOLLOW: Final = "dot hollow"
#: A point with a value, its x and its y.
_Valued: TypeAlias = tuple[Point, float, float]


def trend(
    metric: Metric,
    reading: Reading,
    read: Trend,
    t: Translator,
    notes: Sequence[NumberedNote] = (),
    *,
    spoken_by: PointWords = "titles",
) -> Element | None:
    """Return a trend as an SVG element; None where fewer than two periods have a value.

    Each note of `notes` is a thin line, or a band from its first to its last period, with its number.
    """
    points = thin(read.points, _MOST)
    drawn = [point for point in points if point.joined and point.value is not None]
    if len(drawn) < 2:
        return None
    values = [x for p in points if p.value is not None for x in (p.value, p.low, p.high) if x is not None]
    low, high = min(values), max(values)
    x = _across(points)
    y = _upward(low, high)

    def in_words(value: float) -> str:
        return t.value(value, reading.unit, reading.currency)

    def title(point: Point) -> str:
        value = in_words(point.value or 0.0)
        if point.low is not None and point.high is not None:
            value += f" ({t.interval(point.low, point.high, reading.unit, reading.currency)})"
        return f"{period_axis.name(point.start, read.grain, t)}: {value}, n = {t.number(point.n)}"

    stretches = runs(points)
    bands = [
        tag("path", d="M" + " ".join(_outline(run, x, y)) + "Z", class_="band")
        for run in stretches
        if len(run) > 1 and all(point.low is not None and point.high is not None for point in run)
    ]
    lines = "".join("M" + " ".join(_place(x(p), y(p.value or 0.0)) for p in run) for run in stretches)
    valued = [(point, x(point), y(point.value)) for point in points if point.value is not None]
    numbers = in_lines(notes, lambda note: _across_note(points, note.first, x), _WIDTH)
    above = _SIGN * max((1 + group.line for group in numbers), default=0)
    alt = t.t(describe_trend(metric.name, read, reading.unit, reading.currency, t)) + spoken(notes, t)
    return tag(
        "svg",
        *_noted(points, notes, x),
        *_signs(numbers),
        *bands,
        tag("path", d=lines, class_="line"),
        *(_dots(valued, title) if spoken_by == "titles" else _plain_dots(valued)),
        *_labels(points, in_words, (low, high), read, t, above=above),
        viewBox=f"0 {-above} {_WIDE} {_HIGH + above}",
        role="img",
        aria_label=alt,
        class_="trend",
        **({"data_points": _points_as_data(valued, title)} if spoken_by == "data" else {}),
    )


def _points_as_data(valued: Sequence[_Valued], title: Callable[[Point], str]) -> str:
    return "\n".join(f"{_place(x, y)} {title(point)}" for point, x, y in valued)


def _dots(valued: Sequence[_Valued], title: Callable[[Point], str]) -> list[Element]:
    """Return a circle for each point, with its text as a title."""
    return [
        tag("circle", tag("title", title(point)), cx=_number(x), cy=_number(y), r="2.6", class_=_look(point))
        for point, x, y in valued
    ]


def _plain_dots(valued: Sequence[_Valued]) -> Iterator[Element]:
    """Yield one path for all points of the same CSS class."""
    for look in dict.fromkeys(_look(point) for point, *_ in valued):
        places = "".join(f"M{_place(x, y)}h0" for point, x, y in valued if _look(point) == look)
        yield tag("path", d=places, class_="dots")
        if look == _HOLLOW:
            yield tag("path", d=places, class_="dots inner")


def _look(point: Point) -> str:
    return "dot" if point.state == "ok" else _HOLLOW


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _place(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _noted(
    points: Sequence[Point], notes: Sequence[NumberedNote], x: Callable[[Point], float]
) -> Iterator[Element]:
    """Yield a thin line for each note, from its first to its last period a band.

    A period that was thinned out is drawn at the last one before it.
    """
    drawn = set()
    for note in notes:
        ends = tuple(_across_note(points, day, x) for day in (note.first, note.last))
        if ends not in drawn:
            drawn.add(ends)
            left, right = (_number(end) for end in ends)
            if left == right:
                yield tag("path", d=f"M{left},{_TOP}V{_HIGH - _BOTTOM}", class_="noted")
            else:
                yield tag("path", d=f"M{left},{_TOP}V{_HIGH - _BOTTOM}H{right}V{_TOP}Z", class_="noted span")


def _across_note(points: Sequence[Point], day: dt.date, x: Callable[[Point], float]) -> float:
    """Return where a day is drawn: at the last point that is not after it."""
    return x(next((p for p in reversed(points) if p.start <= day), points[0]))


def _signs(numbers: Sequence[NoteSigns]) -> Iterator[Element]:
    """Yield the numbers of notes above the line."""
    for group in numbers:
        text = signs(group.notes)
        half = len(text) * _WIDTH / 2
        left = min(max(group.place, _LEFT + half), _WIDE - _RIGHT - half)
        yield tag("text", text, x=_number(left), y=_TOP - 3 - group.line * _SIGN, class_="mark middle")


def _labels(
    points: Sequence[Point],
    in_words: Callable[[float], str],
    ends: tuple[float, float],
    read: Trend,
    t: Translator,
    *,
    above: int,
) -> list[Element]:
    """Return the texts of the picture: the range of values above, the first and the last period below."""
    low, high = ends
    span = in_words(high) if high - low < _FLAT else f"{in_words(low)} – {in_words(high)}"
    first, last = (period_axis.name(point.start, read.grain, t) for point in (points[0], points[-1]))
    return [
        tag("text", span, x=_LEFT, y=10 - above, class_="mark"),
        tag("text", first, x=_LEFT, y=_HIGH - 4, class_="mark"),
        tag("text", last, x=_WIDE - _RIGHT, y=_HIGH - 4, class_="mark end"),
    ]


def _across(points: Sequence[Point]) -> Callable[[Point], float]:
    step = (_WIDE - _LEFT - _RIGHT) / max(1, len(points) - 1)
    place = {point.start: _LEFT + index * step for index, point in enumerate(points)}
    return lambda point: place[point.start]


def _upward(low: float, high: float) -> Callable[[float], float]:
    room = _HIGH - _TOP - _BOTTOM
    if high - low < _FLAT:
        return lambda _: _TOP + room / 2
    return lambda value: _TOP + room - (value - low) / (high - low) * room


def _outline(run: Sequence[Point], x: Callable[[Point], float], y: Callable[[float], float]) -> list[str]:
    above = [_place(x(p), y(p.high or 0.0)) for p in run]
    return above + [_place(x(p), y(p.low or 0.0)) for p in reversed(run)]
