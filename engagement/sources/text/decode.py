"""Decode bytes to text: detect the encoding of a file, and refuse files that are not text.

The checks are in the order that makes the fewest errors with short files: a byte order mark, NULs in the
pattern of UTF-16, strict UTF-8, then a scored choice among code pages (`code_pages`). A statistical detector
only gives a second opinion, because it confuses cp1252 and Central European pages in short files.
"""

from __future__ import annotations

import codecs
import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message
from engagement.sources.model.raw_table import SourceError
from engagement.sources.text import code_pages, east_asian
from engagement.sources.text.code_pages import CodePages

if TYPE_CHECKING:
    import mmap
    from collections.abc import Iterator

_declared: Final[ContextVar[str | None]] = ContextVar("said", default=None)

_SAMPLE: Final = 1 << 20
#: The most bytes of non-ASCII lines that are compared to choose the code page: a few thousand words suffice.
_WORDS: Final = 64 * 1024

# UTF-32 is first, because its little-endian mark begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CODE_PAGES: Final = ("cp1252", "cp1250", "iso-8859-2", "iso-8859-15")

# The letters of German, Spanish, French, Italian and Portuguese, and those of Polish and its
# neighbours. In a word of one language the same byte is never a letter of both families.
_WESTERN: Final = frozenset("àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜŸ¿¡ªº")
_EASTERN: Final = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽőűŐŰăâîșțşţäöüßéáíú")
_SIGNS: Final = frozenset("€£°©®·«»…–—’“”„•™§½¼¾±²³×¥\u00a0\u2018")

_OTHER_ARCHIVE: Final = message(
    "This archive cannot be read. Pack the files as ZIP, or upload them as they are."
)
_REFUSED: Final[tuple[tuple[bytes, Message], ...]] = (
    (b"%PDF", message("This is a PDF. Export the table as CSV or as an Excel workbook and upload that.")),
    (
        b"\x89PNG",
        message("This is a picture. Export the table as CSV or as an Excel workbook and upload that."),
    ),
    (
        b"\xff\xd8\xff",
        message("This is a picture. Export the table as CSV or as an Excel workbook and upload that."),
    ),
    (b"GIF8", message("This is a picture. Export the table as CSV or as an Excel workbook and upload that.")),
    (b"{\\rtf", message("This is a text document. Save its table as CSV and upload that.")),
    (
        b"PAR1",
        message("This is a Parquet file. Export the table as CSV or as an Excel workbook and upload that."),
    ),
    (b"SQLite format 3", message("This is a database. Export the table as CSV and upload that.")),
    (b"7z\xbc\xaf", _OTHER_ARCHIVE),
    (b"Rar!", _OTHER_ARCHIVE),
)

