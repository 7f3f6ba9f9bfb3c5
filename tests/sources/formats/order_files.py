"""Write an order export under a platform's real header, with invented rows, and read it back."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engagement.sources.model.account import Imported

KEY = b"k" * 32


@cache
def headers() -> dict[str, list[str]]:
    return json.loads(Path(__file__).with_name("order_headers.json").read_text("utf-8"))


def text(columns: Iterable[str], rows: Iterable[Mapping[str, object]], delimiter: str = ",") -> str:
    """Return rows, given by column name, as delimited text; what a row does not name is blank."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(columns), delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def read(folder: Path, content: str, name: str = "orders.csv", hints: Hints | None = None) -> Imported:
    """Read one table as the importer does; every row must be kept or set aside."""
    path = folder / name
    path.write_text(content, "utf-8", newline="")
    (imported,) = reading.read(path, name, key=KEY, hints=hints or Hints())
    report = imported.report
    assert report.rows_in == report.rows_kept + report.rows_set_aside
    return imported


def export(folder: Path, variant: str, *rows: Mapping[str, object], delimiter: str = ",") -> Imported:
    """Write rows under the header `variant` and read them."""
    return read(folder, text(headers()[variant], rows, delimiter))


def together(folder: Path, **contents: str) -> dict[str, Imported]:
    """Read files, given by name and content, as one drop; every row of each is kept or set aside."""
    for name, content in contents.items():
        (folder / name).write_text(content, "utf-8", newline="")
    looked = [reading.look(folder / name, name, key=KEY, hints=Hints()) for name in contents]
    found = {}
    for name, tables in zip(contents, reading.finish(looked, key=KEY), strict=True):
        assert not isinstance(tables, SourceError), tables
        (found[name],) = tables
        report = found[name].report
        assert report.rows_in == report.rows_kept + report.rows_set_aside
    return found


def counted(imported: Imported) -> tuple[int, int, int, int]:
    """Orders, customers, cancelled, refunded."""
    counts = imported.report.counts
    return counts["orders"], counts["customers"], counts["cancelled"], counts["refunded"]


def column(imported: Imported, name: str, table: str = "orders") -> list[Any]:
    return imported.tables[table].column(name).to_pylist()


def reasons(imported: Imported) -> list[str]:
    return [str(row.reason) for row in imported.report.set_aside]


def warnings(imported: Imported) -> str:
    return "\n".join(map(str, imported.report.warnings))
