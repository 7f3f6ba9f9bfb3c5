"""What no filter tells of products and of how customers buy."""

from __future__ import annotations

import pytest

from engagement.questions.figure_question import ANY, FigureQuestion
from engagement.questions.understanding import understood


@pytest.mark.parametrize(
    "sentence",
    [
        "customers who only buy with a discount",
        "clientes que solo compran con descuento",
        "klienci ktorzy kupuja tylko z rabatem",
        "customers who bought only lamps",
        "how many lamps did we sell",
        "customers who bought lamps and candles",
        "customers who bought lamps but not candles",
        "clienti che comprano lampade ma non candele",
    ],
)
def test_only_both_and_pieces_are_asked_back(sentence, shop):
    assert understood(sentence, None, shop).questions == ()


def test_only_of_orders_is_a_filter(shop):
    found = understood("orders only with a code", None, shop).question
    assert found == FigureQuestion("orders", filters=(("discount_code", (ANY,)),))
