import pytest

from engagement.charts.base.palette import LIGHT
from engagement.charts.channels.funnel_bars import funnel_bars
from engagement.charts.channels.lags import LagPoint, lags
from tests.charts.frames import EN


def test_each_step_of_a_funnel_is_a_bar_with_its_name_above_and_its_number_beside():
    steps = [("Visit", 1.0, "100%"), ("<b>Cart</b>", 0.08, "8%"), ("Ordered", 0.02, "2%")]
    drawn = funnel_bars(steps, LIGHT, hovers=["a", "b", "c"])
    (bar,) = drawn.data
    assert list(bar.x) == [1.0, 0.08, 0.02]
    listed = [note.text for note in drawn.layout.annotations]
    assert "100%" in listed
    assert "<b>Cart</b>" not in listed


def test_a_lag_that_differs_from_none_has_a_colour_of_its_own():
    points = [
        LagPoint(lag, 0.1 * lag, 0.1 * lag - 0.2, 0.1 * lag + 0.2, lag == 2, f"{lag}") for lag in range(-1, 4)
    ]
    drawn = lags(points, "weeks", LIGHT, EN)
    grey, coloured = drawn.data[1], drawn.data[3]
    assert list(coloured.x) == [2]
    assert list(coloured.y) == pytest.approx([0.2])
    assert grey.marker.color != coloured.marker.color
