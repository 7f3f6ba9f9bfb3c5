"""What compares two states of the code sees the differences that there are."""

from __future__ import annotations

from PIL import Image

from benchmarks.screenshots import Difference, compared


def test_two_pictures_that_differ_are_told_with_the_place_and_equal_ones_are_not(tmp_path):
    before, after, shown = (tmp_path / name for name in ("before.png", "after.png", "shown.png"))
    picture = Image.new("RGB", (8, 6), "white")
    picture.save(before)
    picture.save(after)
    assert compared(before, after, shown) is None
    picture.putpixel((3, 2), (255, 255, 254))
    picture.save(after)
    assert compared(before, after, shown) == Difference(1, (3, 2, 4, 3), ((8, 6), (8, 6)))
    assert Image.open(shown).getpixel((3, 2)) == 255


def test_a_page_that_grew_differs_where_it_goes_on(tmp_path):
    before, after, shown = (tmp_path / name for name in ("before.png", "after.png", "shown.png"))
    Image.new("RGB", (8, 6), "white").save(before)
    Image.new("RGB", (8, 9), "white").save(after)
    assert compared(before, after, shown) == Difference(24, (0, 6, 8, 9), ((8, 6), (8, 9)))
