"""An address carries a question whole, and nonsense in it falls back to the default."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.app.ui.address import from_address, to_address, unread
from engagement.metrics.model import Question

_names = st.text(st.characters(categories=["Ll"], max_codepoint=122), min_size=1, max_size=8)
_values = st.tuples(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8))
_questions = st.builds(
    Question,
    days=st.one_of(st.none(), st.integers(1, 3000)),
    grain=st.sampled_from(["week", "month", "quarter"]),
    by=st.one_of(st.none(), _names),
    filters=st.dictionaries(_names, _values, max_size=3).map(lambda d: tuple(sorted(d.items()))),
    net=st.booleans(),
    currency=st.sampled_from([None, "EUR", "USD", "XXX"]),
)


@given(_questions)
def test_a_question_survives_its_address(question):
    assert from_address(to_address(question)) == question


@pytest.mark.parametrize("values", [("",), ("", "FILO5"), ("FILO5", "")])
def test_rows_that_say_no_value_survive_the_address(values):
    question = Question(filters=(("discount_code", values),))
    address = to_address(question)
    assert from_address(address) == question
    assert all(address.values())  # browsers may drop an empty one


@given(
    st.dictionaries(
        st.sampled_from(["window", "grain", "by", "net", "cur", "f.country", "utm"]), st.text(max_size=9)
    )
)
def test_any_address_gives_a_question(address):
    assert isinstance(from_address(address), Question)


def test_nonsense_falls_back_to_twelve_months_by_month():
    question = from_address({"window": "-5", "grain": "decade", "by": "", "net": "maybe", "cur": "eur"})
    assert question == Question()


@pytest.mark.parametrize(
    "text",
    [
        *("2026-02-30..2026-03-07", "..", "2026-03-01..", "..2026-03-07", "0", "-5", "1e3", "LAST_WEEK"),
        *("1800-01-01..1800-02-01", "2026-03-01..2026-03-07..2026-04-01", "<script>", "9" * 5000),
        "0" * 9 + "99999999",
    ],
)
def test_a_period_of_the_address_that_is_none_is_named(text):
    assert unread({"window": text}) == [text]
    assert from_address({"window": text}) == Question()


@pytest.mark.parametrize("text", ["", "all", "30", "last_week", "2026-03-01..2026-03-07"])
def test_a_period_of_the_address_that_is_one_is_not(text):
    assert unread({"window": text, "cmp": "before"}) == []
    assert unread({"window": text, "cmp": "2026-02-30..2026-03-01"}) == ["2026-02-30..2026-03-01"]


def test_two_days_in_the_wrong_order_are_read_in_the_right_one():
    turned, right = "2026-03-07..2026-03-01", "2026-03-01..2026-03-07"
    assert from_address({"window": turned, "cmp": turned}) == from_address({"window": right, "cmp": right})
