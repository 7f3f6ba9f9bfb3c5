"""Rows of a breakdown frame: which are drawn, in which order, and which are only described."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from engagement.charts.base.points import number
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale import Message
    from engagement.locale.translator import Translator

#: The most rows of a chart; the table has all.
MOST_ROWS: Final = 20
#: The most segments that a sentence names; the others are counted.
_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One drawn row of a breakdown. `key` is the result of a click; None: the row cannot be selected."""

    name: str
    value: float
    low: float | None
    high: float | None
    numerator: float | None
    denominator: float | None
    n: int
    small: bool
    differs: bool
    difference: float | None
    key: str | None = None


def segments(
    frame: pd.DataFrame, t: Translator, labels: Mapping[str, str] | None = None, *, in_order: bool = False
) -> list[SegmentRow]:
    """Return the rows to draw: highest value first, those under 30 last, at most `MOST_ROWS`.

    If there are more, those with the largest n are kept. With `in_order` the rows keep the frame's order.
    """
    rows = [row for row in _records(frame) if not _hidden(row)]
    if in_order:
        return [_segment(row, t, labels or {}) for row in rows[:MOST_ROWS]]
    rows = sorted(rows, key=lambda row: -_count(row))[:MOST_ROWS]
    read = [_segment(row, t, labels or {}) for row in rows]
    return sorted(read, key=lambda s: (s.small, -s.value))


def as_breakdown(
    segment: Sequence[str],
    value: pd.Series,
    n: pd.Series,
    *,
    limits: tuple[pd.Series, pd.Series] | None = None,
    counts: tuple[pd.Series, pd.Series | int] | None = None,
    differs: pd.Series | bool = False,
    difference: pd.Series | float = math.nan,
    small_under: int = 0,
) -> pd.DataFrame:
    """Return a frame of `BREAKDOWN_COLUMNS` for rows that do not come from a metric's breakdown.

    `limits` are the lower and upper ends of the interval, `counts` numerator and denominator. A row with n
    below `small_under` is drawn hollow.
    """
    low, high = limits or (math.nan, math.nan)
    numerator, denominator = counts or (math.nan, math.nan)
    columns: dict[str, Any] = {
        "segment": list(segment), "value": value, "low": low, "high": high, "numerator": numerator,
        "denominator": denominator, "n": n, "differs": differs, "difference": difference,
    }  # fmt: skip
    columns["status"] = ["small" if count < small_under else "ok" for count in n]
    return pd.DataFrame(columns, index=value.index)


def too_small(frame: pd.DataFrame, t: Translator, labels: Mapping[str, str] | None = None) -> Message | None:
    """Return a sentence naming the segments too small for a value, with their counts; None without any."""
    hidden = [row for row in _records(frame) if _hidden(row)]
    if not hidden:
        return None
    named = [
        t.t(
            message(
                "{name} ({count})", name=segment_name(row.get("segment"), t, labels or {}), count=_count(row)
            )
        )
        for row in hidden[:_NAMED]
    ]
    names = ", ".join(named)
    unnamed = len(hidden) - len(named)
    if unnamed:
        return message(
            "Too few for a value: {names} and {count} other.",
            "Too few for a value: {names} and {count} others.",
            n=unnamed,
            names=names,
            count=unnamed,
        )
    return message("Too few for a value: {names}.", names=names)


def not_drawn(frame: pd.DataFrame) -> Message | None:
    """Return a sentence on how many rows only the table shows, because there are too many; else None."""
    hidden_rows = sum(not _hidden(row) for row in _records(frame)) - MOST_ROWS
    if hidden_rows <= 0:
        return None
    return message(
        "The {shown} largest are drawn; {count} more is in the table.",
        "The {shown} largest are drawn; {count} more are in the table.",
        n=hidden_rows,
        shown=MOST_ROWS,
        count=hidden_rows,
    )


def segment_name(segment: Any, t: Translator, labels: Mapping[str, str]) -> str:
    """Return a segment's name on screen; "not said" for a missing one."""
    if segment is None or pd.isna(segment):
        return t.t(message("not said"))
    return labels.get(str(segment), str(segment))


def _segment(row: dict[str, object], t: Translator, labels: Mapping[str, str]) -> SegmentRow:
    value = number(row.get("value"))
    return SegmentRow(
        name=segment_name(row.get("segment"), t, labels),
        value=0.0 if value is None else value,
        low=number(row.get("low")),
        high=number(row.get("high")),
        numerator=number(row.get("numerator")),
        denominator=number(row.get("denominator")),
        n=_count(row),
        small=row.get("status") == "small",
        differs=bool(number(row.get("differs"))),
        difference=number(row.get("difference")),
        key=None if (key := row.get("key")) is None or pd.isna(key) else str(key),  # type: ignore[call-overload]
    )


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def _hidden(row: dict[str, object]) -> bool:
    return number(row.get("value")) is None or row.get("status") in {"hidden", "missing"}


def _count(row: dict[str, object]) -> int:
    return int(number(row.get("n")) or 0)
