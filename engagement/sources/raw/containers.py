"""Read a file of any supported container as raw tables: text, workbooks, ZIP and GZ.

The directory of an archive is checked before anything is unpacked. The names of its members are only shown,
never used as paths.
"""

from __future__ import annotations

import gzip
import io
import lzma
import mmap
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.model.raw_table import RawTable, SourceError
from engagement.sources.raw import from_text, html_tables, ods, several_tables
from engagement.sources.text import json_records
from engagement.sources.text.limits import MIB, MOST_CELLS, Limits, too_many_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Knows = Callable[[Sequence[str]], bool]

_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
_GZIP: Final = b"\x1f\x8b"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The size in bytes up to which the expansion of an archive is not limited.
_SMALL: Final = 16 * MIB
_NESTED: Final = message("This is an archive within an archive. Unpack it once and upload what it holds.")
_BROKEN: Final = message("This archive is damaged. Pack it again, or upload the files as they are.")
#: The exceptions of Python's readers for invalid archives; a wrong offset is a ValueError.
_DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(OSError, NotImplementedError, EOFError, ValueError, RuntimeError),
)
_NO_TABLE: Final = ("__macosx/", ".ds_store", "thumbs.db")


def tables(path: Path, name: str, *, limits: Limits, knows: Knows | None = None) -> Iterator[RawTable]:
    """Yield every table of the file at `path`; `name` is the file's name as the person gave it."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise SourceError(
            message(
                "This file is larger than {most} MB. Export a shorter period and upload the parts.",
                most=limits.file_bytes // MIB,
            )
        )
    if size == 0:
        raise SourceError(message("This file is empty. Export it again and upload the new file."))
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        # Closing a map with a view in use is an error; copies are cheap below a megabyte.
        data = mapped[:] if size < 4 * MIB else mapped
        mapped_path = None if isinstance(data, bytes) else path
        raw_tables = read_bytes(data, name, limits=limits, knows=knows, path=mapped_path)
        for number, table in enumerate(raw_tables):
            if number >= limits.tables:
                raise SourceError(
                    message(
                        "This file holds more than {most} tables. Upload it in parts.", most=limits.tables
                    )
                )
            yield table


def read_bytes(
    data: bytes | mmap.mmap,
    name: str,
    *,
    limits: Limits,
    knows: Knows | None,
    packed: bool = False,
    path: Path | None = None,
) -> Iterator[RawTable]:
    """Yield every table of a file's bytes; `packed` is true for a file from an archive.

    `path` is the file that `data` maps, if any.
    """
    start = bytes(data[:8])
    if start.startswith((_ZIP, _EMPTY_ZIP)):
        yield from _zip(data, name, limits=limits, knows=knows, packed=packed, path=path)
    elif start.startswith(_GZIP):
        _refuse_nested(packed=packed)
        inner = name[:-3] if name.lower().endswith(".gz") else name
        yield from read_bytes(_gunzip(data, limits), inner, limits=limits, knows=knows, packed=True)
    elif start == _OLE:
        yield from _workbook(data, name, limits, knows)
    elif html_tables.begin_here(bytes(data[:1024])) and (found := html_tables.read(data, name, knows=knows)):
        yield from found
    elif json_records.begin_here(bytes(data[:1024])):
        tables = json_records.read(bytes(data[:]))
        for table, rows in tables:
            sheet = table if len(tables) > 1 else None
            yield from_text.from_records(rows, name, sheet=sheet, knows=knows)
    else:
        yield from several_tables.read(data, name, knows=knows, path=path)


def _zip(
    data: bytes | mmap.mmap,
    name: str,
    *,
    limits: Limits,
    knows: Knows | None,
    packed: bool,
    path: Path | None,
) -> Iterator[RawTable]:
    try:
        # `zipfile` cannot read members from a mapped file, only its directory.
        archive = zipfile.ZipFile(path or io.BytesIO(data))
    except _DAMAGED as fault:
        raise SourceError(_BROKEN) from fault
    with archive:
        members = [
            entry for entry in archive.infolist() if not entry.is_dir() and not _is_clutter(entry.filename)
        ]
        _judge(archive, members, limits)
        names = {entry.filename for entry in members}
        if "word/document.xml" in names:
            raise SourceError(
                message("This is a Word document. Save its table as CSV or in an Excel workbook.")
            )
        if "ppt/presentation.xml" in names:
            raise SourceError(
                message("This is a presentation. Save its table as CSV or in an Excel workbook.")
            )
        if "xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names:
            if "content.xml" in names:
                _judge_sheets(archive)
            yield from _workbook(data, name, limits, knows)
            return
        _refuse_nested(packed=packed)
        yield from _members(archive, members, name, limits, knows)


def _members(
    archive: zipfile.ZipFile,
    members: Sequence[zipfile.ZipInfo],
    name: str,
    limits: Limits,
    knows: Knows | None,
) -> Iterator[RawTable]:
    if not members:
        raise SourceError(message("This archive is empty. Pack the files again, or upload them as they are."))
    faults: list[SourceError] = []
    has_tables = False
    for entry in members:
        if entry.flag_bits & 1:
            raise SourceError(
                message("This archive has a password. Unpack it and upload the files as they are.")
            )
        try:
            with archive.open(entry) as member:
                content = member.read(limits.expanded_bytes + 1)
        except _DAMAGED as fault:
            raise SourceError(_BROKEN) from fault
        try:
            for table in read_bytes(
                content, f"{name}/{entry.filename}", limits=limits, knows=knows, packed=True
            ):
                has_tables = True
                yield table
        except SourceError as fault:
            faults.append(fault)
    if not has_tables and faults:
        raise next((fault for fault in faults if fault.sentence == _NESTED), faults[0])


def _judge(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    """Raise `SourceError` if an archive has too many members, or they would unpack to too many bytes."""
    if len(archive.infolist()) > limits.members:
        raise SourceError(
            message("This archive holds more than {most} files. Upload fewer at a time.", most=limits.members)
        )
    expanded = sum(entry.file_size for entry in members)
    packed = sum(entry.compress_size for entry in members)
    if expanded > limits.expanded_bytes:
        raise SourceError(
            message(
                "This file unpacks to more than {most} MB. Export a shorter period and upload the parts.",
                most=limits.expanded_bytes // MIB,
            )
        )
    if expanded > _SMALL and expanded > limits.ratio * max(1, packed):
        raise SourceError(
            message(
                "This file unpacks to more than {most} times its size. Upload its content unpacked.",
                most=limits.ratio,
            )
        )


def _judge_sheets(archive: zipfile.ZipFile) -> None:
    """Refuse an OpenDocument workbook whose repeated cells unfold to more than a sheet may contain."""
    try:
        with archive.open("content.xml") as content:
            too_many = ods.unfolds_to_more(content, MOST_CELLS)
    except _DAMAGED as fault:
        raise SourceError(_BROKEN) from fault
    if too_many:
        raise SourceError(too_many_cells())


def _gunzip(data: bytes | mmap.mmap, limits: Limits) -> bytes:
    """Return the unpacked bytes of all members, never more than `limits` allow.

    Raises `SourceError` if there are more, or a member is damaged or truncated.
    """
    most = min(limits.expanded_bytes, max(_SMALL, limits.ratio * len(data)))
    try:
        with gzip.open(io.BytesIO(data)) as file:
            text = file.read(most + 1)
    except _DAMAGED as fault:
        raise SourceError(_BROKEN) from fault
    if len(text) > most:
        raise SourceError(
            message(
                "This file unpacks to more than {most} MB. Export a shorter period and upload the parts.",
                most=most // MIB,
            )
        )
    return text


def _workbook(data: bytes | mmap.mmap, name: str, limits: Limits, knows: Knows | None) -> Iterator[RawTable]:
    from engagement.sources.raw import workbooks  # noqa: PLC0415 - only workbooks need calamine

    yield from workbooks.tables(bytes(data[:]), name, limits=limits, knows=knows)


def _refuse_nested(*, packed: bool) -> None:
    if packed:
        raise SourceError(_NESTED)


def _is_clutter(name: str) -> bool:
    lower = name.lower()
    return any(part in lower for part in _NO_TABLE) or lower.rsplit("/", 1)[-1].startswith("._")
