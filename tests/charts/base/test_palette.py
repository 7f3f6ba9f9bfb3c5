import pytest

from engagement.charts.base.palette import DARK, LIGHT, contrast, faded, on, palette


def test_dark_is_chosen_by_name_and_light_is_the_fallback():
    assert palette("dark") is DARK
    assert palette("light") is LIGHT
    assert palette(None) is LIGHT


@pytest.mark.parametrize("colours", [LIGHT, DARK])
@pytest.mark.parametrize("name", ["ink", "quiet", "noise", "accent", "worse", "worse_text"])
def test_words_and_findings_are_readable_on_the_ground(colours, name):
    assert contrast(getattr(colours, name), colours.ground) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_numbers_inside_bars_are_readable(colours):
    for fill in (colours.accent, colours.worse, colours.neutral):
        assert contrast(on(fill), fill) >= 4.5


def test_contrast_of_black_and_white_is_twenty_one():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_an_opacity_is_written_as_css():
    assert faded("#0B5F7D", 0.13) == "rgba(11,95,125,0.13)"


def test_each_tone_has_its_own_colour():
    assert len({LIGHT.tone("noise"), LIGHT.tone("better"), LIGHT.tone("worse")}) == 3
