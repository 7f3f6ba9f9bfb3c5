"""A segment as text and back, and what is no segment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.metrics.segments.description import (
    Bought,
    IsOneOf,
    Ordered,
    Segment,
    SegmentError,
    from_text,
    is_name,
    read_segments,
    to_text,
)

texts = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=3).map(tuple)
conditions = st.one_of(
    st.builds(IsOneOf, st.sampled_from(["rfm_group", "answer:How?"]), texts),
    st.builds(Bought, texts, st.booleans(), st.booleans()),
    st.builds(Ordered, st.integers(1, 9), st.integers(9, 20) | st.none()),
)
segments = st.builds(
    Segment, st.text(max_size=60).filter(is_name), st.lists(conditions, min_size=1, max_size=4).map(tuple)
)


@given(segment=segments)
def test_a_segment_is_the_same_after_it_was_text(segment):
    assert from_text(to_text(segment)) == segment
    assert read_segments(f"[{to_text(segment)}]") == (segment,)


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", '"Regulars"'),
        '{"name":"","all_of":[{"kind":"ordered"}]}',
        '{"name":"Two\\nlines","all_of":[{"kind":"ordered"}]}',
        '{"name":"{braces}","all_of":[{"kind":"ordered"}]}',
        '{"name":"None","all_of":[]}',
        '{"name":"Odd","all_of":[{"kind":"like","dimension":"country","values":["IT"]}]}',
        '{"name":"Odd","all_of":[{"kind":"ordered","at_least":0}]}',
        '{"name":"Odd","all_of":[{"kind":"ordered","at_least":3,"at_most":2}]}',
        '{"name":"Odd","all_of":[{"kind":"is","dimension":"country","values":[]}]}',
        '{"name":"Odd","all_of":[{"kind":"bought","products":[]}]}',
    ],
)
def test_what_is_no_segment_is_refused(text):
    with pytest.raises(SegmentError):
        from_text(text)
