"""The rows behind a number for people: each canonical column by its unit and type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pyarrow as pa

from engagement.locale.translator import day_to_date
from engagement.money.currencies import minor_digits
from engagement.readable.column_labels import name_of
from engagement.readable.sheet import Sheet, SheetColumn, filled, listed
from engagement.readable.value_labels import NO, YES, value_label
from engagement.tables import NO_CURRENCY, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement import tables
    from engagement.locale.translator import Translator

#: The columns of all canonical tables by name; a name has the same meaning in all of them.
_KNOWN: Final[Mapping[str, tables.Column]] = {
    column.name: column for table in TABLES.values() for column in table.columns
}
#: Columns without a meaning outside the workspace, and helper columns.
_KEYS: Final = frozenset({"customer_key", "customer_number", "member_key", "rank"})


def of_rows(frame: pd.DataFrame, t: Translator) -> Sheet:
    """Return rows of canonical tables for people, without empty columns.

    If the time of day is known, the day column is left out.
    """
    codes = _currencies(frame)
    names = [name for name in map(str, frame.columns) if name not in _KEYS and not name.endswith("_")]
    if "instant" in names and "day" in names and not (frame["instant"].isna() & frame["day"].notna()).any():
        names.remove("day")
    return filled([_column(name, frame[name], codes, t) for name in names])


def for_programs(frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows of canonical tables for programs: column keys, ISO days, major units."""
    codes = _currencies(frame)
    columns: dict[str, Any] = {}
    for name in map(str, frame.columns):
        column = _KNOWN.get(name)
        if name in _KEYS or name.endswith("_"):
            continue
        if column is not None and column.unit == "minor units":
            columns[name] = pd.Series(_major(frame[name], codes), dtype="float64")
        elif column is not None and column.unit.startswith("days since"):
            columns[name] = listed(frame[name], lambda day: day_to_date(day).isoformat())
        else:
            columns[name] = frame[name]
    return pd.DataFrame(columns)


def _column(name: str, values: pd.Series, codes: Sequence[str | None], t: Translator) -> SheetColumn:
    column, label = _KNOWN.get(name), name_of(name, t)
    if column is not None and column.unit == "minor units":
        return SheetColumn(label, "money", _major(values, codes), currencies=codes)
    if column is not None and column.unit.startswith("days since"):
        return SheetColumn(label, "day", listed(values, day_to_date))
    if pd.api.types.is_bool_dtype(values) or (column is not None and pa.types.is_boolean(column.type)):
        return SheetColumn(label, "text", listed(values, lambda v: t.t(YES if v else NO)))
    if pd.api.types.is_datetime64_any_dtype(values):
        return SheetColumn(label, "moment", listed(values, lambda v: pd.Timestamp(v).to_pydatetime()))
    if column is not None and (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        return SheetColumn(label, "number", listed(values, _number))
    return SheetColumn(label, "text", listed(values, lambda v: value_label(name, str(v), t)))


def _currencies(frame: pd.DataFrame) -> list[str | None]:
    if "currency" not in frame:
        return [None] * len(frame)
    return [None if pd.isna(code) or code == NO_CURRENCY else str(code) for code in frame["currency"]]


def _major(values: pd.Series, codes: Sequence[str | None]) -> list[float | None]:
    return [
        None if pd.isna(value) else float(value) / 10 ** minor_digits(code or "")
        for value, code in zip(values, codes, strict=True)
    ]


def _number(value: Any) -> float | int:
    return int(value) if float(value).is_integer() else float(value)
