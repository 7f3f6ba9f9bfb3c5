import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.charts.base.text import fold, plain, shorten, shorten_each, width

MARKUP = re.compile(r"[<>$]|&(?!(amp|lt|gt|#36);)")


@given(st.text())
def test_no_name_from_a_file_can_be_markup_or_a_formula(label):
    assert not MARKUP.search(plain(label))


@given(st.text())
def test_inert_text_has_one_line_and_no_invisible_marks(label):
    assert not re.search(r"[\n\r\x00-\x1f\u202a-\u202e\u2066-\u2069\u200b]", plain(label))


def test_a_name_is_shown_as_it_is_written():
    assert plain("R&D <b>$5</b>") == "R&amp;D &lt;b&gt;&#36;5&lt;/b&gt;"


def test_a_no_break_space_survives():
    assert plain("40\u00a0%") == "40\u00a0%"


def test_a_name_is_never_cut_in_its_middle():
    cut = shorten("spring_sale_2026_newsletter_it", 110)
    assert cut.endswith("…")
    assert "spring_sale_2026_newsletter_it".startswith(cut.removesuffix("…"))


@given(st.text(max_size=60), st.floats(30, 400))
def test_a_shortened_name_fits_its_room(label, room):
    assert width(shorten(label, room)) <= max(room, 30) + 1e-5


def test_of_two_names_both_are_cut_and_a_short_one_stays_whole():
    long = "filter paper, unbleached, for cones and drippers"
    cut = shorten_each(f"{long} + mug", " + ", 250)
    assert cut.endswith("… + mug")
    one, other = shorten_each(f"{long} + {long}", " + ", 250).split(" + ")
    assert one.endswith("…")
    assert other.endswith("…")
    assert abs(width(one) - width(other)) < 20
    assert shorten_each("tea + mug", " + ", 250) == "tea + mug"


@given(st.text(max_size=60), st.text(max_size=60), st.floats(120, 400))
def test_two_shortened_names_fit_their_room(one, other, room):
    assert width(shorten_each(f"{one} + {other}", " + ", room)) <= room + 1e-5


@given(st.text(alphabet="abc ", max_size=60))
def test_folding_loses_no_word(label):
    assert " ".join(fold(label, 40)).split() == label.split()


@pytest.mark.parametrize(("narrow", "wide"), [("ill", "mmm"), ("abc", "ABC"), ("aaa", "家家家")])
def test_wide_letters_count_as_wider(narrow, wide):
    assert width(narrow) < width(wide)
