"""Windows may be told as long as nothing of few people can be worked out of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engagement.metrics.told import Told, overlaps_few, tells_few
from tests.metrics.shared_sums import left_over, reduced

K = 5


def _people(counts):
    return lambda first, stop: float(sum(counts[first:stop]))


def test_a_window_whose_end_leaves_few_is_not_told():
    told = Told(_people([20, 20, 2]), K)
    assert told.may([(0, 3)])
    told.tell([(0, 3)])
    assert not told.may([(0, 2)])
    assert told.may([(0, 1)])


def test_windows_that_overlap_by_few_are_told_until_a_third_would_tell_these():
    told = Told(_people([20, 2, 20]), K)
    for span in ((0, 2), (1, 3)):
        assert told.may([span])
        told.tell([span])
    assert not told.may([(0, 3)])


def test_windows_that_slide_by_few_are_not_told():
    told = Told(_people([2, 50, 50, 3]), K)
    told.tell([(0, 3)])
    assert not told.may([(1, 4)])


def test_what_is_told_already_may_be_told_again():
    told = Told(_people([2, 1]), K)
    told.tell([(0, 1)])
    assert told.may([(0, 1)])


def test_a_group_that_is_empty_on_some_days_gives_the_others_away():
    late, early = _people([3, 0, 30]), _people([30, 0, 0])
    assert tells_few([(0, 3), (2, 3)], [late, early], [(0, 3)], K)
    assert not tells_few([(0, 3)], [late, early], [(0, 3)], K)


def test_two_windows_beside_that_of_both_tell_who_stands_in_both():
    days = [{*range(40)}, {*range(37, 80)}]

    def people(first, stop):
        return float(len(set().union(*days[first:stop])))

    assert overlaps_few([(0, 1), (1, 2), (0, 2)], people, K)
    assert not overlaps_few([(0, 1), (1, 2), (0, 2)], people, 3)
    assert not overlaps_few([(0, 1), (1, 2)], people, K)


@given(
    st.lists(st.sampled_from([0, 1, 2, 5, 9, 30]), min_size=2, max_size=7),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12),
)
def test_no_few_people_follow_from_any_windows_that_are_told(counts, asked):
    told, rows = Told(_people(counts), K), []
    for a, b in asked:
        first, stop = sorted((min(a, len(counts)), min(b, len(counts))))
        if first < stop and told.may([(first, stop)]):
            told.tell([(first, stop)])
            rows.append([float(first <= day < stop) for day in range(len(counts))])
    if not rows:
        return
    # Days that nobody stands on tell nothing.
    there = np.asarray(counts) > 0
    space = reduced(np.asarray(rows)[:, there])
    sizes = np.asarray(counts)[there]
    for chosen in range(1, 2 ** len(sizes)):
        group = np.asarray([chosen >> i & 1 for i in range(len(sizes))], dtype=float)
        if 0 < sizes[group > 0].sum() < K and len(space):
            assert left_over(space, group).any()
