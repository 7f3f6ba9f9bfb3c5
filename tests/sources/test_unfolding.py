"""A few letters that stand for a billion cells, and files of a thousand tables, are refused soon."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.model.raw_table import SourceError
from engagement.sources.raw import containers, ods
from engagement.sources.text.limits import Limits

if TYPE_CHECKING:
    from pathlib import Path

_XML = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
)


def cell(times: int = 1, text: str = "") -> str:
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    if not text:
        return f"<table:table-cell{repeated}/>"
    return (
        f'<table:table-cell{repeated} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def row(*cells: str, times: int = 1) -> str:
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str) -> str:
    return f'<table:table table:name="S">{"".join(rows)}</table:table>'


def workbook(folder: Path, *rows: str) -> Path:
    path = folder / "upload.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _XML.format(sheets=sheet(*rows)))
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"></m:manifest>',
        )
    return path


_FULL = cell(16_384, "x")
BOMBS = {
    "alike cells": [row(_FULL, times=1_000_000)],
    "rows of one cell": [row(cell(1, "x"), times=900_000_000)],
    "a far corner": [row(cell(1, "x")), row(cell(16_384), times=1_000_000), row(cell(16_383), cell(1, "x"))],
    "row by row": [row(_FULL)] * 5_000,
}


@pytest.mark.parametrize("which", BOMBS)
def test_a_workbook_that_unfolds_to_a_billion_cells_is_refused_before_it_does(tmp_path: Path, which: str):
    path = workbook(tmp_path, *BOMBS[which])
    tracemalloc.start()
    try:
        with pytest.raises(SourceError, match="more than 60000000 cells"):
            list(containers.tables(path, "a.ods", limits=Limits()))
        _, most_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most_bytes < 60_000_000


def test_the_blank_rest_of_a_sheet_costs_nothing(tmp_path: Path):
    rest = cell(16_380)
    rows = [
        row(cell(1, "id"), cell(1, "sum"), rest),
        row(cell(1, "1"), cell(1, "5"), rest),
        row(cell(1, "2"), cell(1, "6"), rest),
        row(cell(16_384), times=1_048_573),
    ]
    (raw,) = containers.tables(workbook(tmp_path, *rows), "a.ods", limits=Limits())
    assert (raw.columns, raw.rows) == (("id", "sum"), 2)


@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=4)),
        max_size=6,
    ),
    st.integers(1, 40),
)
def test_a_sheet_unfolds_to_the_box_of_what_is_in_it(
    rows: list[tuple[int, list[tuple[int, bool]]]], piece: int
):
    grid = [
        [filled for times, filled in cells for _ in range(times)] for repeated, cells in rows
        for _ in range(repeated)
    ]  # fmt: skip
    height = max((place + 1 for place, line in enumerate(grid) if any(line)), default=0)
    width = max((place + 1 for line in grid for place, filled in enumerate(line) if filled), default=0)
    listed = [row(*(cell(n, "x" if filled else "") for n, filled in cells), times=n) for n, cells in rows]
    content = _XML.format(sheets=sheet(*listed)).encode()

    class Slow(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            return super().read(piece * 50)

    box = height * width
    assert not ods.unfolds_to_more(Slow(content), box)
    assert not box or ods.unfolds_to_more(Slow(content), box - 1)


def test_a_file_of_more_tables_than_anybody_exports_is_refused(tmp_path: Path):
    block = "# Block\nDay Index,Sessions\n01/01/24,5\n02/01/24,6\n\n"
    path = tmp_path / "google.csv"
    path.write_text("# ----\n# All Web Site Data\n# 20240101-20240131\n# ----\n\n" + block * 40)
    with pytest.raises(SourceError, match="more than 30 tables"):
        list(containers.tables(path, "google.csv", limits=Limits(tables=30)))
    assert len(list(containers.tables(path, "google.csv", limits=Limits()))) == 40
