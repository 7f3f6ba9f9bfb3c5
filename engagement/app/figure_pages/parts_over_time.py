"""Trends of the parts of a split: small multiples, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from engagement.app.choosing import chosen_segment
from engagement.app.figures.split_names import label_of, value_of
from engagement.app.planning import noted_figure
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, theme, words
from engagement.charts import captions
from engagement.charts.base.palette import palette
from engagement.charts.base.points import read_trend
from engagement.charts.base.scale import ValueFormat
from engagement.charts.multiples import NamedTrend, drawable, multiples
from engagement.locale import Message, message
from engagement.metrics.model import OTHER
from engagement.metrics.views.part_trend import is_of_customers
from engagement.metrics.views.registry import DEFINITIONS
from engagement.readable.result_sheets import of_trend
from engagement.readable.sheet import stacked

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from engagement.metrics.model import View

#: The most parts that are shown.
_MOST: Final = 5


def is_parted(view: View, key: str) -> bool:
    """Return whether the page's split applies to the metric's trend (not to money of several currencies)."""
    by = view.question.by
    if by is None or view.k is not None or by not in chosen_segment.offered(view, key):
        return False
    if chosen_segment.chosen_value(view.question, by) is not None:  # then the page as a whole is one part
        return False
    return not (by == "currency" and DEFINITIONS[key].money)


def show(view: View, key: str, caption: DeltaGenerator, spoken: Message, *, trailing: bool) -> None:
    """Show the trend of each part, the largest first.

    A note on parts that cannot be drawn is in `caption`.
    """
    by, t = str(view.question.by), words()
    metric, reading = view.metric(key), view.reading(key)
    all_segments = view.breakdown(key, by)["segment"].dropna()
    segments = [segment for segment in all_segments if segment != OTHER]
    grain, names = view.question.grain, [value_of(by, segment) for segment in segments[:_MOST]]
    frames = [view.trend_of(key, by, segment, trailing=trailing) for segment in segments[:_MOST]]
    parts = [NamedTrend(name, read_trend(f, grain)) for name, f in zip(names, frames, strict=True)]
    drawn, of_all = drawable(parts), view.trend(key, trailing=trailing)
    overall = read_trend(of_all, grain)
    total = reading.method == "count"
    sentences = _conclusion(key, parts, drawn, len(segments), spoken)
    if drawn and not total and overall.is_drawable:
        sentences.append(message("Grey line: all together."))
    caption.caption(" ".join(say(part) for part in sentences))
    chart = None
    if drawn:
        chart = multiples(
            drawn,
            None if total else overall,
            ValueFormat(reading.unit, reading.currency, t),
            palette(theme()),
            better=metric.better,
            total=total,
        )
    sheet = stacked(
        [
            of_trend(frame, p.trend, metric, reading, t, (label_of(by, markdown=False), p.name))
            for p, frame in zip(parts, frames, strict=True)
        ]
    )
    named = [frame.assign(segment=segment) for frame, segment in zip(frames, segments, strict=False)]
    alt = message(
        "{name}, a trend for each of {names}.", name=metric.name, names=", ".join(p.name for p in drawn)
    )
    noted_figure.show(
        chart,
        f"trend_{key}",
        say(alt),
        sheet,
        pd.concat(named) if named else of_all,
        starts=sorted({start for part in drawn for start in part.trend.starts}),
        grain=grain,
    )


def _conclusion(
    key: str, parts: list[NamedTrend], drawn: list[NamedTrend], count: int, spoken: Message
) -> list[Message]:
    sentences = [spoken, *captions.of_trend([part.trend for part in drawn])] if drawn else []
    if count > len(parts):
        sentences.append(
            message("The {shown} largest of {count}, on one scale.", shown=len(parts), count=count)
        )
    if DEFINITIONS[key].metric.table == "orders" and is_of_customers(DEFINITIONS[key]):
        sentences.append(message("Customers are split by their first order."))
    lacking = [part for part in parts if part not in drawn]
    if lacking:
        sentences.append(message("Too few for a line: {names}.", names=_names(lacking)))
    return sentences


def _names(parts: list[NamedTrend]) -> str:
    return ", ".join(inert(part.name) for part in parts)
