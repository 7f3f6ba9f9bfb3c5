"""Read a survey that stands in a test as text, from its bytes to its answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engagement.sources.columns.typed import Cells
from engagement.sources.model.hints import Hints
from engagement.sources.raw import from_text
from engagement.sources.recognition import platform

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from engagement.sources.model.raw_table import RawTable


@dataclass(frozen=True)
class Survey:
    format: str
    confidence: str
    table: pa.Table
    rows_in: int
    reasons: list[tuple[int, str]]
    warnings: list[str]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return self.table.to_pylist()

    @property
    def kinds(self) -> dict[str, str]:
        """Kind by question, in the order of the file."""
        return {row["question"]: row["kind"] for row in self.rows}

    @property
    def segments(self) -> list[str]:
        return [n for n in self.table.column_names if n.startswith("segment.")]

    def column(self, name: str) -> list[Any]:
        return self.table.column(name).to_pylist()

    def scores(self, question: str) -> list[float | None]:
        return [row["score"] for row in self.rows if row["question"] == question]

    def of(self, question: str) -> dict[str, Any]:
        return next(row for row in self.rows if row["question"] == question)


def raw_table(text: str, file: str = "survey.csv") -> RawTable:
    return from_text.read(text.encode(), file, knows=platform.is_header)


def read(text: str, file: str = "survey.csv") -> Survey:
    """Recognise and read text as the importer does; every row must be kept or set aside."""
    return read_raw(raw_table(text, file))


def read_file(path: Path) -> Survey:
    return read_raw(from_text.read(path.read_bytes(), path.name, knows=platform.is_header))


def read_raw(raw: RawTable) -> Survey:
    file_format, confidence = platform.choose(raw)
    if file_format.prepare is not None:
        raw = file_format.prepare(raw)
    cells = Cells(raw, key=b"k" * 32, hints=Hints(), source=file_format.platform)
    table = file_format.read(cells)["responses"]
    reasons = [(entry.line, str(entry.reason)) for entry in cells.ledger.listed(raw)]
    rows_kept = int(cells.ledger.kept.sum())
    assert raw.rows == rows_kept + len(reasons)
    ids = set(zip(*(table.column(n).to_pylist() for n in ("survey", "response_id")), strict=True))
    # One row per submission, or several of one: never two submissions in a row.
    assert len(ids) <= rows_kept
    warnings = [str(sentence) for sentence in cells.ledger.sentences(raw.columns)]
    return Survey(file_format.key, confidence, table, raw.rows, reasons, warnings)
