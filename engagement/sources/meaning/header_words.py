"""Split headers into the words that matter for their meaning, and fold them.

Headers are compared as sets of words, without case, accents, articles and prepositions. A header that
contains a known name counts for less than one that is equal to it, and not at all if another word changes the
meaning ("delivery date"). This recognises the many possible names of columns in tables of orders.
"""

from __future__ import annotations

import re
from typing import Final

from engagement.sources.meaning import order_numbers
from engagement.sources.words import word_files
from engagement.sources.words.fold import fold, split_capitals

#: The prefix that Salesforce puts before the name of a column: "Survey Taker: Created Date".
_OBJECT: Final = re.compile(r"^survey (?:taker|response|question|invitation|subject): ")
_WORDS: Final = word_files.words("orders-words")
_LITTLE: Final = frozenset(_WORDS["little"])
_NUMBER_WORD: Final = "number"
#: The ends of questions, including those in Chinese, Japanese and Arabic.
_QUESTION: Final = frozenset("?\uff1f\u061f")
#: "E-mail" and its compounds in any language: "E-Mail-Adresse".
_E_MAIL: Final = re.compile(r"\be mail")
#: German abbreviations of the tax, which would otherwise be split at their capitals.
_TAX_SHORT: Final = re.compile(r"MwSt|(?<![A-Za-z])USt(?![a-z])")
#: Abbreviations and variant spellings, each with its full or usual form.
_SHORT: Final = dict.fromkeys(_WORDS["number"], _NUMBER_WORD) | {
    short: word for word, shorts in word_files.words("orders-short").items() for short in shorts
}


def words(header: str) -> frozenset[str]:
    """Return the words of a header or phrase that matter for its meaning.

    >>> sorted(words("N.º del Pedido")), sorted(words("OrderDate (UTC)"))
    (['number', 'pedido'], ['date', 'order', 'utc'])
    """
    parted = split_capitals(_TAX_SHORT.sub(lambda short: short[0].capitalize(), header))
    bare = _E_MAIL.sub("email", fold(parted.replace("#", " number ")))
    parts = [part for word in bare.split() for part in order_numbers.split(word)]
    # "Il." alone is the Polish abbreviation of quantity, not the Italian article.
    meaningful = {_SHORT.get(word, word) for word in parts if word not in _LITTLE} or set(parts)
    return frozenset(meaningful - {"o"} if _NUMBER_WORD in meaningful else meaningful)


def words_of(section: str, meaning: str) -> frozenset[str]:
    """Return the words for a meaning, in the form of a split header."""
    return words(" ".join(word_files.words(section)[meaning]))


def phrases_of(section: str, meaning: str) -> list[frozenset[str]]:
    """Return the set of words of each phrase that the word files have for a meaning."""
    return list(map(words, word_files.words(section)[meaning]))


def is_asked(name: str) -> bool:
    """Return whether a header is a question in words; a question mark alone means something unknown."""
    return not _QUESTION.isdisjoint(name) and any(map(str.isalpha, name))


def marked(name: str) -> str:
    """Return a header folded with its marks, without those at its ends."""
    return fold(name, marks=True).strip(" ?:*.")


def fold_name(name: str) -> str:
    """Return a column's name for matching: folded with its marks, words apart, no object before it.

    "RecordedDate" is "recorded date"; Salesforce's "Survey Taker: Created Date" is "created date".
    """
    return _OBJECT.sub("", fold(split_capitals(name), marks=True))


def _set(meaning: str) -> frozenset[str]:
    return words(" ".join(_WORDS[meaning]))


#: An amount with its tax, and one without.
INCLUSIVE: Final = _set("inclusive")
WITHOUT_TAX: Final = _set("without_tax")
#: The words for the tax itself.
TAXES: Final = _set("taxes")
#: Words that do not change the meaning beside the name of a customer or a time.
HARMLESS: Final = _set("harmless")
#: Words in the name of a date which show that the table lists orders.
LISTED: Final = _set("listed")
