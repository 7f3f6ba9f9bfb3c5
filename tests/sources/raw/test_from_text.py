from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engagement.sources.model.raw_table import SourceError
from engagement.sources.raw import from_text, from_text_fast

NAMES = ["Order", "Placed", "Customer", "Total", "Note"]
TEXT = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=["Cs", "Cc"]), max_size=15
)
ROW = st.tuples(
    st.integers(1000, 9999).map(str),
    st.dates().map(str),
    st.integers(1, 500).map("person{}@example.com".format),
    st.decimals(0, 999, places=2).map(str),
    st.one_of(TEXT, TEXT.map(lambda text: f"{text}\n{text}")).map(str.strip),
).map(list)


def table(raw) -> list[list[str | None]]:
    columns = [column.to_pylist() for column in raw.data.columns]
    return [list(cells) for cells in zip(*columns, strict=True)]


def written(found, delimiter=",", quote='"', end="\r\n", quoting=csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quotechar=quote, lineterminator=end, quoting=quoting).writerows(
        found
    )
    return text.getvalue()


@settings(deadline=None)
@given(
    st.lists(ROW, min_size=1, max_size=12),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_table_written_in_any_dialect_is_read_back_equal(found, delimiter, end, quoting, codec):
    text = written([NAMES, *found], delimiter, '"', end, quoting)
    raw = from_text.read(text.encode(codec), "file.csv")
    assert raw.columns == tuple(NAMES)
    assert raw.delimiter == delimiter
    assert table(raw) == [[cell or None for cell in row] for row in found]


def test_lines_are_those_of_the_file_whatever_stands_between():
    raw = from_text.read(b'A title\r\n\r\nid,note,sum\r\n1,"two\r\nlines",5\r\n\r\n2,x,6\r\n', "f")
    assert raw.header_row == 3
    assert raw.preamble == ("A title",)
    assert raw.lines.to_pylist() == [4, 7]


def test_blank_cells_are_null_and_short_rows_are_filled_up():
    raw = from_text.read(b"a,b,c\n1,,3\n4\n5,6,7\n8,9,10\n", "f")
    assert table(raw) == [["1", None, "3"], ["4", None, None], ["5", "6", "7"], ["8", "9", "10"]]


def test_a_cell_too_many_shifts_nothing():
    raw = from_text.read(b"a,b,c\n1,2,3\n4,5,6,7\n8,9,10,\n11,12,13\n", "f")
    assert raw.overflow == 1
    assert raw.data.column(3).to_pylist() == [None, "7", None, None]
    assert raw.data.column(0).to_pylist() == ["1", "4", "8", "11"]


def test_names_are_made_unique_and_blank_ones_are_numbered():
    assert from_text.unique_names(["a", "", "A", "a"], 5) == ("a", "column 2", "A (2)", "a (3)", "column 5")


def test_a_file_without_a_header_gets_numbered_columns():
    raw = from_text.read(b"2026-05-01,12.50,x@example.com\n2026-05-02,13.50,y@example.com\n", "f")
    assert raw.header_row is None
    assert raw.columns == ("column 1", "column 2", "column 3")
    assert raw.rows == 2


def test_columns_at_the_end_without_a_name_and_a_value_are_no_columns():
    blank = "," * 3
    raw = from_text.read(f"Order,Total{blank}\n1,5{blank}\n2,7{blank}\n".encode(), "x.csv")
    assert (raw.columns, raw.overflow, table(raw)) == (("Order", "Total"), 0, [["1", "5"], ["2", "7"]])
    raw = from_text.read(f"Order,Total{blank}\n1,5,,x,\n2,7{blank}\n3,7{blank}\n".encode(), "x.csv")
    assert raw.columns == ("Order", "Total", "column 3", "column 4")


def test_all_words_need_a_header_too():
    raw = from_text.read(b"Country,City\nItaly,Rome\nSpain,Madrid\nItaly,Milan\n", "f")
    assert raw.columns == ("Country", "City")


def test_a_header_alone_is_a_table_without_rows():
    raw = from_text.read(b"Order ID,Email,Total\n", "f")
    assert (raw.columns, raw.rows) == (("Order ID", "Email", "Total"), 0)


def test_a_known_header_is_found_below_anything():
    text = b"x,y\n1,2\nz\nOrder,Mail\n5,a@example.com\n"
    raw = from_text.read(text, "f", knows=lambda cells: "Mail" in cells)
    assert raw.columns == ("Order", "Mail")
    assert raw.rows == 1


def test_too_many_columns_are_refused():
    with pytest.raises(SourceError, match="columns"):
        from_text.read(b",".join(b"c%d" % i for i in range(25_000)) + b"\n", "f")


def test_a_quote_out_of_place_is_told_of_with_its_line():
    raw = from_text.read(b'a,b\n1,x\n2,"y\n3,z\n', "f")
    assert table(raw) == [["1", "x"], ["2", '"y'], ["3", "z"]]
    assert str(raw.warnings[0]) == "A quotation mark in line 3 is out of place; it is read as text"


@settings(deadline=None)
@given(
    st.lists(ROW, min_size=1, max_size=10),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.text(alphabet='",\n\r x', max_size=6),
    st.integers(0, 10_000),
)
@example([["1", "2", "3", "4", "5"]], "\n", csv.QUOTE_MINIMAL, '"', 30)
def test_the_fast_reader_declines_or_gives_the_same_table(found, end, quoting, damage, place):
    text = written([NAMES, *found], ",", '"', end, quoting)
    cut = len(",".join(NAMES)) + 2 + 2 * len(NAMES) + place % len(text)
    content = (text[:cut] + damage + text[cut:]).encode()
    _same_table(content)


@settings(deadline=None)
@given(st.text(alphabet='a",\n\r', max_size=40))
def test_the_fast_reader_declines_or_agrees_on_any_text(text):
    _same_table(b"x,y\n" + text.encode())


def _same_table(content: bytes) -> None:
    """Read in both ways with one plan; if the fast one returns a table, the other returns the same."""
    plan = from_text._plan(content.decode(), None)
    was, from_text_fast._WORTHWHILE = from_text_fast._WORTHWHILE, 0
    try:
        fast = from_text_fast.read(content, 0, plan)
    finally:
        from_text_fast._WORTHWHILE = was
    if fast is not None:
        slow = from_text.read_text(content.decode(), "f")
        # As the reader of files does, without blank columns that have no name.
        quick = from_text._raw("f", plan, *fast, "utf-8", ())
        assert (quick.columns, quick.lines) == (slow.columns, slow.lines)
        assert quick.data.to_pylist() == slow.data.to_pylist()


def test_a_header_may_have_another_delimiter_than_the_rows():
    raw = from_text.read_text("Order,Date,Total\nA1;2026-03-01;1,50\nA2;2026-03-02;2,50\n", "a.csv")
    assert raw.columns == ("Order", "Date", "Total")
    assert table(raw) == [["A1", "2026-03-01", "1,50"], ["A2", "2026-03-02", "2,50"]]
