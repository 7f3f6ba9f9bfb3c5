"""Cells that need no cleaning are recognised as such, and only these."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engagement.sources.values.texts import Distinct, as_written, clean

TEXT = st.text(
    st.sampled_from(["a", "7", " ", "\t", '"', "'", "=", "\u00e9", "\u200b", "\u00a0"]), max_size=4
)


@given(st.lists(st.none() | TEXT, max_size=4))
@example(["plain", None, "two words"])
@example([None, None])
def test_a_column_is_taken_as_it_is_written_only_if_nothing_is_to_be_cleaned(texts):
    column = pa.chunked_array([texts[:2], texts[2:]], pa.string())
    result = as_written(column)
    if result is not None:
        assert result.to_pylist() == texts == [text and clean(text) for text in texts]
        assert "" not in texts
    different = list(dict.fromkeys(text for text in texts if text is not None))
    assert Distinct(column).cleaned == [clean(text) for text in different]


@pytest.mark.parametrize("texts", [["plain", None, "it's", 'an 8" pan'], [None], []])
def test_plain_cells_are_taken_as_they_are_written(texts):
    assert as_written(pa.chunked_array([texts], pa.string())).to_pylist() == texts


def test_a_part_of_a_column_is_taken_by_itself():
    column = pa.chunked_array([[" blank", "plain", None, "too"]])
    assert as_written(column) is None
    assert as_written(column.slice(1)).to_pylist() == ["plain", None, "too"]
