"""Downloads of a table: CSV and Excel for people, and CSV with keys for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.ui import download
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.readable.export import to_csv as for_programs
from engagement.readable.files import XLSX, to_csv, to_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from engagement.readable.sheet import Sheet

    #: Wraps a download, so that it is recorded in the audit.
    Noted = Callable[[Callable[[], bytes]], Callable[[], bytes]]


def show(
    sheet: Callable[[], Sheet],
    frame: Callable[[], pd.DataFrame],
    name: str,
    key: str,
    noted: Noted = lambda content: content,
) -> None:
    """Show the download buttons of a table; files are made on request, outside the page.

    `sheet` is the table for people, `frame` that for programs. `noted` wraps the content of a file to note
    the download.
    """
    t = words()
    download.button(say(message("CSV")), noted(lambda: to_csv(sheet(), t)), f"{name}.csv", key=f"csv_{key}")
    download.button(say(message("Excel")), noted(lambda: to_xlsx(sheet())), f"{name}.xlsx", XLSX,
                    key=f"xlsx_{key}")  # fmt: skip
    with st.popover(say(message("For programs")), key=f"programs_{key}"):
        st.caption(say(message("English column keys, days as 2026-10-31, a point before the decimals.")))
        download.button(
            say(message("CSV for programs")),
            noted(lambda: for_programs(frame())),
            f"{name}.data.csv",
            key=f"raw_{key}",
        )
