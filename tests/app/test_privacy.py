"""What the privacy page hands out: a person's copy, a proof; and when the night's work is due."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from engagement.app.privacy import nightly
from engagement.app.privacy.person_file import as_zip
from engagement.app.privacy.proof_file import as_text
from engagement.locale.translator import translator
from engagement.store import Workspace, open_workspace
from engagement.store.erasing import one_person
from engagement.store.persons import contacts
from tests.store import household
from tests.store.household import AVA, BEN

if TYPE_CHECKING:
    from pathlib import Path

T = translator("en")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("shop")
    contacts.begin(open_workspace(folder / "data").storage)
    return household.workspace_of(folder / "data", household.FILES, folder / "up", contacts=True)


def copy_of(workspace: Workspace, identifier: str) -> dict[str, str]:
    (found,) = one_person.find(workspace.storage, workspace.key, [identifier])
    files = one_person.files_of(workspace.storage, workspace.key, found.keys)
    packed = as_zip(files, contacts.addresses_of(workspace.storage, found.keys), T)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def test_a_copy_holds_every_row_of_the_person_in_plain_words_and_nobody_elses(workspace: Workspace):
    files = copy_of(workspace, AVA)
    assert set(files) == {
        "orders.csv",
        "products of orders.csv",
        "survey answers.csv",
        "loyalty programme.csv",
        "rows that could not be read 1.csv",
        "addresses.csv",
        "readme.txt",
    }
    orders = files["orders.csv"].splitlines()
    assert orders[0].startswith("Order,Platform,Time,Amount")
    assert len(orders) == 4  # an order that two files hold stands once
    assert ",60.00," in next(line for line in orders if line.startswith("#1002"))
    assert not any(BEN in text or "Cleo" in text for text in files.values())
    assert not any("customer_key" in text for text in files.values())


def test_a_copy_runs_nothing_in_a_spreadsheet(workspace: Workspace, tmp_path: Path):
    mia = "mia@example.com,2025-05-05 10:00,4,=1+1 and this is what I want to say"
    more = {"more.csv": [*household.FILES["survey.csv"], mia]}
    workspace.add_many(household.drops(more, tmp_path / "up", workspace.key))
    assert "'=1+1" in copy_of(workspace, "mia@example.com")["survey answers.csv"]


def test_a_proof_reads_well_and_names_nobody(tmp_path: Path):
    other = household.workspace_of(tmp_path / "data", household.FILES, tmp_path / "up")
    (found,) = one_person.find(other.storage, other.key, [AVA])
    text = as_text(one_person.erase(other.storage, other.key, found.keys, "owner@example.com"), T)
    assert "A person was erased" in text
    assert "Orders: 4" in text
    assert "Files that held something of it: 4" in text
    assert "By: owner@example.com" in text
    assert "ava" not in text.lower()


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, datetime(2026, 3, 1, 12, tzinfo=UTC), True),
        (datetime(2026, 3, 1, 3, tzinfo=UTC), datetime(2026, 3, 1, 23, tzinfo=UTC), False),
        (datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 3, 2, 2, tzinfo=UTC), False),
        (datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 3, 2, 3, tzinfo=UTC), True),
        (datetime(2026, 3, 1, 1, tzinfo=UTC), datetime(2026, 3, 2, 1, 30, tzinfo=UTC), True),
    ],
)
def test_the_nights_work_is_done_once_a_day_and_made_up_for(
    last: datetime | None, now: datetime, *, due: bool
):
    assert nightly.is_due(last, now) is due
