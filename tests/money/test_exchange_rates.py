"""Rates are exact, checked, and come back from the manifest as they went in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.money.currencies import CODES
from engagement.money.exchange_rates import (
    MOST,
    Rates,
    RatesError,
    rate_from_text,
    rates_from_json,
    rates_to_json,
    read_rates,
)

DAY = date(2026, 4, 3)


def rates(**per_unit: str) -> Rates:
    return Rates("EUR", DAY, {code: Decimal(rate) for code, rate in per_unit.items()})


def test_minor_units_follow_the_digits_of_both_currencies():
    given_rates = rates(JPY="0.0061", KWD="3.05", USD="0.92")
    assert given_rates.minor_per_minor("JPY") == Fraction(61, 100)
    assert given_rates.minor_per_minor("KWD") == Fraction(305, 1000)
    assert given_rates.minor_per_minor("USD") == Fraction(92, 100)


@pytest.mark.parametrize(
    "per_unit",
    [
        {},
        {"EUR": "1"},
        {"usd": "0.9"},
        {"XXX": "1"},
        {"DOLLARS": "0.9"},
        {"USD": "0"},
        {"USD": "-0.9"},
        {"USD": "NaN"},
        {"USD": "Infinity"},
        {"USD": "1e9"},
        {"USD": "1e-13"},
        {"USD": "0.1234567890123"},
        dict.fromkeys(sorted(CODES - {"EUR"})[: MOST + 1], "1"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused_with_a_sentence(per_unit):
    with pytest.raises(RatesError) as refused:
        rates(**per_unit)
    assert str(refused.value.sentence)


def test_a_table_into_no_currency_is_refused():
    with pytest.raises(RatesError, match="EURO is not"):
        Rates("EURO", DAY, {"USD": Decimal("0.9")})


@given(
    st.dictionaries(
        st.sampled_from(sorted(CODES - {"EUR"})),
        st.decimals("0.000001", "99999", allow_nan=False, places=6).filter(bool),
        min_size=1,
        max_size=MOST,
    )
)
def test_rates_survive_the_manifest_exactly(per_unit):
    rates = Rates("EUR", DAY, per_unit)
    back = rates_from_json(rates_to_json(rates))
    assert (back, back.digest, hash(back)) == (rates, rates.digest, hash(rates))


def test_other_rates_have_another_digest():
    digests = {rates(USD="0.92").digest, rates(USD="0.93").digest, rates(GBP="0.92").digest}
    assert len(digests) == 3
    assert rates(USD="0.920").digest == rates(USD="0.92").digest


@pytest.mark.parametrize(
    ("typed", "rate"), [("0,92", "0.92"), (" 0.92 ", "0.92"), ("26 000", "26000"), ("1", "1")]
)
def test_a_rate_is_read_with_a_point_or_a_comma(typed, rate):
    assert rate_from_text("USD", typed) == Decimal(rate)


@pytest.mark.parametrize("typed", ["", "abc", "1,234.5", "0.9.2", "0.92 EUR"])
def test_what_is_no_plain_number_is_no_rate(typed):
    with pytest.raises(RatesError, match="USD"):
        rate_from_text("USD", typed)


@pytest.mark.parametrize("rate", ['"0.92"', "0.92", '"0,92"'])
def test_a_file_of_rates_is_read_as_it_is_kept(rate):
    text = f'{{"to": "EUR", "day": "2026-04-03", "per_unit": {{"USD": {rate}}}}}'
    assert read_rates(text) == rates(USD="0.92")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("USD,0.92", "JSON"),
        ("[]", "JSON"),
        ('{"to": "EUR", "day": "soon", "per_unit": {"USD": 1}}', "JSON"),
        ('{"to": "EUR", "day": "2026-04-03", "per_unit": ["USD"]}', "JSON"),
        ('{"to": "EUR", "day": "2026-04-03", "per_unit": {"USD": null}}', "rate of USD"),
        ('{"to": "EURO", "day": "2026-04-03", "per_unit": {"USD": 1}}', "EURO"),
    ],
)
def test_a_file_that_holds_no_rates_says_what_one_looks_like(text, word):
    with pytest.raises(RatesError, match=word):
        read_rates(text)
