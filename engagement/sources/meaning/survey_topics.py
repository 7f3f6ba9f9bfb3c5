"""What a survey question is about, and in which language it is asked, by its words."""

from __future__ import annotations

import re
from typing import Final, Literal

from engagement.sources.words.word_files import of_languages, patterns

Topic = Literal["nps", "effort", "satisfaction"]

_HELD: Final = {meaning: re.compile(text) for meaning, text in patterns("survey-topics").items()}
RECOMMEND: Final = _HELD["recommend"]
PROMOTER: Final = _HELD["promoter"]
LIKELY: Final = _HELD["likely"]
EASY: Final = _HELD["easy"]
HARD: Final = _HELD["hard"]
DIFFICULT: Final = _HELD["difficult"]
#: Asks for an amount of effort, or states that it was spent: then a high answer is bad.
AMOUNT: Final = _HELD["amount"]
SATISFIED: Final = _HELD["satisfied"]
COUNT: Final = _HELD["count"]
OPEN: Final = _HELD["open"]
_LANGUAGES: Final = {
    language: re.compile(rf"\b(?:{'|'.join(said)})\b")
    for language, said in of_languages("languages", "own").items()
}


def language_of(text: str) -> str | None:
    """Return the language of a folded question, None where nothing tells or two tell as much."""
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
