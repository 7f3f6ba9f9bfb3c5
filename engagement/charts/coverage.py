"""The days that each kind of file covers: bars where there is data, a dotted line where there is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import period_axis, template
from engagement.charts.base.number_columns import Name, name_notes, names_width
from engagement.charts.base.text import plain
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette
    from engagement.locale.translator import Translator

_ROW: Final = 25
_BAR: Final = 9
_TOP: Final = 6
_FOOT: Final = 42
_MOST_TICKS: Final = 5
_MONTHS: Final = (1, 2, 3, 6, 12, 24, 60, 120)
_MOST_SPANS: Final = 600
_DAY: Final = 86_400_000


@dataclass(frozen=True, slots=True)
class Covered:
    """One kind of file: its name, and the spans of days that it covers, first and last day included.

    Without spans there is no file of this kind yet.
    """

    name: str
    spans: tuple[tuple[dt.date, dt.date], ...] = ()


def coverage(rows: Sequence[Covered], colours: Palette, t: Translator) -> go.Figure:
    """Draw the spans of all kinds of files on one time axis, one row per kind."""
    first, last = _ends(rows)
    names = [Name(row.name, colours.ink if row.spans else colours.quiet) for row in rows]
    left = names_width(names, 0)
    edge = (last - first) * 0.03
    count = max(1, len(rows))
    ticks = _ticks(first, last)
    labels = [t.month_short(tick) for tick in ticks]
    return template.figure(
        [_bars(rows, colours, t)],
        colours,
        height=_TOP + count * _ROW + _FOOT,
        margin={"l": left, "r": 14, "t": _TOP, "b": _FOOT},
        bargap=1 - _BAR / _ROW,
        barmode="overlay",
        xaxis=template.axis(
            colours,
            grid=True,
            type="date",
            range=[first.isoformat(), (last + edge).isoformat()],
            tickmode="array",
            tickvals=[tick.isoformat() for tick in ticks],
            ticktext=period_axis.tick_texts(ticks, labels, None),
            **template.bottom_line(colours),
        ),
        yaxis=template.axis(colours, range=[count - 0.5, -0.5], showticklabels=False),
        shapes=[
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": index,
                "y1": index,
                "line": template.line(colours.axis, width=1.5, dash="2px,4px"),
            }
            for index, row in enumerate(rows)
            if not row.spans
        ],
        annotations=name_notes(names, left, colours.quiet),
    )


def _ends(rows: Sequence[Covered]) -> tuple[dt.date, dt.date]:
    days = [day for row in rows for span in row.spans for day in span]
    if not days:
        return dt.date(2000, 1, 1), dt.date(2000, 12, 31)
    return min(days), max(*days, min(days) + dt.timedelta(days=1))


def _bars(rows: Sequence[Covered], colours: Palette, t: Translator) -> dict[str, Any]:
    spans = [(index, row.name, *span) for index, row in enumerate(rows) for span in _joined(row.spans)][
        :_MOST_SPANS
    ]
    return template.bar(
        orientation="h",
        y=[index for index, *_ in spans],
        base=[begin.isoformat() for *_, begin, _ in spans],
        x=[((end - begin).days + 1) * _DAY for *_, begin, end in spans],
        marker={"color": colours.accent, "line": {"width": 0}},
        hoverinfo="text",
        hovertext=[_hover(name, begin, end, t) for _, name, begin, end in spans],
    )


def _joined(spans: Sequence[tuple[dt.date, dt.date]]) -> list[tuple[dt.date, dt.date]]:
    """Return the spans with adjacent and overlapping ones merged."""
    joined: list[tuple[dt.date, dt.date]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1] + dt.timedelta(days=1):
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((begin, end))
    return joined


def _ticks(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return first days of months at equal distances of whole months."""
    begin = first.year * 12 + first.month - 1
    end = last.year * 12 + last.month - 1
    stride = next((m for m in _MONTHS if (end - begin) // m < _MOST_TICKS), _MONTHS[-1])
    return [dt.date(month // 12, month % 12 + 1, 1) for month in range(begin, end + 1, stride)]


def _hover(name: str, begin: dt.date, end: dt.date, t: Translator) -> str:
    days = message("{first} to {last}", first=t.day_short(begin), last=t.day_short(end))
    return f"<b>{plain(name)}</b><br>{plain(t.t(days))}"
