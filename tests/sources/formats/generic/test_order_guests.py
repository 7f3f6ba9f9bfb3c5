from __future__ import annotations

import pytest

from tests.sources.formats.order_files import column, read, warnings

_SAID = "{} says who ordered as a guest: {}"


def _orders(header: str, *kinds: str) -> str:
    rows = (f"{n},2026-05-{n:02},c{n}@example.com,10.00,{kind}\n" for n, kind in enumerate(kinds, 1))
    return f"Order number,Order date,Email,Order total,{header}\n{''.join(rows)}"


@pytest.mark.parametrize(
    ("header", "guest", "account"),
    [
        ("Customer type", "Guest", "Registered"),
        ("Account", "Guest", "Registered"),
        ("Customer", "Guest", "Registered"),
        ("Customer Group", "NOT LOGGED IN", "General"),
        ("Tipo cliente", "Ospite", "Registrato"),
        ("Tipo de cliente", "Invitado", "Registrado"),
        ("Typ klienta", "Gość", "Zarejestrowany"),
        ("Kundenart", "Gast", "Kundenkonto"),
    ],
)
def test_kinds_of_customers_say_who_had_no_account_and_the_card_says_so(tmp_path, header, guest, account):
    imported = read(tmp_path, _orders(header, guest, account, "", guest))
    assert column(imported, "guest") == [True, False, None, True]
    assert _SAID.format(header, guest) in warnings(imported)


def test_a_column_of_guests_may_have_words_in_place_of_yes_and_no(tmp_path):
    imported = read(tmp_path, _orders("Guest", "Guest", "Registered", "Guest"))
    assert column(imported, "guest") == [True, False, True]


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("Has account", "yes", "no"),
        ("Registered", "TRUE", "FALSE"),
        ("Registrato", "Sì", "No"),
        ("Con cuenta", "Sí", "No"),
        ("Czy ma konto", "tak", "nie"),
        ("Kundenkonto", "ja", "nein"),
        ("Account", "1", "0"),
    ],
)
def test_a_column_that_asks_for_an_account_says_who_had_none(tmp_path, header, yes, no):
    imported = read(tmp_path, _orders(header, yes, no, "", no))
    assert column(imported, "guest") == [False, True, None, True]
    assert f"{header} says who ordered with an account" in warnings(imported)


@pytest.mark.parametrize("values", [("A-1", "A-2"), ("1", "1"), ("1", "2")])
def test_numbers_of_accounts_are_no_answers(tmp_path, values):
    imported = read(tmp_path, _orders("Account", *values))
    assert column(imported, "guest") == [None, None]


def test_tickets_for_guests_are_no_guests_of_the_shop(tmp_path):
    imported = read(tmp_path, _orders("Ticket type", "Guest", "Adult", "Child"))
    assert column(imported, "guest") == [None, None, None]
