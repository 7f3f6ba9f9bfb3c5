"""What leaves as CSV runs nothing in a spreadsheet and loses nothing."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.readable.export import guarded, to_csv
from engagement.sources.values.texts import clean


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\0x", "=cmd|' /C calc'!A0", "\uff1d1+1", "\uff0b1"]
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert guarded(text) == "'" + text


def test_numbers_stay_numbers():
    written = to_csv(pd.DataFrame({"difference": [-1.5, 2.0], "n": [-3, 4]})).decode("utf-8-sig")
    assert written == "difference,n\r\n-1.5,-3\r\n2.0,4\r\n"


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20), max_size=10))
def test_a_guarded_table_reads_back_with_nothing_lost(values):
    frame = pd.DataFrame({"=name": pd.Series(values, dtype="object")})
    rows = list(csv.reader(io.StringIO(to_csv(frame).decode("utf-8-sig"), newline="")))
    assert rows[0] == ["'=name"]
    back = [row[0] if row else "" for row in rows[1:]]
    assert [b.removeprefix("'") if b != v else b for b, v in zip(back, values, strict=True)] == values
    assert not any(b.startswith(("=", "+", "-", "@")) for b in back)


@pytest.mark.parametrize("text", ["=1+1", "-40.00", "@x", "\uff1d1+1", "\uff20x"])
def test_a_guarded_text_is_read_again_as_it_was(text):
    assert clean(str(guarded(text))) == text
