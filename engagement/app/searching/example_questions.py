"""Example questions that the shop's data can answer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from engagement.app.navigation import current_shop
from engagement.app.ui.reader import words
from engagement.locale import message
from engagement.locale.translator import translator
from engagement.metrics.model import Question
from engagement.metrics.views.overview import overview_keys, totals
from engagement.metrics.views.registry import DEFINITIONS

if TYPE_CHECKING:
    from engagement.locale import Message

#: The number of figures in example questions.
_FIGURES: Final = 4
_COUNTRY: Final = "country"


def of_shop() -> tuple[str, ...]:
    """Return questions for the current shop in the reader's language; none without data."""
    view = current_shop.owners_view(Question())
    keys = tuple(dict.fromkeys((*totals(view)[:2], *overview_keys(view))))[:_FIGURES]
    return examples(words().language, tuple((key, view.has_split(key, _COUNTRY)) for key in keys))


def of_any() -> tuple[str, ...]:
    """Return questions that most shops can answer, in the reader's language."""
    return examples(words().language, (("revenue", True),))


@lru_cache(maxsize=64)
def examples(language: str, figures: tuple[tuple[str, bool], ...]) -> tuple[str, ...]:
    """Return questions for figures, given as (key, whether it can be split by country)."""
    speak = translator(language)
    return tuple(
        speak.t(question)
        for key, has_country in figures
        for question in questions_about(key, by_country=has_country)
    )


def questions_about(key: str, *, by_country: bool) -> list[Message]:
    """Return the questions about a figure."""
    name = DEFINITIONS[key].metric.name
    questions = [message("{figure} last quarter", figure=name)]
    if by_country:
        questions.append(message("{figure} last quarter by country", figure=name))
    return questions
