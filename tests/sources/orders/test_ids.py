"""Which order each row of an unknown table belongs to, and what is said where that is not known."""

from __future__ import annotations

from tests.sources.formats.order_files import column, read

HEADER = "Receipt no,Date,Email,Total"


def _till(unnumbered: int, amount: str = "30.00") -> str:
    rows = [f"R{n},2026-05-{n % 28 + 1:02},p{n % 9}@example.com,20.00" for n in range(40)]
    rows += [f",2026-06-{n % 28 + 1:02},p{n % 9}@example.com,{amount}" for n in range(unnumbered)]
    return "\n".join((HEADER, *rows)) + "\n"


def _lost(found) -> list[str]:
    return [str(doubt.sentence) for doubt in found.report.doubts if doubt.about == "lost"]


def test_money_on_rows_without_a_number_is_told_with_its_share(tmp_path):
    result = read(tmp_path, _till(20))
    assert result.report.rows_set_aside == 20
    (sentence,) = _lost(result)
    assert sentence.endswith("no number in Receipt no and are set aside: 42.9% of the money in this file")


def test_a_few_small_amounts_without_a_number_are_counted_and_no_doubt(tmp_path):
    result = read(tmp_path, _till(2, "1.00"))
    assert result.report.rows_set_aside == 2
    assert _lost(result) == []


def test_a_row_of_totals_without_a_number_is_no_lost_money(tmp_path):
    result = read(tmp_path, _till(0) + "Total,,,800.00\n")
    assert result.report.rows_set_aside == 1
    assert _lost(result) == []


def test_a_credit_note_with_a_number_of_its_own_belongs_to_the_invoice_that_it_names(tmp_path):
    content = (
        "Nr dokumentu,Typ,Data,E-mail,Brutto,Dokument korygowany\n"
        "FV/1,Faktura,2026-01-05,a@example.com,50.00,\nFV/2,Faktura,2026-01-06,b@example.com,30.00,\n"
        "KFV/1,Korekta,2026-01-09,a@example.com,-20.00,FV/1\n"
    )
    imported = read(tmp_path, content)
    assert (column(imported, "gross"), column(imported, "refunded")) == ([5000, 3000], [2000, 0])
