"""Lists of something else than orders are told from orders."""

from __future__ import annotations

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from tests.sources.formats.order_files import read

GOODS = "id,name,price,image_url,category_id,store_reference,created_at\n" + "".join(
    f"{n},Vase {n},{n}0.00,https://shop.example/{n}.png,{n % 2},REF{n},2026-03-0{n}\n" for n in range(1, 6)
)


def test_a_list_of_goods_is_no_list_of_orders(tmp_path):
    with pytest.raises(SourceError, match="not recognised"):
        read(tmp_path, GOODS)


def test_goods_that_somebody_bought_are_sales(tmp_path):
    sold = GOODS.replace("store_reference", "quantity").replace("REF", "").replace("id,name", "order_id,name")
    assert read(tmp_path, sold).report.counts["orders"] == 5


def test_a_list_of_stock_with_what_each_piece_cost_is_no_list_of_orders(tmp_path):
    stock = (
        "id,sku,nome_produto,preco_custo,preco_venda,quantidade,data_compra\n"
        "2,M1,Sapato,10.00,27.20,40,2026-04-25\n4,M2,Jeans,50.00,99.00,22,2026-04-26\n"
    )
    assert read(tmp_path, stock).report.kind == "costs"


@pytest.mark.parametrize("name", ["refunds_2026.csv", "Rimborsi.csv", "zwroty-maj.csv"])
def test_a_file_that_is_called_refunds_holds_no_orders(tmp_path, name):
    path = tmp_path / name
    path.write_text("Order,Date,Email,Amount\n1,2026-01-02,a@example.com,10.00\n", "utf-8")
    (refunds,) = reading.read(path, name, key=bytes(32), hints=Hints())
    assert (refunds.report.format, refunds.report.counts["orders"]) == ("generic_refunds", 0)
    path.write_text("Order,Date,Email,Price\n1,2026-01-02,a@example.com,10.00\n", "utf-8")
    with pytest.raises(SourceError, match="These are returns"):
        reading.read(path, name, key=bytes(32), hints=Hints())


@pytest.mark.parametrize(
    "content",
    [
        "Credit note number,Date,Customer email,Total\nC1,2026-01-03,a@example.com,10.00\n",
        "N. nota di credito;Data;Cliente;Email;Totale\nC1;03/01/2026;A;a@example.com;10,00\n",
        "Numer korekty;Data;E-mail;Kwota\nK1;2026-01-03;a@example.com;10,00\n",
        "Belegart;Belegnr.;Datum;Kundennr.;Brutto\nGutschrift;G1;03.01.2026;7;10,00\n",
    ],
)
def test_credit_notes_alone_are_no_sales(tmp_path, content):
    with pytest.raises(SourceError, match="These are returns"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    "content",
    [
        (
            "Invoice number,Credit note number,Date,Email,Total\n1,,2026-01-03,a@example.com,10.00\n"
            "2,C2,2026-01-14,b@example.com,12.00\n"
        ),
        (
            "Type,Order ID,Date,Email,Amount\nSale,1,2026-01-03,a@example.com,10.00\n"
            "Refund,1,2026-01-14,a@example.com,2.00\n"
        ),
        "Pedido;Fecha;Correo;Total;Abono\n1;2026-01-03;a@example.com;10,00;5,00\n",
    ],
)
def test_orders_beside_credit_notes_are_sales(tmp_path, content):
    assert read(tmp_path, content).report.counts["orders"] >= 1
