"""Polluted files, one thing wrong with each: the importer's own set, and a public benchmark's made anew."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from engagement.sources.importing import as_csv
from engagement.sources.importing.inspection import keep_rows
from engagement.sources.importing.sandbox import write_rows
from engagement.sources.raw import from_text, repeated_headers
from tests.sources.polluted import pages
from tests.sources.pollutions import files, score

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.sources.pollutions import File

PAGES = dict(pages())
#: What the benchmark counts against us and is right all the same: made-up names above a table without a
#: header, one header where it stands twice, the rows of both tables where two with one header are joined.
ARGUABLE = {"no header", "2 header rows", "3 header rows", "second table, as many columns"}


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
    as_csv.write(from_text.read(page.written(), name), target)
    result = cells_of(target)
    return (
        f1(map(plain, header), map(plain, result[0])),
        f1(("|".join(map(plain, row)) for row in wanted), ("|".join(map(plain, row)) for row in result[1:])),
        f1(
            (plain(cell) for row in wanted for cell in row),
            (plain(cell) for row in result[1:] for cell in row),
        ),
    )


def cells_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def points(file: File, folder: Path) -> float:
    """Points of 10 for the first table that is read of a polluted file."""
    target = folder / "rows.csv"
    as_csv.write(next(repeated_headers.parted(from_text.read(file.text.encode(), file.name))), target)
    return score(file, cells_of(target))


@pytest.mark.parametrize("name", list(PAGES)[::7])
def test_one_pollution_costs_at_most_its_own_record(name, tmp_path):
    header, records, cells = scores(name, tmp_path)
    assert header == 1
    assert records > 0.98
    assert cells > 0.98


@pytest.mark.parametrize("quote_all", [False, True])
def test_every_kind_of_pollution_of_the_benchmark_is_read(quote_all, tmp_path):
    kinds = {file.kind: file for file in files(quote_all=quote_all) if file.text}
    lost = {kind: round(10 - points(file, tmp_path), 2) for kind, file in kinds.items()}
    arguable = ARGUABLE | ({"delimiter space"} if not quote_all else set())  # its words are not quoted
    assert {kind: points for kind, points in lost.items() if points > 0.7 and kind not in arguable} == {}


@pytest.mark.gate
def test_the_whole_polluted_set_is_read(tmp_path):
    every = [scores(name, tmp_path) for name in PAGES]
    header, records, cells = (sum(column) / len(every) for column in zip(*every, strict=True))
    print(f"{len(every)} files: header {header:.4f}, records {records:.4f}, cells {cells:.4f}")  # noqa: T201
    assert min(header, records, cells) > 0.995


@pytest.mark.gate
@pytest.mark.parametrize("quote_all", [False, True])
def test_the_benchmark_is_passed_as_the_command_line_reads_it(quote_all, tmp_path):
    every = files(quote_all=quote_all)
    paths = []
    for number, file in enumerate(every):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(file.text.encode())
        paths.append((path, path.name))
    rows_folder, out = tmp_path / "rows", tmp_path / "out"
    rows_folder.mkdir()
    keep_rows(write_rows(paths, rows_folder), paths, out)
    result = [
        score(file, cells_of(out / f"{name}.csv")) for file, (_, name) in zip(every, paths, strict=True)
    ]
    simple = sum(result) / len(result)
    weighted = sum(f.weight * p for f, p in zip(every, result, strict=True)) / sum(f.weight for f in every)
    print(f"{len(every)} files: simple {simple:.4f}, weighted {weighted:.4f}")  # noqa: T201
    assert simple >= 9.85
    assert weighted >= 9.50
