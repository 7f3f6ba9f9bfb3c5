from __future__ import annotations

import io
import zipfile

from engagement.sources.raw import ods

_CELL = '<table:table-cell office:value-type="currency" office:currency="{code}"{more} office:value="1"/>'


def _workbook(rows: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", f'<x><table:table table:name="A &amp; B">{rows}</table:table></x>')
    return file.getvalue()


def test_cells_keep_their_currencies_however_often_they_are_repeated():
    money = _CELL.format(code="PLN", more=' table:number-columns-repeated="3"')
    rows = (
        "<table:table-row><table:table-cell/></table:table-row>"
        '<table:table-row table:number-rows-repeated="2">'
        f'<table:table-cell office:value="1"/>{money}{_CELL.format(code="EUR", more="")}</table:table-row>'
    )
    (sheet,) = ods.currencies(_workbook(rows)).items()
    row = [(1, 3, "PLN"), (4, 1, "EUR")]
    assert (sheet[0], list(sheet[1])) == ("A & B", [[], row, row])


def test_a_workbook_without_money_is_not_gone_through():
    assert ods.currencies(_workbook("<table:table-row/>")) == {}
