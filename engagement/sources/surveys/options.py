"""Several options in one answer: forms write the choices of one person into one cell, or one column each."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What tools put between the options of one cell, the surest first.
_BETWEEN: Final = ("\n", ";", "|", ",")
#: An option that stands in brackets may hold the mark itself: "Search engine (Google, Bing)".
_PIECES: Final = {mark: re.compile(rf"{re.escape(mark)}(?![^()]*\))") for mark in _BETWEEN}
#: More options than this have no question with several choices, and a longer text is no option.
_MOST: Final = 40
_LONGEST: Final = 80
#: This part of all ticks has to be of options that several different answers hold.
_SHARED: Final = 0.9
#: "Question [Option]" and "Question - Option".
_STEMS: Final = (
    re.compile(r"(?P<stem>.*\S)\s*\[(?P<option>[^\[\]]+)\]", re.DOTALL),
    re.compile(r"(?P<stem>.*\S) - (?P<option>\S.*?)", re.DOTALL),
)


def several(labels: Sequence[str], weights: Sequence[int]) -> tuple[tuple[str, ...], ...] | None:
    """Return the options that each distinct answer holds, in its order; None where they are single choices.

    `weights` says how often each answer was given. A mark parts options only where two answers or more are
    parted by it and nine of ten ticks are of options that stand in several different answers: "Yes, always"
    and "No, never" stay whole.

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
    """Whether every answer holds the same three options or more, in different orders."""
    sets = {frozenset(pieces) for pieces in parted}
    return len(sets) == 1 and len(parted) > 1 and len(parted[0]) > 2


def stem_and_option(wording: str) -> tuple[str, str] | None:
    """Return question and option of a column that stands for one option; None where its name has none.

    >>> stem_and_option("What do you read? [News]"), stem_and_option("Why did you buy? - Price")
    (('What do you read?', 'News'), ('Why did you buy?', 'Price'))
    """
    for pattern in _STEMS:
        if match := pattern.fullmatch(wording.strip()):
            return match["stem"].strip(), match["option"].strip()
    return None


def is_tick(wording: str, answers: Sequence[str]) -> bool:
    """Whether a column's only answer is the name of the column, or of its option."""
    if len(answers) != 1:
        return False
    stem_option = stem_and_option(wording)
    answer = fold(answers[0])
    return answer in {fold(wording), fold(stem_option[1]) if stem_option else ""}


def _parted(label: str, mark: str) -> tuple[str, ...]:
    pieces = (" ".join(piece.split()) for piece in _PIECES[mark].split(label))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))
