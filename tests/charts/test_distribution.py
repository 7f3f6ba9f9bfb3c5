import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from engagement.charts.base.palette import DARK, LIGHT
from engagement.charts.distribution import distribution
from tests.charts.frames import EN, NUMBERS, ODD, PL, texts


def frame(*counts):
    return pd.DataFrame({"score": range(1, len(counts) + 1), "count": counts})


@ODD
@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=12), st.integers(-5, 5), st.integers(-5, 100))
def test_no_frame_is_too_odd_to_draw(rows, low, high):
    odd = pd.DataFrame(rows, columns=["score", "count"])
    assert distribution(odd, DARK, PL, scale=(low, max(low, high))).to_json()


def test_the_part_that_counts_has_the_colour_of_its_side():
    good = distribution(frame(1, 1, 1, 1, 2, 3, 4), LIGHT, EN).data[0].marker.color
    bad = distribution(frame(1, 1, 1, 1, 2, 3, 4), LIGHT, EN, good=False).data[0].marker.color
    assert good == (LIGHT.neutral,) * 4 + (LIGHT.accent,) * 3
    assert bad == (LIGHT.neutral,) * 4 + (LIGHT.worse,) * 3


def test_an_answer_that_nobody_gave_keeps_its_place():
    figure = distribution(frame(1, 1, 2), LIGHT, EN)
    assert list(figure.data[0].x) == [1, 2, 3, 4, 5, 6, 7]
    assert figure.data[0].y[3:] == (0, 0, 0, 0)


def test_the_ends_of_the_scale_are_named():
    figure = distribution(frame(1, 1, 2), LIGHT, EN, ends=("<i>hard</i>", "easy"))
    assert figure.layout.xaxis.ticktext[0] == "1<br>&lt;i&gt;hard&lt;/i&gt;"
    assert figure.layout.xaxis.ticktext[-1] == "7<br>easy"


def test_the_pointer_tells_share_and_counts():
    assert "<b>3</b><br>50.0%<br>2 of 4" in texts(distribution(frame(1, 1, 2), LIGHT, EN))
