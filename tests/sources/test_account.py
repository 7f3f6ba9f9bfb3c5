"""The account of a file adds up, however many rows are set aside."""

from __future__ import annotations

from engagement.sources import read
from engagement.sources.importing.report import report_from_json, report_to_json


def test_the_reasons_count_every_row_that_is_set_aside_even_beyond_those_that_are_listed(tmp_path):
    lines = ["InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"]
    lines += [f"5{n:05},A,Mug,{n % 3},12/13/2010 8:26,{n % 2}.50,17850,France" for n in range(6000)]
    file = tmp_path / "many.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (imported,) = read(file, name="many.csv", key=b"k" * 32)
    report = imported.report
    assert report.rows_in == report.rows_kept + report.rows_set_aside == 6000
    assert sum(count for _, count in report.reasons) == report.rows_set_aside == 2000
    assert len(report.set_aside) < report.rows_set_aside
    assert report_from_json(report_to_json(report)) == report
