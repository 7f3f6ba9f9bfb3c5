"""A table as in the file, before columns are typed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pyarrow as pa  # noqa: TC002 - msgspec reads it

from engagement.locale import Message  # noqa: TC001 - msgspec reads it


class SourceError(Exception):
    """A file cannot be read. Contains one sentence for the person who uploaded it."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as in the file, before typing: only text, nothing converted.

    `data` has one string column per header name, called "0", "1", ... so that two headers that differ only
    by case (or not at all) are separate; `columns` has the names for people, made unique. A blank cell is
    null. `lines[i]` is the line of row i in the file (row of the sheet), from 1. `preamble` has the lines
    above the header, `footer` those recognised as below the data. `header` has the original cells of the
    header row. The last `overflow` columns have cells beyond the last column of the header. `encodings` are
    possible ones besides `encoding` if that is in doubt; `encoded` are words that show it.
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
        """The number of rows below the header."""
        return int(self.data.num_rows)

    def with_rows(self, data: pa.Table, lines: pa.Array) -> RawTable:
        """Return the same table with other rows."""
        return replace(self, data=data, lines=lines)
