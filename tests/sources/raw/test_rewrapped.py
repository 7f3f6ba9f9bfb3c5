"""Whole rows that a spreadsheet has put into one cell are the rows that they were."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engagement.sources.raw import from_text, rewrapped

HEADER = ["Order ID", "Order Date", "City, land", "Total"]
CELL = st.text(st.sampled_from('ab1 ,;"’é'), max_size=6).map(str.strip)
ROW = st.tuples(st.integers(1, 999).map("A{}".format), st.just("2026-01-02"), CELL, st.just("10.50"))


def written(table: list[list[str]], delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerows(table)
    return buffer.getvalue()


def saved_again(text: str, separator: str, end: str = "\n") -> str:
    """Open a file in a spreadsheet that parts lists by `separator`, and save it."""
    result = io.StringIO()
    for line in text.splitlines():
        cells = next(csv.reader([line], delimiter=separator), [])
        csv.writer(result, delimiter=separator, lineterminator=end).writerow(cells)
    return result.getvalue()


def table_of(text: str) -> tuple[tuple[str, ...], dict[str, list[str]]]:
    raw = from_text.read(text.encode(), "file.csv")
    return raw.columns, raw.data.to_pydict()


@given(st.lists(ROW, min_size=3, max_size=8), st.sampled_from([(",", ";"), (",", "\t"), (";", ",")]))
def test_a_file_that_a_spreadsheet_has_saved_again_is_read_as_before(body, delimiters):
    delimiter, separator = delimiters
    text = written([HEADER, *body], delimiter)
    if separator in "".join(HEADER):
        text = text.replace("City, land", "City")
    assume(f'{separator}"' not in text)  # here the spreadsheet itself loses a quote
    assert table_of(saved_again(text, separator)) == table_of(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", ";\n", ";;;\r\n"])
def test_separators_behind_a_row_are_no_part_of_it(end):
    table = [["a", "b", "c, d", "e"], ["1", "2", "3, 4", "5"], ["6", "7", '8 "nine"', "0"]]
    text = saved_again(written(table, ","), ";").replace("\n", end)
    assert table_of(text) == table_of(written(table, ","))


@pytest.mark.parametrize(
    "text",
    [
        'a,b,c\n1,"2, 3",4\n5,"6",7\n',
        '"a","b","c"\n"1","2","3"\n',
        'comment\n"Well, I liked it"\n"Yes, ""much"", indeed"\n',
        'a;b;c\n"x, y";2;3\n"z, w";4;5\n',
    ],
)
def test_quotes_that_stand_as_they_should_stay(text):
    assert rewrapped.undone(text) is None


def test_rows_in_the_first_column_of_a_sheet_are_a_text():
    result = [(1, ["a,b,c", ""]), (2, ['1,"2, 3",4', ""]), (3, []), (4, ["5,6,7", ""])]
    assert rewrapped.of_records(result) == 'a,b,c\n1,"2, 3",4\n\n5,6,7\n'
    assert rewrapped.of_records([(1, ["a", "b"]), (2, ["1,2,3", "4"])]) is None
