"""What compares two states of the code, or two engines, sees the differences that there are."""

from __future__ import annotations

from importlib import import_module

import pytest
from PIL import Image

from benchmarks.invented_shop import shop
from benchmarks.measure import Measured, Runs
from benchmarks.questions import QUESTIONS
from benchmarks.report import lines
from benchmarks.screenshots import Difference, compared
from benchmarks.suite import ENGINES, agree


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


@pytest.mark.gate
@pytest.mark.parametrize("question", QUESTIONS)
def test_all_engines_give_the_same_answers(tmp_path, question):
    place = shop(str(tmp_path), "20000")
    agree(
        question,
        {e: getattr(import_module(f"benchmarks.peers.{e}"), question)(place) for e in ENGINES.values()},
    )


def test_an_answer_that_is_wrong_or_missing_ends_the_run():
    agree("figures", {"one": {"orders": 3.0}, "two": {"orders": 3.0 + 1e-12}})
    with pytest.raises(AssertionError, match=r"figures, orders: one says 3.0, two 4.0"):
        agree("figures", {"one": {"orders": 3.0}, "two": {"orders": 4.0}})
    with pytest.raises(AssertionError, match="revenue"):
        agree("figures", {"one": {"orders": 3.0}, "two": {"orders": 3.0, "revenue": 1.0}})


def test_runs_are_told_as_multiples_of_the_first_of_their_own_round():
    base = tuple(Measured(1.0, cpu, 100.0, None) for cpu in (1.0, 2.0, 4.0))
    other = tuple(Measured(2.0, cpu, 90.0 + cpu, None) for cpu in (2.0, 2.0, 12.0))
    assert lines({"other": Runs(other, base)}, 1_000_000) == [
        "| other | 2.00 | 2.00 | 2.00 (1.00 to 3.00) | 102 | 2.00 |"
    ]
