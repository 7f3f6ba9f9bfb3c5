"""UTF-8 that a program took for Western European and encoded once more: "Ã–sterreich" for "Österreich".

It is undone only where the whole file proves it: every letter beyond ASCII must be half of another one.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import mmap

#: How letters of Latin alphabets, signs and the mark of a file begin when they are written twice.
_TRACES: Final = tuple(text.encode() for text in ("Ã", "Â", "Ä", "Å", "â€", "ï»¿"))
_HEAD: Final = 1 << 20
_FALLBACK: Final = "engagement-bytes-of-cp1252"


def undone(data: bytes | mmap.mmap) -> bytes | None:
    """Return UTF-8 as it was before it was encoded a second time; None where it was not.

    Of a large file its beginning tells.
    """
    head = bytes(data[:_HEAD])
    if len(data) > _HEAD:
        head = head[: head.rfind(b"\n") + 1]
    if not any(trace in head for trace in _TRACES) or _decoded(head) is None:
        return None
    return _decoded(bytes(data[:]))


def _decoded(data: bytes) -> bytes | None:
    try:
        decoded = data.decode("utf-8").encode("cp1252", _FALLBACK)
        decoded.decode("utf-8")
    except UnicodeError:
        return None
    return decoded


def _as_byte(fault: UnicodeError) -> tuple[bytes, int]:
    """The five bytes that the code page has no letter for are written as they are."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return fault.object[fault.start : fault.end].encode("latin-1"), fault.end


codecs.register_error(_FALLBACK, _as_byte)
