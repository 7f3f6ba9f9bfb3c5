"""What days are compared with."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.understanding import understood

TODAY = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    "sentence",
    [
        "orders yesterday vs same day last week",
        "ordini di ieri contro lo stesso giorno della settimana scorsa",
        "pedidos de ayer frente al mismo día de la semana pasada",
        "zamówienia wczoraj vs ten sam dzień tydzień temu",
    ],
)
def test_a_day_is_compared_with_that_of_the_week_before(sentence):
    found = understood(sentence, None, None, TODAY).question
    assert found is not None
    assert (found.period, found.comparison) == ("2026-11-01..2026-11-01", "2026-10-25..2026-10-25")


@pytest.mark.parametrize(
    "sentence",
    [
        "revenue this year vs the same period of 2025",
        "fatturato da inizio anno rispetto allo stesso periodo del 2025",
        "ingresos de este año contra el mismo periodo de 2025",
        "obrót w tym roku wobec tego samego okresu 2025",
    ],
)
def test_the_same_days_of_the_year_before_may_be_named_by_it(sentence):
    found = understood(sentence, None, None, TODAY).question
    assert found is not None
    assert (found.period, found.comparison) == ("this_year", "year")


@pytest.mark.parametrize(
    "sentence",
    ["orders last week vs the same day last week", "orders last month vs the same period of 2024"],
)
def test_the_same_of_another_length_or_year_is_asked_back(sentence):
    assert understood(sentence, None, None, TODAY).questions == ()
