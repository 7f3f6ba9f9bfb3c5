"""Misspelt words of a sentence put right: "revnue", "fatturto", one wrong letter, or two of a long word.

Only towards words that bear a meaning, such as names of figures, days and countries. A word that is passed
over ("shows") is no aim, so that no word that the sentence is about ("shoes") gets lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.questions.language.patterns import ANY_ENDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SHORTEST: Final = 5
#: From so many letters on, two of them may be wrong.
_LONG: Final = 9
#: So many words of a sentence may be misspelt, and so many readings of each are tried.
_MOST_WORDS: Final = 3
_MOST_READINGS: Final = 3


def readings(
    plain: str, unknown: Sequence[str], known_words: Iterable[str], short_words: Mapping[str, Sequence[str]]
) -> list[tuple[str, Mapping[str, str]]]:
    """Return a sentence with its unknown words as known ones that are spelt almost so, and what was changed.

    Short words ("q", "ok") stay as they are unless `short_words` say what they are short for. Nothing where a
    long one is like none, or too many are unknown.
    """
    known_words = frozenset(known_words)
    long = [
        word
        for word in dict.fromkeys(unknown)
        if word in short_words or (len(word) >= _SHORTEST and word.isalpha() and word not in known_words)
    ]
    if not long or len(long) > _MOST_WORDS:
        return []
    candidates: list[tuple[str, Mapping[str, str]]] = [(plain, {})]
    for word in long:
        meant = short_words[word] if word in short_words else _like(word, known_words)
        candidates = [
            (" ".join(right if each == word else each for each in sentence.split()), {**changed, word: right})
            for sentence, changed in candidates
            for right in meant
        ]
    return candidates


def _like(word: str, known_words: Iterable[str]) -> list[str]:
    """Return the known words that are spelt almost as this one, the likest first."""
    distances: dict[str, int] = {}
    allowed = 2 if len(word) >= _LONG else 1
    for each in (known for known in known_words if known[0] in word[:2]):
        for stem, right in _compared(word, each):
            distance = _distance(stem, right.removesuffix(ANY_ENDING), allowed)
            if 0 < distance <= allowed:
                candidate = right if not right.endswith(ANY_ENDING) else right[:-1] + word[len(stem) :]
                distances[candidate] = min(distance, distances.get(candidate, distance))
    return sorted(distances, key=lambda each: (distances[each], each))[:_MOST_READINGS]


def _compared(word: str, known_word: str) -> list[tuple[str, str]]:
    """Return what of a word is compared with a known one: all of it, or as much as a stem has."""
    stem = known_word.removesuffix(ANY_ENDING)
    if len(stem) < _SHORTEST - 1:
        return []
    if stem == known_word:
        return (
            [(word, known_word)]
            if abs(len(word) - len(known_word)) <= 2 and len(known_word) >= _SHORTEST
            else []
        )
    cuts = {len(stem) + offset for offset in (-1, 0, 1)} if len(stem) > _SHORTEST else set()
    return [(word[:cut], known_word) for cut in sorted(cuts) if cut <= len(word)]


def _distance(first: str, second: str, most: int) -> int:
    """Return how many letters to add, drop, change or swap with the next; above `most` not exactly."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        last, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
