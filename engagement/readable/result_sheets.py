"""Trends, breakdowns and distributions for people."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from engagement.locale import Message, message
from engagement.metrics.views.registry import DEFINITIONS
from engagement.readable.column_labels import name_of
from engagement.readable.sheet import CellKind, Sheet, SheetColumn, filled, listed
from engagement.readable.value_labels import NO, YES, value_label
from engagement.readable.value_names import segment_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.charts.base.points import Trend
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Grain, Metric, Reading

_REMARKS: Final[Mapping[str, Message]] = {
    "small": message("fewer than 30"),
    "hidden": message("too few for a value"),
    "missing": message("nothing in this period"),
    "withheld": message("not shared: too few people"),
}
_RUNNING: Final = message("still running")
_NOT_FILLED: Final = message("the data do not fill it")
_POINTS: Final = message("points")
#: The decimals of a unit in a table.
_DIGITS: Final[Mapping[str, int | None]] = {
    "points": 0,
    "count": 0,
    "days": None,
    "ratio": 2,
    "score": 2,
    "percent": 2,
}
#: The kinds of columns of named tables, if they are neither text nor integers.
_SHARES: Final = frozenset({"share", "back", "promoters_share", "passives_share", "detractors_share"})
_MONEY: Final = frozenset({"revenue", "average_order_value", "order_value", "spend_per_customer", "mean"})


def of_trend(
    frame: pd.DataFrame,
    trend: Trend,
    metric: Metric,
    reading: Reading,
    t: Translator,
    part: tuple[str, str] = ("", ""),
) -> Sheet:
    """Return the sheet of a frame of `TREND_COLUMNS`, from which `trend` was read.

    `part` is the name of a split and of its part.
    """
    starts = listed(frame["start"], lambda v: pd.Timestamp(v).date())
    columns = [
        SheetColumn(part[0], "text", [part[1] or None] * len(starts)),
        SheetColumn(t.t(_PERIODS[trend.grain]), "period", starts, grain=trend.grain),
        *_figures(frame, metric, reading, t),
        SheetColumn(name_of("remark", t), "text", _remarks(frame, t, trend)),
    ]
    return filled(columns)


_PERIODS: Final[Mapping[Grain, Message]] = {
    "day": message("Day"),
    "week": message("Week"),
    "month": message("Month"),
    "quarter": message("Quarter"),
    "year": message("Year"),
}


def of_breakdown(
    frame: pd.DataFrame, metric: Metric, reading: Reading, by: str, label: str, t: Translator
) -> Sheet:
    """Return the sheet of a frame of `BREAKDOWN_COLUMNS` with named segments; `label` names the split."""
    single = reading.currency if by != "currency" else None
    codes = list(frame["segment"]) if by == "currency" else single
    columns = [
        SheetColumn(label, "text", [segment_name(by, _key(s), t) for s in frame["segment"]]),
        *_figures(frame, metric, reading, t, codes),
        _yes_no(name_of("differs", t), frame["differs"], t),
        *(
            _figure(name, frame[name], metric.unit, codes, t, gap=True)
            for name in ("difference", "difference_low", "difference_high")
        ),
        SheetColumn(name_of("remark", t), "text", _remarks(frame, t)),
    ]
    return filled(columns)


def of_table(frame: pd.DataFrame, t: Translator, currency: str | None = None, by: str = "") -> Sheet:
    """Return the sheet of a named result table; `by` is the dimension of its segments, if it has any.

    A value without a money or share column of its own is a net promoter score.
    """
    columns = []
    codes = list(frame["currency"]) if "currency" in frame else currency
    if "side" in frame:  # the last row divides the first by the second
        codes = [None if row_side == "ratio" else currency for row_side in frame["side"]]
    money = _MONEY | ({"low", "high"} if "mean" in frame else set())
    shares = _SHARES | ({"low", "high"} if "back" in frame else set())
    for name in map(str, frame.columns):
        values = frame[name]
        if name == "status":
            columns.append(SheetColumn(name_of("remark", t), "text", _remarks(frame, t)))
        elif name == "segment":
            columns.append(
                SheetColumn(name_of(name, t), "text", listed(values, lambda v: segment_name(by, str(v), t)))
            )
        elif name in money:
            columns.append(SheetColumn(name_of(name, t), "money", listed(values, float), currencies=codes))
        elif name in shares:
            columns.append(SheetColumn(name_of(name, t), "share", listed(values, float)))
        elif name in {"value", "low", "high"}:
            columns.append(SheetColumn(name_of(name, t), "number", listed(values, float), 0, signed=True))
        else:
            columns.append(_of_table(name, values, t))
    return filled(columns)


def _of_table(name: str, values: pd.Series, t: Translator) -> SheetColumn:
    label = name_of(name, t)
    if pd.api.types.is_bool_dtype(values):
        return _yes_no(label, values, t)
    if pd.api.types.is_datetime64_any_dtype(values):
        return SheetColumn(label, "day", listed(values, lambda v: pd.Timestamp(v).date()))
    if pd.api.types.is_numeric_dtype(values):
        return SheetColumn(label, "number", listed(values, float))
    return SheetColumn(label, "text", listed(values, lambda v: value_label(name, str(v), t)))


def _figures(
    frame: pd.DataFrame, metric: Metric, reading: Reading, t: Translator, codes: Any = None
) -> list[SheetColumn]:
    codes = reading.currency if codes is None else codes
    money = DEFINITIONS[metric.key].money
    value = _figure("value", frame["value"], metric.unit, codes, t, name=t.t(metric.name))
    parts = [
        _figure(
            name,
            frame[name],
            "money" if name in money else "number",
            codes,
            t,
            long=t.t(words),
        )
        for name, words in (("numerator", metric.numerator), ("denominator", metric.denominator))
        if words is not None
    ]
    ends = [_figure(name, frame[name], metric.unit, codes, t) for name in ("low", "high")]
    return [value, *ends, *parts, _figure("n", frame["n"], "count", None, t)]


def _figure(
    column: str,
    values: pd.Series,
    unit: str,
    codes: Any,
    t: Translator,
    *,
    gap: bool = False,
    name: str = "",
    long: str = "",
) -> SheetColumn:
    """Return a column of figures in a metric's unit; a `gap` between two shares is in points."""
    kind: CellKind = "share" if unit == "share" else "money" if unit == "money" else "number"
    read = listed(values, float)
    digits, words = _DIGITS.get(unit), ""
    if unit == "share" and gap:
        kind, digits, read, words = "number", 1, [None if v is None else v * 100 for v in read], t.t(_POINTS)
    if unit == "percent":
        words = t.t(_POINTS) if gap else "%"
    return SheetColumn(
        name or name_of(column, t),
        kind,
        read,
        digits=digits,
        unit=words,
        long=long,
        signed=gap or (unit == "points" and column != "n"),
        currencies=codes if kind == "money" else None,
    )


def _remarks(frame: pd.DataFrame, t: Translator, trend: Trend | None = None) -> list[str | None]:
    """Return a remark for each row, if any: a period that is still running, too few people."""
    remarks: list[str | None] = [
        t.t(_REMARKS[status]) if status in _REMARKS else None for status in frame["status"]
    ]
    if trend is None or "complete" not in frame:
        return remarks
    first = min(trend.starts, default=dt.date.min)
    for row, (start, complete) in enumerate(zip(frame["start"], frame["complete"], strict=True)):
        if not complete:
            remarks[row] = t.t(_NOT_FILLED if pd.Timestamp(start).date() < first else _RUNNING)
    return remarks


def _yes_no(label: str, values: pd.Series, t: Translator) -> SheetColumn:
    return SheetColumn(label, "text", listed(values, lambda v: t.t(YES if v else NO)))


def _key(segment: Any) -> str | None:
    return None if segment is None or pd.isna(segment) else str(segment)
