"""The parts of a split: one small chart each, on one scale."""

from __future__ import annotations

from engagement.charts.base.palette import LIGHT
from engagement.charts.base.points import read_trend
from engagement.charts.base.scale import ValueFormat
from engagement.charts.multiples import NamedTrend, drawable, multiples
from tests.charts.frames import EN, trend_frame


def read(frame):
    return read_trend(frame, "month")


def test_each_part_has_its_own_chart_on_one_scale_under_its_name_and_last_value():
    parts = [
        NamedTrend("Italy", read(trend_frame([0.2, 0.3]))),
        NamedTrend("<b>Spain</b>", read(trend_frame([0.1, 0.6]))),
    ]
    figure = multiples(parts, read(trend_frame([0.15, 0.4])), ValueFormat("share", None, EN), LIGHT)
    one, two = figure.layout.yaxis, figure.layout.yaxis2
    assert one.range == two.range
    assert one.domain[0] > two.domain[1]
    heads = [note.text for note in figure.layout.annotations]
    assert heads[0].startswith("<b>Italy</b>")
    assert "Feb: 30.0%" in heads[0]
    assert "&lt;b&gt;Spain" in heads[1]


def test_parts_of_a_total_start_at_zero_and_have_no_line_of_all_together():
    parts = [NamedTrend("Italy", read(trend_frame([900.0, 1000.0], reach=None)))]
    figure = multiples(parts, None, ValueFormat("money", "EUR", EN), LIGHT, total=True)
    assert figure.layout.yaxis.range[0] == 0


def test_a_part_without_any_value_is_no_chart():
    empty = trend_frame([None, None], statuses={0: "hidden", 1: "hidden"})
    assert drawable([NamedTrend("Malta", read(empty))]) == []


def test_parts_of_different_kinds_have_a_scale_each_which_wide_limits_run_off():
    wide = trend_frame([0.02, 0.03]).assign(low=0.0, high=9.0)
    parts = [NamedTrend("Click", read(wide)), NamedTrend("Consumption", read(trend_frame([0.5, 0.6])))]
    figure = multiples(parts, None, ValueFormat("share", None, EN), LIGHT, one_scale=False)
    one, two = figure.layout.yaxis.range, figure.layout.yaxis2.range
    assert 0.03 < one[1] <= 0.1
    assert two[1] >= 0.6
