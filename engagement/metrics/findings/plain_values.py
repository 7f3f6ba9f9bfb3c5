"""Everything that a view contains, as plain values for JSON, without a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson
import pandas as pd

from engagement.locale import message
from engagement.locale.translator import translator
from engagement.metrics.comparing.named_periods import running
from engagement.metrics.findings.findings import (
    KINDS,
    ChangeFinding,
    CohortFinding,
    GatewayFinding,
    MonthFinding,
    RatioFinding,
    SegmentFinding,
)
from engagement.metrics.findings.findings_words import sentence
from engagement.metrics.findings.split_tables import dimensions, overlapping, splits
from engagement.metrics.findings.standing_out import standing_out
from engagement.metrics.ladders import tables as tables_of_ladders
from engagement.metrics.model import PAIR, sides_of
from engagement.metrics.segments.description import from_text
from engagement.metrics.segments.dimensions import SEGMENT
from engagement.metrics.segments.dimensions import SPLIT as SPLIT_BY_SEGMENT
from engagement.metrics.segments.segment_keys import size_of
from engagement.metrics.split_up.tables import SPLIT
from engagement.metrics.sums.periods import as_date
from engagement.metrics.views.overview import overview_keys
from engagement.metrics.views.registry import BY_TABLE, OF_CUSTOMERS, TABLES
from engagement.tables import NO_CURRENCY
from engagement.tables import TABLES as CANONICAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, MutableMapping

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.findings.findings import Finding
    from engagement.metrics.model import Change, Metric, Reading, View, Window
    from engagement.metrics.views.owners import OwnersView


#: A figure that is a table: by customer if a file identifies them, else by network.
LEVEL: Final = "engagement_level"
_LEVELS: Final = (
    tables_of_ladders.ENGAGEMENT_LEVELS.name,
    tables_of_ladders.ENGAGEMENT_LEVELS_BY_NETWORK.name,
)


def report(view: OwnersView, *, by: str | None = None, trends: bool = False) -> dict[str, Any]:
    """Return as_of, window, metrics, changes, findings, tables and locked.

    `notes` is present if the period is not over, or continues after the data end. Days are ISO dates,
    shares are in 0..1. `changes` and `findings` are those of the Overview. `tables` holds the named tables
    that the data unlock. With `by` it also has `<key>_by_<by>` for each metric with this dimension. With
    `trends` it has, by the question's grain, `<key>_trend` (each point covers the window's length and ends
    with its period) and `<key>_periods` (each period alone). If `by` is a dimension of customers, it also
    has the retention tables of each part. If the question has a second split besides `by`, each table is
    also there for it, and under `<by>_and_<second>` for both at once: `segment` is then of the first,
    `and_segment` of the second. Raises KeyError for a dimension that no table has.
    """
    keys = view.keys()
    if by is not None and by not in dimensions(view):
        raise KeyError(by)
    as_of, window = _span(view)
    notes = running(view.question, view.data.newest())
    tables: dict[str, list[dict[str, Any]]] = {}
    for key in keys:
        tables |= {f"{key}_by_{name}": rows for name, rows in _split(view, key, by)}
        if trends:
            tables[f"{key}_trend"] = records(view.trend(key))
            tables[f"{key}_periods"] = records(view.trend(key, trailing=False))
    for name, family in TABLES.items():
        if any(definition.metric.key in keys for definition in family.definitions):
            tables[name] = records(view.table(name))
    locked = {**view.locked(), **view.locked_tables()}
    tables |= {name: records(view.table(name)) for name in OF_CUSTOMERS if name not in locked}
    _add_level(tables, locked)
    for named, split in splits(view, by):
        if set(split.split(PAIR)) <= {*view.customer_splits()}:
            tables |= {f"{name}_by_{named}": _sided(view.table_by(name, split), split) for name in SPLIT}
    return {
        **_segments(view),
        "as_of": as_of,
        "window": window,
        **({"notes": [str(note) for note in notes]} if notes else {}),
        "metrics": {key: reading_as_json(view.reading(key)) for key in keys},
        "changes": {key: change_as_json(view.change(key)) for key in keys},
        "findings": [finding_as_json(view, finding) for finding in standing_out(view, overview_keys(view))],
        "tables": tables,
        **overlapping(view, by),
        "locked": {key: str(what) for key, what in locked.items()},
    }


def _add_level(
    tables: MutableMapping[str, list[dict[str, Any]]], locked: MutableMapping[str, Message]
) -> None:
    """Add `engagement_level`: by customer, else by network, else the file that would unlock it."""
    level = next((name for name in _LEVELS if name in tables), None)
    if level is None:
        locked[LEVEL] = locked[_LEVELS[0]]
    else:
        tables[LEVEL] = tables[level]


def _split(view: OwnersView, key: str, by: str | None) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the breakdowns of a figure, as far as there are any."""
    for name, split in splits(view, by):
        sides = split.split(PAIR)
        if view.has_pair(key, *sides) if len(sides) > 1 else view.has_split(key, split):
            yield name, _sided(view.breakdown(key, split), split)


