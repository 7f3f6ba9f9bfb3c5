"""UTF-8 that was decoded as Western European and encoded again: "Ã–sterreich" for "Österreich".

It is only repaired if the whole file proves it: every non-ASCII letter must be half of another one.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import mmap

#: The first characters of doubly encoded Latin letters, signs and byte order marks.
_TRACES: Final = tuple(text.encode() for text in ("Ã", "Â", "Ä", "Å", "â€", "ï»¿"))
_HEAD: Final = 1 << 20
_FALLBACK: Final = "engagement-bytes-of-cp1252"


def undone(data: bytes | mmap.mmap) -> bytes | None:
    """Return UTF-8 before its second encoding; None if it was encoded once.

    For a large file its beginning decides.
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
    """Decode the five bytes for which the code page has no letter as themselves."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return fault.object[fault.start : fault.end].encode("latin-1"), fault.end


codecs.register_error(_FALLBACK, _as_byte)
