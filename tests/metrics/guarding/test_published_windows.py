"""Windows may be told as long as nothing of few people can be worked out of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engagement.metrics.core.parts import CountedPeople, DistinctPeople, PayingPeople
from engagement.metrics.guarding.published_windows import (
    PublishedWindows,
    of_today,
    overlaps_few,
    reveals_few,
)
from engagement.metrics.guarding.rows_in_states import Ground
from tests.metrics.shared_sums import left_over, reduced

K = 5


def _rows(counts, start=0):
    """Return as many rows on each day, each of a person of its own; `start` numbers the first."""
    day = np.repeat(np.arange(len(counts)), counts)
    who = start + np.arange(day.size)
    return DistinctPeople(day, who, alone=False, ident=who.astype(np.uint64))


def _told(counts):
    return PublishedWindows(Ground([_rows(counts)]), K, K)


def test_a_window_whose_end_leaves_few_is_not_told():
    result = _told([20, 20, 2])
    assert result.may_publish(of_today([(0, 3)]))
    result.note_published(of_today([(0, 3)]))
    assert not result.may_publish(of_today([(0, 2)]))
    assert result.may_publish(of_today([(0, 1)]))


def test_windows_that_overlap_by_few_are_told_until_a_third_would_tell_these():
    result = _told([20, 2, 20])
    for span in ((0, 2), (1, 3)):
        assert result.may_publish(of_today([span]))
        result.note_published(of_today([span]))
    assert not result.may_publish(of_today([(0, 3)]))


def test_windows_that_slide_by_few_are_not_told():
    result = _told([2, 50, 50, 3])
    result.note_published(of_today([(0, 3)]))
    assert not result.may_publish(of_today([(1, 4)]))


def test_what_is_told_already_may_be_told_again():
    result = _told([2, 1])
    result.note_published(of_today([(0, 1)]))
    assert result.may_publish(of_today([(0, 1)]))


def test_a_group_that_is_empty_on_some_days_gives_the_others_away():
    groups = [Ground([_rows([3, 0, 30])]), Ground([_rows([30, 0, 0], start=33)])]
    windows = of_today([(0, 3)])
    assert reveals_few(of_today([(0, 3), (2, 3)]), groups, windows, K)
    assert not reveals_few(of_today([(0, 3)]), groups, windows, K)


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
def test_no_few_people_follow_from_any_windows_that_are_told(counts, windows):
    told, rows = _told(counts), []
    for a, b in windows:
        first, stop = sorted((min(a, len(counts)), min(b, len(counts))))
        if first < stop and told.may_publish(of_today([(first, stop)])):
            told.note_published(of_today([(first, stop)]))
            rows.append([float(first <= day < stop) for day in range(len(counts))])
    if not rows:
        return
    # Days that nobody stands on tell nothing.
    there = np.asarray(counts) > 0
    space = reduced(np.asarray(rows)[:, there])
    sizes = np.asarray(counts)[there]
    for subset in range(1, 2 ** len(sizes)):
        group = np.asarray([subset >> i & 1 for i in range(len(sizes))], dtype=float)
        if 0 < sizes[group > 0].sum() < K and len(space):
            assert left_over(space, group).any()


def test_a_window_that_differs_by_one_late_row_is_not_told_again():
    before, late = _rows([20, 20]), _rows([20, 21])
    result = PublishedWindows(Ground([late, before], (0, 1)), K, K)
    result.note_published([(1, 0, 2), (1, 0, 1)])
    assert result.may_publish([(0, 0, 1)])
    assert not result.may_publish([(0, 0, 2)])
    assert not result.may_publish([(0, 1, 2)])


def test_a_late_row_may_be_told_together_with_many_of_new_days_but_not_beside_them():
    before, now = _rows([20, 20]), _rows([20, 21, 30])
    result = PublishedWindows(Ground([now, _republished(now, before)], (0, 1)), K, K)
    result.note_published([(1, 0, 2)])
    assert result.may_publish([(0, 0, 3)])
    result.note_published([(0, 0, 3)])
    assert not result.may_publish([(0, 2, 3)])


def test_what_is_supposed_to_be_told_of_a_group_excuses_nothing():
    result = PublishedWindows(Ground([_rows([4, 20])]), K, K, supposed=True)
    result.note_published(of_today([(0, 1)]))
    assert not result.may_publish(of_today([(0, 1)]))
    assert result.may_publish(of_today([(1, 2)])) is False
    assert PublishedWindows(Ground([_rows([4, 20])]), K, K, supposed=True).may_publish(of_today([(0, 2)]))


def test_what_was_erased_is_not_told_by_what_is_left():
    result = PublishedWindows(Ground([_rows([20, 20, 20])], (0, 0), [(0, 1, frozenset({1}))]), K, K)
    result.note_published([(1, 0, 1)])
    assert not result.may_publish([(0, 0, 1)])
    assert result.may_publish([(0, 1, 2)])
    assert result.may_publish([(0, 0, 3)])


def test_counts_of_visits_are_parted_by_what_has_been_added_to_them():
    then, now = CountedPeople(0, np.asarray([40.0, 40.0])), CountedPeople(0, np.asarray([40.0, 42.0]))
    result = PublishedWindows(Ground([now, then], (0, 1)), K, K)
    result.note_published([(1, 0, 2)])
    assert result.may_publish([(0, 0, 1)])
    assert not result.may_publish([(0, 0, 2)])


def test_money_of_which_one_has_nearly_all_is_money_of_few():
    day, who = np.zeros(11, dtype=np.int64), np.arange(11)
    ident = who.astype(np.uint64)
    alike = PayingPeople(day, who, alone=False, ident=ident, amount=np.full(11, 30.0))
    unlike = PayingPeople(day, who, alone=False, ident=ident, amount=np.asarray([9000.0, *[30.0] * 10]))
    assert alike.people(0, 1) == 11
    assert 0 < unlike.people(0, 1) < 1
    assert not PublishedWindows(Ground([unlike]), K, K).may_publish(of_today([(0, 1)]))


def _republished(now, before):
    """Return the rows of `now` that were there `before`: as many of each day."""
    rows = np.concatenate([np.flatnonzero(now.day == d)[: (before.day == d).sum()] for d in set(before.day)])
    return DistinctPeople(now.day[rows], now.person[rows], alone=False, ident=now.ident[rows])


DAYS = 5
STATES = 3


@given(
    st.lists(
        st.tuples(st.integers(0, DAYS - 1), st.integers(1, 2**STATES - 1), st.sampled_from([1, 2, 6, 20])),
        min_size=2,
        max_size=8,
    ),
    st.lists(
        st.tuples(st.integers(0, STATES - 1), st.integers(0, DAYS), st.integers(0, DAYS)),
        min_size=3,
        max_size=12,
    ),
)
def test_no_few_people_follow_from_windows_that_are_told_of_several_states(atoms, windows):
    """`atoms` are rows of a day that were there in some states; whoever reads on reads newer states."""
    day = np.repeat([d for d, _, _ in atoms], [n for *_, n in atoms])
    there = np.repeat([s for _, s, _ in atoms], [n for *_, n in atoms])
    who = np.arange(day.size)
    order = np.argsort(day, kind="stable")
    day, there, who = day[order], there[order], who[order]
    told_rows = []
    known = []
    for now in range(STATES):
        states = [now, *range(now)]
        parts = [
            DistinctPeople(day[rows], who[rows], alone=False, ident=who[rows].astype(np.uint64))
            for state in states
            for rows in [(there >> state & 1).astype(bool)]
        ]
        result = PublishedWindows(Ground(parts, tuple(range(len(states)))), K, K)
        result.note_published([(states.index(state), *days) for state, *days in known])
        for state, a, b in windows:
            first, stop = sorted((a, b))
            if state == now and first < stop and result.may_publish([(0, first, stop)]):
                result.note_published([(0, first, stop)])
                known.append((now, first, stop))
                told_rows.append(((there >> now & 1) == 1) & (day >= first) & (day < stop))
    if not told_rows:
        return
    spans = np.asarray(told_rows, dtype=float)
    kinds, place = np.unique(spans.T, axis=0, return_inverse=True)
    sizes = np.bincount(np.ravel(place))
    seen = kinds.any(axis=1)
    space, sizes = reduced(kinds[seen].T), sizes[seen]
    for subset in range(1, 2 ** min(len(sizes), 10)):
        group = np.asarray([subset >> i & 1 for i in range(len(sizes))], dtype=float)
        if 0 < sizes[group > 0].sum() < K:
            assert left_over(space, group).any()
