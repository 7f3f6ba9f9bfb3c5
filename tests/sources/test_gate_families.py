"""Any export of a family is read as it was written: every row accounted for, every cent counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc
import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from tests.sources.families import Export, expected, families

if TYPE_CHECKING:
    from pathlib import Path

    from engagement.sources.model.account import Imported

FAMILIES = families()
_NAMES = {"Views": "views", "Likes": "likes", "Shares": "shares", "Comments": "comments", "Saves": "saves"}


def check(name: str, seed: int, folder: Path) -> None:
    export = Export(FAMILIES[name], seed)
    path = folder / f"{name} {seed}.csv"
    path.write_bytes(export.data)
    (imported,) = reading.read(path, path.name, key=b"k" * 32, hints=Hints())
    report, wanted = imported.report, expected(export)
    listed = [(row.line, row.column, row.value, str(row.reason)) for row in report.set_aside]
    assert report.rows_in == report.rows_kept + report.rows_set_aside
    assert (report.rows_in, report.rows_kept) == (wanted.rows_in, wanted.kept_rows), (path, listed)
    assert _sums(imported, list(wanted.sums)) == wanted.sums, (path, listed, list(map(str, report.warnings)))
    path.unlink()


def _sums(imported: Imported, names: list[str]) -> dict[str, int]:
    if "orders" in imported.tables:
        orders = imported.tables["orders"]
        return {"orders": orders.num_rows, "gross": pc.sum(orders["gross"]).as_py() or 0}
    if "responses" in imported.tables:
        scores = imported.tables["responses"].filter(pc.field("kind") == "nps")
        return {names[0]: int(pc.sum(scores["score"]).as_py())}
    posts = imported.tables["posts"]
    return {name: pc.sum(posts[_NAMES[name]]).as_py() for name in names}


@pytest.mark.parametrize("name", list(FAMILIES))
def test_a_few_exports_of_a_family_are_read_to_the_cent(name, tmp_path):
    for seed in range(6):
        check(name, seed, tmp_path)


@pytest.mark.gate
@pytest.mark.parametrize("name", list(FAMILIES))
def test_a_thousand_exports_of_a_family_are_read_to_the_cent(name, tmp_path):
    for seed in range(1_000):
        check(name, seed, tmp_path)
