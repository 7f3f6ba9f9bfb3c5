import math

import pandas as pd

from engagement.charts.base.palette import LIGHT
from engagement.charts.curve import MOST_POINTS, curve
from tests.charts.frames import EN


def frame(count, **more):
    at = range(1, count + 1)
    share = [0.5 / n for n in at]
    given = {
        "age": list(at),
        "share": share,
        "low": [s - 0.01 for s in share],
        "high": [s + 0.01 for s in share],
    }
    return pd.DataFrame(given | more)


def draw(read, **more):
    return curve(read, "age", LIGHT, EN, named=lambda age: f"age {age}", along="ages", **more)


def test_the_line_has_every_age_with_its_share_and_interval_under_the_pointer():
    line = draw(frame(3)).data[1]
    assert list(line.x) == [1, 2, 3]
    assert line.hovertext[0].startswith("<b>age 1</b><br>50")
    assert "95%" in line.hovertext[0]


def test_an_age_without_an_interval_says_only_its_share():
    read = frame(2, low=[math.nan, 0.2], high=[math.nan, 0.3])
    assert "95%" not in draw(read).data[1].hovertext[0]
    assert len(draw(read).data[0].x) == 2


def test_marked_ages_have_a_dot():
    assert list(draw(frame(5), marked=[4]).data[2].x) == [4]


def test_a_curve_of_events_goes_in_steps_and_an_age_without_a_share_is_left_out():
    read = frame(3)
    read.loc[1, "share"] = math.nan
    drawn = draw(read, steps=True).data[1]
    assert drawn.line.shape == "hv"
    assert list(drawn.x) == [1, 3]


def test_no_more_points_are_drawn_than_a_chart_holds_and_both_ends_stay():
    line = draw(frame(5000)).data[1]
    assert len(line.x) <= MOST_POINTS
    assert (line.x[0], line.x[-1]) == (1, 5000)


def test_ages_have_at_most_eight_ticks():
    assert len(draw(frame(60)).layout.xaxis.tickvals) <= 8
