"""The days of a sentence, counted from the day on which the data end."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood

TODAY = dt.date(2026, 11, 29)


@pytest.mark.parametrize(
    ("sentence", "period", "comparison"),
    [
        ("orders today", "2026-11-29..2026-11-29", None),
        ("ordini di ieri", "2026-11-28..2026-11-28", None),
        ("pedidos en diciembre", "2025-12-01..2025-12-31", None),
        ("zamówienia w listopadzie", "this_month", None),
        ("orders in September last year", "2025-09-01..2025-09-30", None),
        ("orders in Q2", "2026-04-01..2026-06-30", None),
        ("orders since 1 March", "2026-03-01..2026-11-29", None),
        ("ordini da marzo 2026", "2026-03-01..2026-11-29", None),
        ("pedidos desde marzo de 2026", "2026-03-01..2026-11-29", None),
        ("zamówienia od 1 marca 2026", "2026-03-01..2026-11-29", None),
        ("orders between November and February 2026", "2025-11-01..2026-02-28", None),
        ("orders from January to March", "2026-01-01..2026-03-31", None),
        ("orders from September onwards", "2026-09-01..2026-11-29", None),
        ("orders between September and now", "2026-09-01..2026-11-29", None),
        ("orders in 2026 vs 2025", "2026-01-01..2026-12-31", "2025-01-01..2025-12-31"),
        ("orders in September 2025 vs August", "2025-09-01..2025-09-30", "2025-08-01..2025-08-31"),
        ("orders this month vs October", "this_month", "before"),
        ("did we get more orders than last week", "this_week", "before"),
        ("orders in March compared with the previous month", "2026-03-01..2026-03-31", "before"),
        ("ordini secondo trimestre vs terzo", "2026-07-01..2026-09-30", "2026-04-01..2026-06-30"),
        ("orders in the first vs second quarter", "2026-04-01..2026-06-30", "2026-01-01..2026-03-31"),
        ("zamówienia: drugi kwartał a trzeci", "2026-07-01..2026-09-30", "2026-04-01..2026-06-30"),
        ("pedidos: primer semestre vs segundo", "2026-07-01..2026-11-29", "2026-01-01..2026-06-30"),
        ("orders this month vs November last year", "this_month", "year"),
        ("orders this month vs last", "this_month", "before"),
        ("zamówienia w tym roku vs zeszły", "this_year", "before"),
        ("ordini settembre su settembre 2025", "2026-09-01..2026-09-30", "2025-09-01..2025-09-30"),
        ("pedidos agosto 25 vs agosto 26", "2026-08-01..2026-08-31", "2025-08-01..2025-08-31"),
        ("orders last November", "2025-11-01..2025-11-30", None),
        ("orders yesterday vs the day before", "2026-11-28..2026-11-28", "before"),
        ("zamówienia ost. 3 mies.", "91", None),
        ("pedidos ult. 3 meses", "91", None),
        ("ordini della settimana", "this_week", None),
        ("pedidos en lo que llevamos de mes", "this_month", None),
        ("pedidos del pasado Black Friday", "2026-11-27..2026-11-27", None),
        ("orders last 12 months vs the 12 before", "365", "before"),
        ("ordini ultimi 3 mesi rispetto ai 3 precedenti", "91", "before"),
        ("pedidos últimos 12 meses vs los 12 anteriores", "365", "before"),
        ("zamówienia ostatnie 12 miesięcy vs poprzednie 12", "365", "before"),
        ("zamówienia w tym tygodniu a w zeszłym", "this_week", "before"),
        ("pedidos de Navidad vs la Navidad anterior", "2025-12-01..2025-12-24", "year"),
        ("zamówienia w majówkę", "2026-05-01..2026-05-03", None),
        ("orders last 4 weeks vs the same 4 weeks last year", "28", "year"),
        ("ordini ultime 4 settimane vs stesse 4 settimane anno scorso", "28", "year"),
        ("pedidos últimas 4 semanas vs las mismas del año pasado", "28", "year"),
        ("zamówienia ostatnie 4 tygodnie vs te same 4 tygodnie rok temu", "28", "year"),
        ("sept orders", "2026-09-01..2026-09-30", None),
    ],
)
def test_days_are_counted_from_the_day_on_which_the_data_end(sentence, period, comparison):
    found = understood(sentence, today=TODAY).question
    assert found == FigureQuestion("orders", period, comparison=comparison)


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("orders in the first week of May", "2026-05-01..2026-05-07"),
        ("ordini a metà giugno", "2026-06-11..2026-06-20"),
        ("pedidos en la segunda quincena de octubre", "2026-10-16..2026-10-31"),
        ("zamówienia pod koniec września 2025", "2025-09-21..2025-09-30"),
        ("orders since mid June", "2026-06-11..2026-11-29"),
        ("ordini dal 3 al 9 marzo", "2026-03-03..2026-03-09"),
        ("pedidos en Semana Santa de 2025", "2025-04-13..2025-04-20"),
        ("zamówienia w Wielkanoc", "2026-04-03..2026-04-06"),
        ("orders at Christmas", "2025-12-01..2025-12-24"),
        ("orders last Saturday", "2026-11-28..2026-11-28"),
        ("ordini lo scorso weekend", "2026-11-21..2026-11-22"),
        ("Easter orders in 2024", "2024-03-29..2024-04-01"),
        ("orders since the start of last year", "2025-01-01..2026-11-29"),
        ("ordini dall'inizio dello scorso trimestre", "2026-07-01..2026-11-29"),
        ("zamówienia od początku zeszłego roku", "2025-01-01..2026-11-29"),
    ],
)
def test_parts_of_months_feasts_and_weekdays_are_days(sentence, period):
    assert understood(sentence, today=TODAY).question == FigureQuestion("orders", period)


@pytest.mark.parametrize(
    "sentence",
    [
        "first half vs second half orders",
        "orders in the first half against the second",
        "ordini primo semestre contro secondo",
        "ordini prima metà dell'anno contro la seconda",
        "pedidos primera mitad del año contra la segunda",
        "zamówienia pierwsza połowa roku kontra druga",
    ],
)
def test_halves_that_are_compared_are_of_the_year_where_no_month_is_named(sentence):
    found = understood(sentence, None, None, dt.date(2026, 10, 31)).question
    assert found is not None
    assert (found.period, found.comparison) == ("2026-07-01..2026-10-31", "2026-01-01..2026-06-30")


def test_halves_of_a_month_stay_halves_of_it():
    found = understood("orders first half vs second half of may", None, None, dt.date(2026, 10, 31)).question
    assert found is not None
    assert (found.period, found.comparison) == ("2026-05-16..2026-05-31", "2026-05-01..2026-05-15")
