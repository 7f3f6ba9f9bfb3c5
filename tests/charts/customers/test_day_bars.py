import pandas as pd

from engagement.charts.base.palette import LIGHT
from engagement.charts.customers.day_bars import day_bars
from tests.charts.frames import EN


def test_each_bar_says_its_days_and_the_last_that_it_has_no_end():
    frame = pd.DataFrame({"from_day": [0, 30], "to_day": [29.0, float("nan")], "customers": [30, 10]})
    (bar,) = day_bars(frame, LIGHT, EN).data
    assert bar.hovertext[0].startswith("<b>0 to 29 days</b><br>30 · 75%")
    assert bar.hovertext[1].startswith("<b>30 days or more</b><br>10 · 25%")
    assert bar.marker.color == (LIGHT.accent, LIGHT.neutral)
