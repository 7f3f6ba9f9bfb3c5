"""A value against all others: "Italy vs the rest"."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood

TODAY = dt.date(2026, 10, 31)
ITALY = (("country", ("IT",)),)


@pytest.mark.parametrize(
    "sentence",
    [
        "sales in Italy vs the rest",
        "revenue Italy compared to everywhere else",
        "italian sales against the rest of the world",
        "vendite Italia vs resto",
        "fatturato in Italia rispetto al resto del mondo",
        "vendite Italia contro tutti gli altri paesi",
        "ventas de Italia frente al resto",
        "ingresos en Italia vs los demás países",
        "sprzedaż Włochy kontra reszta",
        "sprzedaż we Włoszech w porównaniu z resztą świata",
        "sprzedaż we Włoszech a w pozostałych krajach",
    ],
)
def test_a_value_against_the_rest_is_one_question_with_it_and_one_without_it(sentence):
    right = (FigureQuestion("revenue", filters=ITALY), FigureQuestion("revenue", without=ITALY))
    assert understood(sentence, today=TODAY).questions == right


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("orders from Italy and Spain vs the rest this year", ("IT", "ES")),
        ("ordini di Italia e Spagna rispetto al resto quest'anno", ("IT", "ES")),
    ],
)
def test_several_values_are_left_out_of_the_rest_together(sentence, values):
    named = (("country", values),)
    assert understood(sentence, today=TODAY).questions == (
        FigureQuestion("orders", "this_year", filters=named),
        FigureQuestion("orders", "this_year", without=named),
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Italy vs the rest",
        "sales in all other countries",
        "vendite negli altri paesi",
        "ventas del resto",
        "sprzedaż w pozostałych krajach",
        "sales this week vs the rest of the month",
    ],
)
def test_a_rest_of_nothing_that_is_named_is_asked_back(sentence):
    assert understood(sentence, today=TODAY).questions == ()


def test_members_and_everyone_else_are_compared_by_a_figure_of_their_own():
    found = understood("do members spend more per order than everyone else").question
    assert found == FigureQuestion("member_order_value_gap")
