"""Misspelt words."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.language.patterns import words_of
from engagement.questions.language.spelling import readings
from engagement.questions.understanding import understood

TODAY = dt.date(2026, 11, 29)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("orders?", {"order", "orders"}),
        ("pazdziernik(?:a|u)?", {"pazdziernik", "pazdziernika", "pazdzierniku"}),
        (r"(?:our )?zamowie\w+", {"our", "zamowie~"}),
        ("ordin[ei](?! fa)", {"ordine", "ordini"}),
    ],
)
def test_a_pattern_is_taken_apart_into_its_words(pattern, words):
    assert words_of(pattern) == words


def test_a_sentence_is_read_with_each_word_that_is_spelt_almost_so():
    found = readings("qarter revnue ok", ["qarter", "revnue", "ok"], ["quarter", "revenue", "market"], {})
    assert found == [("quarter revenue ok", {"qarter": "quarter", "revnue": "revenue"})]


def test_words_as_people_shorten_them_are_read_as_what_is_meant():
    found = understood("rev by mth last yr", today=TODAY)
    assert found.question == FigureQuestion("revenue", "last_year", grain="month")
    assert found.mended == (("rev", "revenue"), ("mth", "month"), ("yr", "year"))


def test_a_word_of_another_language_is_not_misspelt():
    assert understood("orders march marzo", "pl", today=TODAY).questions == ()


def test_a_word_like_none_stays_as_it_is_because_a_product_may_be_called_so():
    found = readings("revnue furniture", ["revnue", "furniture"], ["revenue"], {})
    assert found == [("revenue furniture", {"revnue": "revenue"})]


def test_nothing_is_read_where_no_word_is_like_a_known_one():
    assert readings("sales furniture", ["furniture"], ["sales"], {}) == []


@pytest.mark.parametrize(
    ("written", "small"),
    [("teh", ["the"]), ("whhich", ["which"]), ("fron", ["from"]), ("tie", []), ("ths", [])],
)
def test_a_slip_in_a_small_word_is_corrected(written, small):
    found = readings(f"{written} orders", [written], ["orders"], {}, ["the", "which", "from"])
    assert [changed[written] for _, changed in found] == small


@pytest.mark.parametrize(
    ("sentence", "mended"),
    [
        ("revnue last qarter by coutnry", {"revnue", "qarter", "coutnry"}),
        ("fatturto di settmbre", {"fatturto", "settmbre"}),
        ("pedidso en alemnaia", {"pedidso", "alemnaia"}),
        ("sprzedarz wedlug karju", {"sprzedarz", "karju"}),
    ],
)
def test_what_was_mended_is_said(sentence, mended):
    found = understood(sentence, today=TODAY)
    assert found.question is not None
    assert {written for written, _ in found.mended} == mended


@pytest.mark.parametrize(
    "sentence",
    [
        "revenue by county",
        "sales of shoes",
        "clocks last month",
        "revenue of posters",
        "how much did we refund last month",
        "ordini contro corrente",
        "ingresos de zapatos",
        "sprzedaż butów",
    ],
)
def test_a_word_that_means_something_else_is_not_mended(sentence):
    assert understood(sentence, today=TODAY).question is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("revneue", True),  # swapped
        ("revenu", True),  # left out
        ("revennue", True),  # twice
        ("revebue", True),  # the key beside it
        ("revinue", True),  # another vowel
        ("revetue", False),
        ("revenpue", False),
    ],
)
def test_a_mistake_is_one_that_hands_or_ears_make(written, meant):
    assert bool(readings(written, [written], ["revenue"], {})) is meant


@pytest.mark.parametrize(
    "sentence",
    [
        "prints in october",
        "scales last month",
        "orders shipped in october",
        "pedidos entregados en octubre",
        "pedidos enteros en junio",
        "marza w pazdzierniku",
        "drogie zamowienia w maju",
        "ordini doppi a giugno",
    ],
)
def test_a_word_that_exists_is_no_misspelt_one(sentence):
    assert understood(sentence, today=TODAY).questions == ()


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("que cupn se uso mas", "que cupon se uso mas"),
        ("scontrino mdio", "scontrino medio"),
    ],
)
def test_a_letter_left_out_in_the_middle_of_five_is_put_back(sentence, right):
    assert understood(sentence).questions == understood(right).questions != ()


@pytest.mark.parametrize("sentence", ["orders in a flod", "cost of orders"])
def test_other_words_of_four_letters_stay_as_they_are(sentence):
    assert understood(sentence).questions == ()
