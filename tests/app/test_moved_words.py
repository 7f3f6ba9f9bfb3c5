"""What is said of a change names the two values that were compared, in their own order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.locale import LANGUAGES, message
from engagement.locale.translator import translator
from engagement.metrics.findings.findings_words import how_it_moved
from engagement.metrics.model import Change, Reading

_SHARES = st.integers(0, 1000).map(lambda n: n / 1000)


def _reading(value: float | None, unit: str = "share", method: str = "wilson") -> Reading:
    return Reading("rate", value, None, None, None, None, method, 500, unit, None)


def _change(before: float, difference: float, *, real: bool | None = True) -> Change:
    return Change(_reading(before), difference, None, None, "newcombe", real)


@given(before=_SHARES, now=_SHARES, headline=_SHARES)
def test_up_and_down_are_said_of_the_values_compared_whatever_the_headline_is(before, now, headline):
    t = translator("en")
    text = str(how_it_moved(message("Score"), _reading(headline), _change(before, round(now - before, 3)), t))
    first, second = (float(number) for number in re.findall(r"[\d.]+(?=%)", text))
    assert (first, second) == (pytest.approx(100 * before, abs=0.06), pytest.approx(100 * now, abs=0.06))
    if now != before:
        assert ("up from" in text) == (second > first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rise_and_a_fall_are_different_sentences_in_every_language(language):
    t = translator(language)
    rise, fall = (
        t.t(how_it_moved(message("Score"), _reading(0.3), _change(0.2, difference), t))
        for difference in (0.1, -0.1)
    )
    assert t.percent(0.2) in rise
    assert t.percent(0.3) in rise
    assert t.percent(0.1) in fall
    assert rise.split("20")[0] != fall.split("20")[0]
