"""Addresses are kept for mailings only where an owner said so, and in one place only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.sources.people.identities import pseudonym
from engagement.store import Workspace, open_workspace
from engagement.store.erasing import one_person
from engagement.store.persons import contacts
from tests.store import household
from tests.store.household import AVA, BEN

if TYPE_CHECKING:
    from pathlib import Path

ORDERS = {"orders.csv": household.FILES["orders.csv"]}


def opened(tmp_path: Path, *, keep: bool) -> Workspace:
    workspace = open_workspace(tmp_path / "data")
    if keep:
        contacts.begin(workspace.storage)
    return household.workspace_of(tmp_path / "data", ORDERS, tmp_path / "up", contacts=keep)


def places(workspace: Workspace, tmp_path: Path, address: str = BEN) -> set[str]:
    workspace.storage.manifest.make_room()
    return {name for name, _ in household.found_in(tmp_path / "data", [address.encode()])}


def test_without_a_word_no_address_is_anywhere(tmp_path: Path):
    workspace = opened(tmp_path, keep=False)
    assert not contacts.are_stored(workspace.storage)
    assert contacts.count(workspace.storage) == 0
    assert places(workspace, tmp_path) == set()


def test_addresses_that_a_reader_hands_over_unasked_are_let_go(tmp_path: Path):
    workspace = open_workspace(tmp_path / "data")
    workspace.add_many(household.drops(ORDERS, tmp_path / "up", workspace.key, contacts=True))
    assert places(workspace, tmp_path) == set()


def test_addresses_that_are_asked_for_lie_in_the_manifest_and_nowhere_else(tmp_path: Path):
    workspace = opened(tmp_path, keep=True)
    table = contacts.table(workspace.storage).to_pydict()
    assert table["address"] == [AVA, BEN, "cleo@example.com"]
    assert table["customer_key"][1] == pseudonym(f"email:{BEN}", workspace.key)
    assert places(workspace, tmp_path) == {"manifest.sqlite"}


def test_files_that_are_here_already_give_their_addresses_once_they_are_asked_for(tmp_path: Path):
    workspace = opened(tmp_path, keep=False)
    contacts.begin(workspace.storage)
    (outcome,) = workspace.add_many(household.drops(ORDERS, tmp_path / "up", workspace.key, contacts=True))
    assert outcome.unchanged
    assert contacts.count(workspace.storage) == 3


def test_stopping_destroys_what_was_kept(tmp_path: Path):
    workspace = opened(tmp_path, keep=True)
    contacts.end(workspace.storage)
    assert (contacts.are_stored(workspace.storage), contacts.count(workspace.storage)) == (False, 0)
    assert places(workspace, tmp_path) == set()


def test_an_address_goes_with_its_person_and_does_not_come_back(tmp_path: Path):
    workspace = opened(tmp_path, keep=True)
    (found,) = one_person.find(workspace.storage, workspace.key, [AVA])
    assert found.contacts == 1
    proof = one_person.erase(workspace.storage, workspace.key, found.keys)
    assert proof.contacts == 1
    workspace.add_many(household.drops(ORDERS, tmp_path / "up", workspace.key, contacts=True))
    assert contacts.table(workspace.storage).column("address").to_pylist() == [BEN, "cleo@example.com"]
    assert household.found_in(tmp_path / "data", household.tokens(workspace.key)) == set()


def test_addresses_go_with_the_last_file_that_names_their_people(tmp_path: Path):
    workspace = opened(tmp_path, keep=True)
    workspace.add_many(
        household.drops({"s.csv": household.FILES["survey.csv"]}, tmp_path / "s", workspace.key)
    )
    workspace.delete_for_good(workspace.datasets()[1].id)
    assert contacts.count(workspace.storage) == 3
    workspace.delete_for_good(workspace.datasets()[0].id)
    assert places(workspace, tmp_path) == set()
