"""Days that stand alone above the rows of each."""

from __future__ import annotations

from tests.sources.formats.order_files import column, read


def test_the_day_above_is_that_of_the_rows_below(tmp_path):
    imported = read(
        tmp_path,
        "Ordine;Email;Totale\n3 febbraio 2026;;\n1;ida@example.com;20,00\n2;oto@example.com;30,00\n"
        "14 febbraio 2026;;\n3;ida@example.com;10,00\n",
    )
    assert [str(at)[:10] for at in column(imported, "instant")] == ["2026-02-03", "2026-02-03", "2026-02-14"]
    assert column(imported, "gross") == [2000, 3000, 1000]
    assert any("stand alone above rows" in str(told) for told in imported.report.warnings)


def test_a_column_of_dates_that_only_headings_fill_is_filled_for_the_rows(tmp_path):
    imported = read(
        tmp_path,
        "Datum;Bestellnr;E-Mail;Betrag\n03.02.2026;;;\n;1;ida@example.com;20,00\n"
        "14.02.2026;;;\n;2;oto@example.com;30,00\n",
    )
    assert [str(at)[:10] for at in column(imported, "instant")] == ["2026-02-03", "2026-02-14"]


def test_rows_with_days_of_their_own_keep_them(tmp_path):
    imported = read(
        tmp_path,
        "Period;Order;Date;Email;Total\n01/02/2026;;;;\n;1;13.02.2026;ida@example.com;20,00\n"
        "01/03/2026;;;;\n;2;14.03.2026;oto@example.com;30,00\n",
    )
    assert [str(at)[:10] for at in column(imported, "instant")] == ["2026-02-13", "2026-03-14"]
