"""Texts are numbered once for each array, and no longer than the array is there."""

from __future__ import annotations

import pyarrow as pa

from engagement.sources.columns import row_groups


def test_an_array_is_numbered_once_and_another_with_its_place_in_memory_anew():
    for texts in (["b", None, "a", "b"], ["x", "y", None, "x"], [None, "q"]) * 20:
        ids = pa.array(texts)
        numbered = row_groups.encoded(ids)
        assert numbered is row_groups.encoded(ids)
        assert numbered.to_pylist() == texts
        del ids
    assert row_groups.codes_of(pa.array(["b", None, "a", "b"])).tolist() == [0, -1, 1, 0]


def test_what_was_numbered_goes_with_its_array():
    before = len(row_groups._ENCODED)
    ids = pa.array(["b", "a"])
    row_groups.encoded(ids)
    assert len(row_groups._ENCODED) == before + 1
    del ids
    assert len(row_groups._ENCODED) == before
