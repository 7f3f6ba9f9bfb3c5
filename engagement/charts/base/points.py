"""A trend, read once from its frame: what is drawn as a line, as a hollow point, or not at all."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Hashable, Mapping, Sequence

    from engagement.metrics.model import Grain

#: A chart holds at most this many periods; a band has two points for each.
MOST_POINTS: Final = 1000

_LARGEST: Final = 1e15

#: The state of a period. ok, small: part of the line (small n hollow). gap: too few, not drawn, the line is
#: interrupted. empty: no value. running: after the last complete period, not part of the line. waiting:
#: running, without a value yet.
PointState = Literal["ok", "small", "gap", "empty", "running", "waiting"]


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a trend. Numbers that are missing or not finite are None.

    `anew`: the figure's definition changes here, so no line is drawn from the previous point.
    """

    start: dt.date
    value: float | None
    low: float | None
    high: float | None
    numerator: float | None
    denominator: float | None
    n: int
    state: PointState
    anew: bool = False

    @property
    def joined(self) -> bool:
        """Return whether the line goes through this point."""
        return self.state in {"ok", "small"}


@dataclass(frozen=True, slots=True)
class Trend:
    """A trend for drawing and describing: its points in order, and the grain of its periods."""

    points: list[Point]
    grain: Grain

    @property
    def starts(self) -> list[dt.date]:
        """The first day of each period."""
        return [point.start for point in self.points]

    @property
    def is_drawable(self) -> bool:
        """Return whether any period has a value that can be drawn."""
        return any(point.value is not None for point in self.points)

    @property
    def is_broken(self) -> bool:
        """Return whether there are values both before and after a change of the figure's definition."""
        drawn = [point.value is not None for point in self.points]
        return any(
            point.anew and any(drawn[:index]) and any(drawn[index:])
            for index, point in enumerate(self.points)
        )

    @property
    def after_break(self) -> Trend:
        """The trend since the last change of the figure's definition: only these points are comparable."""
        last_break = max((index for index, point in enumerate(self.points) if point.anew), default=0)
        return Trend(self.points[last_break:], self.grain)

    @property
    def last(self) -> Point | None:
        """The last complete point with a value."""
        return next((point for point in reversed(self.points) if point.joined), None)


def read_trend(frame: pd.DataFrame, grain: Grain, breaks: Sequence[dt.date] = ()) -> Trend:
    """Read a frame of `TREND_COLUMNS`; `grain` is that of the question which it answers.

    `breaks` are the days on which the figure's definition changed: the line is interrupted before them.
    """
    read = points(frame)
    for day in breaks:
        place = next((index for index in range(len(read) - 1, 0, -1) if read[index].start <= day), None)
        if place is not None:
            read[place] = replace(read[place], anew=True)
    return Trend(read, grain)


def points(frame: pd.DataFrame) -> list[Point]:
    """Read a frame of `TREND_COLUMNS`.

    Periods before the first complete one are left out: the data do not cover them. Those after the last
    complete one are still running or too recent.
    """
    rows = [row for row in _rows(frame) if not pd.isna(row["start"])] if "start" in frame.columns else []
    complete = [index for index, row in enumerate(rows) if _is(row.get("complete", True))]
    first, last = (complete[0], complete[-1]) if complete else (0, -1)
    read = [_point(row, running=index > last) for index, row in enumerate(rows)]
    return thin([point for index, point in enumerate(read) if index >= first])


def _rows(frame: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return the rows as dictionaries, built by column: a tenth of the time of `to_dict`."""
    columns = [frame[name].tolist() for name in frame.columns]
    return [dict(zip(frame.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def runs(read: Sequence[Point]) -> list[list[Point]]:
    """Return the uninterrupted runs of joined points."""
    runs: list[list[Point]] = [[]]
    for point in read:
        if point.joined and point.anew:
            runs.append([point])
        elif point.joined:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def thin(read: list[Point], most: int = MOST_POINTS) -> list[Point]:
    """Keep about `most` points: of each part of the series its lowest, its highest and its first gap.

    Peaks, troughs and gaps stay in place; the last complete point and the running ones are always kept.
    """
    if len(read) <= most:
        return read
    size = math.ceil(len(read) / (most // 3))
    kept_indexes: set[int] = {
        index for index, point in enumerate(read) if point.state in {"running", "waiting"}
    }
    kept_indexes = set(sorted(kept_indexes)[-most // 3 :])
    for begin in range(0, len(read), size):
        stretch = range(begin, min(begin + size, len(read)))
        drawn = [(value, index) for index in stretch if (value := read[index].value) is not None]
        kept_indexes.update({min(drawn)[1], max(drawn)[1]} if drawn else ())
        kept_indexes.update([index for index in stretch if read[index].state in {"gap", "empty"}][:1])
    kept_indexes.update([index for index, point in enumerate(read) if point.joined][-1:])
    return [read[index] for index in sorted(kept_indexes)]


def _point(row: Mapping[Hashable, Any], *, running: bool) -> Point:
    value = number(row.get("value"))
    status = row.get("status", "ok")
    state = _state(value, status, running=running, complete=_is(row.get("complete", True)))
    return Point(
        start=pd.Timestamp(row["start"]).date(),
        value=value if state in {"ok", "small", "running"} else None,
        low=number(row.get("low")),
        high=number(row.get("high")),
        numerator=number(row.get("numerator")),
        denominator=number(row.get("denominator")),
        n=int(number(row.get("n")) or 0),
        state=state,
    )


def _state(value: float | None, status: object, *, running: bool, complete: bool) -> PointState:
    nothing = value is None or status in {"hidden", "missing"}
    if running:
        return "waiting" if nothing else "running"
    if not complete or status == "missing":
        return "empty"
    if nothing:
        return "gap"
    return "small" if status == "small" else "ok"


def number(cell: object) -> float | None:
    """Return a cell of a frame as a finite number of plausible size, else None.

    The interval of very few answers can be extremely wide; such limits are left out.
    """
    if cell is None or cell is pd.NA or not isinstance(cell, int | float):
        return None if not hasattr(cell, "item") else number(cell.item())
    return float(cell) if abs(cell) < _LARGEST else None


def _is(cell: object) -> bool:
    return cell is not None and cell is not pd.NA and bool(cell)
