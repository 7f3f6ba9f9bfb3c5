import datetime as dt
import re
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.charts.base.palette import DARK, LIGHT
from engagement.charts.base.points import MOST_POINTS, points, read_trend
from engagement.charts.base.scale import ValueFormat
from engagement.charts.control_limits import Usual, no_range, usual_range
from engagement.charts.trend import trend
from tests.charts.frames import EN, ODD, PL, UNITS, odd_trends, texts, trend_frame


def draw(frame, unit="share", grain="month", **more):
    return trend(read_trend(frame, grain), ValueFormat(unit, "EUR", EN), LIGHT, **more)


def usual(frame):
    return usual_range(read_trend(frame, "month"))


def why_no_range(frame):
    return no_range(read_trend(frame, "month"), usual(frame))


def bands(figure):
    return [t for t in figure.data if t.fill == "toself"]


def lines(figure):
    return [t for t in figure.data if t.mode == "lines" and t.fill is None]


def solid(figure):
    return next(t for t in lines(figure) if t.line.width == 2.2)


def marks(figure):
    return next(t for t in figure.data if t.mode == "markers")


@ODD
@given(odd_trends(), st.sampled_from(UNITS), st.booleans(), st.booleans())
def test_no_frame_is_too_odd_to_draw(frame, unit, phone, counts):
    read = read_trend(frame, "month")
    limits = usual_range(read)
    figure = trend(read, ValueFormat(unit, "EUR", PL), DARK, limits=limits, phone=phone, counts=counts)
    assert isinstance(figure, go.Figure)
    assert figure.to_json()


def test_a_frame_without_columns_is_an_empty_chart():
    assert draw(trend_frame([]).drop(columns=["start", "value"])).layout.height == 276


def test_a_hidden_period_breaks_the_line_and_the_band():
    figure = draw(trend_frame([0.2, 0.21, None, 0.22, 0.2], statuses={2: "hidden"}))
    assert solid(figure).y == (0.2, 0.21, None, 0.22, 0.2)
    assert solid(figure).connectgaps is False
    assert len(bands(figure)) == 2
    assert any("not shown" in a.text for a in figure.layout.annotations)


def test_where_the_figure_becomes_another_the_line_is_interrupted_and_no_band_goes_across():
    frame = trend_frame([0.4, 0.5, 0.2, 0.3])
    read = read_trend(frame, "month", [frame["start"].iloc[2].date()])
    drawn = trend(read, ValueFormat("share", None, EN), LIGHT)
    assert list(solid(drawn).y) == [0.4, 0.5, None, 0.2, 0.3]
    assert len(bands(drawn)) == 2
    assert read.is_broken
    assert not read_trend(frame, "month").is_broken


def test_a_value_that_must_not_be_shown_is_nowhere_in_the_figure():
    figure = draw(trend_frame([0.2, 0.4321, 0.22], statuses={1: "hidden"}, reach=None))
    assert 0.4321 not in [y for trace in figure.data for y in trace.y]
    assert not any("43.2" in text for text in texts(figure))


def test_the_band_goes_there_above_and_back_below():
    band = bands(draw(trend_frame([0.2, 0.3], reach=0.1)))[0]
    assert band.y == pytest.approx((0.3, 0.4, 0.2, 0.1))
    assert band.x == ("2025-01-01", "2025-02-01", "2025-02-01", "2025-01-01")
    assert band.hoverinfo == "skip"


def test_a_period_alone_keeps_its_interval_as_a_line():
    figure = draw(trend_frame([0.2, 0.2, None, 0.3], statuses={2: "hidden"}, reach=0.1))
    whisker = next(t for t in lines(figure) if t.line.width == 2.4)
    assert whisker.y == pytest.approx((0.2, 0.4, None), nan_ok=True)


def test_a_count_has_no_band():
    assert not bands(draw(trend_frame([10, 20, 30], reach=None), "count"))


def test_the_running_period_is_dotted_hollow_and_called_so_far():
    figure = draw(trend_frame([0.2, 0.21, 0.1], incomplete=(-1,)))
    assert solid(figure).y == (0.2, 0.21)
    dotted = next(t for t in lines(figure) if t.line.dash == "dot")
    assert dotted.y == (0.21, 0.1)
    assert dotted.line.width == 1.5
    assert marks(figure).marker.color[-1] == LIGHT.ground
    assert bands(figure)[0].y[:2] == pytest.approx((0.25, 0.26))
    assert len(bands(figure)[0].y) == 4
    assert any(a.text == "Mar, so far" and a.x == 1 for a in figure.layout.annotations)


