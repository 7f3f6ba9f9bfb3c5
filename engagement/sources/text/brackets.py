"""Columns that differ only in brackets: a whole and its parts, people and events, one per network.

"Sessions (desktop)", "Sessions (mobile)", "Sessions (total)": the last is the figure. "Opens (unique)" are
people, "Opens (total)" are not. "Likes (Facebook)" and "Likes (Instagram)" are figures of two networks. If
nothing shows which of several columns is the whole, none of them is used.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_INSIDE: Final = re.compile(r"[(\[](.*?)[)\]]")
_WHOLE: Final = re.compile(patterns("brackets")["all"])
_PEOPLE: Final = re.compile(rf"\b(?:{patterns('brackets')['people']})\b")
#: Joins a word to a name without brackets: "Likes - Facebook", "Impressions | Instagram".
_JOINED: Final = re.compile(r"(?<!\s)\s+[-–—|/:·]\s+|(?<!\s)\s*[:|]\s*")


def bracket_texts(column: str) -> tuple[str, ...]:
    """Return the texts in the brackets of a header, folded."""
    return tuple(fold(part) for part in _INSIDE.findall(column))


def bare(column: str) -> str:
    """Return a header without its brackets, folded and without blanks."""
    return fold(_INSIDE.sub(" ", column)).replace(" ", "")


def says_whole(column: str) -> bool:
    """Return whether a header says in brackets that it counts everything."""
    return any(_WHOLE.fullmatch(part) for part in bracket_texts(column))


def says_people(column: str) -> bool:
    """Return whether a header says in brackets that it counts each person once."""
    return any(_PEOPLE.search(part) for part in bracket_texts(column))


def open_columns(columns: Iterable[str]) -> frozenset[str]:
    """Return columns that may not be read as a figure, because they are parts of a whole, or may be.

    Of several columns that are equal without their brackets, only one whose brackets mean the whole is the
    figure, if there is exactly one. A column that counts people is never returned.
    """
    alike: dict[str, list[str]] = {}
    for column in columns:
        alike.setdefault(bare(column), []).append(column)
    unclosed: set[str] = set()
    for same in alike.values():
        others = [column for column in same if bracket_texts(column) and not says_people(column)]
        if len(others) > 1 or (others and any(not bracket_texts(column) for column in same)):
            wholes = [column for column in others if says_whole(column)]
            unclosed.update(column for column in others if len(wholes) != 1 or column != wholes[0])
    return frozenset(unclosed)


def parted(
    columns: Sequence[str], named: Callable[[str], str | None], is_figure: Callable[[str], bool]
) -> Mapping[str, Mapping[str, str]]:
    """Return for each part (a network, a device) its columns, with their headers without the part's name.

    `named` returns the part that a word names, or None; `is_figure` whether a header without that word is a
    figure. The result is empty if no header names a part.
    """
    by_part: dict[str, dict[str, str]] = {}
    for column in columns:
        for words, name_without in _taken_apart(column):
            part = named(words)
            if part is not None and is_figure(name_without):
                by_part.setdefault(part, {})[column] = name_without
                break
    return by_part


def _taken_apart(column: str) -> Iterable[tuple[str, str]]:
    """Yield each text of a header that may name a part, with the rest of the header.

    These are the texts in brackets, those before and after a dash or bar, and the last and first word.
    """
    for match in _INSIDE.finditer(column):
        yield match.group(1), f"{column[: match.start()]} {column[match.end() :]}".strip()
    sides = _JOINED.split(column)
    if len(sides) == 2:
        yield sides[1], sides[0]
        yield sides[0], sides[1]
    words = fold(column).split()
    if len(words) > 1:
        yield words[-1], " ".join(words[:-1])
        yield words[0], " ".join(words[1:])


def grid_columns(columns: Iterable[str]) -> frozenset[str]:
    """Return columns that ask one question of several things: "Rate us [Delivery]", "Rate us [Price]"."""
    by_question: dict[str, list[str]] = {}
    for column in columns:
        if column.rstrip().endswith("]") and (question := bare(column)):
            by_question.setdefault(question, []).append(column)
    return frozenset(column for asked in by_question.values() if len(asked) > 1 for column in asked)
