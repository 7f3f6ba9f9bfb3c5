"""Read a social file that stands in a test as text, or lies among the public data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engagement.sources.importing.reading import read_table
from engagement.sources.model.hints import Hints
from engagement.sources.raw import from_text as rows
from engagement.sources.recognition import platform

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from engagement.sources.model.raw_table import RawTable


@dataclass(frozen=True)
class Reading:
    """What came of one file: its format, tables and account."""

    format: str
    confidence: str
    tables: dict[str, pa.Table]
    rows_in: int
    rows_kept: int
    reasons: list[str]
    warnings: list[str]

    def rows(self, name: str) -> list[dict[str, Any]]:
        return self.tables[name].to_pylist()

    def column(self, table: str, name: str) -> list[Any]:
        return self.tables[table].column(name).to_pylist()


def lines(*rows: str) -> str:
    """Put lines below each other."""
    return "\n".join(rows)


def read(content: str | bytes, file: str = "file.csv") -> Reading:
    """Recognise and read a file as the importer does; every row must be accounted for."""
    data = content.encode() if isinstance(content, str) else content
    return read_raw(rows.read(data, file, knows=platform.is_header))


def read_path(path: Path) -> Reading:
    return read(path.read_bytes(), path.name)


def read_raw(raw: RawTable) -> Reading:
    imported = read_table(raw, key=b"k" * 32, hints=Hints())
    report = imported.report
    assert report.rows_in == raw.rows == report.rows_kept + report.rows_set_aside
    if report.kind != "surveys":  # there a row is an answer, not a respondent
        for table in imported.tables.values():
            assert table.num_rows == report.rows_kept
    return Reading(
        report.format,
        report.confidence,
        dict(imported.tables),
        report.rows_in,
        report.rows_kept,
        [str(entry.reason) for entry in report.set_aside],
        [str(sentence) for sentence in report.warnings],
    )
