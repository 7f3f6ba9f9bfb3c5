"""The tables of customers and products for people, with the column names of each table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from engagement.readable.sheet import Sheet, SheetColumn, filled, listed
from engagement.readable.value_labels import NO, YES

if TYPE_CHECKING:
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
#: Decimal places of a number in a text column, such as a model parameter.
_DIGITS: Final = 3


def of_named(
    table: NamedTable, frame: pd.DataFrame, t: Translator, *, grain: Grain, currency: str | None
) -> Sheet:
    """Return the sheet of a named table: shares, money and days by their kind."""
    columns: list[SheetColumn] = []
    limits_of = ""  # with limits of the same kind after it
    for name, title in table.columns.items():
        if name not in frame:
            continue  # this table has two shapes
        column_title, values = t.t(title), frame[name]
        limits_of = limits_of if name in _LIMITS else name
        if limits_of in _SHARES or limits_of in table.shares:
            columns.append(SheetColumn(column_title, "share", listed(values, float)))
        elif limits_of in _RATIOS:
            columns.append(SheetColumn(column_title, "number", listed(values, float), digits=2))
        elif limits_of in _MONEY or name in table.money:
            columns.append(SheetColumn(column_title, "money", listed(values, float), currencies=currency))
        elif name == "start":
            starts = listed(values, lambda v: pd.Timestamp(v).date())
            columns.append(SheetColumn(column_title, "period", starts, grain=grain))
        elif pd.api.types.is_bool_dtype(values):
            columns.append(SheetColumn(column_title, "text", listed(values, lambda v: t.t(YES if v else NO))))
        elif pd.api.types.is_numeric_dtype(values):
            columns.append(SheetColumn(column_title, "number", listed(values, float)))
        else:
            text = listed(values, lambda v: t.number(v, _DIGITS) if isinstance(v, float) else str(v))
            columns.append(SheetColumn(column_title, "text", text, link=name == "permalink"))
    return filled(columns)
