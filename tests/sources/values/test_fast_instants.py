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


ISO = st.builds(
    "{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}{}".format,
    *(st.integers(998, 2999), st.integers(0, 13), st.integers(0, 32), st.sampled_from([" ", "T", "-"])),
    *(st.integers(0, 24), st.integers(0, 60), st.integers(0, 60)),
    st.sampled_from(["", " +0100", " +0200", "+01:00", "Z", " UTC", "UTC", " CET", ".5"]),
)


@given(st.lists(st.none() | ISO, min_size=1, max_size=4))
@example([None, "2024-02-29 23:59:59 +0100", None, "2024-07-01T00:00:00 +0200"])
@example(["2023-02-29 10:00:00"])
def test_a_column_of_instants_written_alike_is_typed_as_each_text_is(texts):
    result = fast_instants.written_alike(pa.chunked_array([texts[:1], texts[1:]], pa.string()))
    if result is not None:
        each = [None if text is None else dates.parse(text, "day") for text in texts]
        assert result[0].to_pylist() == each
        assert result[1] == {text[19:].strip() for text in texts if text is not None}


def test_instants_written_alike_are_typed_at_once_in_winter_and_in_summer():
    texts = ["2024-01-31 10:11:12 +0100", None, "2024-07-31 23:59:59 +0200", "2024-02-29 00:00:00 +0100"]
    values, zones = fast_instants.written_alike(pa.chunked_array([texts]))
    assert [str(value) for value in values.to_pylist()] == [
        "2024-01-31 10:11:12",
        "None",
        "2024-07-31 23:59:59",
        "2024-02-29 00:00:00",
    ]
    assert zones == {"+0100", "+0200"}


@pytest.mark.parametrize(
    "other", ["2024-02-30 10:00:00", "2024-01-01 24:00:00", "2024-01-01 10:00", "2024-01-01 10:00:00+", "-"]
)
def test_what_is_not_written_alike_is_left_to_the_slow_way(other):
    assert fast_instants.written_alike(pa.chunked_array([["2024-01-01 10:00:00", other]])) is None


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
