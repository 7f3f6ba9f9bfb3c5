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


def test_tickets_for_guests_are_no_guests_of_the_shop(tmp_path):
    imported = read(tmp_path, _orders("Ticket type", "Guest", "Adult", "Child"))
    assert column(imported, "guest") == [None, None, None]
