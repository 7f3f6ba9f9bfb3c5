"""Files of results, stored beside the objects that they were computed from.

A file is in the objects' folder and names these objects. It is only read while they all exist, if it is
complete, and by the code that wrote it; it is deleted with the first of them (`remove_orphans`). There are
few files, and none is large.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SUFFIX: Final = ".results"
#: The number of newest files kept per folder, and the largest size of a file.
_MOST: Final = 4
_MOST_BYTES: Final = 4 << 20

_log: Final = logging.getLogger(__name__)


class _StoredFile(msgspec.Struct, array_like=True):
    """The content of a file: the names of the objects, the sha256 of all results, and the results."""

    objects: list[str]
    digest: bytes
    results: list[bytes]


def write(name: str, objects: Sequence[Path], results: list[bytes]) -> bool:
    """Store results under a name beside the objects; return whether they are stored.

    They are not if they are too large, or if one of the objects has been deleted: deleting an object
    removes the results computed from it afterwards, so one of the two always comes last. Raises OSError if
    nothing can be written.
    """
    folder = objects[0].parent
    if sum(map(len, results)) > _MOST_BYTES:
        return False
    results_file = _StoredFile([path.name for path in objects], _digest_of(results), results)
    temporary = folder / f"{secrets.token_hex(8)}.tmp"  # swept like incomplete objects
    file = folder / f"{name}{SUFFIX}"
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(msgspec.msgpack.encode(results_file))
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
    if not all(path.exists() for path in objects):
        file.unlink(missing_ok=True)
        return False
    for old in sorted(folder.glob(f"*{SUFFIX}"), key=_written)[:-_MOST]:
        old.unlink(missing_ok=True)
    return True


def read(name: str, objects: Sequence[Path]) -> list[bytes] | None:
    """Return the results stored under a name beside the objects; None if there are none.

    A file that is damaged, or of other objects or another format, is ignored and logged.
    """
    file = objects[0].parent / f"{name}{SUFFIX}"
    try:
        return _checked(file, objects) if all(path.exists() for path in objects) else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as fault:
        ignored(file.name, fault)
        return None


def _checked(file: Path, objects: Sequence[Path]) -> list[bytes]:
    """Return the content of a file. Raises ValueError (including msgspec's) if it cannot be used."""
    if file.stat().st_size > 2 * _MOST_BYTES:
        raise ValueError("too large")
    results_file = msgspec.msgpack.decode(file.read_bytes(), type=_StoredFile)
    if sorted(results_file.objects) != sorted(path.name for path in objects):
        raise ValueError("of other objects")
    if _digest_of(results_file.results) != results_file.digest:
        raise ValueError("damaged")
    return results_file.results


def ignored(name: str, fault: Exception) -> None:
    """Log that results could not be used and are computed again."""
    _log.warning("kept results %s are not used (%s); they are computed anew", name, fault)


def remove_orphans(folder: Path) -> None:
    """Remove results of objects that are no longer in the folder, and unreadable files."""
    names = {path.name for path in folder.iterdir()}
    for file in folder.glob(f"*{SUFFIX}"):
        objects = None
        with suppress(OSError, ValueError):
            objects = msgspec.msgpack.decode(file.read_bytes(), type=_StoredFile).objects
        if objects is None or not names.issuperset(objects):
            file.unlink(missing_ok=True)


def _digest_of(results: Sequence[bytes]) -> bytes:
    return hashlib.sha256(b"".join(results)).digest()


def _written(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # another process has removed it
        return 0.0
