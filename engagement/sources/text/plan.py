"""How a text file is split into a table: dialect, header, lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engagement.sources.text.csv_records import Dialect


@dataclass(frozen=True, slots=True)
class Plan:
    """What the beginning of a file shows about the whole file.

    `columns` are unique names, `header` the cells as written; `header_row` is the line of the header and
    `first_line` that of the first record of data, both from 1; `preamble` is the lines above the table.
    """

    dialect: Dialect
    columns: tuple[str, ...]
    header: tuple[str, ...]
    header_row: int | None
    preamble: tuple[str, ...]
    first_line: int
