"""Sources: from files to canonical tables, with an account of every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from engagement.sources.model.account import Imported
    from engagement.sources.model.hints import Hints


def read(path: Path, *, key: bytes, name: str | None = None, hints: Hints | None = None) -> list[Imported]:
    """Read one file in this process and return its tables with their accounts.

    Raises `SourceError` with one sentence for a person where the file cannot be read. A file from
    outside is better read by `sandbox.read_files`, which bounds what it may cost.
    """
    from engagement.sources.importing.reading import read as read_file  # noqa: PLC0415
    from engagement.sources.model.hints import Hints as Unhinted  # noqa: PLC0415 - the package stays light

    return read_file(path, name or path.name, key=key, hints=hints or Unhinted())
