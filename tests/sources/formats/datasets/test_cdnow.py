from __future__ import annotations

from datetime import datetime

import pyarrow.compute as pc
import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from tests.sources.formats.order_files import KEY, column, counted, read

ROWS = [
    " 00001 19970101  1   11.77",
    " 00002 19970112  1   12.00",
    " 00002 19970112  5   77.00",
    " 00003 19970102  2    0.00",
]


@pytest.mark.parametrize(
    "header", [" customer_id  date number_of_cds  dollar_value", None], ids=["with header", "without"]
)
def test_each_line_is_an_order_with_or_without_a_header(tmp_path, header):
    rows = ([header] if header else []) + ROWS * 3
    imported = read(tmp_path, "\r\n".join(rows) + "\r\n", "CDNOW_master.txt")
    assert imported.report.format == "cdnow"
    assert imported.report.confidence == "exact"
    assert counted(imported) == (12, 3, 0, 0)
    assert column(imported, "gross")[:4] == [1177, 1200, 7700, 0]
    assert column(imported, "instant")[0] == datetime(1997, 1, 1)
    assert column(imported, "items")[:4] == [1, 1, 5, 2]
    assert set(column(imported, "currency")) == {"USD"}


def test_the_sample_file_has_a_second_number_for_the_customer(tmp_path):
    rows = ["".join((f" {n:05}", f" {n:04}", row[6:])) for n, row in enumerate(ROWS * 3, start=1)]
    imported = read(tmp_path, "\n".join(rows) + "\n", "CDNOW_sample.txt")
    assert counted(imported) == (12, 12, 0, 0)
    assert column(imported, "gross")[0] == 1177


def test_the_table_of_another_package_is_known_by_its_header(tmp_path):
    rows = ["4,1,19970101,2,29.33", "4,1,19970118,2,29.73", "21,2,19970101,3,63.34"]
    content = "\n".join(["masterid,sampleid,date,cds,sales", *rows])
    imported = read(tmp_path, content, "cdnowElog.csv")
    assert imported.report.format == "cdnow"
    assert counted(imported) == (3, 2, 0, 0)


def test_order_ids_stay_the_same_when_the_file_is_sorted_otherwise(tmp_path):
    header = " customer_id  date number_of_cds  dollar_value"
    one = read(tmp_path, "\n".join([header, *ROWS]), "a.txt")
    two = read(tmp_path, "\n".join([header, *reversed(ROWS)]), "b.txt")
    assert set(column(one, "order_id")) == set(column(two, "order_id"))
    assert len(set(column(one, "order_id"))) == len(ROWS)


@pytest.mark.shared
def test_the_whole_file_gives_the_published_figures(shared):
    path = shared / "real" / "CDNOW_master.txt"
    (imported,) = reading.read(path, path.name, key=KEY, hints=Hints())
    assert counted(imported) == (69_659, 23_570, 0, 0)
    assert imported.report.rows_set_aside == 0
    assert pc.sum(pc.equal(imported.tables["orders"]["gross"], 0)).as_py() == 80
