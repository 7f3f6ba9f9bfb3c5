from dataclasses import replace

import pytest

from engagement.charts.base.palette import DARK, LIGHT, contrast, on
from engagement.charts.cohort_map import MOST_ROWS, CohortCell, CohortRow, cohort_map, columns_for


def cell(period, value, *, complete=True):
    text = "" if value is None else f"{value:g}"
    return CohortCell(period, value, text, f"<b>{period}</b>", complete)


def row(name, *values, **more):
    return CohortRow(name, [cell(at, value) for at, value in enumerate(values)], **more)


def texts(figure):
    return {
        (x, y): text
        for t in figure.data
        if t.mode == "text"
        for x, y, text in zip(t.x, t.y, t.text, strict=True)
    }


def squares(figure, colours=LIGHT):
    return [s for s in figure.layout.shapes if s.fillcolor != colours.second_ground]


def test_each_cell_has_its_number_and_a_shade_that_grows_with_it():
    figure = cohort_map([row("May · 40", 1, 5, 10)], 0, LIGHT)
    assert texts(figure) == {(0, 0): "1", (1, 0): "5", (2, 0): "10"}
    shades = [LIGHT.steps.index(square.fillcolor) for square in squares(figure)]
    assert shades == sorted(shades)
    assert shades[-1] == len(LIGHT.steps) - 1


def test_what_has_not_come_or_must_not_be_shown_is_blank():
    figure = cohort_map([row("May · 40", 3, None), row("June · 40", 2)], 0, LIGHT)
    assert set(texts(figure)) == {(0, 0), (0, 1)}
    assert len(squares(figure)) == 2


def test_a_period_that_still_runs_is_hatched_and_no_other():
    still = CohortRow("May · 40", [cell(0, 5), cell(1, 2, complete=False)])
    hatched = [t for t in cohort_map([still], 0, LIGHT).data if t.fill == "toself"]
    assert [x for x in hatched[0].x if x is not None] == [0.5, 1.5, 1.5, 0.5]
    assert not [t for t in cohort_map([row("May · 40", 5)], 0, LIGHT).data if t.fill == "toself"]


def test_a_group_that_is_too_small_says_so_in_place_of_numbers():
    figure = cohort_map([row("May · 40", 1, 2), CohortRow("June · 12", [], "under 30 customers")], 0, LIGHT)
    assert "under 30 customers" in [note.text for note in figure.layout.annotations]
    assert {y for _, y in texts(figure)} == {0}


def test_the_first_period_is_left_out_where_it_says_nothing():
    assert set(texts(cohort_map([row("May · 40", 100, 5, 4)], 1, LIGHT))) == {(1, 0), (2, 0)}


def test_only_so_many_columns_are_drawn_as_fit_a_phone_with_their_numbers():
    short = [row("May 2026 · 100", *([24] * 30))]
    long = [row("May 2026 · 100", *([123456] * 30))]
    assert columns_for(short, 0) > columns_for(long, 0) >= 1
    assert len(texts(cohort_map(long, 0, LIGHT))) == columns_for(long, 0)


def test_the_newest_groups_are_drawn_where_there_are_too_many():
    figure = cohort_map([row(f"group {n}", n + 1) for n in range(MOST_ROWS + 5)], 0, LIGHT)
    assert texts(figure)[(0, 0)] == "6"
    assert len(texts(figure)) == MOST_ROWS


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_number_is_readable_on_its_shade(colours):
    assert all(contrast(on(shade), shade) >= 4.5 for shade in colours.steps)


def test_a_name_from_outside_is_no_markup():
    figure = cohort_map([row("<b>May</b>", 1)], 0, LIGHT)
    assert "&lt;b&gt;May&lt;/b&gt;" in [note.text for note in figure.layout.annotations]


@pytest.mark.parametrize("rows", [[], [CohortRow("May", [])], [row("May", 0, 0)]])
def test_nothing_and_only_zeros_can_be_drawn(rows):
    assert cohort_map(rows, 0, LIGHT).to_json()


def test_columns_that_have_names_are_all_drawn_under_them():
    rows = [
        CohortRow("latest", [CohortCell(at, 123456.0, "123,456", "", complete=True) for at in range(1, 6)])
    ]
    figure = cohort_map(rows, 1, LIGHT, columns=["1", "2", "3–4", "5–9", "10+"])
    assert list(figure.layout.xaxis.ticktext) == ["1", "2", "3–4", "5–9", "10+"]
    assert list(figure.layout.xaxis.tickvals) == [1, 2, 3, 4, 5]
    assert len(texts(figure)) == 5


def test_a_cell_with_a_key_gives_it_to_a_click_and_the_chosen_one_has_a_frame():
    cells = [replace(cell(1, 0.5), key="a/1"), cell(2, 0.1)]
    figure = cohort_map([CohortRow("a", cells)], 1, LIGHT, selected="a/1")
    assert {key for trace in figure.data for key in trace.customdata} == {"a/1", None}
    framed = [shape for shape in figure.layout.shapes if shape.line.color == LIGHT.ink]
    assert [(shape.x0, shape.x1) for shape in framed] == [(0.5, 1.5)]


def test_a_row_of_few_is_grey_whatever_it_says():
    figure = cohort_map([CohortRow("a", [cell(1, 9.0)], few=True)], 1, LIGHT)
    assert [trace.textfont.color for trace in figure.data] == [LIGHT.quiet]
    assert figure.layout.shapes[0].fillcolor == LIGHT.second_ground