def test_periods_before_the_data_fill_the_window_are_not_drawn():
    figure = draw(trend_frame([0.5, 0.6, 0.2, 0.21], incomplete=(0, 1)))
    assert solid(figure).y == (0.2, 0.21)
    assert figure.layout.xaxis.range[0] > "2025-02"


def test_a_trend_with_no_complete_period_has_no_line():
    figure = draw(trend_frame([0.2, 0.3], incomplete=(0, 1)))
    assert solid(figure).y == ()
    assert not bands(figure)


def test_few_answers_are_hollow_and_grey():
    figure = draw(trend_frame([0.2] * 12, statuses={4: "small"}))
    marker = marks(figure).marker
    assert marker.color[4] == LIGHT.ground
    assert marker.line.color[4] == LIGHT.reference
    assert "fewer than 30" in marks(figure).hovertext[4]


def test_the_last_complete_point_is_marked_with_its_bold_value():
    figure = draw(trend_frame([0.2] * 11 + [0.198]))
    assert marks(figure).marker.size[-1] == 8
    assert set(marks(figure).marker.size[:-1]) == {0}
    assert "<b>19.8%</b>" in [a.text for a in figure.layout.annotations]


def test_signals_are_orange_diamonds_with_words_and_the_grid_goes():
    limits = Usual(0.23, 0.18, 0.28, unusual=dt.date(2026, 2, 1))
    figure = draw(trend_frame([0.23] * 12 + [0.1, 0.09]), limits=limits)
    marker = marks(figure).marker
    assert marker.symbol[-1] == "diamond"
    assert marker.color[-1] == LIGHT.worse
    assert "diamond" not in marker.symbol[:-1]
    assert any("below the usual range" in a.text for a in figure.layout.annotations)
    assert figure.layout.yaxis.showgrid is False
    assert {a.text for a in figure.layout.annotations} >= {"low 18.0", "mean 23.0", "high 28.0"}
    assert [shape.line.dash for shape in figure.layout.shapes] == ["5px,4px", "solid", "5px,4px"]


def test_a_signal_on_the_good_side_is_not_orange():
    limits = Usual(0.23, 0.18, 0.28, unusual=dt.date(2026, 1, 1))
    figure = draw(trend_frame([0.23] * 12 + [0.4]), limits=limits, better="up")
    assert marks(figure).marker.color[-1] == LIGHT.accent


def test_few_answers_never_make_a_signal():
    frame = trend_frame([0.22, 0.24] * 6 + [0.9], statuses={12: "small"})
    assert usual(frame).unusual is None
    assert "diamond" not in marks(draw(frame, limits=usual(frame))).marker.symbol


def test_a_limit_below_zero_is_not_drawn_for_a_rate():
    figure = draw(trend_frame([0.05] * 13), limits=Usual(0.05, -0.02, 0.12))
    assert len(figure.layout.shapes) == 2
    assert not any(a.text.startswith("low") for a in figure.layout.annotations)


def test_the_usual_range_needs_twelve_complete_periods():
    assert usual(trend_frame([0.2, 0.21] * 5)) is None
    limits = usual(trend_frame([0.2, 0.21] * 6 + [0.9], incomplete=(-1,)))
    assert limits is not None
    assert limits.mean == pytest.approx(0.205)


def test_only_the_last_complete_period_is_judged_by_those_before_it():
    steady = [0.2, 0.21] * 6
    result = usual(trend_frame([*steady, 0.9, 0.1], incomplete=(-1,)))
    assert result.mean == pytest.approx(0.205)
    assert result.unusual == dt.date(2026, 1, 1)
    assert usual(trend_frame([*steady, 0.9, 0.2, 0.21])).unusual is None
    assert usual(trend_frame([0.2, 0.9, 0.21, 0.2, 0.21] * 3)).unusual is None


def test_a_peak_that_stood_there_a_year_ago_is_not_unusual():
    year = [0.2, 0.21, 0.2, 0.22, 0.2, 0.21, 0.2, 0.22, 0.2, 0.21, 0.2]
    assert usual(trend_frame([*year, 0.5, *year, 0.9])).unusual == dt.date(2026, 12, 1)
    assert usual(trend_frame([*year, 0.5, *year, 0.5])).unusual is None


def test_what_grows_has_no_usual_range_and_a_sentence_says_why():
    growing = trend_frame([100 * 1.03**month for month in range(24)])
    assert usual(growing) is None
    assert "grow" in why_no_range(growing).text
    assert why_no_range(trend_frame([0.2, 0.21] * 7)) is None
    assert why_no_range(trend_frame([0.2] * 5)) is None


