"""CSV of tables that a spreadsheet opens without running formulas in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Hashable

#: The first characters of text that a spreadsheet would read as a formula; in East Asian languages also the
#: full-width ones (OWASP, CSV Injection).
_DANGEROUS: Final = (*"=+-@", "\t", "\r", "\n", "\0", *"\uff1d\uff0b\uff0d\uff20")


def guarded(value: object) -> object:
    """Return text with a leading apostrophe if a spreadsheet would run it; numbers are unchanged."""
    if isinstance(value, str) and value.startswith(_DANGEROUS):
        return "'" + value
    return value


def to_csv(frame: pd.DataFrame) -> bytes:
    """Return the table as UTF-8 CSV with a byte order mark, by which spreadsheets recognise UTF-8."""
    safe: dict[Hashable, pd.Series] = {
        guarded(name): column.map(guarded) if _holds_text(column) else column
        for name, column in frame.items()
    }
    return pd.DataFrame(safe).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _holds_text(column: pd.Series) -> bool:
    return not (pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column))
