"""The importer's own polluted set: one thing wrong with a file at a time."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from engagement.sources import rawtext, rows
from tests.sources.polluted import pages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PAGES = dict(pages())


def f1(expected: Iterable[str], found: Iterable[str]) -> float:
    """Harmonic mean of precision and recall over multisets of texts."""
    wanted, got = Counter(expected), Counter(found)
    shared = (wanted & got).total()
    if not wanted:
        return 1.0
    return 2 * shared / (wanted.total() + got.total())


def plain(cell: str) -> str:
    return " ".join(cell.split())


def scores(name: str, folder: Path) -> tuple[float, float, float]:
    """How much of header, records and cells is read as it was written."""
    page = PAGES[name]
    header, wanted = page.truth()
    target = folder / "rows.csv"
    rawtext.write(rows.read(page.written(), name), target)
    with target.open(encoding="utf-8", newline="") as file:
        found = list(csv.reader(file))
    return (
        f1(map(plain, header), map(plain, found[0])),
        f1(("|".join(map(plain, row)) for row in wanted), ("|".join(map(plain, row)) for row in found[1:])),
        f1(
            (plain(cell) for row in wanted for cell in row),
            (plain(cell) for row in found[1:] for cell in row),
        ),
    )


@pytest.mark.parametrize("name", list(PAGES)[::7])
def test_one_pollution_costs_at_most_its_own_record(name, tmp_path):
    header, records, cells = scores(name, tmp_path)
    assert header == 1
    assert records > 0.98
    assert cells > 0.98


@pytest.mark.gate
def test_the_whole_polluted_set_is_read(tmp_path):
    every = [scores(name, tmp_path) for name in PAGES]
    header, records, cells = (sum(column) / len(every) for column in zip(*every, strict=True))
    print(f"{len(every)} files: header {header:.4f}, records {records:.4f}, cells {cells:.4f}")  # noqa: T201
    assert min(header, records, cells) > 0.995
