"""Read a web, e-mail or loyalty file that stands in a test as text, as the importer does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from engagement.sources.importing.reading import raw_tables
from engagement.sources.model.raw_table import SourceError
from engagement.sources.text.limits import Limits
from tests.sources.formats.social_files import Reading, lines, read_raw

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Reading", "day", "filled", "format_of", "lines", "read", "read_all", "read_path"]


def read_path(path: Path) -> list[Reading]:
    """Every table of a file."""
    return [read_raw(raw) for raw in raw_tables(path, path.name, limits=Limits())]


def read_all(tmp_path: Path, content: str | bytes, name: str = "file.csv") -> list[Reading]:
    """Every table of a file with this content."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_path(path)


def read(tmp_path: Path, content: str | bytes, name: str = "file.csv") -> Reading:
    """The only table of a file."""
    (only,) = read_all(tmp_path, content, name)
    return only


def format_of(tmp_path: Path, content: str) -> str | None:
    """Key of the format that a file is taken for, None where it is refused."""
    try:
        return read(tmp_path, content).format
    except SourceError:
        return None


def filled(row: dict[str, Any], *names: str) -> list[Any]:
    """Some values of a row."""
    return [row[name] for name in names]


def day(number: int | None) -> str | None:
    """A day number as people write it."""
    return None if number is None else date.fromordinal(date(1970, 1, 1).toordinal() + number).isoformat()
