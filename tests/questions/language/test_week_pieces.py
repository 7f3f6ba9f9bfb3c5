"""Weeks by their number in the year, in four languages."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.understanding import understood

TODAY = dt.date(2026, 10, 31)
WEEK = "2026-09-28..2026-10-04"


def period(sentence):
    """Return the days of the question that a sentence asks."""
    return understood(sentence, today=TODAY).question.period


@pytest.mark.parametrize(
    "sentence",
    [
        "revenue week 40",
        "revenue in the 40th week of the year",
        "orders KW40",
        "fatturato della settimana 40",
        "ventas semana 40",
        "sprzedaż tydzień 40",
        "sprzedaż w 40 tygodniu",
    ],
)
def test_a_week_is_named_by_its_number_in_the_year(sentence):
    assert period(sentence) == WEEK


def test_it_is_of_a_named_year_or_else_the_latest_that_has_begun():
    assert period("orders week 40 2025") == "2025-09-29..2025-10-05"
    assert period("orders week 40 last year") == "2025-09-29..2025-10-05"
    assert period("orders week 45") == "2025-11-03..2025-11-09"
    assert period("orders week 44") == "2026-10-26..2026-10-31"
    assert period("orders between week 38 and week 40") == "2026-09-14..2026-10-04"


def test_two_weeks_are_compared():
    asked = understood("orders week 40 vs week 39", today=TODAY).question
    assert (asked.period, asked.comparison) == (WEEK, "2026-09-21..2026-09-27")


@pytest.mark.parametrize("sentence", ["orders week 53 2025", "orders week 54", "orders from week 40"])
def test_a_week_that_no_year_has_and_one_end_alone_are_asked_back(sentence):
    assert understood(sentence, today=TODAY).questions == ()
