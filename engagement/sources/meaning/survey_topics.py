"""What a survey question is about, and in which language it is asked, by its words."""

from __future__ import annotations

import re
from typing import Final, Literal

from engagement.sources.values.fold import apart, fold
from engagement.sources.words import survey_topics as words

Topic = Literal["nps", "effort", "satisfaction"]

_OBJECT: Final = re.compile(r"^survey (?:taker|response|question|invitation|subject): ")
RECOMMEND: Final = re.compile(words.RECOMMEND)
PROMOTER: Final = re.compile(words.PROMOTER)
LIKELY: Final = re.compile(words.LIKELY)
EASY: Final = re.compile(words.EASY)
HARD: Final = re.compile(words.HARD)
DIFFICULT: Final = re.compile(words.DIFFICULT)
AMOUNT: Final = re.compile(words.AMOUNT)
SATISFIED: Final = re.compile(words.SATISFIED)
COUNT: Final = re.compile(words.COUNT)
OPEN: Final = re.compile(words.OPEN)
_LANGUAGES: Final = {language: re.compile(rf"\b(?:{said})\b") for language, said in words.LANGUAGES.items()}


def fold_name(name: str) -> str:
    """Return a column's name for matching: folded with its marks, words apart, no object before it.

    "RecordedDate" is "recorded date"; Salesforce's "Survey Taker: Created Date" is "created date".
    """
    return _OBJECT.sub("", fold(apart(name), marks=True))


def language_of(text: str) -> str | None:
    """Return the language of a folded question, None where nothing tells or two tell as much."""
    counts = sorted(((len(said.findall(text)), name) for name, said in _LANGUAGES.items()), reverse=True)
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
    found = [(match.start(), topic) for match, topic in matches if match]
    return min(found)[1] if found else None
