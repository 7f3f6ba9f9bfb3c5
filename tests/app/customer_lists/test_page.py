"""The page of lists and the page of one customer, as an owner sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engagement.app.customer_lists.shown import in_address
from engagement.app.workspaces.open_workspaces import OWN
from engagement.sources.people.identities import pseudonym
from engagement.store import open_workspace
from engagement.store.erasing import one_person
from engagement.store.persons import contacts
from tests.app.customer_lists.shop import CUSTOMERS, ORDERS
from tests.app.own_shop import dropped, text_of, visit

if TYPE_CHECKING:
    from pathlib import Path

AVA = "ava@example.com"


def filled(data: Path, *, keep: bool = True) -> None:
    if keep:
        contacts.begin(open_workspace(data / "data", OWN).storage)
    dropped(data, ORDERS)
    dropped(data, CUSTOMERS)


def test_a_list_is_counted_and_no_address_stands_on_the_page(data):
    filled(data)
    at = visit("mailing", list="all")
    text = text_of(at)
    assert "4 rows in the file, of 6 in the list." in text
    assert "Left out: 2 people who have not agreed." in text
    assert "@example.com" not in text
    (table,) = at.table
    assert len(table.value) == 6
    assert not any("@example.com" in str(cell) for cell in table.value.to_numpy().ravel())
    assert not at.warning
    at.checkbox(key="list_everybody").check().run()
    assert "6 rows in the file, of 6 in the list." in text_of(at)
    assert "not agreed to advertising" in at.warning[0].value


def test_the_page_begins_with_a_group_that_has_customers(data):
    filled(data)
    at = visit("mailing")
    assert at.selectbox(key="list_group").options[0] != at.selectbox(key="list_group").value
    (table,) = at.table
    assert len(table.value)


def test_the_address_names_the_list_and_nonsense_names_none(data):
    filled(data)
    at = visit("mailing", list="product:Bowl, blue")
    assert "Bought: Bowl" in text_of(at)
    assert at.query_params["list"] == "product:Bowl, blue"
    assert not visit("mailing", list="cohort:yesterday").exception


def test_without_kept_addresses_the_page_says_how_to_have_them(data):
    filled(data, keep=False)
    text = text_of(visit("mailing", list="all"))
    assert "0 rows in the file, of 6 in the list." in text
    assert "No addresses are kept" in text
    assert "e-mail addresses can be kept from now on" in text


@pytest.mark.usefixtures("data")
def test_the_switch_is_there_before_the_first_file():
    assert "No addresses are kept" in text_of(visit("mailing"))


def test_a_customer_is_found_by_address_and_by_order_and_stands_in_the_address_by_a_code(data):
    filled(data)
    key = pseudonym(f"email:{AVA}", open_workspace(data / "data", OWN).key)
    for typed in (AVA.upper(), "#3", "3"):
        at = visit("customer")
        at.text_input[0].set_value(typed)
        next(button for button in at.button if button.label == "Search").click().run()
        assert at.query_params["who"] == in_address(key)
    text = text_of(at)
    assert "Group over time" in text
    assert "Within the usual" in text
    assert AVA not in text
    assert len(at.dataframe[0].value) == 6


def test_after_an_erasure_the_page_says_so_and_unknown_codes_are_nobody(data):
    filled(data)
    workspace = open_workspace(data / "data", OWN)
    (found,) = one_person.find(workspace.storage, workspace.key, [AVA])
    one_person.erase(workspace.storage, workspace.key, found.keys)
    at = visit("customer", who=in_address(found.keys[0]))
    assert "This customer was erased" in at.info[0].value
    assert not at.dataframe
    for nobody in (in_address(12345), "no code", "-5"):
        assert "Nobody in this shop has this code." in text_of(visit("customer", who=nobody))
