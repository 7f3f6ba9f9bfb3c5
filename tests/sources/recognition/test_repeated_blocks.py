"""A table that goes on beside itself under the same headers."""

from __future__ import annotations

from tests.sources.formats.order_files import column, read

_TWICE = "Ordine;Data;Email;Totale;Ordine;Data;Email;Totale\n"


def test_months_beside_each_other_are_one_table(tmp_path):
    imported = read(
        tmp_path,
        _TWICE + "1;13/01/2026;ida@example.com;20,00;3;14/02/2026;ida@example.com;40,00\n"
        "2;15/01/2026;oto@example.com;30,00;;;;\n",
    )
    assert column(imported, "order_id") == ["1", "2", "3"]
    assert column(imported, "gross") == [2000, 3000, 4000]
    assert any("2 times beside each other" in str(told) for told in imported.report.warnings)


def test_addresses_of_billing_and_shipping_are_no_second_table(tmp_path):
    imported = read(
        tmp_path,
        "Name;Street;City;Name;Street;City;Order;Date;Total\n"
        "Ida;A 1;Rome;Ida;B 2;Rome;1;13/01/2026;20,00\nOto;A 2;Rome;Oto;B 3;Rome;2;14/01/2026;30,00\n",
    )
    assert column(imported, "gross") == [2000, 3000]
