"""People among others, one row for each of them, and where each begins, against plain Python."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engagement.metrics.sums.sorted_keys import (
    first_of_each,
    last_of_each,
    places_among,
    sizes_of_each,
    starts_of_each,
)

KEYS = st.lists(st.integers(-5, 9), max_size=12)


@given(KEYS, KEYS)
def test_who_is_there_stands_at_their_place_and_nobody_else_is_called_known(there, wanted):
    ascending = np.asarray(sorted(set(there)), dtype=np.int64)
    place, known = places_among(ascending, np.asarray(wanted, dtype=np.int64))
    assert known.tolist() == [key in there for key in wanted]
    assert [int(ascending[at]) for at in place[known]] == [key for key in wanted if key in there]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 3)), max_size=12))
def test_each_person_has_the_first_and_the_last_row_by_day_and_then_by_line(rows):
    key, day, line = (np.asarray([row[i] for row in rows], dtype=np.int64) for i in range(3))
    people = sorted({row[0] for row in rows})
    for pick, pick_rows in ((min, first_of_each), (max, last_of_each)):
        result = [rows[i] for i in pick_rows(key, day, line)]
        assert result == [pick(row for row in rows if row[0] == who) for who in people]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=12))
def test_keys_that_stand_together_begin_where_another_ends(rows):
    one, other = (np.asarray([row[i] for row in rows], dtype=np.int64) for i in range(2))
    expected = [(key, len(list(group))) for key, group in groupby(rows)]
    starts = starts_of_each(one, other)
    assert [rows[start] for start in starts] == [key for key, _ in expected]
    assert sizes_of_each(starts, len(rows)).tolist() == [size for _, size in expected]
