"""Recognise the topic and the language of a survey question by its words."""

from __future__ import annotations

import re
from typing import Final, Literal

from engagement.sources.words.word_files import of_languages, patterns

Topic = Literal["nps", "effort", "satisfaction"]

_WORDS: Final = {meaning: re.compile(text) for meaning, text in patterns("survey-topics").items()}
RECOMMEND: Final = _WORDS["recommend"]
PROMOTER: Final = _WORDS["promoter"]
LIKELY: Final = _WORDS["likely"]
EASY: Final = _WORDS["easy"]
HARD: Final = _WORDS["hard"]
DIFFICULT: Final = _WORDS["difficult"]
#: A question for the amount of effort, or a statement that effort was needed: a high answer is bad.
AMOUNT: Final = _WORDS["amount"]
SATISFIED: Final = _WORDS["satisfied"]
COUNT: Final = _WORDS["count"]
OPEN: Final = _WORDS["open"]
_LANGUAGES: Final = {
    language: re.compile(rf"\b(?:{'|'.join(phrases)})\b")
    for language, phrases in of_languages("languages", "own").items()
}


def language_of(text: str) -> str | None:
    """Return the language of a folded question; None if it is unknown or ambiguous."""
    counts = sorted(
        ((len(pattern.findall(text)), name) for name, pattern in _LANGUAGES.items()), reverse=True
    )
    return counts[0][1] if counts[0][0] > counts[1][0] else None


def topic_of(text: str) -> Topic | None:
    """Return which score the folded wording is about: recommending if likely to, else the first named."""
    recommend = RECOMMEND.search(text)
    if recommend and (LIKELY.search(text) or PROMOTER.search(text)):
        return "nps"
    matches: tuple[tuple[re.Match[str] | None, Topic], ...] = (
        (recommend, "nps"),
        (EASY.search(text), "effort"),
        (HARD.search(text), "effort"),
        (SATISFIED.search(text), "satisfaction"),
    )
    topics = [(match.start(), topic) for match, topic in matches if match]
    return min(topics)[1] if topics else None
