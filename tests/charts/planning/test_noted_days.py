"""Notes belong to the periods in which their days lie, and every note of a chart is drawn and said."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from engagement.charts.base import template
from engagement.charts.base.palette import LIGHT
from engagement.charts.planning.note_signs import sign
from engagement.charts.planning.noted_days import MOST, covering, day_number, in_words, mark
from engagement.store.planning.day_notes import DayNote
from tests.charts.frames import EN, ODD, PL

MONTHS = [dt.date(2026, month, 1) for month in range(3, 9)]


def noted(first: dt.date, last: dt.date | None = None, text: str = "20% on candles") -> DayNote:
    return DayNote(day_number(first), day_number(last or first), "sale", text)


def test_a_note_stands_at_the_period_of_its_day_and_one_of_several_days_from_first_to_last():
    notes = [
        noted(dt.date(2026, 2, 27)),
        noted(dt.date(2026, 2, 27), dt.date(2026, 3, 2)),
        noted(dt.date(2026, 5, 31), dt.date(2026, 12, 1)),
        noted(dt.date(2026, 9, 1)),
    ]
    result = covering(notes, MONTHS, "month")
    assert [(one.number, one.first.month, one.last.month) for one in result] == [(1, 3, 3), (2, 5, 8)]


def test_a_note_is_a_line_or_a_band_with_its_number_and_its_words_under_the_pointer():
    axis = template.axis(LIGHT, range=["2026-02-14", "2026-08-16"])
    figure = template.figure([], LIGHT, height=200, margin={"l": 0, "r": 0, "t": 10, "b": 0}, xaxis=axis)
    notes = [
        noted(dt.date(2026, 5, 12), text="<b>20%</b>"),
        noted(dt.date(2026, 5, 20)),
        noted(dt.date(2026, 6, 1), dt.date(2026, 7, 1)),
    ]
    mark(figure, covering(notes, MONTHS, "month"), LIGHT, EN)
    assert [shape.type for shape in figure.layout.shapes] == ["line", "line", "rect"]
    assert [one.text for one in figure.layout.annotations] == ["①②", "③"]
    hover = figure.layout.annotations[0].hovertext
    assert hover == "① 12 May 2026: Sale, &lt;b&gt;20%&lt;/b&gt;<br>② 20 May 2026: Sale, 20% on candles"
    assert (figure.layout.height, figure.layout.margin.t) == (218, 28)


def test_notes_of_neighbouring_days_of_a_long_chart_are_numbered_above_each_other():
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=day) for day in range(200)]
    axis = template.axis(LIGHT, range=[days[0].isoformat(), days[-1].isoformat()])
    figure = template.figure([], LIGHT, height=200, margin={"l": 0, "r": 0, "t": 10, "b": 0}, xaxis=axis)
    mark(figure, covering([noted(days[50]), noted(days[51])], days, "day"), LIGHT, EN)
    assert [one.yshift for one in figure.layout.annotations] == [2, 20]
    assert (figure.layout.height, figure.layout.margin.t) == (236, 46)


def test_a_note_without_words_says_its_kind_in_the_readers_language():
    assert PL.t(in_words(noted(dt.date(2026, 5, 12), text=""), PL)) == "12 maj 2026: Wyprzedaż"


@ODD
@given(st.lists(st.tuples(st.integers(20_400, 20_800), st.integers(0, 400)), max_size=30))
def test_every_note_on_a_day_of_the_chart_is_among_those_drawn_and_no_other(spans):
    notes = sorted(
        (DayNote(first, first + more, "other") for first, more in spans), key=lambda one: one.first_day
    )
    low, high = day_number(MONTHS[0]), day_number(dt.date(2026, 8, 31))
    wanted = [one for one in notes if one.first_day <= high and one.last_day >= low]
    result = covering(notes, MONTHS, "month")
    assert [one.note for one in result] == wanted[-MOST:]
    assert len({sign(one.number) for one in result}) == len(result)
    assert all(one.first in MONTHS and one.first <= one.last and one.last in MONTHS for one in result)
