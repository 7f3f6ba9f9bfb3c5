"""A web page called `.xls`, and the XML of Excel 2003, are read as the table that they hold."""

from __future__ import annotations

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from tests.sources.formats.order_files import column

_PAGE = (
    "<html><head><style>td {mso-number-format: x}</style></head><body><h1>Orders</h1><table border=1>"
    "<tr><th>Order ID<th>Order Date<th>Email<th>Product<th>Line total</tr>"
    '<tr><td rowspan="2">1001<td rowspan="2">2026-05-02<td rowspan="2">ann@example.com'
    "<td>L&auml;mp &amp; Größe<td>12,50 &euro;</tr><tr><td>Mug<td>7,50 &euro;</tr>"
    "<tr><td>1002</td><td>2026-05-03</td><td>ben@example.com</td><td><b>Mug</b></td><td>7,50 &euro;</td></tr>"
    "</table></body></html>"
)
_CELL = '<Cell{more}><Data ss:Type="{kind}">{text}</Data></Cell>'
_SHEET = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>{rows}'
    "</Table></Worksheet></Workbook>"
)


def _read(tmp_path, content: bytes):
    path = tmp_path / "orders.xls"
    path.write_bytes(content)
    (found,) = reading.read(path, path.name, key=b"k" * 32, hints=Hints())
    return found


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16"])
def test_a_page_is_read_as_its_table_and_cells_over_several_rows_shift_nothing(tmp_path, codec):
    result = _read(tmp_path, _PAGE.encode(codec))
    assert column(result, "order_id") == ["1001", "1002"]
    assert column(result, "gross") == [2000, 750]
    assert result.tables["lines"].column("product").to_pylist() == ["Lämp & Größe", "Mug", "Mug"]


def test_excels_xml_of_2003_is_a_sheet_whose_cells_say_where_they_stand(tmp_path):
    def row(*cells: tuple[str, str, str]) -> str:
        return f"<Row>{''.join(_CELL.format(more=m, kind=k, text=t) for m, k, t in cells)}</Row>"

    header = row(*(("", "String", name) for name in ("Order #", "Purchased On", "Note", "Email", "Total")))
    orders = "".join(
        row(
            ("", "String", f"10{n}"),
            ("", "DateTime", f"2026-05-0{n}T10:00:00.000"),
            (' ss:Index="4"', "String", f"p{n}@example.com"),
            ("", "Number", f"{n}.5"),
        )
        for n in range(1, 6)
    )
    result = _read(tmp_path, _SHEET.format(rows=header + orders).encode())
    assert column(result, "gross") == [150, 250, 350, 450, 550]
    assert len(set(column(result, "customer_key"))) == 5


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body><p>Please log in</p></body></html>",
        "<html><table><tr><td>User</td></tr></table></html>",
        "<table><!-- never ends",
    ],
)
def test_a_page_without_a_table_is_no_table(tmp_path, page):
    with pytest.raises(SourceError, match="web page"):
        _read(tmp_path, page.encode())


def test_a_page_of_more_cells_than_are_read_is_refused(tmp_path):
    with pytest.raises(SourceError, match="more than"):
        _read(tmp_path, b"<table>" + b"<td colspan=1000>" * 6_000)
