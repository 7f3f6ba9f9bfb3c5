"""A table for people: columns with a name, a kind and typed values, and the format of a value."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd

from engagement.charts.base import period_axis
from engagement.readable.one_line import plain
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engagement.locale.translator import Translator
    from engagement.metrics.model import Grain

#: text: unchanged; number; share: 0..1, shown as per cent; money: major units; day: a date; moment: a date
#: with its time; period: the first day of a week, month or quarter.
CellKind = Literal["text", "number", "share", "money", "day", "moment", "period"]
#: The longest text of a cell on screen.
_LONGEST: Final = 600


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column. `cells` are typed by its kind; missing values are None.

    `unit` is shown beside the name in a file, where numbers have no unit: "points", "EUR". `long` is a
    sentence on what the column counts. `currencies` are those of the rows of money, or one for all. Texts
    of a `link` are checked web addresses.
    """

    name: str
    kind: CellKind
    cells: Sequence[Any]
    digits: int | None = None
    unit: str = ""
    long: str = ""
    signed: bool = False
    currencies: Sequence[str | None] | str | None = None
    grain: Grain = "month"
    link: bool = False

    @property
    def title(self) -> str:
        """The name of the column in a file."""
        unit = self.unit or ("%" if self.kind == "share" else "")
        if not unit and self.kind == "money" and isinstance(self.currencies, str):
            unit = "" if self.currencies == NO_CURRENCY else self.currencies
        return f"{self.long or self.name} ({unit})" if unit else self.long or self.name

    def currency(self, row: int) -> str | None:
        """Return the currency of a row of money."""
        if self.currencies is None or isinstance(self.currencies, str):
            return self.currencies
        return self.currencies[row]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for people."""

    columns: tuple[SheetColumn, ...] = ()
    #: The number of rows.
    height: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "height", len(self.columns[0].cells) if self.columns else 0)


def filled(columns: Sequence[SheetColumn]) -> Sheet:
    """Return the sheet of the non-empty columns, each with a unique name."""
    cells, counts = [], dict[str, int]()
    for column in columns:
        if all(value is None for value in column.cells):
            continue
        counts[column.name] = counts.get(column.name, 0) + 1
        repeats = counts[column.name]
        cells.append(column if repeats == 1 else replace(column, name=f"{column.name} ({repeats})"))
    return Sheet(tuple(cells))


def stacked(sheets: Sequence[Sheet]) -> Sheet:
    """Return sheets of the same kind as one, below each other; missing columns are empty there."""
    columns: dict[str, SheetColumn] = {}
    cells: dict[str, list[Any]] = {}
    height = 0
    for sheet in sheets:
        for column in sheet.columns:
            columns.setdefault(column.name, column)
            column_cells = cells.setdefault(column.name, [])
            column_cells += [None] * (height - len(column_cells))
            column_cells += column.cells
        height += sheet.height
    filled_up = {
        name: [*cells_of_column, *[None] * (height - len(cells_of_column))]
        for name, cells_of_column in cells.items()
    }
    return Sheet(tuple(replace(column, cells=filled_up[name]) for name, column in columns.items()))


def listed(values: pd.Series, convert: Callable[[Any], Any]) -> list[Any]:
    """Return a column's values converted by `convert`; None where a value is missing or infinite.

    A workbook can hold no infinite number.
    """
    missing = pd.isna(values) | values.isin([math.inf, -math.inf])
    return [None if is_missing else convert(value) for value, is_missing in zip(values, missing, strict=True)]


def written(column: SheetColumn, row: int, t: Translator) -> str:
    """Return one value as text for the screen; "" if it is missing."""
    value = column.cells[row]
    if value is None:
        return ""
    if column.kind == "text":
        return plain(str(value), _LONGEST)
    if column.kind in {"day", "moment", "period"}:
        return _when(column, value, t)
    if column.kind == "share":
        return t.percent(value, 1 if column.digits is None else column.digits)
    amount = (
        t.money(value, column.currency(row)) if column.kind == "money" else t.number(value, column.digits)
    )
    return f"+{amount}" if column.signed and value > 0 and any(c in "123456789" for c in amount) else amount


def _when(column: SheetColumn, value: dt.date, t: Translator) -> str:
    if column.kind == "period":
        return period_axis.name(value, column.grain, t)
    if isinstance(value, dt.datetime):
        return f"{t.day_short(value.date())}, {value:%H:%M}"
    return t.day_short(value)
