"""Segments have the same names on screen, in files and in reports: those of customers, pairs, all others."""

from __future__ import annotations

import pytest

from engagement.locale.translator import translator
from engagement.metrics.model import OTHER, pair_of
from engagement.metrics.segments.dimensions import BY_KEY
from engagement.readable.value_names import customer_dimension, segment_name

ENGLISH, ITALIAN = translator("en"), translator("it")


@pytest.mark.parametrize("dimension", sorted(BY_KEY))
def test_values_of_customers_have_names_in_the_reader_s_language(dimension):
    for key, name in BY_KEY[dimension].values.items():
        assert segment_name(dimension, key, ITALIAN) == ITALIAN.t(name)
    assert customer_dimension(dimension, ITALIAN) == ITALIAN.t(BY_KEY[dimension].name)


def test_what_is_merged_and_what_is_not_said_has_a_name():
    assert segment_name("country", OTHER, ENGLISH) == "Other"
    assert segment_name("country", None, ENGLISH) == segment_name("country", "", ENGLISH) == "not said"


def test_both_sides_of_a_pair_have_names():
    pair = pair_of("country", "rfm_group")
    assert segment_name(pair, pair_of("IT", "champions"), ENGLISH) == "Italy · Champions"
    assert segment_name(pair, pair_of("IT", ""), ENGLISH) == "Italy · not said"
