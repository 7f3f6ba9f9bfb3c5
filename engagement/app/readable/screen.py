"""A table on screen: a grid that sorts by values and shows them formatted."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from engagement.app.ui.escape import read_aloud
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.readable.export import guarded
from engagement.readable.sheet import written

if TYPE_CHECKING:
    from engagement.locale.translator import Translator
    from engagement.readable.sheet import Sheet, SheetColumn

#: More rows than this are shown in part.
MOST_ROWS = 500


def show(sheet: Sheet, alt: str, key: str) -> None:
    """Show a sheet. As the grid has its own CSV download, no cell begins like a formula."""
    t = words()
    frame = pd.DataFrame({_header(column): _typed(column) for column in sheet.columns}).head(MOST_ROWS)
    styler = frame.style.format(na_rep="")
    for index, column in enumerate(sheet.columns):
        if column.kind != "text":
            _write(styler, frame, column, index, t)
    st.dataframe(
        styler,
        hide_index=True,
        placeholder="",
        key=f"grid_{key}",
        alt=read_aloud(alt),
        column_config={_header(c): _config(c) for c in sheet.columns},
    )


def _config(column: SheetColumn) -> Any:
    if column.link:
        return st.column_config.LinkColumn(
            help=column.long or None, display_text=say(message("open")), validate="^https?://"
        )
    return st.column_config.Column(help=column.long or None)


def plain_grid(frame: pd.DataFrame) -> None:
    """Show a table of texts. As the grid has its own CSV download, no cell begins like a formula."""
    st.dataframe(frame.map(guarded).rename(columns=guarded), hide_index=True)


def _header(column: SheetColumn) -> str:
    name = f"{column.name} ({column.unit})" if column.unit and column.kind == "number" else column.name
    return str(guarded(name))


def _typed(column: SheetColumn) -> pd.Series:
    if column.kind == "text":
        return pd.Series([None if v is None else guarded(v) for v in column.cells], dtype="object")
    if column.kind in {"day", "moment", "period"}:
        return pd.Series([None if v is None else _moment(v) for v in column.cells], dtype="datetime64[us]")
    return pd.Series(column.cells, dtype="float64")


def _moment(value: dt.date) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)


def _write(styler: Any, frame: pd.DataFrame, column: SheetColumn, index: int, t: Translator) -> None:
    """Format the cells of a column, currency by currency, as it may differ by row."""
    texts_of_code: dict[str | None, dict[object, str]] = {}
    rows: dict[str | None, list[int]] = {}
    name = frame.columns[index]
    for row, value in enumerate(frame[name]):
        code = column.currency(row)
        texts_of_code.setdefault(code, {})[value] = written(column, row, t)
        rows.setdefault(code, []).append(row)
    for code, texts in texts_of_code.items():
        styler.format(partial(_text_of, texts), subset=(rows[code], [name]))


def _text_of(texts: dict[object, str], value: object) -> str:
    return texts.get(value, "")
