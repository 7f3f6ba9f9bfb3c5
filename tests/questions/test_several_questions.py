"""Sentences that ask for several questions at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood

TODAY = dt.date(2026, 10, 31)
BOTH = (FigureQuestion("revenue", split="weekday"), FigureQuestion("revenue", grain="day"))


@pytest.mark.parametrize(
    "sentence",
    [
        "which day do we sell most",
        "in quale giorno vendiamo di più",
        "q dia vendemos mas",
        "w jaki dzień sprzedajemy najwięcej",
    ],
)
def test_which_day_is_asked_of_the_week_and_of_the_calendar(sentence):
    assert understood(sentence, today=TODAY).questions == BOTH


def test_which_day_of_named_days_is_one_of_these():
    asked = understood("which day last week had the most orders", today=TODAY).questions
    assert asked == (FigureQuestion("orders", "last_week", grain="day"),)


def test_a_rate_of_visits_has_no_days_of_the_week():
    asked = understood("on which day is the bounce rate highest", today=TODAY).questions
    assert asked == (FigureQuestion("bounce_rate", grain="day"),)


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        ("share of sales from italy this year vs last year", ("this_year", "2025-01-01..2025-10-31")),
        (
            "quota vendite italia a maggio rispetto ad aprile",
            ("2026-05-01..2026-05-31", "2026-04-01..2026-04-30"),
        ),
        ("peso de italia en las ventas este mes vs el anterior", ("this_month", "last_month")),
        (
            "udzial wloch w sprzedazy w tym kwartale w porownaniu z poprzednim",
            ("this_quarter", "last_quarter"),
        ),
    ],
)
def test_shares_of_two_periods_are_told_one_by_one(sentence, periods):
    asked = understood(sentence, today=TODAY).questions
    right = FigureQuestion("revenue", filters=(("country", ("IT",)),), as_share=True)
    assert asked == tuple(replace(right, period=days) for days in periods)


@pytest.mark.parametrize(
    ("sentence", "today"),
    [
        ("sales over the weekend", dt.date(2026, 11, 2)),
        ("vendite del fine settimana", dt.date(2026, 11, 1)),
        ("ventas del finde", dt.date(2026, 11, 4)),
        ("sprzedaż w weekend", dt.date(2026, 11, 2)),
    ],
)
def test_the_weekend_is_the_last_one_and_all_of_them(sentence, today):
    last = FigureQuestion("revenue", "2026-10-31..2026-11-01")
    every = FigureQuestion("revenue", filters=(("weekday", ("6", "7")),))
    assert understood(sentence, None, None, today).questions == (last, every)


def test_weekends_of_a_month_are_those_of_the_month():
    found = understood("sales over the weekend in october", None, None, dt.date(2026, 11, 2)).question
    right = FigureQuestion("revenue", "2026-10-01..2026-10-31", filters=(("weekday", ("6", "7")),))
    assert found == right


@pytest.mark.parametrize(
    "sentence",
    [
        "best day for sales",
        "qual è il giorno migliore per vendere",
        "mejor día para vender",
        "najlepszy dzień na sprzedaż",
    ],
)
def test_the_best_day_is_one_of_the_week_or_of_the_calendar(sentence, shop):
    found = understood(sentence, None, shop, TODAY).questions
    assert [(each.split, each.grain) for each in found] == [("weekday", None), (None, "day")]


def test_an_average_order_with_and_without_a_coupon_are_two_questions(shop):
    found = understood("average order with a coupon and without", None, shop, TODAY).questions
    assert [(each.figure, bool(each.filters), bool(each.without)) for each in found] == [
        ("average_order_value", True, False),
        ("average_order_value", False, True),
    ]
