from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.sources.text.csv_records import Damage, Dialect, by_context, records, split_lines
from tests.growth import LINEAR, times_dearer

CELL = st.text(st.characters(exclude_characters="\x1f\x00\r", exclude_categories=["Cs"]), max_size=12)


def read(text: str, dialect: Dialect | None = None, width: int | None = None) -> list[tuple[int, list[str]]]:
    return list(records(split_lines(text), dialect or Dialect(), width=width))


def test_lines_are_counted_over_cells_that_span_them():
    result = read('a,b\r\n"x\r\ny",2\r\n\r\nz,3\r\n')
    assert result == [(1, ["a", "b"]), (2, ["x\r\ny", "2"]), (4, []), (5, ["z", "3"])]


def test_a_quote_that_is_never_closed_costs_its_own_record():
    damage = Damage()
    lines = split_lines('a,b\n1,"x\n2,y\n3,z\n')
    result = list(records(lines, Dialect(), width=2, damage=damage))
    assert result == [(1, ["a", "b"]), (2, ["1", '"x']), (3, ["2", "y"]), (4, ["3", "z"])]
    assert damage.lines == [2]


def test_two_inch_marks_do_not_swallow_the_rows_between_them():
    result = read('a,b,c\n"5 in,x,1\n2,y,2\n"6 in,z,3\n', width=3)
    assert [cells for _, cells in result] == [
        ["a", "b", "c"],
        ['"5 in', "x", "1"],
        ["2", "y", "2"],
        ['"6 in', "z", "3"],
    ]


def test_a_stray_quote_within_a_quoted_cell_is_a_letter():
    assert by_context('"a "b" c","d"', Dialect()) == ['a "b" c', "d"]
    assert by_context('""b","d"', Dialect()) == ['"b', "d"]
    assert by_context('"a""",b', Dialect()) == ['a"', "b"]


def test_a_backslash_may_escape_a_quote_in_one_record():
    result = read('"a","b"\n"x \\"y\\"","2"\n', width=2)
    assert result[1] == (2, ['x "y"', "2"])


def test_one_record_may_be_quoted_or_separated_otherwise():
    assert read("a,b\n'x, y','2'\n", width=2)[1] == (2, ["x, y", "2"])
    assert read("a,b,c\nx;y;z\n", width=3)[1] == (2, ["x", "y", "z"])


def test_a_delimiter_may_be_long_or_a_run_of_blanks():
    assert read("a||b\nx|y||2\n", Dialect("||"))[1] == (2, ["x|y", "2"])
    assert read("  00001   19970101  1  11.77\r\n", Dialect(" ", "", runs=True)) == [
        (1, ["00001", "19970101", "1", "11.77"])
    ]


@settings(deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(['"', "'"]),
    st.sampled_from(["\r\n", "\n"]),
    st.booleans(),
)
def test_whatever_csv_writes_is_read_back(rows, delimiter, quote, end, quote_all):
    text = io.StringIO()
    csv.writer(
        text,
        delimiter=delimiter,
        quotechar=quote,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
    ).writerows(rows)
    result = [cells for _, cells in read(text.getvalue(), Dialect(delimiter, quote), width=2)]
    assert result == [_unwrapped(row, quote) for row in rows]


def _unwrapped(row: list[str], quote: str) -> list[str]:
    """A record that stands in the other quotes throughout is taken out of them."""
    other = "'" if quote == '"' else '"'
    filled = [cell for cell in row if cell]
    wrapped = all(len(cell) > 1 and cell[0] == cell[-1] == other for cell in filled)
    return [cell[1:-1].replace(other * 2, other) for cell in row] if row[0] and wrapped else row


@settings(deadline=None)
@given(st.text(alphabet="a,\"\\\n\r;'", max_size=60))
def test_any_text_is_read_and_no_line_is_lost(text):
    lines = split_lines(text)
    result = list(records(lines, Dialect(), width=2))
    numbers = [number for number, _ in result]
    assert numbers == sorted(set(numbers))
    letters = "".join(cell for _, cells in result for cell in cells).count("a")
    assert letters == text.count("a")


def test_damage_on_every_line_stays_linear():
    def lines(count: int) -> None:
        assert len(read("a,b\n" + 'x,"y\n' * count, width=2)) == count + 1

    assert times_dearer(lambda: lines(20_000), lambda: lines(5_000)) < LINEAR


def test_a_single_field_of_megabytes_stays_linear():
    def lines(count: int) -> None:
        assert read('"' + "x\n" * count, width=2)[0] == (1, ['"x'])

    assert times_dearer(lambda: lines(200_000), lambda: lines(50_000)) < LINEAR


def test_a_record_that_two_delimiters_cut_has_its_cells_and_is_told():
    damage = Damage()
    lines = split_lines(
        "id;day;mail;total\n1;2026-01-04,a.b@example.com;5.00\n2;2026-01-05;b@example.com;6.00\n"
    )
    result = list(records(lines, Dialect(";"), width=4, damage=damage))
    assert [cells for _, cells in result[1:]] == [
        ["1", "2026-01-04", "a.b@example.com", "5.00"],
        ["2", "2026-01-05", "b@example.com", "6.00"],
    ]
    assert (damage.lines, damage.cut_otherwise) == ([], [2])


def test_words_and_amounts_with_a_comma_are_not_cut():
    lines = split_lines("id;day;what;total\n1;2026-01-04;soap, olive\n2;2026-01-05;12,50\n")
    result = [cells for _, cells in records(lines, Dialect(";"), width=4)]
    assert result[1:] == [["1", "2026-01-04", "soap, olive"], ["2", "2026-01-05", "12,50"]]
