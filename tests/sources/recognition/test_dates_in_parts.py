"""Year, month and day in three columns are one day."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.sources.model.raw_table import SourceError
from tests.sources.formats.order_files import read

SALES = (
    "Ordine,Anno,Mese,Giorno,Email,Totale\nA1,2026,3,14,ada@example.com,10.00\n"
    "A2,2026,marzo,31,ben@example.com,12.50\n"
)


def test_a_day_in_three_columns_is_put_together(tmp_path):
    result = read(tmp_path, SALES)
    days = [row["instant"].date() for row in result.tables["orders"].to_pylist()]
    assert days == [dt.date(2026, 3, 14), dt.date(2026, 3, 31)]
    assert "The day is put together from Anno, Mese, Giorno" in map(str, result.report.warnings)


@pytest.mark.parametrize(
    "names", ["Jahr,Monat,Tag", "Rok,Miesiąc,Dzień", "Order year,Order month,Order day", "Jaar,Maand,Dag"]
)
def test_the_names_of_the_parts_give_the_day_no_other_meaning(tmp_path, names):
    result = read(tmp_path, SALES.replace("Anno,Mese,Giorno", names))
    days = [row["instant"].date() for row in result.tables["orders"].to_pylist()]
    assert days == [dt.date(2026, 3, 14), dt.date(2026, 3, 31)]


def test_parts_of_a_date_that_stands_beside_them_stay_apart(tmp_path):
    dated = SALES.replace("Totale\n", "Totale,Data\n").replace("10.00", "10.00,2026-04-01")
    result = read(tmp_path, dated.replace("12.50", "12.50,2026-04-02"))
    assert {row["instant"].date().month for row in result.tables["orders"].to_pylist()} == {4}


def test_figures_that_are_no_parts_of_a_day_are_none(tmp_path):
    with pytest.raises(SourceError, match="no column holds the day of each"):
        read(tmp_path, SALES.replace(",14,", ",44,"))
