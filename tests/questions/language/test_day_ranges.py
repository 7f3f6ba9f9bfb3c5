"""Days of a month from one to another."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.understanding import understood

TODAY = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    "sentence",
    [
        "orders from 1 to 15 october vs 16 to 31",
        "orders 1 to 15 vs 16 to 31 october",
        "ordini dal 1 al 15 ottobre contro 16 al 31",
        "pedidos del 1 al 15 de octubre vs del 16 al 31",
        "zamówienia od 1 do 15 października kontra od 16 do 31",
    ],
)
def test_days_that_are_compared_are_of_the_month_that_is_named_once(sentence):
    found = understood(sentence, None, None, TODAY).question
    assert found is not None
    assert (found.period, found.comparison) == ("2026-10-16..2026-10-31", "2026-10-01..2026-10-15")


def test_days_without_a_month_are_asked_back():
    assert understood("orders from 1 to 15", None, None, TODAY).questions == ()
