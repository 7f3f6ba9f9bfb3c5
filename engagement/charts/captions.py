"""Captions of charts: they explain only the marks that are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.locale import message
from engagement.metrics.comparing.verdicts import BY_CHANCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.charts.base.breakdown_rows import SegmentRow
    from engagement.charts.base.points import Trend
    from engagement.charts.control_limits import Usual
    from engagement.locale import Message


def of_trend(trends: Sequence[Trend], limits: Usual | None = None) -> list[Message]:
    """Return sentences on the drawn marks: band, hollow points, dotted line, dashed limits, diamonds."""
    read = [point for trend in trends for point in trend.points]
    sentences = []
    if any(point.joined and point.low is not None and point.high is not None for point in read):
        sentences.append(message("Band: 95% interval."))
    if any(point.state == "small" for point in read):
        sentences.append(message("Hollow grey circle: fewer than 30."))
    if any(point.state == "running" for point in read):
        sentences.append(message("Dotted line: still running."))
    if limits is not None:
        sentences.append(
            message(
                "Dashed line: usual range of the periods before the last complete one, which alone is judged "
                "by it."
            )
        )
    if limits is not None and limits.unusual is not None:
        sentences.append(message("Diamond: outside it."))
    return sentences


def of_breakdown(
    rows: Sequence[SegmentRow], *, compared: int | None = None, ordered: bool = True
) -> list[Message]:
    """Return sentences on the drawn marks of a breakdown: lines, colours, hollow dots.

    `compared` is the number of compared segments if more were compared than drawn. `ordered`: the rows are
    sorted by value.
    """
    sentences = []
    firm = [row for row in rows if row.low is not None and not row.small]
    if compared is None:
        compared = sum(row.difference is not None for row in firm)
    if any(row.low is not None and row.high is not None for row in rows):
        sentences.append(message("Line: 95% interval."))
    if any(row.differs and not row.small for row in rows):
        sentences.append(
            message(
                "Coloured: differs from all others after correction for {count} comparison.",
                "Coloured: differs from all others after correction for {count} comparisons.",
                n=compared,
                count=compared,
            )
        )
    elif compared > 1:
        sentences.append(
            message(
                "None can be told apart from all others after correction for {count} comparisons.",
                count=compared,
            )
        )
    if compared > 1:
        sentences.append(
            message(
                "Without correction, chance alone would mark about {number} of them.",
                number=round(compared * BY_CHANCE, 1),
            )
        )
    if ordered and len(rows) > 1 and any(row.low is not None for row in rows):
        has_small = any(row.small for row in rows)
        sentences.append(
            message("Sorted by value, those under 30 last.") if has_small else message("Sorted by value.")
        )
    if any(row.small for row in rows):
        sentences.append(message("Hollow circle: fewer than 30."))
    return sentences
