"""Allegro's report has two tables: orders, and below them the products of these."""

from __future__ import annotations

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from tests.sources.formats.order_files import column

_REPORT = """\
Type,OrderId,OrderDate,SellerStatus,BuyerId,BuyerLogin,BuyerEmail,TotalToPayAmount,TotalToPayCurrency
order,aa-1,2026-05-02T10:00:00,SENT,11,ann,x1+aa@allegromail.pl,54.90,PLN
order,aa-2,2026-05-03T10:00:00,CANCELLED,12,ben,x2+bb@allegromail.pl,20.00,PLN
order,aa-3,2026-05-04T10:00:00,SENT,11,ann,x3+cc@allegromail.pl,20.00,PLN
{parted}Type,OrderId,LineItemId,OfferId,OfferName,OfferExternalId,Quantity,PriceAmount,PriceCurrency
lineItem,aa-1,1,900,Lamp,LA-1,1,30.00,PLN
lineItem,aa-1,2,901,Mug,MU-1,2,10.00,PLN
lineItem,aa-2,3,901,Mug,MU-1,2,10.00,PLN
lineItem,aa-3,4,901,Mug,MU-1,2,10.00,PLN
"""


@pytest.mark.parametrize("parted", ["", "\n"])
def test_products_below_the_orders_belong_to_them(tmp_path, parted):
    path = tmp_path / "orders.csv"
    path.write_text(_REPORT.format(parted=parted), "utf-8")
    (read,) = reading.read(path, path.name, key=b"k" * 32, hints=Hints())
    assert (read.report.format, read.report.rows_kept) == ("allegro_orders", 7)
    assert column(read, "gross") == [5490, 2000, 2000]
    assert column(read, "status") == ["paid", "cancelled", "paid"]
    assert column(read, "items") == [3, 2, 2]
    assert len(set(column(read, "customer_key"))) == 2
    assert read.tables["lines"].column("product").to_pylist() == ["Lamp", "Mug", "Mug", "Mug"]