#: One byte in this many may be zero, because some databases end cells with a zero byte.
_MOST_ZEROS: Final = 12
_BINARY: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_HTML: Final = re.compile(rb"\s*<(!doctype html|html|table|\?xml[^>]*>\s*<(!doctype )?html)", re.IGNORECASE)
_XML: Final = re.compile(rb"\s*<\?xml", re.IGNORECASE)
# {"id": ... or [{"id": ...: the header of a table never begins like this.
_JSON: Final = re.compile(rb"\s*(?:\[\s*)?\{\s*\"[^\"\r\n]{0,200}\"\s*:")
#: The position of the signature of a TAR archive.
_TAR: Final = slice(257, 262)


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name of the codec, the length of the byte order mark in bytes, and other possible codecs."""

    name: str
    mark: int = 0
    alternatives: tuple[str, ...] = ()


def detect(data: bytes | mmap.mmap) -> Encoding:
    """Return the encoding of `data`.

    Raises `SourceError` if it is not the text of a table: it is blank, or its first bytes are those of a
    document, picture, archive, JSON or web page, or it has many bytes that text does not contain.

    Only the beginning and the end of `data` are checked for UTF-8: a caller that decodes all of it must
    handle a `UnicodeDecodeError` and then use `code_page`.
    """
    head = bytes(data[:_SAMPLE])
    _refuse(head)
    for mark, name in _MARKS:
        if head.startswith(mark):
            _refuse_blank(data[len(mark) :])
            return Encoding(name, len(mark))
    wide = _unmarked_utf16(head)
    if wide is not None:
        return Encoding(wide)
    _refuse_binary(head)
    _refuse_blank(data)
    if east_asian.is_seven_bit(head):
        return Encoding("iso2022_jp")
    if _is_utf8(head) and _is_utf8(bytes(data[-_SAMPLE:]), cut_before=True):
        return Encoding("utf-8")
    page = code_page(data)
    return Encoding(page.name, alternatives=page.others)


def decode(data: bytes | mmap.mmap, encoding: Encoding | None = None) -> tuple[str, str]:
    """Return the text of `data` and the name of its encoding, which is detected unless it is given."""
    encoding = encoding or detect(data)
    try:
        return str(data[encoding.mark :], encoding.name), encoding.name
    except UnicodeDecodeError:
        if encoding.mark:
            return str(data[encoding.mark :], encoding.name, "replace"), encoding.name
        name = code_page(data).name
        return str(data, name, "replace"), name


def code_page(data: bytes | mmap.mmap) -> CodePages:
    """Return the code page in which the non-ASCII bytes of `data` look most like words.

    Inside `read_as`, it is the page that a person chose.
    """
    given_page = _declared.get()
    if given_page is not None:
        return CodePages(given_page, tuple(name for name in code_pages.NAMES if name != given_page))
    lines = re.findall(rb"[^\r\n]*[\x80-\xff][^\r\n]*", bytes(data[: 8 * _SAMPLE]))
    sample = b"\n".join(lines)[:_WORDS]
    scores = {name: _plausibility(sample.decode(name, "replace")) for name in _CODE_PAGES}
    return code_pages.choose(sample, max(_CODE_PAGES, key=lambda name: scores[name]))


@contextmanager
def read_as(name: str | None) -> Iterator[None]:
    """While the block runs, `code_page` returns this page, which a person chose; None: it is detected."""
    token = _declared.set(name if name in code_pages.NAMES else None)
    try:
        yield
    finally:
        _declared.reset(token)


def _plausibility(text: str) -> float:
    """Return a score that is higher the better the non-ASCII letters fit one family of languages.

    Letters of the family inside of words count for it; other letters, and signs within words, against it.
    """
    western = eastern = other = 0.0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        letter, position = match.group(), match.start()
        before = text[position - 1] if position else " "
        after = text[position + 1] if position + 1 < len(text) else " "
        inside = before.isalpha() or after.isalpha()
        if letter in "¿¡":
            other += -2 if before.isalpha() else 1
        elif letter.isupper() and before.islower():
            other -= 2
        elif letter in _SIGNS:
            other += -1 if before.isalpha() and after.isalpha() and letter not in "’·" else 0.6
        elif not letter.isalpha():
            other -= 2
        elif not inside:
            other += 0.1
        else:
            western += 1 if letter in _WESTERN else -1
            eastern += 1 if letter in _EASTERN else -1
    return max(western, eastern) + other


def _refuse(head: bytes) -> None:
    if not head:
        raise SourceError(message("This file is empty. Export it again and upload the new file."))
    for start, sentence in _REFUSED:
        if head.startswith(start):
            raise SourceError(sentence)
    if head[_TAR] == b"ustar":
        raise SourceError(_OTHER_ARCHIVE)
    if _JSON.match(head):
        raise SourceError(
            message("This is JSON, not a table. Choose CSV or Excel where you export and upload that file.")
        )
    if _XML.match(head) and not _HTML.match(head):
        raise SourceError(
            message("This is XML, not a table. Choose CSV or Excel where you export and upload that file.")
        )
    if _HTML.match(head):
        raise SourceError(
            message(
                "This is a web page, not a table. Choose CSV or Excel where you export and upload that file."
            )
        )


def _refuse_binary(head: bytes) -> None:
    if head.count(0) > len(head) // _MOST_ZEROS or len(_BINARY.findall(head)) > len(head) // 200:
        raise SourceError(message("This is not a text table. Export it as CSV or as an Excel workbook."))


def _refuse_blank(data: bytes | mmap.mmap) -> None:
    if len(data) <= _SAMPLE and not bytes(data).strip(b" \t\r\n\x00,;\"'"):
        raise SourceError(message("This file holds no text. Export it again and upload the new file."))


def _unmarked_utf16(head: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark, whose every second byte is mostly NUL; else None."""
    sample = head[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _is_utf8(sample: bytes, *, cut_before: bool = False) -> bool:
    """Return whether `sample`, which may begin or end inside a character, is UTF-8."""
    if cut_before:
        start = 0
        while start < min(3, len(sample)) and sample[start] & 0xC0 == 0x80:
            start += 1
        sample = sample[start:]
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(sample, final=False)
    except UnicodeDecodeError:
        return False
    return True
