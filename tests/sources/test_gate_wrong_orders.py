"""No wrong figure without a word: files that look right and are not give the right one, or a doubt."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from tests.sources.wrong_orders import FAULTS, wrong_file

if TYPE_CHECKING:
    from pathlib import Path


def check(seed: int, folder: Path) -> str:
    """Read the file of a seed and return what was wrong with it."""
    wrong = wrong_file(seed)
    path = folder / "orders.csv"
    path.write_text(wrong.text, "utf-8")
    try:
        (imported,) = reading.read(path, path.name, key=b"k" * 32, hints=Hints())
    except SourceError:
        assert wrong.fault != "none"
        return wrong.fault
    report = imported.report
    rows = imported.tables["orders"].to_pylist()
    result = (len(rows), report.counts["customers"], report.counts["cancelled"])
    right = (wrong.orders, wrong.customers, wrong.cancelled)
    revenue = sum(row["gross"] for row in rows if row["counts"])
    # Without the customers of some orders the account says of how many.
    told = report.doubts or report.rows_set_aside or report.counts["orders_without_customer"]
    assert ((*result, revenue) == (*right, wrong.revenue)) or told, (seed, wrong.fault, wrong.role)
    if wrong.fault == "none":
        # A shop of nine customers may have one who buys a third of all.
        most = max(Counter(row["customer_key"] for row in rows).values())
        assert not {doubt.about for doubt in report.doubts} - ({"own"} if most > 0.3 * len(rows) else set())
        assert (*result, revenue) == (*right, wrong.revenue)
    return wrong.fault


def test_a_few_wrong_files_are_doubted(tmp_path):
    assert len({check(seed, tmp_path) for seed in range(24)}) > 5


@pytest.mark.gate
def test_hundreds_of_wrong_files_are_doubted(tmp_path):
    assert {check(seed, tmp_path) for seed in range(600)} == set(FAULTS)
