"""What the command line shows of an import: reports as JSON or text, raw rows as files."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any, Final, TypeVar

from engagement.locale import message
from engagement.sources.importing.report import inspected
from engagement.sources.model.raw_table import SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engagement.locale import Message
    from engagement.sources.model.account import Imported, Report

Part = TypeVar("Part")
_IN_SHORT: Final = (
    *("file", "sheet", "kind", "format", "confidence", "rows_in", "rows_kept", "rows_set_aside", "warnings"),
)


def sorted_out(
    results: Sequence[list[Part] | SourceError],
) -> tuple[list[Part], list[tuple[int, Message]]]:
    """Split results into what was read, and the place and sentence of each file that was not."""
    read: list[Part] = []
    faults: list[tuple[int, Message]] = []
    for place, result in enumerate(results):
        if isinstance(result, SourceError):
            faults.append((place, result.sentence))
        else:
            read.extend(result)
    return read, faults


def as_json(tables: Sequence[Imported]) -> str:
    """Return the list that `inspect --json` prints."""
    return json.dumps([inspected(table.report) for table in tables], ensure_ascii=False, indent=1)


def in_short(table: Imported) -> dict[str, Any]:
    """Return a short account of a table for figures: its kind, the number of rows, the warnings."""
    account = inspected(table.report)
    return {name: account[name] for name in _IN_SHORT}


def as_text(tables: Sequence[Imported]) -> str:
    """Return a few lines per table for a person."""
    return "\n\n".join("\n".join(_lines(table.report)) for table in tables)


def keep_rows(
    results: Sequence[list[tuple[Path, str | None]] | SourceError],
    files: Sequence[tuple[Path, str]],
    folder: Path,
) -> None:
    """Move written tables to `folder` under their files' names; leave a sentence for the others.

    The first table of a file is NAME.csv, further ones NAME.2.csv, NAME.3.csv; a file that cannot
    be read leaves NAME.error. One without a single byte leaves both: its table is empty too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for (source, name), result in zip(files, results, strict=True):
        if isinstance(result, SourceError):
            (folder / f"{name}.error").write_text(f"{result.sentence}\n", encoding="utf-8")
            if source.stat().st_size == 0:
                (folder / f"{name}.csv").touch()
            continue
        for place, (path, _) in enumerate(result):
            ending = ".csv" if place == 0 else f".{place + 1}.csv"
            shutil.move(path, folder / f"{name}{ending}")


def _lines(report: Report) -> list[str]:
    plain = inspected(report)
    title = report.file if report.sheet is None else f"{report.file} [{report.sheet}]"
    lines = [
        title,
        str(
            message(
                "  {platform} ({kind}), {confidence}",
                platform=report.platform,
                kind=report.kind,
                confidence=report.confidence,
            )
        ),
        str(
            message(
                "  {rows_in} rows: {kept} kept, {aside} set aside",
                rows_in=report.rows_in,
                kept=report.rows_kept,
                aside=report.rows_set_aside,
            )
        ),
    ]
    if plain["first_day"]:
        lines.append(
            str(message("  from {first} to {last}", first=plain["first_day"], last=plain["last_day"]))
        )
    lines.extend(f"  {name}: {count}" for name, count in report.counts.items())
    lines.extend(f"  ! {sentence}" for sentence in report.warnings)
    lines.extend(
        str(message("  line {line}: {reason}", line=row.line, reason=row.reason))
        for row in report.set_aside[:5]
    )
    return lines
