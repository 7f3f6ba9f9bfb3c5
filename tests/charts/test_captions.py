"""A caption speaks of what is drawn, and of nothing else."""

from __future__ import annotations

from engagement.charts.base.breakdown_rows import segments
from engagement.charts.base.points import read_trend
from engagement.charts.captions import of_breakdown, of_trend
from engagement.charts.control_limits import usual_range
from tests.charts.frames import EN, breakdown_frame, trend_frame


def text_of(messages) -> str:
    return " ".join(EN.t(message) for message in messages)


def test_a_plain_line_needs_no_words():
    assert text_of(of_trend([read_trend(trend_frame([0.2, 0.3], reach=None), "month")])) == ""


def test_each_sign_is_explained_where_it_is_seen():
    signs = trend_frame([0.2, 0.3, 0.1], statuses={0: "small"}, incomplete=(2,))
    words = text_of(of_trend([read_trend(signs, "month")]))
    assert words == "Band: 95% interval. Hollow grey circle: fewer than 30. Dotted line: still running."
    steady = read_trend(trend_frame([0.2, 0.21] * 8 + [0.6]), "month")
    words = text_of(of_trend([steady], usual_range(steady)))
    assert "Dashed" in words
    assert "Diamond" in words


def test_a_breakdown_of_totals_speaks_of_no_interval_and_no_comparison():
    rows = breakdown_frame(
        {"segment": "IT", "low": None, "high": None}, {"segment": "ES", "low": None, "high": None}
    )
    assert text_of(of_breakdown(segments(rows, EN))) == ""


def test_a_breakdown_says_whether_anything_differs():
    alike = breakdown_frame({"segment": "IT"}, {"segment": "ES"})
    assert "None can be told apart" in text_of(of_breakdown(segments(alike, EN)))
    apart = breakdown_frame({"segment": "IT", "differs": True}, {"segment": "ES"})
    assert "Coloured" in text_of(of_breakdown(segments(apart, EN)))
