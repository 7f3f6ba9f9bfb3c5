"""A phone number that files know without its country and with it is one customer, also in what is kept."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from engagement.sources.people import phones
from engagement.sources.people.identities import pseudonym
from engagement.sources.surveys.respondents import made_ids
from engagement.store import Workspace, open_workspace
from engagement.store.erasing import one_person
from tests.cases import few
from tests.store import household, shop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_BARE = "Name,Phone,Financial Status,Created at,Total,Currency,Lineitem name,Lineitem quantity,Lineitem price"
_WITH_COUNTRY = f"{_BARE},Billing Country"
_NATIONAL = "0151 2345678"
_INTERNATIONAL = "+49 151 2345678"


def _row(number: int, phone: str, country: str | None = None) -> str:
    row = f"#{number},{phone},paid,2025-01-{number % 28 + 1:02} 10:00:00 +0000,20.00,EUR,Mug,1,20.00"
    return row if country is None else f"{row},{country}"


def _add(workspace: Workspace, folder: Path, name: str, rows: Sequence[str], *, header: str) -> int:
    (drop,) = household.drops({name: [header, *rows]}, folder / name, workspace.key)
    return workspace.add_many([drop])[0].dataset.id


def _add_bare(workspace: Workspace, folder: Path, name: str, numbers: dict[int, str]) -> int:
    """Add a file without countries, as every file was read until schema 8."""
    rows = [_row(number, phone) for number, phone in numbers.items()]
    return _add(workspace, folder, name, rows, header=_BARE)


def _add_german(workspace: Workspace, folder: Path, name: str, numbers: dict[int, str]) -> int:
    rows = [_row(number, phone, "DE") for number, phone in numbers.items()]
    return _add(workspace, folder, name, rows, header=_WITH_COUNTRY)


def _customers(workspace: Workspace) -> dict[str, int]:
    return {row["order_id"]: row["customer_key"] for row in shop.rows(workspace, "orders")}


@pytest.fixture
def older(tmp_path: Path) -> Workspace:
    """A workspace in which the old code knew a customer by the digits of a number as they were written."""
    workspace = open_workspace(tmp_path / "data")
    _add_bare(workspace, tmp_path, "old.csv", {1: _NATIONAL, 2: "0171 7654321"})
    legacy = {n: pseudonym(f"phone:{phones.as_written(t)}", workspace.key) for n, t in (
        ("#1", _NATIONAL), ("#2", "0171 7654321"),
    )}  # fmt: skip
    assert _customers(workspace) == legacy
    return workspace


def test_a_customer_of_an_older_file_is_the_same_in_a_new_one_that_tells_the_country(
    older: Workspace, tmp_path: Path
):
    before = _customers(older)
    _add_german(older, tmp_path, "new.csv", {3: _NATIONAL, 4: _INTERNATIONAL})
    now = _customers(older)
    assert now["#1"] == now["#3"] == now["#4"] == pseudonym("phone:491512345678", older.key)
    assert now["#2"] == before["#2"]
    older.undo()
    assert _customers(older) == {"#1": now["#1"], "#2": now["#2"]}
    older.redo()
    assert _customers(older) == now
    old = pseudonym("phone:01512345678", older.key)
    assert one_person.files_of(older.storage, older.key, [old]) == []


def test_a_later_file_without_countries_names_the_customer_that_is_known(older: Workspace, tmp_path: Path):
    _add_german(older, tmp_path, "new.csv", {3: _NATIONAL})
    _add_bare(older, tmp_path, "later.csv", {5: "0151/2345678"})
    now = _customers(older)
    assert now["#5"] == now["#3"] == now["#1"]


def test_a_number_that_is_of_two_countries_joins_nobody(older: Workspace, tmp_path: Path):
    rows = [_row(3, _NATIONAL, "DE"), _row(4, _NATIONAL, "AT")]
    before = _customers(older)
    _add(older, tmp_path, "new.csv", rows, header=_WITH_COUNTRY)
    now = _customers(older)
    assert now["#1"] == before["#1"]
    assert len({now["#1"], now["#3"], now["#4"]}) == 3


@pytest.mark.parametrize(
    ("number", "is_joined"),
    few(
        product([_NATIONAL, _INTERNATIONAL, "0049 151 2345678", "0151-2345678"], [False, True]),
        (_NATIONAL, True),
        ("0049 151 2345678", False),
    ),
)
def test_a_person_is_found_and_erased_under_either_spelling(
    older: Workspace, tmp_path: Path, number: str, *, is_joined: bool
):
    if is_joined:
        _add_german(older, tmp_path, "new.csv", {3: _NATIONAL, 4: _INTERNATIONAL})
    result = [one for one in one_person.find(older.storage, older.key, [number]) if one.anything]
    assert sum(one.rows["orders"] for one in result) == (3 if is_joined else 1)
    one_person.erase(older.storage, older.key, {key for one in result for key in one.keys})
    assert _customers(older).keys() == {"#2"}
    _add_german(older, tmp_path, "again.csv", {6: _NATIONAL, 7: "0171 7654321"})
    _add_bare(older, tmp_path, "later.csv", {8: _NATIONAL})
    assert _customers(older).keys() == {"#2", "#7"}


def test_a_submission_keeps_the_id_that_the_old_code_made_of_the_number_as_written(tmp_path: Path):
    workspace = open_workspace(tmp_path / "data")
    header = "Submitted at,Phone number,How likely are you to recommend us to a friend?,Shipping country"
    numbers = [f"015123456{n}0" for n in range(6)]
    rows = [f"2025-03-0{n + 1} 10:00,{number},{n + 3},DE" for n, number in enumerate(numbers)]
    _add(workspace, tmp_path, "survey.csv", rows, header=header)
    result = [row for row in shop.rows(workspace, "responses") if row["score"] is not None]
    content = [
        pa.array([row["instant"] for row in result], pa.timestamp("us")).cast(pa.int64()),
        pa.array([pseudonym(f"phone:{number}", workspace.key) for number in numbers], pa.int64()),
        pa.array([str(n + 3) for n in range(6)]),
        pa.array(["DE"] * 6),
    ]
    assert [row["response_id"] for row in result] == made_ids(content, 6).to_pylist()
    assert result[0]["customer_key"] == pseudonym("phone:491512345600", workspace.key)
