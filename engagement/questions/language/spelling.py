"""Correct misspelt words of a sentence: "revnue", "fatturto"; one wrong letter, or two in a long word.

Words are corrected only to words that have a meaning, such as names of figures, days and countries. They are
never corrected to a word that is passed over ("shows"): a word that matters ("shoes") would get lost.
A mistake must be one that hands or ears make: letters swapped, left out or typed twice, a key beside the
right one, another vowel, or a letter that sounds alike. "Prints" is no misspelt "points".
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from engagement.questions.language.patterns import ANY_ENDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Unknown words of fewer letters are not corrected, but for a letter left out in the middle: "cupn".
_SHORTEST: Final = 5
#: Words of so many letters are too short for a letter left out or another one in its place.
_SMALLEST: Final = 3
#: In words of at least so many letters, two letters may be wrong; in others one.
_LONG: Final = 9
#: The most letters that follow the stem of a misspelt word.
_LONGEST_ENDING: Final = 3
#: The most words of a sentence that are corrected, and the most corrections of each that are tried.
_MOST_WORDS: Final = 3
#: Of more unknown words, the sentence is one of another language.
_MOST_UNKNOWN: Final = 4
_MOST_READINGS: Final = 3
#: The rows of a keyboard, each half a key to the right of the one above.
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
#: Letters that are mistaken for each other: vowels, and those that sound or look alike.
_ALIKE: Final = ("aeiouy", "bv", "ckq", "csz", "gj", "mn", "uw", "iyj", "pb", "td", "xs")
#: A letter that people write where none is heard.
_SILENT: Final = "h"


def readings(
    plain: str,
    unknown: Sequence[str],
    known_words: Iterable[str],
    short_words: Mapping[str, Sequence[str]],
    small_words: Iterable[str] = (),
) -> list[tuple[str, Mapping[str, str]]]:
    """Return each way to correct the unknown words of a sentence, with the corrections by the word written.

    Short words ("q", "ok") stay as they are unless `short_words` say what they are short for, or they are a
    slip of one of `small_words` ("teh", "whhich"). So do words like no known one: a product may be called so.
    Empty where too many are corrected, or none.
    """
    known_words = frozenset(known_words)
    meant_by: dict[str, Sequence[str]] = {}
    if len({*unknown}) > _MOST_UNKNOWN:
        return []  # another language
    for word in dict.fromkeys(unknown):
        if word in short_words:
            meant_by[word] = short_words[word]
        elif word.isalpha() and word not in known_words:
            long = _like(word, known_words) if len(word) >= _SHORTEST - 1 else []
            small = sorted(each for each in small_words if _is_slip_of(word, each))
            meant_by[word] = [*dict.fromkeys([*small, *long])][:_MOST_READINGS]
    meant_by = {word: meant for word, meant in meant_by.items() if meant}
    if not meant_by or len(meant_by) > _MOST_WORDS:
        return []
    candidates: list[tuple[str, Mapping[str, str]]] = [(plain, {})]
    for word, meant in meant_by.items():
        candidates = [
            (" ".join(right if each == word else each for each in sentence.split()), {**changed, word: right})
            for sentence, changed in candidates
            for right in meant
        ]
    return candidates


def _like(word: str, known_words: Iterable[str]) -> list[str]:
    """Return at most three known words that are spelt almost as this one, the most similar first."""
    if len(word) < _SHORTEST:
        return sorted(known for known in known_words if _lacks_one(word, known))[:_MOST_READINGS]
    distances: dict[str, int] = {}
    allowed = 2 if len(word) >= _LONG else 1
    alike = _by_first_letter(frozenset(known_words))
    for each in (known for letter in {*word[:2]} for known in alike.get(letter, ())):
        for stem, right in _compared(word, each):
            distance = _distance(stem, right.removesuffix(ANY_ENDING), allowed)
            if 0 < distance <= allowed:
                candidate = right if not right.endswith(ANY_ENDING) else right[:-1] + word[len(stem) :]
                distances[candidate] = min(distance, distances.get(candidate, distance))
    return sorted(distances, key=lambda each: (distances[each], each))[:_MOST_READINGS]


def _is_slip_of(word: str, small: str) -> bool:
    """Return whether a word is a small one with one slip; in three letters, only a swap or a letter twice."""
    if word[0] != small[0] or word == small or abs(len(word) - len(small)) > 1:
        return False
    swapped_or_twice = sorted(word) == sorted(small) or len({*word} ^ {*small}) == 0
    return (len(small) > _SMALLEST or (swapped_or_twice and len(word) >= len(small))) and _distance(
        word, small, 1
    ) == 1


@lru_cache(maxsize=8)
def _by_first_letter(known_words: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """Return known words by their first letter."""
    words: dict[str, list[str]] = {}
    for word in known_words:
        words.setdefault(word[0], []).append(word)
    return words


def _lacks_one(word: str, known_word: str) -> bool:
    """Return whether a word is a known one of `_SHORTEST` letters without one of those in its middle."""
    places = range(1, _SHORTEST - 1)
    return len(known_word) == _SHORTEST and any(
        known_word[:place] + known_word[place + 1 :] == word for place in places
    )


def _compared(word: str, known_word: str) -> list[tuple[str, str]]:
    """Return the pairs of texts to compare: a word, or beginnings of it, each with the known word.

    Of a known word with any ending, its stem is compared with as many letters of the word, one fewer or more.
    Empty where the two cannot be alike.
    """
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
    return [(word[:cut], known_word) for cut in sorted(cuts) if cut <= len(word) <= cut + _LONGEST_ENDING]


def _mistaken() -> frozenset[tuple[str, str]]:
    """Return the pairs of letters of which one is typed or written for the other."""
    places = {
        key: (2 * column + row, row) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)
    }
    beside = {
        (a, b)
        for a, (across, down) in places.items()
        for b, (other_across, other_down) in places.items()
        if abs(across - other_across) <= 2 and abs(down - other_down) <= 1
    }
    return frozenset(beside | {(a, b) for group in _ALIKE for a in group for b in group})


_MISTAKEN: Final = _mistaken()


def _distance(first: str, second: str, most: int) -> int:
    """Return how many letters to add, drop, change or swap with the next to turn one word into the other.

    `first` is the word as written. Changes that nobody makes by mistake count more than `most`; above it the
    number is not exact.
    """
    # One change takes a letter away and puts another in its place.
    if abs(len(first) - len(second)) > most or len({*first} ^ {*second}) > 2 * most:
        return most + 1
    never = most + 1
    before: list[int] = []
    row = [0, *(never for _ in second)]  # nobody leaves out the first letter
    for i, letter in enumerate(first, 1):
        added = 1 if i > 1 and _is_slip(first, i - 1) else never
        last, before, row = before, row, [never]
        for j, other in enumerate(second, 1):
            changed = 0 if letter == other else 1 if (letter, other) in _MISTAKEN else never
            cost = min(before[j] + added, row[j - 1] + 1, before[j - 1] + changed)
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return never
    return row[-1]


def _is_slip(word: str, place: int) -> bool:
    """Return whether a letter too many is one typed by mistake: twice, with the key beside it, or silent."""
    letter = word[place]
    beside = (word[place - 1], word[place + 1 : place + 2])
    return letter == _SILENT or any(other == letter or (other, letter) in _MISTAKEN for other in beside)
