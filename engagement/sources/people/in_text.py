"""People in free text: every identity that a cell may contain, as an import would read it.

It is used to find a person who is to be erased in all stored data. It prefers false hits ("ava@example.co"
in "ava@example.co.uk") to misses: at worst a cell is blanked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from engagement.sources.people import identities, phones
from engagement.sources.values.texts import INVISIBLE, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

IdentityKind = Literal["email", "phone", "customer", "name"]

#: Texts without a match name nobody: a fast check (RE2) before the thorough one.
AT: Final = "[@\uff20\ufe6b]"
HINT: Final = AT + r"|[0-9](?:[^0-9]{0,3}[0-9]){5}"
_TOKEN: Final = re.compile(r"[^\s@<>,;\"]{1,100}@[^\s@<>,;\"]{1,255}")
_PHONE: Final = re.compile(r"\+?\d(?:[ ().\-/\u00a0]{0,3}\d){5,19}")
_NUMBER: Final = re.compile(r"(?<!\d)\d{12,19}(?!\d)")
#: An address may begin here: not within a word, and not after a dot, a plus or a dash.
_BEGIN: Final = re.compile(r"(?<![\w.+\-])")
#: It may end here: not before a letter, a digit or a dash.
_END: Final = re.compile(r"(?![^\W_]|-)")
#: The number of runs of characters around an @ that are searched thoroughly, and the places in each.
_TOKENS: Final = 10
_BEGINS: Final = 4
_ENDS: Final = 5
#: Characters around an address within a sentence.
_EDGES: Final = ".,;:!?()[]'*"
#: The most parts of a domain.
_LABELS: Final = 5
_NO_INVISIBLE: Final = dict.fromkeys(map(ord, INVISIBLE))


@dataclass(frozen=True, slots=True)
class Spoken:
    """The possible identities of a person, from typed text.

    `identities` are those that `Cells.person` would make; several are of the same person. `platform` is
    that of customer numbers, None if it does not matter. `is_typed`: this is the typed text, and not one of
    its readings as a number of some country.
    """

    kind: IdentityKind
    text: str
    identities: tuple[str, ...]
    platform: str | None = None
    is_typed: bool = True


def addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield every possible address in a `plain` text: start, end, and normalised form.

    A text can be constructed with a million of them. So each run of characters around an @ gives the
    nearest few and the whole, and from the tenth run of a text on only the nearest and the whole.
    """
    for number, match in enumerate(_TOKEN.finditer(text)):
        token, at_sign = match.group(), match.group().index("@")
        close = number < _TOKENS
        begins = [m.start() for m in _BEGIN.finditer(token, 0, at_sign)][::-1]
        ends = [m.start() for m in _END.finditer(token, at_sign + 1) if _is_domain(token, at_sign, m.start())]
        for begin in _nearest(begins, _BEGINS if close else 1):
            for end in _nearest(ends, _ENDS if close else 1):
                address = identities.email(token[begin:end])
                if address is not None:
                    yield match.start() + begin, match.start() + end, address


def _nearest(places: list[int], most: int) -> list[int]:
    """Return the first of some places, and the last."""
    return [*places[:most], *places[most:][-1:]]


def _is_domain(token: str, at_sign: int, end: int) -> bool:
    """Return whether an address may end there: after a dot, and two letters or more."""
    dot = token.rfind(".", at_sign, end)
    return dot > at_sign + 1 and end - dot > 2


def unnamed(text: str) -> str:
    """Return a text without addresses."""
    read = unicodedata.normalize("NFKC", text).translate(_NO_INVISIBLE)
    return _TOKEN.sub(
        lambda match: " " if identities.email(match.group().strip(_EDGES)) else match.group(), read
    )


def respelled(name: str) -> Iterator[str]:
    """Yield every address that may have become this name by removing its dots and its @."""
    words = name.lower().split()
    for begin in range(len(words)):
        for split in range(begin + 1, len(words)):
            for end in range(split + 2, min(split + _LABELS, len(words)) + 1):
                yield f"{'.'.join(words[begin:split])}@{'.'.join(words[split:end])}"


def plain(text: str) -> str:
    """Return a text in the form for comparison: compatibility forms, no invisible characters, lower case."""
    return unicodedata.normalize("NFKC", text).translate(_NO_INVISIBLE).lower()


def numbers_of_phones(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield every possible phone number in a text: start, end, and its readings.

    The readings are digits, as an import would make them of the number in one country or another.
    """
    for match in _PHONE.finditer(text):
        readings = phones.readings(match.group())
        if readings:
            yield match.start(), match.end(), readings


def numbers(text: str) -> Iterator[int]:
    """Yield whole numbers that may be a pseudonym in digits."""
    for match in _NUMBER.finditer(text):
        yield int(match.group())


def of_cell(text: str, platform: str) -> Iterator[str]:
    """Yield every identity that a cell of a platform's export may contain, as a whole or within it."""
    read = plain(text)
    for _, _, address in addresses(read):
        yield f"email:{address}"
    numbers = dict.fromkeys(digits for *_, readings in numbers_of_phones(read) for digits in readings)
    for digits in numbers | dict.fromkeys(() if identities.is_masked(text) else phones.readings(text)):
        yield f"phone:{digits}"
    for name in filter(None, [identities.ident(text)]):
        yield f"id:{platform.casefold()}:{name}"


def spoken(line: str, platforms: Sequence[str]) -> list[Spoken]:
    """Return the possible identities of a typed line: an address, a phone or customer number, a name.

    A customer number belongs to a different person on each platform, so there is one `Spoken` for each. A
    name counts with the postcode after a comma, as shops identify a customer without an address.
    """
    typed = clean(line)
    address = identities.email(typed)
    if address is not None:
        as_number = [
            f"id:{p.casefold()}:{text}" for p in platforms for text in dict.fromkeys((typed, address))
        ]
        return [Spoken("email", typed, (f"email:{address}", *as_number))]
    meanings = []
    digits = identities.phone(typed)
    if digits is not None and not any(c.isalpha() for c in typed):
        meanings.append(Spoken("phone", typed, (f"phone:{digits}",)))
        meanings += [
            Spoken("phone", other.written, (f"phone:{other.digits}",), is_typed=False)
            for other in phones.other_readings(typed)
        ]
    name, comma, code = (part.strip() for part in typed.rpartition(","))
    if comma and name and code:
        meanings.append(Spoken("name", typed, tuple(f"name:{name}|{p}".lower() for p in (code, f"'{code}"))))
    number = identities.ident(typed)
    if number is not None:
        meanings += [Spoken("customer", typed, (f"id:{p.casefold()}:{number}",), p) for p in platforms]
    return meanings
