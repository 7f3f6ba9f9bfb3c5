"""The expressions of one language for comparisons: "than the month before", "vs the same day last week"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from engagement.questions.days.compared_days import BEFORE, OF_YEAR, SAME_WEEKDAY
from engagement.questions.days.pieces_found import OPEN, THAN
from engagement.questions.language.patterns import Piece, any_of, fixed, joined, only_after, words_of

if TYPE_CHECKING:
    from engagement.questions.language.language_files import Words

#: The meaning of a "than" that is recognised by a word before it: "more than", "compared with".
DEGREE: Final = "degree"


def comparisons_asked(words: Words) -> list[Piece]:
    """Return the pieces for "than", "compared with" and what days are compared with."""
    comparisons = words["comparisons"]
    than = joined(comparisons["than"])
    all_pieces = [fixed("comparison", "year", [f"(?:{than}) (?:{joined(comparisons['year'])})"])]
    all_pieces.append(fixed(THAN, "", comparisons["than"]))
    all_pieces.append(Piece(OPEN, any_of(words["fillers"]["never"]), lambda match: match[0]))
    all_pieces += _than(words)
    compare, to = any_of(comparisons["verbs"]), joined(comparisons["after_verb"])
    both_words = joined(words["time"]["both"])
    year = any_of([f"(?:{to}) (?:{joined(comparisons['year'])})"])
    all_pieces.append(Piece("comparison", year, partial(only_after, compare, "year")))
    all_pieces.append(fixed("comparison", "year", comparisons["year_on_year"]))
    for unit, noun in words["units"].items():
        texts = [text for text in comparisons["before"] if "UNIT" in text or unit == "period"]
        earlier = joined([text.replace("UNIT", f"(?:{joined(noun)})") for text in texts])
        all_pieces.append(fixed(f"{BEFORE}{unit}", "", [f"(?:{than}) (?:{earlier})"]))
        links = joined(words["beside_values"]["either"]) if unit == "period" else both_words
        all_pieces.append(fixed(f"{BEFORE}{unit}", "", [f"(?:{links}) (?:{earlier})"]))
        led = any_of([f"(?:{to}) (?:{earlier})"])
        all_pieces.append(Piece(f"{BEFORE}{unit}", led, partial(only_after, compare, "")))
    as_ever = joined(text.replace("NUMBER", r"(\d{1,3})") for text in comparisons["same_number_year"])
    in_the_year_before = partial(_as_many, "year")
    all_pieces.append(Piece("comparison", any_of([f"(?:{than}) (?:{as_ever})"]), in_the_year_before))
    as_many = joined(text.replace("NUMBER", r"(\d{1,3})") for text in comparisons["same_number"])
    all_pieces.append(Piece(f"{BEFORE}period", any_of([f"(?:{than}) (?:{as_many})"]), partial(_as_many, "")))
    same_day = any_of([f"(?:{than}|{to}) (?:{joined(comparisons['same_weekday'])})"])
    all_pieces.append(Piece(SAME_WEEKDAY, same_day, lambda _: ""))
    of_year = joined(text.replace("YEAR", r"(20\d\d)") for text in comparisons["same_of_year"])
    named_year = any_of([f"(?:{than}|{to}) (?:{of_year})"])
    all_pieces.append(Piece(OF_YEAR, named_year, lambda match: next(filter(None, match.groups()), None)))
    return all_pieces


def _as_many(meaning: str, match: re.Match[str]) -> str | None:
    """Return `meaning` for "than the 12 before" if 12 of something are named earlier; None otherwise.

    Where the match has no number, `meaning` is returned as it is.
    """
    number = next(filter(None, match.groups()), None)
    named = number is None or re.search(rf"\b{number} [a-z]", match.string[: match.start()])
    return meaning if named else None


def _than(words: Words) -> list[Piece]:
    """Return the pieces for "than" after "more", and for "with" after "compare".

    A word that also means "since" is "than" only after "more", not after "rose" or "changed".
    """
    fillers, comparisons, since = words["fillers"], words["comparisons"], {*words["time"]["since"]}
    than = {*comparisons["after_degree"]}
    changing = {word for text in fillers["changing"] for word in words_of(text)}
    more = [text for text in fillers["degrees"] if not words_of(text) & changing]
    led = (
        (than - since, fillers["degrees"]),
        (than & since, more),
        (comparisons["after_verb"], comparisons["verbs"]),
    )
    return [Piece(THAN, any_of(text), partial(only_after, any_of(by), DEGREE)) for text, by in led]
