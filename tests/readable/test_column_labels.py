"""Columns and dimensions are called by a name in the reader's language."""

import pytest

from engagement.locale.translator import translator
from engagement.metrics.purchases.family import FAMILY as PURCHASES
from engagement.metrics.social.posts import POST_DIMENSIONS
from engagement.readable.column_labels import NAMES, name_of


def test_every_dimension_of_orders_and_posts_has_a_name():
    assert {*PURCHASES.dimensions, *POST_DIMENSIONS} - {*NAMES} == set()


@pytest.mark.parametrize(("language", "name"), [("it", "Giorno della settimana"), ("pl", "Dzień tygodnia")])
def test_a_dimension_that_is_no_column_is_named_in_the_readers_language(language, name):
    assert name_of("weekday", translator(language)) == name
