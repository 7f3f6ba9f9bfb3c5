"""Customer keys of a column, and the columns that hide their people."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.columns import person_keys
from engagement.sources.people import identities
from engagement.sources.values.texts import clean

_LETTERS = st.sampled_from([*"xX#*•●…._- a1@", "...", "xxxx", "\u00a0", "\u3000", "\t"])


@given(st.lists(_LETTERS, max_size=8).map("".join).map(clean))
def test_every_text_that_may_be_masked_is_looked_at(text):
    suspect = pc.match_substring_regex(pa.array([text], pa.string()), person_keys._SUSPECT)[0].as_py()
    assert suspect or not identities.may_be_masked(text)
