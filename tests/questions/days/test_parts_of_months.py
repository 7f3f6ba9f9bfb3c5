"""Parts of a month: of one that is named, of the running one, and of the same as another part."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood

TODAY = dt.date(2026, 10, 31)
FIRST, SECOND = "2026-10-01..2026-10-15", "2026-10-16..2026-10-31"


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("orders in the first half of the month", FIRST),
        ("orders at the start of the month", "2026-10-01..2026-10-10"),
        ("ordini nella prima metà del mese", FIRST),
        ("ordini nella seconda quindicina", SECOND),
        ("pedidos de la primera quincena", FIRST),
        ("pedidos en la segunda mitad del mes", SECOND),
        ("zamówienia w pierwszej połowie miesiąca", FIRST),
        ("zamówienia w drugiej połowie tego miesiąca", SECOND),
        ("pedidos en la segunda quincena de septiembre", "2026-09-16..2026-09-30"),
    ],
)
def test_a_part_of_a_month_without_its_name_is_of_the_running_one(sentence, days):
    assert understood(sentence, today=TODAY).question == FigureQuestion("orders", days)


@pytest.mark.parametrize(
    "sentence",
    [
        "orders first half of October vs second half",
        "ordini prima metà di ottobre vs seconda metà",
        "pedidos primera quincena de octubre vs segunda quincena",
        "zamówienia w pierwszej połowie października vs w drugiej połowie",
        "orders first half vs second half of the month",
    ],
)
def test_halves_of_one_month_are_compared(sentence):
    assert understood(sentence, today=TODAY).question == FigureQuestion("orders", SECOND, comparison=FIRST)


def test_a_part_that_has_not_begun_is_asked_back():
    assert understood("orders in the second half of the month", today=dt.date(2026, 10, 9)).questions == ()


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("sales last weekend of may", "2026-05-30..2026-05-31"),
        ("fatturato ultimo weekend di maggio", "2026-05-30..2026-05-31"),
        ("ventas del primer fin de semana de mayo", "2026-05-02..2026-05-03"),
        ("sprzedaż w ostatni weekend maja", "2026-05-30..2026-05-31"),
    ],
)
def test_a_weekend_belongs_to_its_month(sentence, days):
    assert understood(sentence, today=dt.date(2026, 10, 31)).question.period == days


@pytest.mark.parametrize("sentence", ["sales last weekend of october", "ordini primo weekend di novembre"])
def test_a_weekend_that_lies_in_two_months_is_asked_back(sentence):
    assert understood(sentence, today=dt.date(2026, 11, 30)).questions == ()