def _sided(frame: pd.DataFrame, split: str) -> list[dict[str, Any]]:
    """Return the rows of a split; for two at once with the segment of each."""
    if PAIR not in split:
        return records(frame)
    segment, other = zip(*map(sides_of, frame["segment"]), strict=True) if len(frame) else ((), ())
    part_frame = frame.assign(segment=pd.Series(segment, dtype=object))
    part_frame.insert(
        list(part_frame.columns).index("segment") + 1, "and_segment", pd.Series(other, dtype=object)
    )
    return records(part_frame)


def _segments(view: OwnersView) -> dict[str, Any]:
    """Return `segments` if the question names any: each by name, with its size and number of customers."""
    texts = dict(view.question.filters).get(SEGMENT, ())
    by = view.question.by or ""
    wanted = [
        from_text(text)
        for text in (
            *texts,
            *([by.removeprefix(SPLIT_BY_SEGMENT)] if by.startswith(SPLIT_BY_SEGMENT) else ()),
        )
    ]
    sizes = [(segment.name, size_of(segment, view.data, view.question)) for segment in wanted]
    segments = [
        {
            "segment": name,
            "customers": size.customers,
            "of": size.of,
            **dict(zip(("share", "low", "high"), size.share, strict=True)),
        }
        for name, size in sizes
    ]
    return {"segments": segments} if segments else {}


def as_json(report: Mapping[str, Any]) -> str:
    """Return a report as JSON with unrounded numbers."""
    return orjson.dumps(report, option=orjson.OPT_INDENT_2).decode()


def as_text(view: OwnersView) -> str:
    """Return one line per metric: name, value, interval, n."""
    lines = [in_words(view.metric(key), view.reading(key)) for key in view.keys()]  # noqa: SIM118 - a method
    return "\n".join(lines) or str(message("The files hold nothing to measure."))


def in_words(
    metric: Metric, reading: Reading, speak: Translator | None = None, *, window: bool = False
) -> str:
    """Return a reading in one line: name, days (with `window`), value, interval, n. English by default."""
    speak = speak or translator("en")
    name = speak.t(metric.name)
    if window and reading.window is not None:
        name += f", {days_in_words(reading.window, speak)}"
    if reading.value is None:
        return f"{name}: {speak.t(message('too few to say: {n}', n=reading.n))}"
    value = speak.value(reading.value, reading.unit, reading.currency)
    if reading.low is not None and reading.high is not None:
        value += f" ({speak.interval(reading.low, reading.high, reading.unit, reading.currency)})"
    return f"{name}: {value}, n = {speak.number(reading.n)}"


def days_in_words(window: Window, speak: Translator) -> str:
    """Return the days of a window: "1 Oct 2026 to 31 Oct 2026"."""
    first, last = (speak.day_short(day) for day in (window.first_day, window.last_day))
    return speak.t(message("{first} to {last}", first=first, last=last))


def last_day(view: OwnersView) -> int | None:
    """Return the as-of day: that of the orders, else of the first table with days; None without any."""
    window = _leading_window(view)
    return None if window is None else window.last_day


def _span(view: OwnersView) -> tuple[str | None, dict[str, str] | None]:
    """Return the as-of day and window as text."""
    window = _leading_window(view)
    return (None, None) if window is None else (as_date(window.last_day).isoformat(), _window(window))


