"""Tables joined end to end in one file."""

from __future__ import annotations

from engagement.sources.columns.rows_without_data import without_repeats
from engagement.sources.raw import from_text, repeated_headers

HEADER = b"Order,Day,Mail,Sum\r\n"
BODY = b"1001,2026-05-01,ava@example.com,12.50\r\n1002,2026-05-02,bo@example.com,9.99\r\n"


def tables(data: bytes):
    return list(repeated_headers.parted(from_text.read(data, "f.csv")))


def test_two_exports_with_the_same_names_are_one_table_without_the_second_header():
    (raw,) = tables(HEADER + BODY + HEADER + BODY)
    assert raw.columns == ("Order", "Day", "Mail", "Sum")
    assert repeated_headers.repeated(raw).tolist() == [False, False, True, False, False]
    assert without_repeats(raw).lines.to_pylist() == [2, 3, 5, 6]


def test_a_later_header_with_more_columns_begins_a_table_of_its_own():
    wide = b"Order,Day,Mail,Sum,Channel\r\n1003,2026-06-01,cy@example.com,5.00,web\r\n"
    first, second = tables(HEADER + BODY + wide)
    assert (first.columns, first.rows, first.overflow) == (("Order", "Day", "Mail", "Sum"), 2, 0)
    assert second.columns == ("Order", "Day", "Mail", "Sum", "Channel")
    assert (second.header_row, second.lines.to_pylist(), second.rows) == (4, [5], 1)


def test_a_later_header_with_fewer_columns_begins_a_table_of_its_own():
    narrow = b"Order,Mail,Sum\r\n1003,cy@example.com,5.00\r\n1004,di@example.com,6.00\r\n"
    first, second = tables(HEADER + BODY + narrow)
    assert (first.rows, second.rows) == (2, 2)
    assert second.columns == ("Order", "Mail", "Sum")


def test_a_cell_that_equals_its_columns_name_is_data():
    (raw,) = tables(HEADER + BODY + b"Order,2026-05-03,di@example.com,1.00\r\n")
    assert raw.rows == 3
    assert not repeated_headers.repeated(raw).any()
