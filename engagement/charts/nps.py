"""Detractors, passives and promoters as bars centred on the passives, with the score beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import template
from engagement.charts.base.breakdown_rows import MOST_ROWS, segment_name
from engagement.charts.base.hover import LEVEL
from engagement.charts.base.number_columns import (
    NAME_LINE,
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
from engagement.charts.base.palette import Palette, on
from engagement.charts.base.points import number
from engagement.charts.base.scale import ValueFormat
from engagement.charts.base.text import plain
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import plotly.graph_objects as go

    from engagement.locale import Message
    from engagement.locale.translator import Translator

_ROW: Final = 33
_BAR: Final = 0.64
#: Pixels between the middle of a bar and its name above it.
_NAME_UP: Final = 20
_TOP: Final = 24
#: The smallest font size of a number in a bar; a number that does not fit is hidden.
_SMALLEST: Final = 10.5
#: The fewest answers for a comparison; rows with fewer are not bold (METRICS.md, Conventions).
_COMPARED: Final = 100


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    shares: tuple[float, float, float]
    score: float
    low: float | None
    high: float | None
    n: int
    all: bool

    @property
    def start(self) -> float:
        """The left end of the bar; zero is the middle of the passives."""
        detractors, passives, _ = self.shares
        return -(detractors + passives / 2)

    @property
    def firm(self) -> bool:
        return self.n >= _COMPARED


def nps_bars(
    frame: pd.DataFrame,
    colours: Palette,
    t: Translator,
    *,
    overall: Mapping[str, Any] | None = None,
    labels: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw the net promoter score by segment.

    The frame holds `BREAKDOWN_COLUMNS` and, as counts, `detractors`, `passives` and `promoters`; `overall`
    is one such row for all answers, drawn on top. Rows with most answers come first; hidden rows are left
    out. Percentages are in the bars, the answers beside the name.
    """
    rows = _rows(frame, overall, t, labels or {})
    value_format = ValueFormat("points", None, t)
    columns = _columns(rows, value_format, colours)
    names = [Name(row.name, colours.ink, row.all, plain(t.number(row.n, 0))) for row in rows]
    right = columns_width(columns)
    above = are_above(names, right)
    left = NO_NAMES if above else names_width(names, right)
    row = _ROW + NAME_LINE * above
    starts = [row.start for row in rows] or [-0.5]
    return template.figure(
        _bars(rows, t, colours),
        colours,
        height=_TOP + max(1, len(rows)) * row + 8,
        margin={"l": left, "r": right, "t": _TOP, "b": 8},
        barmode="overlay",
        uniformtext={"minsize": _SMALLEST, "mode": "hide"},
        bargap=1 - _BAR * _ROW / row,
        xaxis=template.axis(colours, range=[min(starts), max(starts) + 1], showticklabels=False),
        yaxis=template.axis(colours, range=[max(1, len(rows)) - 0.5, -0.5], showticklabels=False),
        annotations=[
            *name_notes(names, left, colours.quiet, above=_NAME_UP * above),
            *column_notes(columns, colours.quiet),
        ],
    )


def not_compared(
    frame: pd.DataFrame, t: Translator, labels: Mapping[str, str] | None = None
) -> Message | None:
    """Return a sentence naming the drawn segments with too few answers to compare; None without any."""
    names = [row.name for row in _rows(frame, None, t, labels or {}) if not row.firm]
    if not names:
        return None
    return message(
        "Fewer than {count} answers, shown but not compared: {names}.",
        count=_COMPARED,
        names=", ".join(names),
    )


def _rows(
    frame: pd.DataFrame, overall: Mapping[str, Any] | None, t: Translator, labels: Mapping[str, str]
) -> list[_Row]:
    rows = [] if overall is None else [_row(dict(overall), t.t(message("All")), overall=True)]
    records = sorted(frame.to_dict("records"), key=lambda row: -(number(row.get("n")) or 0))
    rows += [_row(r, segment_name(r.get("segment"), t, labels), overall=False) for r in records]
    return [row for row in rows if row is not None][: MOST_ROWS + 1]


def _row(row: Mapping[Any, Any], name: str, *, overall: bool) -> _Row | None:
    counts = [number(row.get(part)) or 0.0 for part in ("detractors", "passives", "promoters")]
    score, answers = number(row.get("value")), sum(counts)
    if score is None or answers <= 0 or row.get("status") in {"hidden", "missing"}:
        return None
    detractors, passives, promoters = (count / answers for count in counts)
    return _Row(
        name,
        (detractors, passives, promoters),
        score,
        number(row.get("low")),
        number(row.get("high")),
        int(number(row.get("n")) or answers),
        overall,
    )


def _columns(rows: Sequence[_Row], value_format: ValueFormat, colours: Palette) -> list[NumberColumn]:
    scores = [
        NumberCell(value_format.full(row.score), colours.ink if row.firm else colours.quiet, bold=row.firm)
        for row in rows
    ]
    intervals = [
        NumberCell(
            "" if row.low is None or row.high is None else value_format.words(row.low, row.high, 0),
            colours.quiet,
        )
        for row in rows
    ]
    level = plain(value_format.t.percent(LEVEL, 0))
    return [NumberColumn(plain(value_format.t.t(message("score"))), scores), NumberColumn(level, intervals)]


def _bars(rows: Sequence[_Row], t: Translator, colours: Palette) -> list[dict[str, Any]]:
    bars = []
    begins = [row.start for row in rows]
    fills = (colours.worse, colours.neutral, colours.accent)
    for part, fill in enumerate(fills):
        shares = [row.shares[part] for row in rows]
        bars.append(
            template.bar(
                orientation="h",
                base=list(begins),
                x=shares,
                y=list(range(len(rows))),
                marker={"color": fill, "line": {"color": colours.ground, "width": 1}},
                text=[plain(t.number(s * 100, 0)) for s in shares],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="inside",
                textfont={"color": on(fill), "size": template.TEXT_SIZE},
                hoverinfo="text",
                hovertext=[_hover(row, part, t) for row in rows],
            )
        )
        begins = [begin + share for begin, share in zip(begins, shares, strict=True)]
    return bars


def _hover(row: _Row, part: int, t: Translator) -> str:
    share = t.percent(row.shares[part], 0)
    sentences = (
        message("{share} detractors", share=share),
        message("{share} passives", share=share),
        message("{share} promoters", share=share),
    )
    count_text = message("{part} of {whole}", part=round(row.shares[part] * row.n), whole=row.n)
    return f"<b>{plain(row.name)}</b><br>{plain(t.t(sentences[part]))}<br>{plain(t.t(count_text))}"
