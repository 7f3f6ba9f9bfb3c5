from __future__ import annotations

import pytest

from engagement.sources.meaning.accounts import guest_values


@pytest.mark.parametrize(
    ("values", "guests"),
    [
        (["Guest", "Registered"], {"Guest"}),
        (["NOT LOGGED IN", "General", "Wholesale"], {"NOT LOGGED IN"}),
        (["Ospite", "Registrato"], {"Ospite"}),
        (["Sin cuenta", "Cliente", "Mayorista"], {"Sin cuenta"}),
        (["Gość", "Zarejestrowany"], {"Gość"}),
        (["Bez rejestracji"], {"Bez rejestracji"}),
        (["Gast", "Kundenkonto"], {"Gast"}),
        (["Sans compte", "Client inscrit"], {"Sans compte"}),
    ],
)
def test_words_for_accounts_show_which_orders_are_of_guests(values, guests):
    assert guest_values(values) == guests


@pytest.mark.parametrize(
    "values",
    [
        ["Guest", "Adult", "Child"],  # tickets
        ["Registered", "Express"],  # letters
        [*"abcdefghijkl", "Guest", "Registered"],  # too many to be kinds of accounts
        [],
    ],
)
def test_a_guest_without_an_account_beside_it_may_be_anything(values):
    assert guest_values(values) == frozenset()
