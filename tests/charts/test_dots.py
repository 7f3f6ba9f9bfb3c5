import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.charts.base.breakdown_rows import MOST_ROWS, not_drawn, too_small
from engagement.charts.base.number_columns import NARROWEST
from engagement.charts.base.palette import DARK, LIGHT
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import DotLabels, dots
from engagement.locale import message
from tests.charts.frames import EN, ODD, PL, UNITS, breakdown_frame, odd_breakdowns, texts


def draw(frame, unit="share", **more):
    return dots(frame, ValueFormat(unit, "EUR", EN), LIGHT, **more)


def points(figure):
    return figure.data[-1]


def names(figure):
    return [a.text for a in figure.layout.annotations if a.x == 0 and a.xref == "paper"]


@ODD
@given(odd_breakdowns(), st.sampled_from(UNITS), st.sampled_from([None, 0.2, 31.0]))
def test_no_frame_is_too_odd_to_draw(frame, unit, overall):
    figure = dots(frame, ValueFormat(unit, "EUR", PL), DARK, overall=overall, better="up")
    assert figure.to_json()
    caption = too_small(frame, PL)
    assert caption is None or PL.t(caption)


def test_segments_stand_highest_first_and_few_customers_last():
    frame = breakdown_frame(
        {"segment": "Italy", "value": 0.1, "n": 500},
        {"segment": "Malta", "value": 0.9, "n": 12, "status": "small"},
        {"segment": "Spain", "value": 0.3, "n": 200},
    )
    assert names(draw(frame)) == ["Spain", "Italy", "Malta"]
    assert points(draw(frame)).x == (0.3, 0.1, 0.9)


def test_only_a_segment_that_differs_has_a_colour():
    frame = breakdown_frame(
        {"segment": "same", "value": 0.5, "difference": 0.2},
        {"segment": "better", "value": 0.4, "differs": True, "difference": 0.1},
        {"segment": "worse", "value": 0.1, "differs": True, "difference": -0.1},
        {"segment": "few", "value": 0.9, "differs": True, "difference": 0.5, "status": "small"},
    )
    assert points(draw(frame, better="up")).marker.line.color == (
        LIGHT.noise,
        LIGHT.accent,
        LIGHT.worse,
        LIGHT.reference,
    )
    assert points(draw(frame, better="down")).marker.line.color[1:3] == (LIGHT.worse, LIGHT.accent)


def test_few_customers_are_hollow():
    figure = draw(breakdown_frame({"segment": "Malta", "status": "small", "n": 12}))
    assert points(figure).marker.color == (LIGHT.ground,)


def test_a_hidden_segment_is_left_out_and_told_in_a_sentence():
    frame = breakdown_frame(
        {"segment": "Italy"},
        {"segment": "Malta", "status": "hidden", "value": None, "n": 4},
        {"segment": None, "status": "hidden", "value": None, "n": 2},
    )
    assert names(draw(frame)) == ["Italy"]
    assert str(EN.t(too_small(frame, EN))) == "Too few for a value: Malta (4), not said (2)."


def test_nothing_hidden_needs_no_sentence():
    assert too_small(breakdown_frame({"segment": "Italy"}), EN) is None


def test_many_hidden_segments_are_counted():
    rows = [{"segment": f"S{i}", "status": "hidden", "value": None, "n": 3} for i in range(9)]
    assert EN.t(too_small(breakdown_frame(*rows), EN)).endswith("and 5 others.")


def test_each_row_has_its_value_its_interval_and_its_n():
    figure = draw(breakdown_frame({"segment": "Italy", "value": 0.23, "low": 0.2, "high": 0.27, "n": 1559}))
    right = [a.text for a in figure.layout.annotations if a.xref == "paper" and a.x == 1]
    assert right == ["<b>23</b>", "95%", "20\u201327", "n", "1,559"]


def test_a_breakdown_without_intervals_has_no_column_for_them():
    figure = draw(breakdown_frame({"segment": "Italy", "low": None, "high": None}), "count")
    assert "95%" not in texts(figure)


