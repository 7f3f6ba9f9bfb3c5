"""A list goes from a shop's exports into files that Klaviyo, Mailchimp and Meta take as they are."""

from __future__ import annotations

import csv
import hashlib
import io
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engagement.app.customer_lists.formats import BY_KEY, written
from engagement.app.customer_lists.list_files import people_in_file
from engagement.app.customer_lists.list_rows import AT_ONCE, rows
from engagement.app.customer_lists.listed import Listed, listed
from engagement.locale.translator import translator
from engagement.metrics.lists.list_choice import ListChoice
from engagement.metrics.lists.listed_people import ListedPeople, countries
from engagement.metrics.model import Question
from engagement.metrics.views.owners import open_view
from engagement.store.erasing import one_person
from engagement.store.persons import contacts
from tests.app.customer_lists import checkers
from tests.app.customer_lists.shop import shop

if TYPE_CHECKING:
    from pathlib import Path

    from engagement.metrics.core.scope import Scope
    from engagement.store import Workspace

T = translator("en")
EVERYBODY = ListChoice("all")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return shop(tmp_path_factory.mktemp("shop"))


def scope_of(workspace: Workspace) -> Scope:
    version = workspace.version
    return open_view(version.digest, version.tables, Question(days=None)).scope("orders")


def file(
    workspace: Workspace,
    key: str,
    choice: ListChoice = EVERYBODY,
    *,
    everybody: bool = False,
    name: str = "Late",
) -> bytes:
    scope = scope_of(workspace)
    inside, account = people_in_file(
        listed(scope, workspace.storage, choice), BY_KEY[key], everybody=everybody
    )
    lives = countries(scope, inside.people.key)
    content = b"".join(written(BY_KEY[key], rows(inside, workspace.storage, lives), name, T))
    assert len(content.decode().splitlines()) == account.rows + 1
    return content


def test_klaviyo_takes_the_list_with_consent_as_the_shop_recorded_it(workspace):
    result = {
        row["Email"] or row["Phone Number"]: row for row in checkers.klaviyo(file(workspace, "klaviyo"))
    }
    assert set(result) == {"ava@example.com", "ben@example.com", "=fay@example.com", "+393331234567"}
    ava, ben, cy = (result[who] for who in ("ava@example.com", "ben@example.com", "+393331234567"))
    assert (ava["Email Marketing Consent"], ava["Email Marketing Consent Timestamp"]) == ("Subscribed", "")
    assert ben["Email Marketing Consent Timestamp"] == "2025-06-09 00:00:00+00:00"
    assert (cy["Email Marketing Consent"], cy["SMS Marketing Consent"]) == ("", "Subscribed")
    assert (ava["Order Count"], ava["First Order Date"], ava["Last Order Date"]) == (
        "6",
        "2025-01-05",
        "2025-06-05",
    )
    assert (ava["Total Spent"], ava["Spend Currency"], ava["Country"]) == ("84.00", "EUR", "IT")


def test_mailchimp_takes_the_list_of_those_with_an_address_and_its_name_as_one_tag(workspace):
    result = checkers.mailchimp(file(workspace, "mailchimp", name="Bought: Bowl, blue"))
    assert {row["Email Address"] for row in result} == {
        "ava@example.com",
        "ben@example.com",
        "=fay@example.com",
    }
    assert {row["Tags"] for row in result} == {"Bought: Bowl  blue"}
    assert {row["Email Marketing Status"] for row in result} == {"Subscribed"}


def test_meta_takes_the_list_as_it_is_and_as_fingerprints_of_the_same(workspace):
    plain = checkers.meta(file(workspace, "meta"), hashed=False)
    hashed = checkers.meta(file(workspace, "meta_hashed"), hashed=True)
    assert [
        {name: cell and hashlib.sha256(cell.lower().removeprefix("+").encode()).hexdigest()
         for name, cell in row.items()}
        for row in plain
    ] == hashed  # fmt: skip
    assert {row["phone"] for row in plain} == {"", "+393331234567"}


