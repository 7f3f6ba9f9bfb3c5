import pandas as pd
import pytest
from hypothesis import given

from engagement.charts.base.palette import DARK, LIGHT
from engagement.charts.nps import not_compared, nps_bars
from tests.charts.frames import EN, ODD, PL, odd_breakdowns, texts

OVERALL = {"value": 31, "low": 24, "high": 38, "n": 412, "detractors": 74, "passives": 136, "promoters": 202}


def frame():
    return pd.DataFrame(
        {
            "segment": ["Spain", "Italy", "Malta"],
            "value": [4, 41, None],
            "low": [-14, 31, None],
            "high": [21, 50, None],
            "n": [81, 214, 12],
            "detractors": [25, 30, 2],
            "passives": [28, 66, 5],
            "promoters": [28, 118, 5],
            "status": ["ok", "ok", "hidden"],
        }
    )


@ODD
@given(odd_breakdowns())
def test_no_frame_is_too_odd_to_draw(odd):
    assert nps_bars(odd, DARK, PL, overall=OVERALL).to_json()
    assert nps_bars(odd, DARK, PL).to_json()
    not_compared(odd, PL)


def test_all_answers_stand_on_top_and_then_the_most_answers():
    figure = nps_bars(frame(), LIGHT, EN, overall=OVERALL)
    names = [a.text for a in figure.layout.annotations if a.x == 0]
    assert [name.split("  ")[0] for name in names] == ["<b>All</b>", "Italy", "Spain"]
    assert "412" in names[0]


def test_bars_are_centred_on_the_passives_and_add_up_to_one():
    figure = nps_bars(frame(), LIGHT, EN, overall=OVERALL)
    detractors, passives, promoters = figure.data
    for row in range(3):
        assert passives.base[row] == pytest.approx(-passives.x[row] / 2)
        assert detractors.base[row] + detractors.x[row] == pytest.approx(passives.base[row])
        assert promoters.base[row] == pytest.approx(passives.x[row] / 2)
        assert detractors.x[row] + passives.x[row] + promoters.x[row] == pytest.approx(1)


def test_detractors_are_orange_and_promoters_petrol():
    figure = nps_bars(frame(), LIGHT, EN)
    assert [t.marker.color for t in figure.data] == [LIGHT.worse, LIGHT.neutral, LIGHT.accent]


def test_score_and_interval_stand_beside_the_bar():
    words = texts(nps_bars(frame(), LIGHT, EN, overall=OVERALL))
    assert {"<b>+31</b>", "24 to 38", "+4", "\u221214 to 21"} <= set(words)


def test_a_score_that_is_not_compared_is_not_bold_and_is_named():
    assert "+4" in texts(nps_bars(frame(), LIGHT, EN))
    assert EN.t(not_compared(frame(), EN)) == "Fewer than 100 answers, shown but not compared: Spain."


def test_the_pointer_tells_the_part_that_it_meets():
    figure = nps_bars(frame(), LIGHT, EN)
    assert figure.data[2].hovertext[0] == "<b>Italy</b><br>55% promoters<br>118 of 214"
