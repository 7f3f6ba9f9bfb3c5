"""Customers who are counted by how often they ordered."""

from __future__ import annotations

import pytest

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood

OFTEN = ("order_count", ("2", "3-4", "5-9", "10+"))


@pytest.mark.parametrize(
    ("sentence", "filters"),
    [
        ("customers with at least two orders", (OFTEN,)),
        ("clienti con più di un ordine", (OFTEN,)),
        ("clientes con al menos dos pedidos", (OFTEN,)),
        ("francuscy klienci z co najmniej dwoma zamówieniami", (("country", ("FR",)), OFTEN)),
    ],
)
def test_customers_with_several_orders_are_counted_and_no_rate(sentence, filters, shop):
    assert understood(sentence, None, shop).question == FigureQuestion("customers", filters=filters)


@pytest.mark.parametrize(
    "sentence", ["share of customers with at least two orders", "quota di clienti con almeno due ordini"]
)
def test_their_share_is_of_all_customers(sentence, shop):
    assert understood(sentence, None, shop).question == FigureQuestion(
        "customers", filters=(OFTEN,), as_share=True
    )
