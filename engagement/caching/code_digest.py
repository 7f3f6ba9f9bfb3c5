"""A digest of the program's code, so that results of other code are not used."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]
#: File endings besides code: the vocabulary for reading files.
_ENDINGS: Final = {".py", ".toml"}
#: Libraries that affect numbers: another version may draw or add in another order.
_LIBRARIES: Final = ("duckdb", "narwhals", "numpy", "pandas", "pyarrow", "scipy")


@cache
def code_digest() -> str:
    """Return the hex digest of this program's files and of the libraries that it computes with; cached."""
    digest = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    return digest_of_code(_PACKAGE, digest.hexdigest())


def digest_of_code(folder: Path, before: str = "") -> str:
    """Return the digest of the code in a folder: the path and bytes of each file."""
    digest = hashlib.sha256(before.encode())
    for file in sorted(path for path in folder.rglob("*") if path.suffix in _ENDINGS):
        digest.update(f"{file.relative_to(folder)}\n".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:32]
