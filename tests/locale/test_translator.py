"""Numbers, money and dates as a reader of each language writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.locale import message
from engagement.locale.tags import locale_of, of_language, preferred
from engagement.locale.translator import translator


@pytest.mark.parametrize(
    ("language", "percent", "money", "day"),
    [
        ("en", "26.4%", "€74.20", "31 October 2026"),
        ("it", "26,4%", "74,20\u00a0€", "31 ottobre 2026"),
        ("es", "26,4\u00a0%", "74,20\u00a0€", "31 de octubre de 2026"),
        ("pl", "26,4%", "74,20\u00a0€", "31 października 2026"),
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
    expected = message("{low} to {high}", low=1234.5, high=dt.date(2026, 1, 2))
    assert translator("en").t(expected) == "1,234.5 to 2 January 2026"


@pytest.mark.parametrize(
    ("tags", "language"),
    [(["pl-PL", "en"], "pl-PL"), (["de-DE", "es_MX"], "es-MX"), (["zh"], "en"), ([], "en")],
)
def test_the_browser_chooses_the_first_language_that_there_is(tags, language):
    assert preferred(tags) == language


#: What Chromium's own Intl (ICU, CLDR) writes for the same values.
_INTL = {
    "en-GB": ("1,234.5", "12,345.5", "38.7%", "US$74.20", "31 Oct 2026", "October 2026"),
    "en-US": ("1,234.5", "12,345.5", "38.7%", "$74.20", "Oct 31, 2026", "October 2026"),
    "en-CA": ("1,234.5", "12,345.5", "38.7%", "US$74.20", "Oct 31, 2026", "October 2026"),
    "it-IT": ("1234,5", "12.345,5", "38,7%", "74,20\u00a0USD", "31 ott 2026", "ottobre 2026"),
    "it-CH": ("1234.5", "12’345.5", "38.7%", "USD\u00a074.20", "31 ott 2026", "ottobre 2026"),
    "es-ES": ("1234,5", "12.345,5", "38,7\u00a0%", "74,20\u00a0US$", "31 oct 2026", "octubre de 2026"),
    "es-MX": ("1,234.5", "12,345.5", "38.7%", "USD\u00a074.20", "31 oct 2026", "octubre de 2026"),
    "pl-PL": ("1234,5", "12\u00a0345,5", "38,7%", "74,20\u00a0USD", "31 paź 2026", "październik 2026"),
}


@pytest.mark.parametrize("tag", _INTL)
def test_a_region_of_a_language_has_its_own_numbers_money_and_dates(tag):
    t, day = translator(tag), dt.date(2026, 10, 31)
    assert (
        t.number(1234.5),
        t.number(12345.5),
        t.percent(0.387),
        t.money(74.2, "USD"),
        t.day_short(day),
        t.month(day),
    ) == _INTL[tag]


@pytest.mark.parametrize("tag", ["en-ZZ", "it-419", "en-US-u-ca-buddhist", "pl-Latn-PL", "es-'; drop", "en_"])
def test_a_tag_that_no_locale_knows_still_gives_its_language(tag):
    assert translator(tag).language == tag[:2].replace("es-'", "es") or tag == "es-'; drop"
    assert translator(tag).percent(0.5)


@pytest.mark.parametrize(
    ("language", "region"),
    [("en", "GB"), ("it", "IT"), ("es", "ES"), ("pl", "PL"), ("de", "DE"), ("uk", "UA"), ("ja", "JP")],
)
def test_a_language_without_a_region_is_of_its_usual_one_also_a_language_that_is_yet_to_come(
    language, region
):
    assert locale_of(language).territory == region
    assert locale_of(f"{language}-ZZ").territory == region


def test_a_language_chosen_by_hand_keeps_the_region_of_the_browser_only_if_it_is_its_own():
    assert of_language("en", "en-US") == "en-US"
    assert of_language("en", "it-IT") == "en"
    assert of_language("es", "es_MX") == "es-MX"


def test_a_number_that_rounds_up_to_a_thousand_is_grouped_like_one():
    assert translator("en").number(999.996, 0) == "1,000"
    assert translator("it").number(9999.996, 0) == "10.000"


def test_a_total_says_by_how_much_per_cent_it_grew():
    assert translator("en").growth(0.5) == "+50%"
    assert translator("es").growth(-0.032) == "\u22123,2\u00a0%"


@pytest.mark.parametrize(
    ("on", "expected"),
    [(1, "dal 1° novembre 2026"), (7, "dal 7 novembre 2026"), (8, "dall\u20198 novembre 2026")],
)
def test_an_italian_date_has_its_ordinal_and_the_article_that_it_needs(on, expected):
    begins = message(
        "A first order is the first since {day}, when the data begin.", day=dt.date(2026, 11, on)
    )
    assert expected in translator("it").t(begins)


def test_the_stop_of_an_abbreviation_ends_the_sentence_too():
    change = message("Difference, 95%: {low} to {high}.", low="x", high=r"\+5\,1 p\.p\.")
    assert translator("en").t(change).endswith(r"p\.p\.")
    assert not translator("en").t(change).endswith("..")
