"""Several options in one answer: forms write the choices of one person into one cell, or one column each."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Separators between the options in one cell, the most certain first.
_BETWEEN: Final = ("\n", ";", "|", ",")
#: A separator within brackets does not count: "Search engine (Google, Bing)".
_PIECES: Final = {mark: re.compile(rf"{re.escape(mark)}(?![^()]*\))") for mark in _BETWEEN}
#: The most options of a question with several choices, and the most characters of an option.
_MOST: Final = 40
_LONGEST: Final = 80
#: The share of all choices that must be of options that several distinct answers contain.
_SHARED: Final = 0.9
#: "Question [Option]" and "Question - Option".
_STEMS: Final = (
    re.compile(r"(?P<stem>.*\S)\s*\[(?P<option>[^\[\]]+)\]", re.DOTALL),
    re.compile(r"(?P<stem>.*\S) - (?P<option>\S.*?)", re.DOTALL),
)


def several(labels: Sequence[str], weights: Sequence[int]) -> tuple[tuple[str, ...], ...] | None:
    """Return the options in each distinct answer (`labels`), in its order; None for single choices.

    `weights[i]` is how often `labels[i]` was given. A separator counts only if it splits two answers or more,
    and nine of ten choices are options that occur in several distinct answers: "Yes, always" and "No, never"
    are not split.

    >>> several(["Instagram, A friend", "A friend", "Instagram", "Search, A friend", "Search"], [2] * 5)[0]
    ('Instagram', 'A friend')
    """
    for mark in _BETWEEN:
        parted = [_parted(label, mark) for label in labels]
        if sum(len(pieces) > 1 for pieces in parted) < 2:
            continue
        piece_counts, ticks = Counter[str](), Counter[str]()
        for pieces, weight in zip(parted, weights, strict=True):
            for piece in pieces:
                piece_counts[piece] += 1
                ticks[piece] += weight
        shared = sum(count for piece, count in ticks.items() if piece_counts[piece] > 1)
        repeated = sum(1 for count in piece_counts.values() if count > 1)
        if (
            repeated <= _MOST
            and max(map(len, piece_counts)) <= _LONGEST
            and shared >= _SHARED * ticks.total()
        ):
            return tuple(parted)
    return None


def are_ranks(parted: Sequence[tuple[str, ...]]) -> bool:
    """Return whether every answer has the same options, at least three, in different orders."""
    sets = {frozenset(pieces) for pieces in parted}
    return len(sets) == 1 and len(parted) > 1 and len(parted[0]) > 2


def stem_and_option(wording: str) -> tuple[str, str] | None:
    """Return question and option from the header of a column for one option; None for other headers.

    >>> stem_and_option("What do you read? [News]"), stem_and_option("Why did you buy? - Price")
    (('What do you read?', 'News'), ('Why did you buy?', 'Price'))
    """
    for pattern in _STEMS:
        if match := pattern.fullmatch(wording.strip()):
            return match["stem"].strip(), match["option"].strip()
    return None


def is_tick(wording: str, answers: Sequence[str]) -> bool:
    """Return whether the column has a single distinct answer, equal to its header or the option in it."""
    if len(answers) != 1:
        return False
    stem_option = stem_and_option(wording)
    answer = fold(answers[0])
    return answer in {fold(wording), fold(stem_option[1]) if stem_option else ""}


def _parted(label: str, mark: str) -> tuple[str, ...]:
    pieces = (" ".join(piece.split()) for piece in _PIECES[mark].split(label))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))
