"""The expressions of one language for quarters and halves of a year, also shortened: "2nd quarter vs 3rd"."""

from __future__ import annotations

import calendar
import re
from functools import partial
from typing import TYPE_CHECKING, Final

from engagement.questions.figure_question import TO
from engagement.questions.language.patterns import Piece, any_of, fixed, joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.questions.language.language_files import Words

_CENTURY: Final = 2000
_MONTHS: Final = {"quarter": 3, "half": 6}
#: What may stand for a quarter or half without its noun: words such as "third", but not "3" and "i".
_LETTERS: Final = re.compile(r"[a-z]{3}.*")


def quarters_and_halves(of_word: str, year: str, words: Words) -> list[Piece]:
    """Return the pieces for "Q1 2026", "the first quarter", "the second half of the year".

    `of_word` and `year` are the expressions of what stands before a year, and of a year.
    """
    pieces = [
        Piece("period", any_of([rf"[qtk]([1-4]) {of_word}{year}"]), _of_quarter),
        Piece("period", any_of([r"[qtk]([1-4]) (2\d)"]), _of_quarter),  # Q1 26
        Piece("period", any_of([r"[qtk]([1-4])"]), lambda match: f"quarter {match[1]}"),
    ]
    for unit, text in (("quarter", words["quarters"]), ("half", words["halves"])):
        name, length = joined(text["name"]), _MONTHS[unit]
        for number in range(1, 12 // length + 1):
            alone = [rf"(?:{joined(text[str(number)])}) (?:{name})"]
            alone += [f"h{number}"] if unit == "half" else []
            last = (
                [rf"(?:{joined(text['with_year'])}) (?:{name})"]
                if number == 12 // length and unit == "quarter"
                else []
            )
            dated = any_of([rf"(?:{joined([*alone, *last])}) {of_word}{year}"])
            months = partial(_of_year, length * (number - 1) + 1, length * number)
            pieces += [Piece("period", dated, months), fixed("period", f"{unit} {number}", alone)]
        pieces += _shortened(unit, text, words)
    return pieces


def _shortened(unit: str, text: Mapping[str, Sequence[str]], words: Words) -> list[Piece]:
    """Return the pieces for a number alone beside a named quarter or half: "second quarter vs third".

    `unit` is "quarter" or "half", and `text` has its names and numbers. Two halves that are compared need not
    be of a year: "first half vs second half".
    """
    numbers = [number for number in text if number.isdigit()]
    only_compared = text.get("compared", ())
    nouns = [*text["name"], *only_compared]
    named = f"(?:{joined(word for number in numbers for word in text[number])}) (?:{joined(nouns)})"
    comparisons, time = words["comparisons"], words["time"]
    between = [
        *comparisons["than"],
        *comparisons["after_verb"],
        *time["both"],
        *words["beside_values"]["either"],
    ]
    link = rf"(?:(?:{joined([*between, *time['articles']])}) )+"
    before, after = re.compile(rf"\b{named} {link}$"), re.compile(rf" {link}{named}\b")

    def beside(meaning: str, match: re.Match[str]) -> str | None:
        """Return `meaning` if the match is compared with a named quarter or half; None otherwise."""
        text = match.string
        return meaning if before.search(text[: match.start()]) or after.match(text[match.end() :]) else None

    def texts(number: str) -> list[str]:
        """Return the expressions of a number alone, and of it with a noun that only a comparison allows."""
        alone = [each for each in text[number] if _LETTERS.match(each)]
        return alone + [f"(?:{joined(text[number])}) (?:{noun})" for noun in only_compared]

    return [Piece("period", any_of(texts(number)), partial(beside, f"{unit} {number}")) for number in numbers]


def months_spelt(year: int, first: int, last: int) -> str:
    """Return the days of the months `first` to `last` of a year: "2026-01-01..2026-03-31"."""
    return f"{year}-{first:02}-01{TO}{year}-{last:02}-{calendar.monthrange(year, last)[1]}"


def _of_quarter(match: re.Match[str]) -> str:
    """Return the days of a quarter from its number and its year, which may have two digits."""
    year, last = int(match[2]), 3 * int(match[1])
    return months_spelt(year if year >= _CENTURY else _CENTURY + year, last - 2, last)


def _of_year(first: int, last: int, match: re.Match[str]) -> str:
    """Return the days of the months `first` to `last` in the year that a match names."""
    return months_spelt(int(match[1]), first, last)
