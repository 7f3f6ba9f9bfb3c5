"""Alternative text of charts: content, period, and main result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.charts.base import period_axis
from engagement.charts.base.breakdown_rows import segments
from engagement.charts.base.points import number
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd

    from engagement.charts.base.points import Trend
    from engagement.charts.coverage import Covered
    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Unit


def describe_trend(name: Message, trend: Trend, unit: Unit, currency: str | None, t: Translator) -> Message:
    """Return the period of a trend, its last value, and its lowest and highest value, in words."""
    drawn = [point for point in trend.points if point.joined and point.value is not None]
    last = trend.last
    if last is None or last.value is None:
        return message("{name}: no complete period yet.", name=name)
    values = [point.value for point in drawn if point.value is not None]
    return message(
        "{name}, {first} to {last}: {value} at the end, lowest {lowest}, highest {highest}.",
        name=name,
        first=period_axis.name(drawn[0].start, trend.grain, t),
        last=period_axis.name(last.start, trend.grain, t),
        value=t.value(last.value, unit, currency),
        lowest=t.value(min(values), unit, currency),
        highest=t.value(max(values), unit, currency),
    )


def describe_breakdown(
    name: Message,
    frame: pd.DataFrame,
    unit: Unit,
    currency: str | None,
    t: Translator,
    *,
    labels: Mapping[str, str] | None = None,
) -> Message:
    """Return how many segments a chart compares, the highest, the lowest, and which differ, in words."""
    rows = segments(frame, t, labels)
    firm = [row for row in rows if not row.small] or rows
    if not firm:
        return message("{name}: no segment is large enough for a value.", name=name)
    differing = [row.name for row in rows if row.differs and not row.small]
    if differing:
        finding = message("a real difference: {names}", names=", ".join(differing))
    else:
        finding = message("no real difference between them")
    return message(
        "{name}, {count} segment: highest {top} with {high}, lowest {bottom} with {low}; {finding}.",
        "{name}, {count} segments: highest {top} with {high}, lowest {bottom} with {low}; {finding}.",
        n=len(rows),
        name=name,
        count=len(rows),
        top=firm[0].name,
        high=t.value(firm[0].value, unit, currency),
        bottom=firm[-1].name,
        low=t.value(firm[-1].value, unit, currency),
        finding=finding,
    )


def describe_distribution(
    name: Message, frame: pd.DataFrame, t: Translator, *, key: Collection[int] = (5, 6, 7)
) -> Message:
    """Return the number of answers and the share in the coloured part, in words."""
    counts = [(number(row.get("score")), number(row.get("count"))) for row in frame.to_dict("records")]
    total = sum(count or 0.0 for _, count in counts)
    if not total or not key:
        return message("{name}: no answers yet.", name=name)
    part = sum(count or 0.0 for score, count in counts if score is not None and round(score) in key)
    return message(
        "{name}, {count} answer: {share} of them from {low} to {high}.",
        "{name}, {count} answers: {share} of them from {low} to {high}.",
        n=round(total),
        name=name,
        count=round(total),
        share=t.percent(part / total, 0),
        low=min(key),
        high=max(key),
    )


def describe_coverage(rows: Sequence[Covered], t: Translator) -> Message:
    """Return the days that each kind of file covers, or that there is no such file, in words."""
    parts = []
    for row in rows:
        if row.spans:
            first = min(begin for begin, _ in row.spans)
            last = max(end for _, end in row.spans)
            covered = message(
                "{name} {first} to {last}", name=row.name, first=t.day_short(first), last=t.day_short(last)
            )
        else:
            covered = message("{name}: no data yet", name=row.name)
        parts.append(t.t(covered))
    return message("What the files cover: {list}.", list="; ".join(parts))
