"""Readings, changes, words and frames as JSON in a bundle, and back."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson
import pandas as pd

from engagement.locale import Message
from engagement.locale.as_json import message_from_json, message_to_json
from engagement.metrics.model import Change, Metric, Question, Reading, Window

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Fields of a metric's words that only whoever computes it needs.
_UNTOLD: Final = frozenset({"columns", "without"})


def dumped(value: object) -> str:
    """Return JSON text; NaN is null."""
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY).decode()


def metric_to_json(metric: Metric) -> dict[str, Any]:
    """Return a metric's words."""
    told = [field.name for field in fields(metric) if field.name not in _UNTOLD]
    return {name: _plain(getattr(metric, name)) for name in told}


def metric_from_json(plain: Mapping[str, Any]) -> Metric:
    """Return a metric's words."""
    return Metric(**{name: _unplain(value) for name, value in plain.items()})


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return a reading; what it leaves out is not told, because it counts small groups."""
    told = [f.name for f in fields(reading) if f.name not in {"left_out", "rows_used", "notes", "window"}]
    return {
        **{name: getattr(reading, name) for name in told},
        "window": None if reading.window is None else [reading.window.first_day, reading.window.last_day],
        "notes": [message_to_json(note) for note in reading.notes],
    }


def reading_from_json(plain: Mapping[str, Any]) -> Reading:
    """Return a reading."""
    window = None if plain["window"] is None else Window(*plain["window"])
    notes = tuple(message_from_json(note) for note in plain["notes"])
    return Reading(**{**plain, "window": window, "notes": notes})


def change_to_json(change: Change) -> dict[str, Any]:
    """Return a change."""
    told = ("difference", "low", "high", "method", "beyond_noise", "p", "needs_from")
    return {
        **{name: getattr(change, name) for name in told},
        "before": None if change.before is None else reading_to_json(change.before),
        "notes": [message_to_json(note) for note in change.notes],
    }


def change_from_json(plain: Mapping[str, Any]) -> Change:
    """Return a change."""
    before = None if plain["before"] is None else reading_from_json(plain["before"])
    notes = tuple(message_from_json(note) for note in plain["notes"])
    return Change(**{**plain, "before": before, "notes": notes})


def question_to_json(question: Question) -> dict[str, Any]:
    """Return a question."""
    return {field.name: getattr(question, field.name) for field in fields(question)}


def question_from_json(plain: Mapping[str, Any]) -> Question:
    """Return a question."""
    filters = tuple((dimension, tuple(values)) for dimension, values in plain["filters"])
    compare = plain.get("compare")
    compare = tuple(compare) if isinstance(compare, list) else compare
    return Question(**{**plain, "filters": filters, "compare": compare})


def frame_to_json(frame: pd.DataFrame) -> dict[str, Any]:
    """Return a frame's columns with their types; instants as ISO text, what is missing as null."""
    return {str(name): {"type": str(column.dtype), "of": _listed(column)} for name, column in frame.items()}


def frame_from_json(plain: Mapping[str, Any]) -> pd.DataFrame:
    """Return the frame, each column of the type that it had."""
    made = {}
    for name, column in plain.items():
        kind, values = column["type"], column["of"]
        if kind.startswith("float"):
            values = [np.nan if value is None else value for value in values]
        made[name] = pd.Series(values, dtype=kind)
    return pd.DataFrame(made)


def _listed(column: pd.Series[Any]) -> list[Any]:
    if str(column.dtype).startswith("datetime"):
        return [moment.isoformat() for moment in column]
    return [None if pd.isna(value) else value for value in column.tolist()]


def _plain(value: object) -> object:
    return {"message": message_to_json(value)} if isinstance(value, Message) else value


def _unplain(value: Any) -> Any:
    return message_from_json(value["message"]) if isinstance(value, dict) else value
