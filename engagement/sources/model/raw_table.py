"""A table as in the file, before columns are typed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pyarrow as pa  # noqa: TC002 - msgspec reads it

from engagement.locale import Message  # noqa: TC001 - msgspec reads it


class SourceError(Exception):
    """A file cannot be read. Carries one clear sentence for the person who dropped it."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as in the file, before typing: text everywhere, nothing converted.

    `data` has one string column per header name, called "0", "1", ... so that two headers that
    differ only by case (or not at all) stay apart; `columns` holds the names as a person reads
    them, made unique. A blank cell is null. `lines[i]` is the line of row i in the file (row of
    the sheet), from 1. `preamble` holds the lines above the header, `footer` what was recognised
    as standing below the data. `header` holds the cells of the header row as they stand. The last
    `overflow` columns hold cells that stood beyond the last column that the header names. `encodings` are
    those that the file may be in beside `encoding` where that is in doubt; `encoded` words that show it.
    """

    file: str
    columns: tuple[str, ...]
    data: pa.Table
    lines: pa.Array
    sheet: str | None = None
    preamble: tuple[str, ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    header_row: int | None = 1
    warnings: tuple[Message, ...] = ()
    footer: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    overflow: int = 0
    encodings: tuple[str, ...] = ()
    encoded: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows stand below the header."""
        return int(self.data.num_rows)

    def with_rows(self, data: pa.Table, lines: pa.Array) -> RawTable:
        """Return the same table with other rows."""
        return replace(self, data=data, lines=lines)