def test_labels_in_the_margin_stand_apart():
    frame = trend_frame([0.2] * 13 + [0.2], incomplete=(-1,))
    figure = draw(frame, limits=Usual(0.2, 0.199, 0.201))
    axis, plot = figure.layout.yaxis.range, 276 - figure.layout.margin.t - figure.layout.margin.b
    notes = [a for a in figure.layout.annotations if a.xref == "paper" and a.x == 1]
    at = sorted((a.y - axis[0]) / (axis[1] - axis[0]) * plot + a.yshift for a in notes)
    assert len(at) == 5
    assert all(b - a >= 14.9 for a, b in pairwise(at))
    assert at[0] >= -15
    assert at[-1] <= plot + 15


@pytest.mark.parametrize("unit", UNITS)
def test_the_pointer_tells_three_facts_at_most(unit):
    frame = trend_frame([0.2] * 12 + [0.9, 0.3], incomplete=(-1,), statuses={3: "small"})
    figure = draw(frame, unit, limits=Usual(0.23, 0.18, 0.28))
    assert all(text.count("<br>") <= 2 for text in marks(figure).hovertext)


def test_the_pointer_tells_period_value_interval_and_counts():
    assert marks(draw(trend_frame([0.2, 0.25]))).hovertext[1] == (
        "<b>February 2025</b><br>25.0% · 95%: 20.0 to 30.0<br>20 of 80"
    )


def test_counts_stand_under_the_labels_where_asked():
    figure = draw(trend_frame([30.0, 31.0], n=48), "points", counts=True)
    assert figure.layout.xaxis.ticktext == ("Jan<br>n 48<br>2025", "Feb<br>48")


def test_a_very_long_trend_is_thinned_and_keeps_its_peaks_and_breaks():
    values = [0.2 + 0.01 * (i % 7) for i in range(5000)]
    values[2222] = 0.9
    frame = trend_frame(values, statuses={3333: "hidden"}, freq="D")
    read = points(frame)
    assert len(read) <= MOST_POINTS + 2
    assert max(p.value for p in read if p.value is not None) == 0.9
    assert any(p.state == "gap" for p in read)
    assert all(len(trace.x) <= 2 * MOST_POINTS + 4 for trace in draw(frame, grain="week").data)


def test_the_phone_has_a_lower_chart():
    assert draw(trend_frame([0.2, 0.3]), phone=True).layout.height == 230


def test_nothing_can_be_dragged_and_nothing_stands_around_the_plot():
    layout = draw(trend_frame([0.2, 0.3])).layout
    assert layout.dragmode is False
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
    assert layout.title.text is None
    assert layout.showlegend is False
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"


def test_an_amount_in_dollars_is_no_formula():
    figure = trend(
        read_trend(trend_frame([70.0, 74.2], reach=3), "month"), ValueFormat("money", "USD", EN), LIGHT
    )
    assert not any("$" in text for text in texts(figure))
    assert any(re.search(r"&#36;74\.20", text) for text in texts(figure))


def test_what_is_not_ripe_yet_is_not_called_too_few():
    frame = trend_frame(
        [0.2, None, 0.3, 0.2, None, None], statuses={1: "hidden", 4: "hidden", 5: "hidden"}, incomplete=(4, 5)
    )
    words = [note.text for note in draw(frame).layout.annotations]
    assert words.count("still<br>running") == 1
    assert sum("too few" in text for text in words) == 1
    unripe = trend_frame([0.2, 0.3, None, None], statuses={2: "hidden", 3: "hidden"}, incomplete=(2, 3))
    assert not any("too few" in note.text for note in draw(unripe).layout.annotations)


def test_a_total_of_money_starts_at_zero_and_an_average_where_it_lies():
    frame = trend_frame([9000.0, 9500.0, 10_000.0], reach=None)
    total, average = (draw(frame, "money", total=total).layout.yaxis.range for total in (True, False))
    assert total[0] == 0
    assert average[0] > 0


def test_the_last_value_and_the_words_about_signals_never_lie_on_each_other():
    frame = trend_frame([0.2, 0.21] * 8 + [0.6])
    figure = draw(frame, limits=usual(frame))
    value = next(note for note in figure.layout.annotations if note.text.startswith("<b>60"))
    assert (value.xref, value.x) == ("paper", 1)


def test_the_grain_is_that_of_the_question_even_of_one_period_alone():
    figure = draw(trend_frame([30.0]), "points", grain="quarter", counts=True)
    assert figure.layout.xaxis.ticktext == ("Q1<br>n 80<br>2025",)
