"""Shoptet calls the pieces of a product its amount."""

from __future__ import annotations

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from tests.sources.formats.order_files import column

_EXPORT = """\
code;date;statusName;currency;email;totalPriceWithVat;totalPriceWithoutVat;itemName;itemAmount;itemCode;itemUnitPriceWithVat
2026001;2026-05-02 10:00:00;Vyřízena;CZK;ann@example.com;540,00;446,28;Lampa;1;LA-1;300,00
2026001;2026-05-02 10:00:00;Vyřízena;CZK;ann@example.com;540,00;446,28;Hrnek;2;HR-1;120,00
2026002;2026-05-03 10:00:00;Stornována;CZK;ben@example.com;120,00;99,17;Hrnek;1;HR-1;120,00
"""


def test_the_amount_of_an_item_is_a_number_of_pieces(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(_EXPORT.encode("cp1250"))
    (read,) = reading.read(path, path.name, key=b"k" * 32, hints=Hints())
    assert read.report.format == "shoptet_orders"
    assert column(read, "gross") == [54000, 12000]
    assert column(read, "items") == [3, 1]
    assert column(read, "status") == ["paid", "cancelled"]
