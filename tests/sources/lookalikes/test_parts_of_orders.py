"""Lists of products and of refunds that name orders of another file, and what only looks like them."""

from __future__ import annotations

import pytest

from engagement.sources.lookalikes import parts_of_orders
from tests.sources.formats.survey_files import raw_table

ITEMS = (
    "Numero ordine;Codice articolo;Descrizione;Quantità;Prezzo unitario\n"
    "1001;A;Vaso;2;5,00\n1002;B;Piatto;1;7,50\n"
)


def test_products_without_a_day_and_a_customer_are_parts_of_orders():
    assert parts_of_orders.lines(raw_table(ITEMS)) is not None


@pytest.mark.parametrize(
    "content",
    [
        "Order ID,Order date,Product,Quantity,Unit price\n1001,2026-03-01,Mug,2,5.00\n",
        "Order ID,Email,Product,Quantity,Unit price\n1001,ada@example.com,Mug,2,5.00\n",
        "SKU,Product,Quantity,Unit price\nA,Mug,2,5.00\n",
        "Order ID,Product,Quantity\n1001,Mug,2\n",
    ],
)
def test_with_a_day_or_a_customer_or_without_a_number_or_money_they_are_none(content):
    assert parts_of_orders.lines(raw_table(content)) is None


@pytest.mark.parametrize(
    ("content", "order", "amount", "day"),
    [
        (
            "Refund ID,Order ID,Refund date,Refund amount,Reason\n1,1001,2026-03-09,5.00,late\n",
            "Order ID",
            "Refund amount",
            "Refund date",
        ),
        (
            "N. ordine,Data rimborso,Importo rimborsato\n1001,09/03/2026,5.00\n",
            "N. ordine",
            "Importo rimborsato",
            "Data rimborso",
        ),
        (
            "Gutschriftnummer,Gutschriftdatum,zu Rechnung,Bruttobetrag\nG1,09.03.2026,R1001,5.00\n",
            "zu Rechnung",
            "Bruttobetrag",
            "Gutschriftdatum",
        ),
    ],
)
def test_refunds_name_the_order_the_amount_and_the_day(content, order, amount, day):
    assert parts_of_orders.refunds(raw_table(content)) == parts_of_orders.RefundColumns(order, amount, day)


@pytest.mark.parametrize(
    "content",
    [
        "Order ID,Order date,Email,Total,Refund amount\n1001,2026-03-01,ada@example.com,30.00,5.00\n",
        "Return ID,Order ID,Item,Reason\n1,1001,Mug,late\n",
        "Order ID,Date,Email,Total\n1001,2026-03-01,ada@example.com,30.00\n",
    ],
)
def test_orders_and_returns_without_an_amount_are_no_refunds(content):
    assert parts_of_orders.refunds(raw_table(content)) is None
