"""200 questions in four languages: what they mean, or that they have to be asked back."""

from __future__ import annotations

import pytest

from engagement.locale import LANGUAGES
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.asked import compared_of, days_of
from tests.questions.customers_questions import questions


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_fifty_questions_that_can_be_answered(language):
    found = questions(language)
    assert len(found) == len({sentence for sentence, _ in found}) == 50
    for _, right in found:
        if right is None:
            continue
        assert right.figure in DEFINITIONS
        assert right.period is None or days_of(right.period)
        assert right.comparison is None or compared_of(right.comparison)
