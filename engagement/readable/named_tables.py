"""The tables of customers and products for people, with the column names of each table."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from engagement.metrics.lists.cohort_days import grain_of
from engagement.metrics.retention.cohorts import first_day
from engagement.metrics.words.network_names import network_name
from engagement.readable.sheet import Sheet, SheetColumn, filled, listed
from engagement.readable.value_labels import NO, YES
from engagement.readable.value_names import channel_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engagement.locale.translator import Translator
    from engagement.metrics.core.tables import NamedTable
    from engagement.metrics.model import Grain

_SHARES: Final = frozenset(
    {"share", "survival", "threshold", "estimate", "repeat_within_90_days", "off"}
    | {"known_share", "margin_rate", "refund_rate"}
)
#: Numbers that need two decimals.
_RATIOS: Final = frozenset({"lift", "orders_per_customer", "expected", "made"})
_LIMITS: Final = frozenset({"low", "high"})
_MONEY: Final = frozenset(
    {
        "revenue",
        "new_revenue",
        "returning_revenue",
        "median_revenue",
        "mean",
        "value_per_customer",
        "total_value",
        "cost",
        "margin",
        "spend",
        "cost_per_new",
    }
)
#: The name of a cohort: a year, quarter, month or week, as `cohorts.label` writes it.
_COHORT: Final = re.compile(r"\d{4}(?:-(?:\d{2}|Q[1-4]|W\d{2}))?")
#: A day in the form of tables (`METRICS.md`).
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Decimal places of a number in a text column, such as a model parameter.
_DIGITS: Final = 3
#: The names of keys that mean the same in every table; a name stays as it is.
_NAMED: Final[Mapping[str, Callable[[str, Translator], str]]] = {
    "channel": channel_of,
    "network": lambda key, _: network_name(key),
}


def of_named(
    table: NamedTable, frame: pd.DataFrame, t: Translator, *, grain: Grain, currency: str | None
) -> Sheet:
    """Return the sheet of a named table: shares, money and days by their kind.

    Limits have the kind of the column before them. A column `key` is left out where `words` says the same.
    """
    columns: list[SheetColumn] = []
    kind_of = ""  # the column whose kind the limits after it have
    for name, title in table.columns.items():
        if name not in frame or (name == "key" and "words" in frame):
            continue  # this table has two shapes, or its keys are named
        kind_of = kind_of if name in _LIMITS else name
        column, values = SheetColumn(t.t(title), "number", ()), frame[name]
        if kind_of in _SHARES or kind_of in table.shares:
            columns.append(replace(column, kind="share", cells=listed(values, float)))
        elif kind_of in _MONEY or kind_of in table.money:
            columns.append(replace(column, kind="money", cells=listed(values, float), currencies=currency))
        elif kind_of in _RATIOS:
            columns.append(replace(column, cells=listed(values, float), digits=2))
        elif name == "start":
            starts = listed(values, lambda v: pd.Timestamp(v).date())
            columns.append(replace(column, kind="period", cells=starts, grain=grain))
        elif pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
            columns.append(replace(column, cells=listed(values, float)))
        else:
            columns.append(_in_words(name, values, column, t))
    return filled(columns)


def _in_words(name: str, values: pd.Series, column: SheetColumn, t: Translator) -> SheetColumn:
    """Return a column that is not of numbers: yes and no, periods of first orders, names, other texts."""
    if pd.api.types.is_bool_dtype(values):
        return replace(column, kind="text", cells=listed(values, lambda v: t.t(YES if v else NO)))
    if name == "cohort" and len(values) and all(map(_COHORT.fullmatch, map(str, values))):
        cohorts = listed(values, lambda v: first_day(str(v)))
        return replace(column, kind="period", cells=cohorts, grain=grain_of(str(values.iloc[0])))
    if all(map(_DAY.fullmatch, map(str, values.dropna()))):
        return replace(column, kind="day", cells=listed(values, lambda v: dt.date.fromisoformat(str(v))))
    called = _NAMED.get(name)
    if called is not None:
        return replace(column, kind="text", cells=listed(values, lambda v: called(str(v), t)))
    texts = listed(values, lambda v: t.number(v, _DIGITS) if isinstance(v, float) else str(v))
    return replace(column, kind="text", cells=texts, link=name == "permalink")
