"""What no figure answers leads to the table or page that may show it."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.understanding import understood

TODAY = dt.date(2026, 10, 31)


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("how many days between the first and second order", "table days_to_second_order"),
        ("quanto tempo passa prima del secondo acquisto", "table days_to_second_order"),
        ("dias hasta la segunda compra", "table days_to_second_order"),
        ("ile dni do drugiego zamówienia", "table days_to_second_order"),
        ("best posts last month", "page social"),
        ("chi sono i migliori clienti", "page customers"),
        ("gasto medio por cliente", "page value"),
        ("ile średnio wydaje klient", "page value"),
    ],
)
def test_what_a_table_or_page_shows_is_asked_back_and_leads_there(sentence, place):
    found = understood(sentence, today=TODAY)
    assert (found.questions, place in found.elsewhere) == ((), True)
