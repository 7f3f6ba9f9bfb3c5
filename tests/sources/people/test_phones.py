"""One telephone number is one, in whatever way a file of its country writes it."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from engagement.sources.people import phones

_COUNTRIES = ("AT", "BR", "CH", "CZ", "DE", "ES", "FR", "GB", "IE", "IT", "NL", "PL", "PT", "SE", "US")


@st.composite
def _numbers(draw: st.DrawFn) -> tuple[str, phonenumbers.PhoneNumber]:
    """An invented mobile number of a country: its example with other last digits."""
    country = draw(st.sampled_from(_COUNTRIES))
    example = phonenumbers.example_number_for_type(country, PhoneNumberType.MOBILE)
    ending = f"{draw(st.integers(0, 9999)):04}"
    digits = phonenumbers.national_significant_number(example)[:-4] + ending
    return country, phonenumbers.parse(f"+{example.country_code}{digits}")


@st.composite
def _spaced(draw: st.DrawFn, text: str) -> str:
    """A text with other gaps between its digits."""
    return "".join(c + draw(st.sampled_from(["", "", " ", "-", ".", "\u00a0"])) for c in text).strip(
        " -.\u00a0"
    )


@given(st.data())
def test_a_number_is_the_same_however_it_is_written(data: st.DataObject):
    country, number = data.draw(_numbers())
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    spellings = [
        e164,
        "00" + e164[1:],
        "00 " + e164[1:],
        e164[1:],
        national,
        "".join(filter(str.isdigit, national)),
        phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
        phonenumbers.format_number(number, PhoneNumberFormat.RFC3966),
        data.draw(_spaced(e164)),
        data.draw(_spaced("".join(filter(str.isdigit, national)))),
    ]
    assert {text: phones.normalised(text, country) for text in spellings} == dict.fromkeys(
        spellings, e164[1:]
    )


@given(_numbers())
def test_whoever_looks_for_a_number_finds_it_under_all_that_a_file_may_have_made_of_it(
    drawn: tuple[str, phonenumbers.PhoneNumber],
):
    country, number = drawn
    spellings = [phonenumbers.format_number(number, form) for form in (0, 1, 2)]
    numbers = {phones.normalised(text, of) for text in spellings for of in (country, None)}
    for text in spellings:
        assert numbers <= set(phones.readings(text))
        assert numbers <= {phones.as_written(text), phones.normalised(text, None)} | {
            other.digits for other in phones.other_readings(text)
        }


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("0151 2345678", "DE", "491512345678"),
        ("+49 151 2345678", "US", "491512345678"),
        ("+49 (0)151 2345678", None, "491512345678"),
        ("491512345678", "DE", "491512345678"),  # a spreadsheet took the plus
        ("06 1234567", "IT", "39061234567"),
        ("333 1234567", "IT", "393331234567"),
        ("600 700 800", "PL", "48600700800"),
        ("(212) 555-1234", "US", "12125551234"),
        ("\u0660\u0661\u0665\u0661 \u0662\u0663\u0664\u0665\u0666\u0667\u0668", "DE", "491512345678"),
        # As they stand: no country, none that is known, and no number of it.
        ("0151 2345678", None, "01512345678"),
        ("0151 2345678", "Atlantis", "01512345678"),
        ("0151 2345678 / 0171 7654321", "DE", "0151234567801717654321"),
        ("123456789012345678901234567890", "DE", "123456789012345678901234567890"),
        ("12345", "DE", None),
        ("call me", "DE", None),
    ],
)
def test_a_number_is_read_as_one_of_its_country(text: str, country: str | None, expected: str | None):
    assert phones.normalised(text, country) == expected


@pytest.mark.parametrize(
    ("currency", "country"), [("PLN", "PL"), ("GBP", "GB"), ("EUR", None), ("XXX", None), ("", None)]
)
def test_a_currency_tells_the_country_that_issues_it(currency: str, country: str | None):
    assert phones.country_of_currency(currency) == country
