"""Results as bytes and back: plain values, records of registered types, and pandas frames.

The bytes contain no code, and reading them can only create these types: a foreign file does no harm.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: Types that are written unchanged.
_AS_THEY_ARE: Final = frozenset({bool, int, float, str})
#: Tags of containers, written before their content; any other tag is the name of a record's type.
_HOLDING: Final[dict[type, str]] = {tuple: "()", list: "[]", dict: "{}", frozenset: "set"}
_DAY, _FRAME = "day", "frame"
_MADE_OF_LIST: Final[dict[str, Callable[[list[Any]], Any]]] = {
    "()": tuple,
    "[]": list,
    "{}": lambda items: dict(zip(items[::2], items[1::2], strict=True)),
    "set": frozenset,
}
#: Columns of numbers, booleans and times are stored as bytes; texts one by one.
_AS_BYTES: Final = "biufM"
_TEXT: Final = "str"
_ANYTHING: Final = "object"


class NotPlainError(TypeError):
    """A value has a type that cannot be stored as bytes."""


class PlainResults:
    """Encodes values of `types` (dataclasses, named tuples, structs of msgspec) as bytes."""

    def __init__(self, types: Sequence[type]) -> None:
        self._types = {record_type.__name__: record_type for record_type in types}

    def packed(self, value: object) -> bytes:
        """Return a value as bytes. Raises `NotPlainError` for an unsupported type."""
        return msgspec.msgpack.encode(self._plain(value))

    def unpacked(self, packed: bytes) -> Any:
        """Return the value of these bytes. Raises ValueError for invalid ones."""
        try:
            return self._value(msgspec.msgpack.decode(packed))
        except (msgspec.DecodeError, LookupError, TypeError, AttributeError) as fault:
            raise ValueError(type(fault).__name__) from fault

    def _plain(self, value: object) -> object:
        kind = type(value)
        if value is None or kind in _AS_THEY_ARE:
            return value
        if isinstance(value, np.bool_ | np.integer | np.floating):
            return value.item()
        return [*self._parts(value, kind)]

    def _parts(self, value: Any, kind: type) -> Iterator[object]:
        """Yield the tag of a value's type and its content."""
        if self._types.get(kind.__name__) is kind:
            yield kind.__name__
            yield from (self._plain(getattr(value, name)) for name in _fields(kind))
        elif kind in _HOLDING:
            yield _HOLDING[kind]
            contents = value if kind is not dict else (part for pair in value.items() for part in pair)
            yield from map(self._plain, contents)
        elif kind is dt.date:
            yield from (_DAY, value.toordinal())
        elif kind is pd.DataFrame:
            yield _FRAME
            yield from (self._column(value, name) for name in value.columns)
        else:
            raise NotPlainError(kind.__name__)

    def _column(self, frame: pd.DataFrame, name: object) -> list[object]:
        column = frame[name]
        kind = str(column.dtype)
        if not isinstance(name, str) or not isinstance(frame.index, pd.RangeIndex):
            raise NotPlainError(_FRAME)
        if isinstance(column.dtype, np.dtype) and column.dtype.kind in _AS_BYTES:
            return [name, kind, column.to_numpy().tobytes()]
        if kind not in {_TEXT, _ANYTHING}:
            raise NotPlainError(kind)
        return [name, kind, [None if kind == _TEXT and pd.isna(x) else self._plain(x) for x in column]]

    def _value(self, plain: Any) -> Any:
        if not isinstance(plain, list):
            return plain
        kind, *contents = plain
        if kind == _FRAME:
            return pd.DataFrame({name: self._filled(dtype, values) for name, dtype, values in contents})
        if kind == _DAY:
            return dt.date.fromordinal(*contents)
        values = [self._value(each) for each in contents]
        if kind in _MADE_OF_LIST:
            return _MADE_OF_LIST[kind](values)
        return self._types[kind](*values)

    def _filled(self, kind: str, values: Any) -> Any:
        if isinstance(values, bytes):
            return np.frombuffer(values, dtype=kind).copy()
        return pd.Series([self._value(value) for value in values], dtype=kind)


def _fields(record_type: type) -> Sequence[str]:
    if dataclasses.is_dataclass(record_type):
        return [field.name for field in dataclasses.fields(record_type)]
    return getattr(record_type, "__struct_fields__", ()) or getattr(record_type, "_fields", ())
