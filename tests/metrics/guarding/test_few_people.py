"""Numbers that can be added and subtracted until they count a few people are found."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engagement.metrics.guarding.few_people import isolates_few

K = 5
NOTHING = np.zeros((0, 3))


def test_the_difference_of_two_numbers_that_counts_three_people_is_found():
    rows = np.array([[1.0, 1, 1], [1, 1, 0]])
    assert isolates_few(NOTHING, rows, np.array([20.0, 20, 3]), K)
    assert not isolates_few(NOTHING, rows, np.array([20.0, 3, 20]), K)


def test_what_was_told_before_does_not_count_again():
    rows = np.array([[1.0, 1, 1], [1, 1, 0]])
    people = np.array([20.0, 20, 3])
    assert not isolates_few(rows, rows[:1], people, K)
    assert isolates_few(rows[:1], rows[1:], people, K)


def test_two_groups_of_one_person_that_only_both_together_can_be_told_are_found():
    """A shop in which two came back between 30 and 60 days, one in September and one in November."""
    rows = np.array([[1.0, 1, 1, 0, 0, 0], [0, 1, 0, 1, 1, 0], [0, 0, 1, 1, 0, 1], [1, 1, 1, 1, 1, 1]])
    alone = np.array([[1.0, 0, 0, 0, 0, 0]])
    people = np.array([1.0, 1, 20, 20, 20, 1])
    assert _isolated(np.vstack([rows, alone]), people)
    assert isolates_few(np.zeros((0, 6)), np.vstack([rows, alone]), people, K)


def test_a_group_of_few_that_always_counts_with_a_large_one_is_not_found():
    rows = np.array([[1.0, 1, 0], [1, 1, 1]])
    assert not isolates_few(NOTHING, rows, np.array([1.0, 30, 30]), K)


@given(st.integers(0, 2**32 - 1), st.integers(1, 7), st.integers(2, 9))
def test_whatever_pair_of_groups_can_be_isolated_is_found_and_nothing_else(seed, numbers, groups):
    dice = np.random.default_rng(seed)
    rows = (dice.random((numbers, groups)) < 0.4).astype(float)
    people = dice.choice([0.0, 1, 2, 3, 20], groups)
    assert isolates_few(np.zeros((0, groups)), rows, people, K) == _isolated(rows, people)


def _isolated(rows: np.ndarray, people: np.ndarray) -> bool:
    """Return, by trying all groups of up to four columns, whether a sum of numbers counts few people."""
    counted = rows.any(axis=0) & (people > 0)
    columns, place = np.unique(rows[:, counted], axis=1, return_inverse=True)
    sizes = np.bincount(np.ravel(place), people[counted])
    rank = np.linalg.matrix_rank(columns) if columns.size else 0
    return any(
        sizes[list(few)].sum() < K and _rank_without(columns, few) < rank
        for n in range(1, K)
        for few in combinations(range(sizes.size), n)
    )


def _rank_without(columns: np.ndarray, few: tuple[int, ...]) -> int:
    rest = np.delete(columns, few, axis=1)
    return int(np.linalg.matrix_rank(rest)) if rest.size else 0
