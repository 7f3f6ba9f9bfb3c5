"""Files of one drop, read in this process as the importer reads them, and what is measured of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engagement.metrics.findings import plain_values
from engagement.metrics.views.open_files import measure
from engagement.sources.importing import drops, reading
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engagement.sources.model.account import Imported
    from engagement.sources.recognition.recipes import Recipe

KEY = b"k" * 32


def drop(*paths: Path, recipes: Sequence[Recipe] = ()) -> list[Imported]:
    """Read files together; every row is kept or set aside with its reason."""
    found = drops.combine([_read(path, recipes) for path in paths])
    imported = [one for result in found if isinstance(result, list) for one in result]
    for one in imported:
        report = one.report
        assert report.rows_in == report.rows_kept + report.rows_set_aside
    return imported


def _read(path: Path, recipes: Sequence[Recipe]) -> list[Imported] | SourceError:
    try:
        return reading.read(path, path.name, key=KEY, hints=Hints(), recipes=recipes)
    except SourceError as fault:
        return fault


def refused(path: Path) -> str:
    """The sentence with which a file is not read."""
    result = _read(path, ())
    assert isinstance(result, SourceError)
    return str(result.sentence)


def written(folder: Path, text: str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def measured(imported: Sequence[Imported], days: int | None = 365) -> dict[str, Any]:
    """The metrics of what was read."""
    answer: dict[str, Any] = plain_values.report(measure(imported, days=days))
    return answer


def value(imported: Sequence[Imported], key: str) -> float | None:
    """One figure of what was read; KeyError where the files do not open it."""
    view = measure(imported, days=365)
    if key not in view.keys():  # noqa: SIM118 - a method
        raise KeyError(key)
    return view.reading(key).value


def warned(imported: Sequence[Imported]) -> str:
    return " | ".join(str(sentence) for one in imported for sentence in one.report.warnings)


def questions_of(imported: Sequence[Imported]) -> set[str]:
    """What is asked about a drop."""
    return {doubt.about for one in imported for doubt in one.report.doubts}