def _leading_window(view: OwnersView) -> Window | None:
    tables = (name for name in CANONICAL if name in BY_TABLE and view.data.coverage(name) is not None)
    return next((view.scope(table).window for table in tables), None)


def _window(window: Window) -> dict[str, str]:
    return {
        "first_day": as_date(window.first_day).isoformat(),
        "last_day": as_date(window.last_day).isoformat(),
    }


def change_as_json(change: Change, say: Callable[[Message], str] = str) -> dict[str, Any]:
    """Return a change: the compared window, the difference, its limits and its notes."""
    before = change.before
    return {
        "before": None if before is None else before.value,
        "difference": change.difference,
        "low": change.low,
        "high": change.high,
        "p": change.p,
        "beyond_noise": change.beyond_noise,
        "compared_with": None if before is None or before.window is None else _window(before.window),
        "method": change.method,
        "notes": [say(note) for note in change.notes],
    }


def finding_as_json(view: View, finding: Finding, speak: Translator | None = None) -> dict[str, Any]:
    """Return a finding: its kind, its subject, its value and that of the others, limits and n."""
    t = speak or translator("en")
    fields = {"key": finding.key, "sentence": t.t(sentence(view, finding, t))}
    return (
        fields
        | {"kind": KINDS[type(finding)], "by": None, "segment": None, "others": None}
        | _finding_fields(view, finding)
    )


def _finding_fields(view: View, finding: Finding) -> dict[str, Any]:
    if isinstance(finding, ChangeFinding | RatioFinding):
        reading = view.reading(finding.key)
        interval: Change | Reading = finding.change if isinstance(finding, ChangeFinding) else reading
        before = finding.change.before if isinstance(finding, ChangeFinding) else None
        others = None if before is None else before.value
        return {
            "value": reading.value,
            "others": others,
            "low": interval.low,
            "high": interval.high,
            "n": reading.n,
        }
    if isinstance(finding, CohortFinding):
        cohort, expected = finding.cohort, finding.cohort.expected
        fields = {"segment": cohort.cohort, "value": cohort.share, "others": expected.value}
        return fields | {"low": expected.low, "high": expected.high, "n": cohort.customers}
    fields = {"value": finding.value, "low": finding.low, "high": finding.high, "n": finding.n}
    if isinstance(finding, SegmentFinding):
        return fields | {"by": finding.by, "segment": finding.segment, "others": finding.others}
    if isinstance(finding, GatewayFinding):
        return fields | {"by": "product", "segment": finding.product, "others": finding.others}
    if isinstance(finding, MonthFinding):
        return fields | {"by": "month", "segment": finding.month.isoformat()[:7]}
    return fields | {"by": "order", "segment": str(finding.order)}


def reading_as_json(reading: Reading, say: Callable[[Message], str] = str) -> dict[str, Any]:
    """Return a reading; its notes include the rows left out and the currency."""
    notes = [say(note) for note in reading.notes]
    notes += [
        say(message("Left out: {reason}: {rows}", reason=reason, rows=rows))
        for reason, rows in reading.left_out
    ]
    if reading.currency is not None and reading.unit == "money":
        unnamed = message("The files do not say in which currency the amounts are.")
        named = message("Amounts are in {currency}.", currency=reading.currency)
        notes.append(say(unnamed if reading.currency == NO_CURRENCY else named))
    return {
        "value": reading.value,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "low": reading.low,
        "high": reading.high,
        "method": reading.method,
        "n": reading.n,
        "unit": reading.unit,
        "notes": notes,
        "currency": reading.currency,
        "status": reading.status,
        "window": None if reading.window is None else _window(reading.window),
    }


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame: None for missing values, days as ISO dates."""
    return [
        {str(name): _plain(value) for name, value in row.items()} for row in frame.to_dict(orient="records")
    ]


def _plain(value: Any) -> Any:
    """Return a cell as JSON value: None for a missing or infinite one, a day as ISO date."""
    if hasattr(value, "isoformat"):
        return None if value != value else value.isoformat()[:10]  # noqa: PLR0124 - NaT
    if isinstance(value, np.generic):
        value = value.item()
    if value is pd.NA or (isinstance(value, float) and not np.isfinite(value)):
        return None
    return value
