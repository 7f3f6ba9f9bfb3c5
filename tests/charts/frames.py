"""Frames as the metrics make them, and odd ones as life makes them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st

from engagement.locale.translator import translator
from engagement.metrics.model import BREAKDOWN_COLUMNS, TREND_COLUMNS

EN = translator("en")
PL = translator("pl")
#: The first figure of a process loads Plotly's validators: a deadline would measure that.
ODD = settings(deadline=None)
UNITS = ("share", "percent", "points", "money", "count", "ratio", "days", "score")

NUMBERS = st.one_of(
    st.none(),
    st.floats(allow_nan=True, allow_infinity=True, width=32),
    st.floats(0, 1),
    st.integers(-3, 1000).map(float),
)
STATUSES = st.sampled_from(["ok", "small", "hidden", "missing"])
NAMES = st.one_of(
    st.none(), st.text(max_size=40), st.sampled_from(["<a href='x'>y</a>", "$x^2$", "&lt;b&gt;"])
)


def trend_frame(
    values: list[float | None],
    *,
    statuses: dict[int, str] | None = None,
    incomplete: tuple[int, ...] = (),
    reach: float | None = 0.05,
    n: int = 80,
    freq: str = "MS",
) -> pd.DataFrame:
    """Make a trend with an interval of `reach` on both sides of each value."""
    count = len(values)
    statuses = statuses or {}
    ends = [(None, None) if v is None or reach is None else (v - reach, v + reach) for v in values]
    return pd.DataFrame(
        {
            "start": pd.date_range("2025-01-01", periods=count, freq=freq),
            "value": values,
            "low": [low for low, _ in ends],
            "high": [high for _, high in ends],
            "numerator": [None if v is None else v * n for v in values],
            "denominator": n,
            "n": n,
            "complete": [index % count not in {i % count for i in incomplete} for index in range(count)],
            "status": [statuses.get(index, "ok") for index in range(count)],
        },
        columns=list(TREND_COLUMNS),
    )


def breakdown_frame(*rows: dict[str, Any]) -> pd.DataFrame:
    """Make a breakdown; what a row leaves out is a plain value of 100 people."""
    usual = {
        "value": 0.2,
        "low": 0.15,
        "high": 0.26,
        "numerator": 20,
        "denominator": 100,
        "n": 100,
        "status": "ok",
        "differs": False,
        "difference": 0.0,
    }
    return pd.DataFrame([usual | row for row in rows], columns=list(BREAKDOWN_COLUMNS))


@st.composite
def odd_trends(draw: st.DrawFn) -> pd.DataFrame:
    """Draw trends of nought to thirty periods with any numbers, states and gaps."""
    count = draw(st.integers(0, 30))
    freq = draw(st.sampled_from(["W-MON", "MS", "QS"]))
    columns: dict[str, Any] = {
        name: draw(st.lists(NUMBERS, min_size=count, max_size=count))
        for name in ("value", "low", "high", "numerator", "denominator", "n")
    }
    columns["complete"] = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    columns["status"] = draw(st.lists(STATUSES, min_size=count, max_size=count))
    start = draw(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)))
    columns["start"] = pd.date_range(start, periods=count, freq=freq)
    return pd.DataFrame(columns)[list(TREND_COLUMNS)]


@st.composite
def odd_breakdowns(draw: st.DrawFn) -> pd.DataFrame:
    """Draw breakdowns of nought to thirty segments with any names, numbers and states."""
    count = draw(st.integers(0, 30))
    numeric = ("value", "low", "high", "numerator", "denominator", "n", "difference")
    columns: dict[str, Any] = {
        name: draw(st.lists(NUMBERS, min_size=count, max_size=count)) for name in numeric
    }
    columns["segment"] = draw(st.lists(NAMES, min_size=count, max_size=count))
    columns["status"] = draw(st.lists(STATUSES, min_size=count, max_size=count))
    columns["differs"] = draw(st.lists(st.sampled_from([True, False, None]), min_size=count, max_size=count))
    for part in ("detractors", "passives", "promoters"):
        columns[part] = draw(st.lists(NUMBERS, min_size=count, max_size=count))
    return pd.DataFrame(columns)


def texts(figure: Any) -> list[str]:
    """Return every text that a figure hands to Plotly."""
    result = [a.text for a in figure.layout.annotations] + [
        a.hovertext or "" for a in figure.layout.annotations
    ]
    for axis in (figure.layout.xaxis, figure.layout.yaxis):
        result += list(axis.ticktext or ())
    for trace in figure.data:
        result += [*(trace.hovertext or ()), *(trace.text or ())]
    return result
