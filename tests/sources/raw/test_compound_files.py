"""An old workbook whose sectors lead in a circle is refused before it fills the memory."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from engagement.sources.model.raw_table import SourceError
from engagement.sources.raw.compound_files import never_ends
from engagement.sources.raw.workbooks import tables
from engagement.sources.text.limits import Limits

_WORKBOOK = (Path(__file__).parents[1] / "workbooks" / "linkedin_page.xls").read_bytes()


def _in_a_circle() -> bytes:
    """The workbook, in whose table of sectors the first of the directory follows itself."""
    table, directory = struct.unpack_from("<I", _WORKBOOK, 76)[0], struct.unpack_from("<I", _WORKBOOK, 48)[0]
    damaged = bytearray(_WORKBOOK)
    struct.pack_into("<I", damaged, (table + 1) * 512 + 4 * directory, directory)
    return bytes(damaged)


def test_a_workbook_as_it_should_be_ends():
    assert not never_ends(_WORKBOOK)


def test_a_chain_that_leads_back_is_told():
    assert never_ends(_in_a_circle())
    with pytest.raises(SourceError, match="cannot be opened"):
        list(tables(_in_a_circle(), "page.xls", limits=Limits()))


@pytest.mark.parametrize("content", [_WORKBOOK[:600], _WORKBOOK[:76] + bytes(2000)])
def test_what_the_reader_gives_up_at_becomes_a_sentence(content: bytes):
    with pytest.raises(SourceError, match="cannot be opened"):
        list(tables(content, "page.xls", limits=Limits()))
