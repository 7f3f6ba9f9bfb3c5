"""What a shop bought from its suppliers is told from what customers ordered."""

from __future__ import annotations

import pytest

from engagement.sources.model.raw_table import SourceError
from tests.sources.formats.order_files import read, warnings


def table(header: str, cells: str) -> str:
    rows = (cells.format(n=n, day=f"2026-03-{n:02d}", who=n % 3) for n in range(1, 13))
    return "\n".join([header, *rows]) + "\n"


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Invoice No,Invoice Date,Supplier,Gross Amount", "I{n},{day},Mill {who},20.50"),
        ("PO Number,Order Date,Vendor,Item,Unit Cost,Total Cost", "P{n},{day},Mill {who},Lid,1.50,3.00"),
        ("Purchase Order,Date,Supplier Name,Supplier Email,Total", "P{n},{day},Mill,m{who}@example.com,3.00"),
        (
            "Belegnummer,Belegdatum,Lieferant,Artikel,Menge,EK-Preis,Gesamtbetrag",
            "B{n},{day},M,Lid,2,1.5,3.0",
        ),
        ("Numero fattura,Data fattura,Fornitore,IVA,Totale", "F{n},{day},Mill {who},1.50,9.50"),
        ("Nr faktury,Data wystawienia,Dostawca,Kwota brutto", "F{n},{day},Mill {who},9.50"),
    ],
)
def test_invoices_of_suppliers_and_goods_received_are_no_orders(tmp_path, header, cells):
    with pytest.raises(SourceError, match="purchases of the shop"):
        read(tmp_path, table(header, cells))


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (
            "Order ID,Order Date,Customer Email,Supplier,Unit Cost,Total",
            "{n},{day},c{who}@example.com,M,1,9.5",
        ),
        ("Order ID,PO Number,Order Date,Email,Total", "{n},P{n},{day},c{who}@example.com,9.5"),
        ("Order ID,Order Date,Product,Vendor,Quantity,Total", "{n},{day},Lid,Mill,1,9.5"),
    ],
)
def test_orders_that_name_the_maker_of_a_product_or_a_buyers_own_number_are_orders(tmp_path, header, cells):
    assert read(tmp_path, table(header, cells)).report.counts["orders"] == 12


def test_sales_that_name_suppliers_and_no_buyer_are_doubted(tmp_path):
    sold = table("Order ID,Order Date,Product,Supplier,Quantity,Total", "{n},{day},Lid,Mill,1,9.5")
    assert "Supplier names suppliers" in warnings(read(tmp_path, sold))
