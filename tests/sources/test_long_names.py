"""A header's cell may be as long as a book; the reader does not read the book a hundred times."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from tests.growth import LINEAR, times_dearer

if TYPE_CHECKING:
    from pathlib import Path


def test_a_name_of_a_megabyte_is_cut_and_costs_little(tmp_path):
    paths = {}
    for times in (700, 70_000):
        paths[times] = tmp_path / f"{times}.csv"
        paths[times].write_text("Total amount," + "date-of-the-id-" * times + "\n" + "x,y\n" * 5, "utf-8")

    def refuse(path: Path) -> None:
        with pytest.raises(SourceError):
            reading.read(path, "a.csv", key=b"k", hints=Hints())

    assert times_dearer(lambda: refuse(paths[70_000]), lambda: refuse(paths[700])) < LINEAR
    (raw,) = reading.raw_tables(paths[70_000], "a.csv")
    assert max(map(len, raw.columns)) == 2_000
