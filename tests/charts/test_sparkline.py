import base64
import re
from xml.etree import ElementTree as ET

from hypothesis import given

from engagement.charts.base.palette import LIGHT
from engagement.charts.sparkline import sparkline
from tests.charts.frames import ODD, odd_trends, trend_frame

SVG = "{http://www.w3.org/2000/svg}"


def drawing(html):
    return ET.fromstring(base64.b64decode(re.search(r"base64,([^\"]+)", html)[1]))  # noqa: S314


def paths(html):
    return list(drawing(html).iter(f"{SVG}path"))


def heights(path):
    return [float(y) for y in re.findall(r",(-?[\d.]+)", path.get("d"))]


@ODD
@given(odd_trends())
def test_no_frame_is_too_odd_to_draw(frame):
    html = sparkline(frame, LIGHT, "noise")
    assert html == "" or drawing(html).tag == f"{SVG}svg"


def test_it_is_decoration_of_forty_pixels():
    html = sparkline(trend_frame([0.2, 0.3]), LIGHT, "noise")
    assert html.startswith('<img alt=""')
    assert "height:40px" in html


def test_the_scale_holds_the_whole_band():
    band, line, _ = paths(sparkline(trend_frame([0.2, 0.3, 0.25], reach=0.2), LIGHT, "noise"))
    assert min(heights(band)) >= 0
    assert max(heights(band)) <= 40
    assert max(heights(line)) - min(heights(line)) < (max(heights(band)) - min(heights(band))) / 3


def test_the_tone_is_the_colour():
    assert drawing(sparkline(trend_frame([0.2, 0.3]), LIGHT, "worse"))[1].get("stroke") == LIGHT.worse
    assert drawing(sparkline(trend_frame([0.2, 0.3]), LIGHT, "better"))[1].get("stroke") == LIGHT.accent
    assert drawing(sparkline(trend_frame([0.2, 0.3]), LIGHT, "noise"))[1].get("stroke") == LIGHT.noise


def test_a_hidden_period_breaks_the_line_and_a_running_one_is_not_drawn():
    frame = trend_frame([0.2, 0.3, None, 0.2, 0.3, 0.9], statuses={2: "hidden"}, incomplete=(-1,), reach=None)
    line = paths(sparkline(frame, LIGHT, "noise"))[0]
    assert line.get("d").count("M") == 2
    assert len(heights(line)) == 4


def test_nothing_complete_gives_no_picture():
    assert sparkline(trend_frame([0.2, 0.3], incomplete=(0, 1)), LIGHT, "noise") == ""
    assert sparkline(trend_frame([]), LIGHT, "noise") == ""
