"""The expressions of one language for customers of a country, and for new or loyal ones."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from engagement.questions.language.patterns import VALUE, Piece, any_of, fixed, joined

if TYPE_CHECKING:
    from engagement.questions.language.language_files import Words

_COUNTRY: Final = f"{VALUE}country"


def of_whom(words: Words) -> list[Piece]:
    """Return the pieces for "Spanish customers" and "new customers".

    Such a word has a meaning beside a word for customers, as a plural ("Germans"), or compared with another
    people; "in Spanish" and "Spanish wine" have none. "Of our Spanish customers" is one piece, so that
    "customers" in it is not a second figure, unless their number is asked for: "number of our Spanish
    customers".
    """
    beside = {name: joined(text) for name, text in words["beside_peoples"].items()}
    counted_word = any_of([beside["counted"]])

    people_words = joined(piece for text in words["peoples"].values() for piece in text)
    versus = words["comparisons"]["than"]
    either = joined([*words["beside_values"]["either"], *words["time"]["both"], *versus])
    than = joined([*words["beside_values"]["either"], *words["comparisons"]["after_degree"]])
    before = re.compile(rf"\b(?:{people_words}|{beside['plurals']})\b(?:.* (?:{than})| (?:{either})) $")
    after = re.compile(rf" (?:{either}) (?:{people_words})\b")
    are = any_of([beside["are"]])
    plural = any_of(words["beside_peoples"]["plurals"])  # "Germans", not "German"

    def told(nouns: re.Pattern[str], value: str, match: re.Match[str]) -> str | None:
        """Return `value` if the match means customers: beside a noun, as a plural or compared."""
        beside = before.search(match.string[: match.start()]) or after.match(match.string[match.end() :])
        if beside or plural.fullmatch(match[0]):
            return value  # "Spaniards or Portuguese", "do Spaniards buy more often than Italians"
        led, follows = match.string[: match.start()].split()[-1:], match.string[match.end() :].split()[:1]
        if led and not follows and are.fullmatch(led[0]):
            return value  # "what share of our members are Italian"
        return value if any(nouns.fullmatch(word) for word in [*led, *follows]) else None

    def not_counted(value: str, match: re.Match[str]) -> str | None:
        """Return `value`; None after "number" or the like, where the customers are counted."""
        led = match.string[: match.start()].split()[-1:]
        return None if any(counted_word.fullmatch(word) for word in led) else value

    named = [(_COUNTRY, code, text, beside["nouns"]) for code, text in words["peoples"].items()]
    them_words = f"(?:{beside['them']})"
    for called, text in words["adjectives"].items():
        by, _, value = called.partition("=")
        named.append((f"{VALUE}{by}", value, text, f"{beside['who']}|{people_words}"))
    pieces = []
    of_words, who_words, market = (f"(?:{beside[name]})" for name in ("of", "who", "market"))
    for kind, value, text, nouns in named:
        people = f"(?:{joined(text)})"
        pieces.append(Piece(kind, any_of([people]), partial(told, any_of([nouns]), value)))
        if kind == _COUNTRY:
            pieces.append(
                fixed(kind, value, [f"{people} {market}", f"{market} {people}", f"{them_words} {people}"])
            )
        ofs = f"{of_words}(?: (?:{beside['between']}))* (?:{people} {who_words}|{who_words} {people})"
        pieces.append(Piece(kind, any_of([ofs]), partial(not_counted, value)))
        if kind != _COUNTRY:
            among_words = f"(?:{joined(words['beside_values']['among'])}) (?:(?:{beside['between']}) )*"
            pieces.append(fixed(kind, value, [f"{among_words}{people}$"]))
    return pieces
