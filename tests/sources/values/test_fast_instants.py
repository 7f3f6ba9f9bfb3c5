"""Typing whole columns of instants gives what typing each text gives, or declines."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engagement.sources.values import dates, fast_instants
from engagement.sources.values.texts import Distinct, Fault

PART = st.integers(0, 33)
NUMERIC = st.builds(
    "{0}{6}{1}{6}{2}{3}{4}{5}".format,
    PART,
    PART,
    st.integers(1000, 2999),
    st.sampled_from(["", " 8:26", " 23:59:59", " 24:00", " 7:60", "T10:00", " 8:26 PM"]),
    st.sampled_from(["", "", " "]),
    st.just(""),
    st.sampled_from(["/", "/", ".", "-"]),
)


@given(st.lists(NUMERIC, min_size=1, max_size=4), st.sampled_from(["day", "month"]))
@example(["2/29/2023"], "month")
@example(["12/1/2010 8:26", "-", "12/13/2010"], "month")
@example(["1/1/2010", "1.1.2010"], "day")
def test_a_column_of_numeric_dates_is_typed_as_each_text_is(texts, order):
    result = fast_instants.numeric_dates(Distinct(pa.chunked_array([texts])), order)
    each = [None if text == "-" else dates.parse(text.strip(), order) for text in texts]
    if any(isinstance(value, Fault) for value in each):
        assert result is None
    elif result is not None:
        assert result.to_pylist() == each


def test_numeric_dates_are_typed_at_once():
    column = Distinct(pa.chunked_array([["12/1/2010 8:26", None, "12/31/2010 23:59:30"]]))
    result = fast_instants.numeric_dates(column, "month")
    assert [str(value) for value in result.to_pylist()] == [
        "2010-12-01 08:26:00",
        "None",
        "2010-12-31 23:59:30",
    ]


@pytest.mark.parametrize("text", ["31/02/2024", "1/2/24", "1/2/2024 25:00", "soon", "0/1/2024"])
def test_what_is_no_plain_numeric_date_is_left_to_the_slow_way(text):
    assert fast_instants.numeric_dates(Distinct(pa.chunked_array([["1/2/2024", text]])), "day") is None