@ODD
@given(odd_breakdowns(), st.sampled_from(["share", "points", "count", "score"]))
def test_no_name_from_a_file_reaches_plotly_as_markup(frame, unit):
    for text in texts(dots(frame, ValueFormat(unit, None, EN), LIGHT)):
        bare = text.replace("<b>", "").replace("</b>", "").replace("<br>", "")
        assert not set(bare) & set("<>$")


def test_a_long_name_is_cut_in_the_chart_and_whole_under_the_pointer():
    name = "Sponsored story of the spring campaign, newsletter edition, for the whole of the north-east"
    figure = draw(breakdown_frame({"segment": name}))
    cut = next(a for a in figure.layout.annotations if "…" in a.text)
    assert cut.text.startswith("Sponsored story of the spring campaign")
    assert cut.text.endswith("…")
    assert cut.hovertext == name
    assert name in points(figure).hovertext[0].replace("<br>", " ")


def test_names_that_are_too_long_stand_above_their_rows_and_leave_the_plot_its_room():
    short, long = ("Italy", "Vereinigte Arabische Emirate und Umgebung")
    beside, above = (draw(breakdown_frame({"segment": name})) for name in (short, long))
    assert any(a.text == long for a in above.layout.annotations)
    assert above.layout.margin.l < 10 < beside.layout.margin.l
    assert above.layout.height > beside.layout.height


@pytest.mark.parametrize("unit", UNITS)
def test_the_plot_keeps_its_room_on_a_phone(unit):
    size = 0.23 if unit == "share" else 23 if unit in {"percent", "points"} else 1250
    rows = [{"segment": "N" * 60, "value": size, "low": size * 0.9, "high": size * 1.1, "n": 12_345}] * 3
    margin = draw(breakdown_frame(*rows), unit).layout.margin
    assert NARROWEST - margin.l - margin.r >= 80


def test_all_together_is_a_line_with_its_value():
    figure = draw(breakdown_frame({"segment": "Italy"}), overall=0.198)
    assert figure.layout.shapes[0].x0 == figure.layout.shapes[0].x1 == 0.198
    assert "all 19.8%" in texts(figure)


def test_the_largest_are_drawn_and_the_rest_counted():
    rows = [{"segment": f"S{i}", "n": 1000 - i} for i in range(MOST_ROWS + 5)]
    frame = breakdown_frame(*rows)
    assert len(points(draw(frame)).x) == MOST_ROWS
    assert EN.t(not_drawn(frame)) == "The 20 largest are drawn; 5 more are in the table."
    assert not_drawn(breakdown_frame(*rows[:3])) is None


def test_the_pointer_tells_three_facts_at_most():
    figure = draw(breakdown_frame({"segment": "Italy"}, {"segment": "Malta", "status": "small", "n": 12}))
    assert all(text.count("<br>") == 2 for text in points(figure).hovertext)


def test_the_line_that_values_are_held_against_may_be_called_otherwise():
    frame = breakdown_frame({"segment": "a", "value": 1.4})
    drawn = texts(draw(frame, "ratio", overall=1.0, labels=DotLabels(overall=message("chance 1"))))
    assert "chance 1" in drawn
    assert not [text for text in drawn if text.startswith("all ")]


def test_a_name_that_is_two_names_keeps_the_beginning_of_both():
    long = "Filter paper, unbleached, for all usual cones and drippers"
    frame = breakdown_frame({"segment": f"{long} + {long}", "value": 1.4})
    (name,) = names(draw(frame, "ratio", labels=DotLabels(between=" + ")))
    assert name.count("Filter paper") == 2
    assert name.count("…") == 2


def test_a_row_with_a_key_can_be_clicked_from_edge_to_edge_and_says_it():
    frame = breakdown_frame({"segment": "Italy", "value": 0.1}, {"segment": "not said", "value": 0.3})
    figure = draw(frame.assign(key=["IT", None]), selected="IT")
    (bar,) = [trace for trace in figure.data if trace.type == "bar"]
    assert (bar.customdata, bar.y) == (("IT",), (1,))
    assert points(figure).customdata == (None, "IT")
    assert {(shape.y0, shape.y1) for shape in figure.layout.shapes} == {(0.5, 1.5)}
