"""Two days of the week that are compared."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood

TODAY = dt.date(2026, 10, 31)


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("monday vs friday orders", ("1", "5")),
        ("ordini lunedì vs venerdì", ("1", "5")),
        ("zamowienia w poniedzialek a w piatek", ("1", "5")),
        ("pedidos lunes vs viernes", ("1", "5")),
        ("confronta gli ordini del sabato e della domenica", ("6", "7")),
        ("porownaj zamowienia w soboty i niedziele", ("6", "7")),
    ],
)
def test_two_compared_days_of_the_week_are_all_such_days(sentence, days, shop):
    right = FigureQuestion("orders", split="weekday", filters=(("weekday", days),))
    assert understood(sentence, None, shop, TODAY).question == right


def test_the_last_monday_is_one_day():
    found = understood("orders last monday vs last friday", today=TODAY).question
    assert found == FigureQuestion("orders", "2026-10-30..2026-10-30", comparison="2026-10-26..2026-10-26")


@pytest.mark.parametrize(
    "sentence", ["aperture newsletter la domenica", "opens on sundays", "otwarcia w niedziele"]
)
def test_days_of_the_week_that_rows_lack_are_not_the_last_such_day(sentence, shop):
    assert understood(sentence, None, shop).questions == ()


def test_the_sunday_of_an_italian_is_every_sunday():
    found = understood("vendite la domenica").question
    assert found == FigureQuestion("revenue", filters=(("weekday", ("7",)),))
