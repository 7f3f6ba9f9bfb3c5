"""Several options in one cell are told apart, and single choices stay whole."""

from __future__ import annotations

import pytest

from engagement.sources.surveys.options import are_ranks, is_tick, several, stem_and_option
from engagement.sources.surveys.question_kinds import recognise
from engagement.sources.surveys.scores import Tally


@pytest.mark.parametrize("mark", [", ", ";", "; ", "|", "\n"])
def test_options_are_parted_by_whatever_mark_the_tool_writes(mark):
    labels = [
        mark.join(of) for of in (["News", "A friend"], ["A friend"], ["News"], ["Shop", "News"], ["Shop"])
    ]
    assert several(labels, [3] * 5) == (
        *(("News", "A friend"), ("A friend",), ("News",), ("Shop", "News"), ("Shop",)),
    )


@pytest.mark.parametrize(
    "labels",
    [
        ("Yes, always", "No, never", "Sometimes, it depends"),
        ("Milan, Italy", "Warsaw, Poland", "Madrid, Spain"),
        ("Instagram", "A friend", "Search"),
        (),
    ],
)
def test_a_mark_within_a_single_choice_parts_nothing(labels):
    assert several(labels, [10] * len(labels)) is None


def test_a_mark_in_brackets_belongs_to_its_option():
    result = several(
        ["Search (Google, Bing), News", "News", "Search (Google, Bing)", "Shop, News", "Shop"], [9] * 5
    )
    assert result is not None
    assert result[0] == ("Search (Google, Bing)", "News")


def test_the_same_options_in_different_orders_are_a_ranking():
    assert are_ranks((("a", "b", "c"), ("c", "a", "b")))
    assert not are_ranks((("a", "b", "c"), ("c", "a")))


def test_a_column_of_ticks_says_question_and_option():
    assert stem_and_option("Why? [Price]") == stem_and_option("Why? - Price") == ("Why?", "Price")
    assert stem_and_option("Why did you buy?") is None
    assert is_tick("Why? - Price", ["price"])
    assert is_tick("Price", ["Price"])
    assert not is_tick("Why?", ["Price"])


def test_many_mixtures_of_few_options_are_a_choice_and_no_comment():
    options = ["Instagram", "TikTok", "A friend", "Search", "A magazine"]
    mixed = [", ".join(o for at, o in enumerate(options) if number >> at & 1) for number in range(1, 32)]
    result = recognise("How did you hear of us?", Tally(mixed, [1] * len(mixed)))
    assert result is not None
    assert result.kind == "choice"