def test_the_table_for_people_runs_nothing_in_a_spreadsheet(workspace):
    content = file(workspace, "table")
    assert content.startswith(b"\xef\xbb\xbf")
    result = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {row["E-mail address"] for row in result} >= {"'=fay@example.com", "ava@example.com"}
    assert {row["Telephone"] for row in result} == {"", "'+393331234567"}


def test_who_has_not_agreed_is_left_out_and_counted_unless_an_owner_wants_otherwise(workspace):
    found = listed(scope_of(workspace), workspace.storage, EVERYBODY)
    inside, account = people_in_file(found, BY_KEY["klaviyo"], everybody=False)
    assert (account.rows, account.of, account.not_agreed, account.not_reached) == (4, 6, 2, 0)
    assert inside.agreed.all()
    result = checkers.klaviyo(file(workspace, "klaviyo", everybody=True))
    states = {row["Email"]: row["Email Marketing Consent"] for row in result}
    assert states["dan@example.com"] == states["eva@example.com"] == "Never subscribed"


def test_a_choice_narrows_the_file(workspace):
    bowls = checkers.mailchimp(
        file(workspace, "mailchimp", ListChoice("product", "Bowl, blue"), everybody=True)
    )
    assert {row["Email Address"] for row in bowls} == {"ben@example.com", "eva@example.com"}


def test_without_kept_addresses_files_for_tools_are_empty_and_the_table_is_not(tmp_path: Path):
    other = shop(tmp_path, keep=False)
    assert checkers.klaviyo(file(other, "klaviyo")) == []
    assert b"@" not in file(other, "table")
    assert len(file(other, "table").splitlines()) == 4


def test_whoever_was_erased_is_in_no_list_nor_in_a_file_that_is_being_made(tmp_path: Path):
    other = shop(tmp_path)
    scope = scope_of(other)
    before = listed(scope, other.storage, EVERYBODY)
    lives = countries(scope, before.people.key)
    (found,) = one_person.find(other.storage, other.key, ["ava@example.com"])
    one_person.erase(other.storage, other.key, found.keys)
    begun = b"".join(written(BY_KEY["klaviyo"], rows(before, other.storage, lives), "All", T))
    for content in (begun, *(file(other, key, everybody=True) for key in BY_KEY)):
        assert b"ava@example.com" not in content
    assert len(listed(scope_of(other), other.storage, EVERYBODY)) == len(before) - 1


def test_telephone_numbers_are_kept_only_where_an_owner_has_said_so_since_there_are_any(tmp_path: Path):
    other = shop(tmp_path)
    by_phone = contacts.keys(other.storage, phones=True)
    assert (
        contacts.contacts_between(other.storage, int(by_phone[0]), int(by_phone[-1]))[int(by_phone[0])]
        == "+393331234567"
    )
    assert len(contacts.keys(other.storage, phones=False)) == 5


def of_size(customers: int) -> Listed:
    """A list of so many people of whom no address is kept."""
    key = np.arange(customers, dtype=np.int64) * 7
    ones = np.ones(customers, dtype=np.int64)
    who = ListedPeople(key, 20_000 * ones, 20_001 * ones, ones, 995 * ones, 0 * ones, "EUR", 100.0, 20_100)
    nobody = np.zeros(customers, dtype=bool)
    return Listed(who, ones, 20_000 * ones, nobody, nobody)


def most_memory(workspace: Workspace, customers: int) -> tuple[int, int]:
    """Bytes that are written of so many customers, and the most memory that this takes."""
    result = of_size(customers)
    tracemalloc.start()
    written_bytes = sum(map(len, written(BY_KEY["table"], rows(result, workspace.storage, None), "All", T)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return written_bytes, peak


def test_a_list_three_times_as_long_takes_no_more_memory_to_write(workspace):
    short, of_short = most_memory(workspace, 2 * AT_ONCE)
    long, of_long = most_memory(workspace, 6 * AT_ONCE)
    assert long > 2.9 * short
    assert of_long < 1.2 * of_short


@pytest.mark.gate
def test_a_million_customers_are_written_in_chunks(workspace):
    size, peak = most_memory(workspace, 1_000_000)
    assert size > 60_000_000
    assert peak < 20_000_000
