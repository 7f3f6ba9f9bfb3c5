"""The numbers of notes above a chart never cover each other, and each is somewhere."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engagement.charts.planning.note_signs import NumberedNote, in_lines, signs
from engagement.metrics.sums.periods import as_date
from engagement.store.planning.day_notes import DayNote
from tests.charts.frames import ODD

SIZE = 14


def numbered(days):
    """Notes on these days, numbered from 1."""
    return [
        NumberedNote(number, DayNote(day, day, "other"), as_date(day), as_date(day))
        for number, day in enumerate(sorted(days), 1)
    ]


def placed(days):
    return in_lines(numbered(days), lambda note: float(note.note.first_day), SIZE)


def test_numbers_that_have_room_stand_in_one_line_and_close_ones_above_each_other():
    assert [(group.line, signs(group.notes)) for group in placed([0, 14, 28])] == [
        (0, "①"),
        (0, "②"),
        (0, "③"),
    ]
    assert [(group.line, signs(group.notes)) for group in placed([0, 5, 5, 40])] == [
        (0, "①"),
        (1, "②③"),
        (0, "④"),
    ]


def test_of_many_notes_of_one_place_the_first_three_are_numbered_there():
    (group,) = placed([7] * 5)
    assert signs(group.notes) == "①②③…"


def test_numbers_for_which_there_is_no_line_join_those_before_them():
    groups = placed(range(6))
    assert max(group.line for group in groups) == 2
    assert "".join(signs(group.notes) for group in groups) == "①②③④⑤…"


@ODD
@given(st.lists(st.integers(0, 250), max_size=20))
def test_no_number_covers_another_and_no_note_is_lost(days):
    groups = placed(days)
    assert [note.number for group in groups for note in group.notes] == list(range(1, len(days) + 1))
    for line in range(3):
        spans = [
            (group.place - half, group.place + half)
            for group in groups
            if group.line == line
            for half in (len(signs(group.notes)) * SIZE / 2,)
        ]
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
