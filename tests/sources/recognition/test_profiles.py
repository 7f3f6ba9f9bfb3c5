from __future__ import annotations

import pyarrow as pa

from engagement.sources.model.raw_table import RawTable
from engagement.sources.recognition.profiles import profiles
from tests.growth import LINEAR, times_dearer


def undecided(width: int) -> RawTable:
    """One row of numbers that each may have a decimal or a thousands separator."""
    names = tuple(f"column {place}" for place in range(width))
    return RawTable("f.csv", names, pa.table({name: pa.array(["3,471"]) for name in names}), pa.array([2]))


def test_a_column_costs_no_more_beside_thousands_of_others():
    wide, narrow = undecided(1_600), undecided(400)
    assert [profile.open_numbers for profile in profiles(narrow)] == [("3,471",)] * 400
    assert times_dearer(lambda: profiles(wide), lambda: profiles(narrow)) < LINEAR
