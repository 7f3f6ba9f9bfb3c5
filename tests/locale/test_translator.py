"""Numbers, money and dates as a reader of each language writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.locale import message
from engagement.locale.translator import preferred, translator


@pytest.mark.parametrize(
    ("language", "percent", "money", "day"),
    [
        ("en", "26.4\u00a0%", "€74.20", "31 October 2026"),
        ("it", "26,4\u00a0%", "74,20\u00a0€", "31 ottobre 2026"),
        ("es", "26,4\u00a0%", "74,20\u00a0€", "31 de octubre de 2026"),
        ("pl", "26,4\u00a0%", "74,20\u00a0€", "31 października 2026"),
    ],
)
def test_values_follow_the_locale(language, percent, money, day):
    t = translator(language)
    assert t.percent(0.2641) == percent
    assert t.money(74.2, "EUR") == money
    assert t.day(dt.date(2026, 10, 31)) == day


def test_a_currency_without_cents_shows_none():
    assert translator("en").money(1234, "JPY") == "JP¥1,234"


def test_an_unknown_currency_is_a_plain_number():
    assert translator("en").money(1234.5, "XXX") == "1,234.50"


def test_a_fall_carries_a_real_minus_and_counts_in_points():
    assert translator("en").signed(-0.036, "share") == "\u22123.6 points"


def test_nothing_never_carries_a_sign():
    assert translator("en").signed(-0.00001, "share") == "0.0 points"
    assert translator("en").value(0, "points") == "0"


def test_an_interval_does_not_break_over_a_line():
    assert translator("en").interval(0.242, 0.287, "share") == "24.2\u2060–\u206028.7"


def test_values_inside_a_sentence_are_put_into_the_locale():
    said = message("{low} to {high}", low=1234.5, high=dt.date(2026, 1, 2))
    assert translator("en").t(said) == "1,234.5 to 2 January 2026"


@pytest.mark.parametrize(
    ("tags", "language"),
    [(["pl-PL", "en"], "pl"), (["de-DE", "es_MX"], "es"), (["zh"], "en"), ([], "en")],
)
def test_the_browser_chooses_the_first_language_that_there_is(tags, language):
    assert preferred(tags) == language
