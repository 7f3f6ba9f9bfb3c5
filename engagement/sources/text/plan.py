"""How a text file is split into a table: dialect, header, lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engagement.sources.text.csv_records import Dialect


@dataclass(frozen=True, slots=True)
class Plan:
    """What the beginning of a file shows about the whole file."""

    dialect: Dialect
    columns: tuple[str, ...]
    header: tuple[str, ...]
    header_row: int | None
    preamble: tuple[str, ...]
    first_line: int
