"""A raw table as CSV text: the table as read, before typing, nothing coerced."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.columns import rows_without_data
from engagement.sources.model.raw_table import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from engagement.sources.model.raw_table import RawTable

_BATCH: Final = 8_192


def write_all(tables: Iterable[RawTable], folder: Path) -> list[tuple[str, str | None]]:
    """Write each table of a file to `folder`; return path and sheet of each."""
    written: list[tuple[str, str | None]] = []
    for place, raw in enumerate(tables):
        path = folder / f"{place}.csv"
        write(raw, path)
        written.append((str(path), raw.sheet))
    if not written:
        raise SourceError(message("This file holds no table."))
    return written


def write(raw: RawTable, path: Path) -> None:
    """Write `raw` as UTF-8, comma-separated, CRLF: header first, footers gone."""
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(_header(raw))
        writer.writerows(_rows(rows_without_data.without_footers(rows_without_data.without_repeats(raw))))


def _header(raw: RawTable) -> list[str]:
    """The header's cells as they stand in the file; made-up names where it has none."""
    named = len(raw.columns) - raw.overflow
    if raw.header_row is None:
        return list(raw.columns[:named])
    return [*raw.header[:named], *[""] * (named - len(raw.header))]


def _rows(raw: RawTable) -> Iterator[list[str]]:
    """Cells of each row; those beyond the header only in the rows that have them."""
    named = len(raw.columns) - raw.overflow
    for batch in raw.data.to_batches(_BATCH):
        columns = [column.fill_null("").to_pylist() for column in batch.columns]
        for cells in zip(*columns, strict=True):
            end = len(cells)
            while end > named and not cells[end - 1]:
                end -= 1
            yield list(cells[:end])
