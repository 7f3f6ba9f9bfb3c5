"""A header's cell may be as long as a book; the reader does not read the book a hundred times."""

from __future__ import annotations

import time

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError


def test_a_name_of_a_megabyte_is_cut_and_costs_little(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Total amount," + "date-of-the-id-" * 70_000 + "\n" + "x,y\n" * 5, "utf-8")
    before = time.process_time()
    with pytest.raises(SourceError):
        reading.read(path, "a.csv", key=b"k", hints=Hints())
    assert time.process_time() - before < 10
    (raw,) = reading.raw_tables(path, "a.csv")
    assert max(map(len, raw.columns)) == 2_000
