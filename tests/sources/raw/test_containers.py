from __future__ import annotations

import gzip
import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from engagement.sources.model.raw_table import SourceError
from engagement.sources.raw import containers, workbooks
from engagement.sources.text.limits import Limits

if TYPE_CHECKING:
    from pathlib import Path

CSV = b"id,sum\n1,5\n2,6\n"


def tables(folder: Path, name: str, content: bytes, limits: Limits | None = None):
    path = folder / "upload"
    path.write_bytes(content)
    return list(containers.tables(path, name, limits=limits or Limits()))


def packed(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_every_file_of_an_archive_is_a_table(tmp_path):
    result = tables(tmp_path, "all.zip", packed(**{"a.csv": CSV, "b/c.csv": CSV, "__MACOSX/x": b"\x00"}))
    assert [raw.file for raw in result] == ["all.zip/a.csv", "all.zip/b/c.csv"]
    assert [raw.rows for raw in result] == [2, 2]


def test_an_archive_too_large_to_be_copied_is_read_all_the_same(tmp_path):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", b"id,sum\n" + b"1,5\n" * 1_200_000)
        archive.writestr("b.csv", CSV)
    assert [raw.rows for raw in tables(tmp_path, "all.zip", target.getvalue())] == [1_200_000, 2]


def test_a_gzipped_file_loses_its_ending(tmp_path):
    result = tables(tmp_path, "a.csv.gz", gzip.compress(CSV))
    assert [(raw.file, raw.rows) for raw in result] == [("a.csv", 2)]


def test_every_member_of_a_gzipped_file_is_read(tmp_path):
    (raw,) = tables(tmp_path, "a.csv.gz", gzip.compress(CSV) + gzip.compress(b"3,7\n") + bytes(512))
    assert raw.rows == 3


def test_an_archive_whose_directory_points_nowhere_is_damaged(tmp_path):
    content = packed(**{"a.csv": CSV})
    with pytest.raises(SourceError, match="damaged"):
        tables(tmp_path, "a.zip", content[:20] + content[25:])  # a finding of the guided fuzzer


def test_a_name_with_dots_and_slashes_stays_text(tmp_path):
    result = tables(tmp_path, "z.zip", packed(**{"../../evil.csv": CSV}))
    assert result[0].file == "z.zip/../../evil.csv"
    assert list(tmp_path.iterdir()) == [tmp_path / "upload"]


@pytest.mark.parametrize(
    ("content", "limits", "word"),
    [
        (packed(**{"a.zip": packed(**{"b.csv": CSV})}), None, "within an archive"),
        (gzip.compress(gzip.compress(CSV)), None, "within an archive"),
        (packed(**{"a.csv": b"0" * 40_000_000}), None, "times its size"),
        (packed(**{f"{i}.csv": b"" for i in range(300)}), None, "more than 200 files"),
        (packed(**{"a.csv": b"1,2\n" * 1000}), Limits(expanded_bytes=1000), "unpacks to more"),
        (gzip.compress(b"1,2\n" * 9_000_000), Limits(expanded_bytes=1 << 20), "unpacks to more"),
        (gzip.compress(CSV)[:-9], None, "damaged"),  # cut short: nobody knows how many rows are gone
        (packed(**{"a.csv": CSV})[5:], None, "not a text table"),
        (packed(**{"a.csv": CSV}).replace(b"PK\x01\x02", b"", 1), None, "damaged"),
        (packed(**{"a.csv": CSV})[:40], None, "damaged"),
        (packed(), None, "archive is empty"),
        (packed(**{"word/document.xml": b"<x/>"}), None, "Word"),
        (packed(**{"xl/workbook.xml": b"<x/>"}), None, "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, None, "workbook"),
        (CSV, Limits(file_bytes=5), "larger than"),
        (b"", None, "empty"),
    ],
    # An archive holds the time at which it was made, so it must not name a test.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_opened_is_refused_with_what_to_do(tmp_path, content, limits, word):
    with pytest.raises(SourceError, match=word):
        tables(tmp_path, "f", content, limits)


def sheet(*rows: str) -> str:
    body = "".join(f"<row>{row}</row>" for row in rows)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def text(value: str) -> str:
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(*sheets: str) -> bytes:
    """The least that is an XLSX, written by hand: style 1 is a date."""
    names = "".join(f'<sheet name="S{i}" sheetId="{i}" r:id="r{i}"/>' for i in range(1, len(sheets) + 1))
    links = "".join(
        f'<Relationship Id="r{i}" Type="{REL}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    styles = f'<Relationship Id="s" Type="{REL}/styles" Target="styles.xml"/>'
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" '
        f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{links}{styles}</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="22"/></cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{i}.xml": content for i, content in enumerate(sheets, 1)},
    }
    return packed(**{name: content.encode() for name, content in members.items()})


def test_every_sheet_with_cells_is_a_table(tmp_path):
    first = sheet(
        text("A title"),
        text("id") + text("when") + text("sum"),
        '<c><v>122158000000000000</v></c><c s="1"><v>45384.3479</v></c><c><v>5</v></c>',
        '<c><v>2</v></c><c s="1"><v>45385</v></c><c><v>6.25</v></c>',
    )
    result = tables(
        tmp_path, "book.xlsx", workbook(first, sheet(), sheet(text("a") + text("b"), text("x") + text("y")))
    )
    assert [(raw.sheet, raw.rows) for raw in result] == [("S1", 2), ("S3", 1)]
    assert result[0].columns == ("id", "when", "sum")
    assert result[0].header_row == 2
    assert result[0].lines.to_pylist() == [3, 4]
    assert [column.to_pylist() for column in result[0].data.columns] == [
        ["122158000000000000", "2"],
        ["2024-04-02 08:20:59", "2024-04-03"],
        ["5", "6.25"],
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (17850.0, "17850"),
        (1.22158e17, "122158000000000000"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (True, "true"),
        (None, ""),
    ],
)
def test_numbers_of_a_sheet_are_text_without_what_a_spreadsheet_adds(value, expected):
    assert workbooks.text_of(value) == expected
