"""One mailing by its name is no figure's: the sentence leads to the table of mailings."""

from __future__ import annotations

import pytest

from engagement.questions.understanding import understood


@pytest.mark.parametrize(
    "sentence",
    [
        "open rate of Tre idee per la tavola",
        "how did the spring newsletter do",
        "revenue per recipient by campaign",
        "which newsletter got the best open rate",
        "come è andata la newsletter Tornano le lanterne",
        "clic della mail Tre idee per la tavola",
        "qué tal fue la newsletter de primavera",
        "jak wypadł wiosenny newsletter",
    ],
)
def test_a_mailing_by_name_leads_to_the_table_of_mailings(sentence, shop):
    found = understood(sentence, None, shop)
    assert found.questions == ()
    assert "table campaigns" in found.elsewhere


@pytest.mark.parametrize("sentence", ["sales of shoes", "open rate of the Zanzibar mailing"])
def test_words_that_no_mailing_has_lead_to_none(sentence, shop):
    assert "table campaigns" not in understood(sentence, None, shop).elsewhere
