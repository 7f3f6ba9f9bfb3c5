from __future__ import annotations

import pytest

from engagement.sources.columns import rows_without_data
from engagement.sources.columns.ledger import Ledger
from engagement.sources.raw import from_text


def reasons(content: str) -> list[tuple[int, str]]:
    raw = from_text.read(content.encode(), "f")
    ledger = Ledger(raw.rows)
    rows_without_data.set_aside(raw, ledger)
    return [(row.line, str(row.reason)) for row in ledger.listed(raw)]


@pytest.mark.parametrize(
    "word", ["Total", "Totale", "Suma", "RAZEM", "Gesamt:", "Summe", "Total general", "Grand total"]
)
def test_a_total_row_is_set_aside_by_name(word):
    at_end = f"city,sum,n\nRome,5,1\nOslo,6,2\n{word},11,3\n"
    assert reasons(at_end) == [(4, "This is a total of the other rows")]
    at_start = f"city,sum,n\n{word},11,3\nRome,5,1\nOslo,6,2\n"
    assert reasons(at_start) == [(2, "This is a total of the other rows")]


def test_a_city_called_totana_is_no_total():
    assert reasons("city,sum,n\nTotana,5,1\nTotals Ltd,6,2\n") == []


def test_footers_of_an_export_are_set_aside_in_one_run_from_the_end():
    text = 'id,user,sum,day\n1,a,5,x\n2,b,6,y\n,,,\n"2,record(s) downloaded",,,\nSeller ID : demo\n'
    assert reasons(text) == [
        (4, "This row is empty"),
        (5, "This line stands below the table and is no part of it"),
        (6, "This line stands below the table and is no part of it"),
    ]


def test_a_row_with_cells_beyond_the_header_is_set_aside_not_shifted():
    assert reasons("a,b,c\n1,2,3\n4,5,6,7\n8,9,1\n") == [
        (3, "This row has more cells than the table has columns")
    ]


def test_footers_are_taken_from_the_raw_table_with_the_blank_rows_before_them():
    raw = from_text.read(b"id,user,sum\n1,a,5\n2,b,6\n,,\nGenerated on 2026-05-01\n", "f")
    plain = rows_without_data.without_footers(raw)
    assert plain.rows == 2
    assert plain.footer == ("", "Generated on 2026-05-01")
