"""Readings, changes, words and frames as JSON in a bundle, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import orjson
import pandas as pd

from engagement.metrics.model import Change, Metric, Question, Reading, SeriesBreak

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def dumped(value: object) -> str:
    """Return a value as JSON text, NaN as null."""
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY).decode()


def metric_to_json(metric: Metric) -> dict[str, Any]:
    """Return the words of a metric as JSON values, without the fields that only its computation needs."""
    return _fields_of(metric, "columns", "without")


def metric_from_json(plain: Mapping[str, Any]) -> Metric:
    """Return a metric's words."""
    # An earlier version wrote the type of a sentence beside it.
    words = {k: v.get("message", v) if isinstance(v, dict) else v for k, v in plain.items()}
    return msgspec.convert(words, Metric)


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as JSON values, without its exclusions, as these count small groups."""
    return _fields_of(reading, "left_out", "rows_used")


def reading_from_json(plain: Mapping[str, Any]) -> Reading:
    """Return a reading."""
    return msgspec.convert(plain, Reading)


def change_to_json(change: Change) -> dict[str, Any]:
    """Return a change."""
    before = None if change.before is None else reading_to_json(change.before)
    return {**_fields_of(change, "before"), "before": before}


def change_from_json(plain: Mapping[str, Any]) -> Change:
    """Return a change."""
    return msgspec.convert(plain, Change)


def breaks_to_json(breaks: Iterable[SeriesBreak]) -> list[Any]:
    """Return the days on which a metric's definition changed, with reasons, as JSON values."""
    plain: list[Any] = msgspec.to_builtins(tuple(breaks))
    return plain


def breaks_from_json(plain: Sequence[Any]) -> tuple[SeriesBreak, ...]:
    """Return the days on which a metric's definition changed, with reasons."""
    return msgspec.convert(plain, tuple[SeriesBreak, ...])


def question_to_json(question: Question) -> dict[str, Any]:
    """Return a question."""
    return _fields_of(question)


def question_from_json(plain: Mapping[str, Any]) -> Question:
    """Return a question."""
    return msgspec.convert(plain, Question)


def frame_to_json(frame: pd.DataFrame) -> dict[str, Any]:
    """Return a frame as JSON values: columns with types, datetimes as ISO text, missing values as null."""
    return {str(name): {"type": str(column.dtype), "of": _listed(column)} for name, column in frame.items()}


def frame_from_json(plain: Mapping[str, Any]) -> pd.DataFrame:
    """Return the frame of `frame_to_json`, with the types of its columns."""
    columns = {}
    for name, column in plain.items():
        kind, values = column["type"], column["of"]
        if kind.startswith("float"):
            values = [np.nan if value is None else value for value in values]
        columns[name] = pd.Series(values, dtype=kind)
    return pd.DataFrame(columns)


def _listed(column: pd.Series[Any]) -> list[Any]:
    if str(column.dtype).startswith("datetime"):
        return [moment.isoformat() for moment in column]
    return [None if pd.isna(value) else value for value in column.tolist()]


def _fields_of(record: object, *untold: str) -> dict[str, Any]:
    plain = msgspec.to_builtins(record, enc_hook=lambda number: number.item())
    return {name: value for name, value in plain.items() if name not in untold}
