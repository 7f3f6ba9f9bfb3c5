"""An answer that names nobody but an order or a customer by number goes with the person it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from engagement.store.erasing import one_person
from tests.store import household
from tests.store.household import AVA

if TYPE_CHECKING:
    from pathlib import Path

_SURVEY = "Response ID,Submitted at,Order number,How likely are you to recommend us to a friend?"
FILES = {
    "orders.csv": household.FILES["orders.csv"],
    "after the order.csv": [
        _SURVEY,
        "r1,2025-02-10 10:00,1002,3",
        "r2,2025-02-11 10:00,#1003,9",
        "r3,2025-03-12 10:00,1005,8",
        "r4,2025-04-13 10:00,# 1006,2",
        "r5,2025-04-14 10:00,9999,10",
    ],
}


def test_answers_that_name_an_order_of_the_person_are_found_and_erased_with_it(tmp_path: Path):
    workspace = household.workspace_of(tmp_path / "data", FILES, tmp_path / "uploads")
    result = one_person.find(workspace.storage, workspace.key, [AVA])
    assert [one.rows.get("responses") for one in result] == [2]
    one_person.erase(workspace.storage, workspace.key, {key for one in result for key in one.keys})
    left = [pq.read_table(path, columns=["response_id"]) for path in workspace.paths("responses")]
    assert sorted(row for table in left for row in table["response_id"].to_pylist()) == ["r2", "r3", "r5"]
