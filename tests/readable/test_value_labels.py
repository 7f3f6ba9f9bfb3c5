"""Values of columns are shown by what readers call them."""

import pytest

from engagement.locale.translator import translator
from engagement.readable.value_labels import value_label


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("channel", "web", "Online shop"),
        ("channel", "580111", "App 580111"),
        ("channel", "Summer fair 2026", "Summer fair 2026"),
        ("country", "580111", "580111"),
    ],
)
def test_a_channel_that_is_a_number_is_shown_as_the_app_that_it_is(column, value, shown):
    assert value_label(column, value, translator("en")) == shown
