"""Words that ask for a change."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood

TODAY = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    "sentence",
    [
        "how much did orders grow from september to october",
        "di quanto sono cresciuti gli ordini da settembre a ottobre",
        "cuánto han crecido los pedidos de septiembre a octubre",
        "o ile wzrosły zamówienia od września do października",
    ],
)
def test_what_grew_from_one_month_to_the_next_is_compared(sentence):
    right = FigureQuestion("orders", "2026-10-01..2026-10-31", comparison="2026-09-01..2026-09-30")
    assert understood(sentence, None, None, TODAY).question == right


def test_days_from_one_month_to_another_are_a_range():
    found = understood("orders from september to october", None, None, TODAY).question
    assert found == FigureQuestion("orders", "2026-09-01..2026-10-31")


@pytest.mark.parametrize(
    "sentence",
    [
        "orders from spain and portugal together",
        "ordini da spagna e portogallo insieme",
        "pedidos de españa y portugal juntos",
        "zamówienia z hiszpanii i portugalii łącznie",
    ],
)
def test_two_places_together_are_both(sentence):
    right = FigureQuestion("orders", filters=(("country", ("ES", "PT")),))
    assert understood(sentence, None, None, TODAY).question == right


def test_two_things_together_may_be_bought_together(shop):
    assert understood("orders with lamps and candles together", None, shop, TODAY).questions == ()


def test_an_italian_weekend_of_a_month_is_not_easter(shop):
    found = understood("vendite nel weekend di luglio", None, shop, TODAY).question
    filters = (("weekday", ("6", "7")),)
    assert found == FigureQuestion("revenue", "2026-07-01..2026-07-31", filters=filters)


@pytest.mark.parametrize("sentence", ["prodotto più visto", "prodotti meno visti", "producto más rápido"])
def test_what_is_the_most_of_something_else_is_not_what_sells_most(sentence, shop):
    assert understood(sentence, None, shop, TODAY).questions == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "country that brought the most orders",
        "paese che ha portato più ordini",
        "país que trajo más pedidos",
        "kraj, który przyniósł najwięcej zamówień",
    ],
)
def test_what_brought_the_most_of_a_figure_is_its_split(sentence):
    assert understood(sentence, None, None, TODAY).question == FigureQuestion("orders", split="country")


@pytest.mark.parametrize("sentence", ["ventas por me", "vendite per me", "sales by", "sprzedaż wg mie"])
def test_a_split_that_lost_its_word_is_asked_back(sentence):
    assert understood(sentence, today=TODAY).questions == ()


@pytest.mark.parametrize(
    "sentence", ["ventas del total de la tienda", "vendite del totale del negozio", "sales of the whole shop"]
)
def test_the_total_of_the_shop_is_no_share_by_shop(sentence, shop):
    assert understood(sentence, None, shop, TODAY).questions == ()
