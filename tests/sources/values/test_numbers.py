from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.money.currencies import code_of, minor_digits, split_amount, to_minor
from engagement.sources.values import numbers

if TYPE_CHECKING:
    from engagement.sources.values.texts import Fault


def read(text: str, decimal: numbers.Sign = ".") -> Decimal | Fault | None:
    parts = numbers.take_apart(text)
    return None if parts is None else numbers.value(parts, decimal)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", "1234.5"),
        ("1.234,50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1\u00a0049,90", "1049.90"),
        ("1\u202f234\u202f567", "1234567"),
        ("1'234.50", "1234.50"),
        ("1’234.50", "1234.50"),
        ("12,34,567.00", "1234567.00"),
        ("(33.62)", "-33.62"),
        ("7.00-", "-7.00"),
        ("120,-", "120"),
        ("1'200.–", "1200"),
        ("-15,--", "-15"),
        ("−7", "-7"),
        ("+7", "7"),
        ("12 %", "0.12"),
        ("12,5%", "0.125"),
        ("2,3 mil", "2300.0"),
        ("1.2K", "1200"),
        ("3 mln", "3000000"),
        ("1.22158E+17", "122158000000000000"),
        (".5", "0.5"),
        ("0,5", "0.5"),
        ("64517.0", "64517"),
        ("\u0661\u066c\u0662\u0663\u0664\u066b\u0665\u0660", "1234.50"),  # Arabic
        ("\u0e51\u0e52.\u0e55", "12.5"),  # Thai
    ],
)
def test_a_number_is_read_by_its_own_proof(text, value):
    assert read(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "abc", "1,2,3", "1.2.3", "1,23,45", "12,3456,789", "--1", "1 2", "5;6", "é"]
)
def test_what_is_no_number_is_refused(text):
    assert not isinstance(read(text), Decimal)


def test_an_open_text_follows_the_sign_of_its_column():
    assert read("1,234", ".") == Decimal(1234)
    assert read("1,234", ",") == Decimal("1.234")
    assert numbers.evidence(["1,234", "5"]).proven is None
    assert numbers.evidence(["1,234", "1,5"]).proven == ","
    assert numbers.evidence(["0,123"]).proven == ","
    assert numbers.evidence(["1.234.567"]).proven == ","


@settings(deadline=None)
@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False), st.sampled_from(["us", "de", "ch", "fr"]))
def test_every_amount_comes_back_from_its_local_form(amount, land):
    group, point = {"us": (",", "."), "de": (".", ","), "ch": ("'", "."), "fr": ("\u202f", ",")}[land]
    text = f"{amount:,.2f}".replace(",", "G").replace(".", point).replace("G", group)
    assert read(text, point) == amount  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.from_regex(numbers._PLAIN, fullmatch=True))
def test_a_plain_number_is_what_it_is_among_signs_and_spaces(text):
    assert numbers.take_apart(text) == numbers._without_signs(text) == numbers.take_apart(f" {text} ")


@given(st.text(max_size=70))
def test_no_text_makes_the_reader_fail(text):
    read(text)
    number, name = split_amount(text)
    assert name is None or code_of(name) is not None
    read(number)


@pytest.mark.parametrize(
    ("text", "number", "code"),
    [
        ("$1,090.00", "1,090.00", "USD"),
        ("AU $3,013.00", "3,013.00", "AUD"),
        ("EUR 90,00", "90,00", "EUR"),
        ("116,99 €", "116,99", "EUR"),
        ("116,99 euro", "116,99", "EUR"),
        ("1\u00a0049,90 €", "1\u00a0049,90", "EUR"),
        ("-$7.00", "-7.00", "USD"),
        ("($33.62)", "(33.62)", "USD"),
        ("৳2,999", "2,999", "BDT"),
        ("R$ 5,00", "5,00", "BRL"),
        ("12,50 zł", "12,50", "PLN"),
        ("12.50", "12.50", None),
        ("£-5", "-5", "GBP"),
        ("100 JPY", "100", "JPY"),
    ],
)
def test_an_amount_names_its_currency(text, number, code):
    found, name = split_amount(text)
    assert found == number
    assert (code_of(name) if name else None) == code


def test_minor_units_follow_the_currency():
    assert to_minor(Decimal("12.345"), minor_digits("EUR")) == 1234  # half to even
    assert to_minor(Decimal("12.355"), minor_digits("EUR")) == 1236
    assert to_minor(Decimal(1200), minor_digits("JPY")) == 1200
    assert to_minor(Decimal("1.234"), minor_digits("KWD")) == 1234


def test_dates_with_points_prove_no_decimal_comma():
    assert numbers.evidence(["28.04.2026", "03.02.26", "28.04.2026"]).proven is None
    assert numbers.evidence(["1.234.567"]).proven == ","
