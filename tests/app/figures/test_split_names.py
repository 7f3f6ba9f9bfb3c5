"""What figures are split by is told apart by its name alone: lists of choices know nothing else of it."""

from __future__ import annotations

from engagement.app.figures.split_names import in_sentence, label_of


def test_a_column_of_a_survey_is_told_from_what_orders_know_under_that_name():
    assert label_of("country") == "Country"
    assert label_of("column:country", markdown=False) == "country (survey or list)"
    assert label_of("column:Age group", markdown=False) == "Age group"


def test_a_name_in_a_list_of_choices_is_not_escaped():
    assert in_sentence("column:Why us?", markdown=False) == "Why us?"
    assert in_sentence("column:Why us?") == "Why us\\?"
