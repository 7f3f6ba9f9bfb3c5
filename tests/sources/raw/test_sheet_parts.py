from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.raw import sheet_parts
from engagement.sources.recognition import platform

ORDERS = ["Order number", "Order date", "Total"]
ANSWERS = ["Response ID", "Submitted at", "Score"]
ROW = ["A-1", "2026-05-01", "10.50"]
ANSWER = ["r1", "2026-05-02", "9"]


def parts(*rows):
    """The tables of a sheet, each as its rows without their numbers and without blank ones."""
    records = [(number, list(cells)) for number, cells in enumerate(rows, 1)]
    return [
        ([cells for _, cells in part if cells], above)
        for part, above in sheet_parts.parts(records, platform.is_header)
    ]


def test_a_title_and_blank_rows_leave_one_table():
    whole = [["Orders", "", ""], [], ORDERS, ROW, [], ROW]
    assert parts(*whole) == [([ORDERS, ROW, ROW], ["Orders,,"])]


def test_another_header_below_a_blank_row_begins_another_table():
    assert parts(ORDERS, ROW, [], ["Answers"], ANSWERS, ANSWER) == [
        ([ORDERS, ROW], []),
        ([["Answers"], ANSWERS, ANSWER], []),
    ]


def test_a_table_of_words_above_another_is_no_title_of_it():
    words = [["Name", "City", "Tier"], ["Ava", "Rome", "gold"], ["Ben", "Oslo", "new"]]
    assert parts(*words, [], ORDERS, ROW) == [(words, []), ([ORDERS, ROW], [])]


def test_names_and_values_above_a_table_are_lines_above_it():
    assert parts(["Shop", "Demo"], ["Month", "May"], [], ORDERS, ROW) == [
        ([ORDERS, ROW], ["Shop,Demo", "Month,May"])
    ]


def test_the_same_header_again_goes_on_with_the_table():
    assert len(parts(ORDERS, ROW, [], ORDERS, ROW)) == 1


def test_rows_of_words_below_a_blank_row_are_no_header():
    words = [
        ["Name", "City", "Tier"],
        ["Ava", "Rome", "gold"],
        [],
        ["Ben", "Oslo", "new"],
        ["Eve", "Bonn", "old"],
    ]
    assert len(parts(*words)) == 1


def test_a_blank_column_within_a_table_does_not_part_it():
    rows = [[*ORDERS, "", "Note", "By"], [*ROW, "", "late", "Ava"], [*ROW, "", "early", "Ben"]]
    assert parts(*rows) == [(rows, [])]


def test_two_lists_of_the_same_columns_are_two_tables():
    rows = [[*ORDERS, "", *ORDERS], [*ROW, "", *ROW]]
    assert [part for part, _ in parts(*rows)] == [[ORDERS, ROW], [ORDERS, ROW]]


def test_a_shorter_neighbour_is_a_table_of_its_own_and_a_longer_row_loses_nothing():
    rows = [
        [*ANSWERS, "", *ORDERS],
        [*ANSWER, "", *ROW],
        [*ANSWER, "", "", "", ""],
        [*ANSWER, *[""] * 7, "x"],
    ]
    (one, _), (other, _) = parts(*rows)
    assert one == [ANSWERS, *[ANSWER] * 3]
    assert other == [ORDERS, ROW, ["", "", "", "", "", "", "x"]]


def test_a_platforms_header_with_a_blank_column_is_whole():
    header = ["Name", "Financial Status", "", "Lineitem name", "Created at"]
    rows = [header, ["#1", "paid", "", "Mug", "2026-05-01"], ["#1", "", "", "", ""]]
    assert len(parts(*rows)) == 1


@given(st.lists(st.lists(st.sampled_from(["", "x", "2026-05-01", "7", "Total"]), max_size=6), min_size=1))
def test_no_cell_is_lost_and_none_stands_twice(table):
    rows = [cells if any(cells) else [] for cells in table]
    cell_list = [cell for part, above in parts(*rows) for cells in [*part, above] for cell in cells]
    before = sorted(cell for cells in rows for cell in cells if cell)
    assert sorted(cell for text in cell_list for cell in text.split(",") if cell) == before
