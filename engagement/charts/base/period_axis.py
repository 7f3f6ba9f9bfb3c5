"""Periods on a time axis: their names, and which of them get a label."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import template
from engagement.charts.base.text import plain, width
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.charts.base.palette import Palette
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Grain

#: The allowed distances between labels, in periods: half years and years, not sevens.
_STRIDES: Final[dict[Grain, tuple[int, ...]]] = {
    "day": (1, 2, 7, 14, 28, 56, 91, 182, 364),
    "week": (1, 2, 4, 8, 13, 26, 52),
    "month": (1, 2, 3, 4, 6, 12, 24),
    "quarter": (1, 2, 4, 8),
    "year": (1, 2, 5, 10),
}
_MOST_LABELS: Final = 6
_ALL_LABELLED: Final = 12
#: The narrowest plot in pixels: on a phone, and in a column of a page.
_PHONE_PLOT: Final = 300
_PLOT: Final = 430
_GAP: Final = 5
#: Pixels under the axis for the first line of tick labels and for each further one.
_FOOT: Final = 24
_FOOT_LINE: Final = 17


def name(start: dt.date, grain: Grain, t: Translator) -> str:
    """Name a period in full: "May 2026", "Q2 2026", "2026", "week of 4 May 2026", "4 May 2026"."""
    if grain == "day":
        return t.day_short(start)
    if grain == "week":
        return t.t(message("week of {day}", day=t.day_short(start)))
    if grain == "quarter":
        return t.quarter(start)
    return str(start.year) if grain == "year" else t.month(start)


def short_period(start: dt.date, grain: Grain, t: Translator) -> str:
    """Name a period without its year: "May", "Q2", "4 May"."""
    if grain in {"day", "week"}:
        return t.day_of_month(start)
    if grain == "quarter":
        return t.quarter_short(start)
    return str(start.year) if grain == "year" else t.month_short(start)


def labelled(starts: Sequence[dt.date], grain: Grain, names: Sequence[str], *, phone: bool) -> list[int]:
    """Return the indices of periods with a label: all of up to twelve if they fit, else at most six."""
    count = len(starts)
    room = _PHONE_PLOT if phone else _PLOT
    widest = max((width(n) for n in names), default=0.0) + _GAP
    if count > 1 and starts[0].year != starts[1].year:
        widest = max(widest, width(str(starts[0].year)) + 2 * _GAP)  # two years side by side
    if count <= _ALL_LABELLED and count * widest <= room:
        return list(range(count))
    fitting = max(2, min(_MOST_LABELS, int(room // widest)))
    stride = next((s for s in _STRIDES[grain] if -(-count // s) <= fitting), -(-count // fitting))
    return list(range(0, count, stride))


def tick_texts(starts: Sequence[dt.date], names: Sequence[str], counts: Sequence[str] | None) -> list[str]:
    """Return tick labels: the name, the count if any, the year below the first label and each new year."""
    texts = []
    year = None
    for index, start in enumerate(starts):
        lines = [plain(names[index])]
        if counts is not None:
            lines.append(plain(counts[index]))
        if start.year != year and names[index] != str(start.year):
            lines.append(str(start.year))
            year = start.year
        texts.append("<br>".join(lines))
    return texts


def period_axis_of(
    starts: Sequence[dt.date],
    grain: Grain,
    labelled_places: Sequence[int],
    names: Sequence[str],
    colours: Palette,
    counts: Sequence[str] | None = None,
) -> tuple[dict[str, Any], float]:
    """Return the time axis with its labels, and the height of the labels in pixels.

    `labelled_places` are the indices of periods with a label (see `labelled`), `names` the names of all
    periods, and `counts` the counts below the labels, one per label.
    """
    labelled_starts = [starts[place] for place in labelled_places]
    texts = tick_texts(labelled_starts, [names[place] for place in labelled_places], counts)
    axis = template.axis(
        colours,
        type="date",
        range=reach(starts, grain),
        tickmode="array",
        tickvals=[start.isoformat() for start in labelled_starts],
        ticktext=texts,
        **template.bottom_line(colours),
    )
    return axis, _FOOT + _FOOT_LINE * max((text.count("<br>") for text in texts), default=0)


def reach(starts: Sequence[dt.date], grain: Grain) -> list[str]:
    """Return both ends of the time axis: half a period before the first and after the last."""
    if not starts:
        return ["2000-01-01", "2000-12-31"]
    half = dt.timedelta(days={"day": 1, "week": 4, "month": 15, "quarter": 45, "year": 183}[grain])
    return [(starts[0] - half).isoformat(), (starts[-1] + half).isoformat()]
