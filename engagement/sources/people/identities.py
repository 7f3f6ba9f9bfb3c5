"""The person of a row: a normalised identity, and its keyed pseudonym.

The pseudonym is 63 bits of HMAC-SHA256 under the workspace's key, so that a person has the same number in
all tables of one workspace, and the number has no meaning outside it.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from engagement.sources.people import phones
from engagement.sources.values.texts import clean, is_missing
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ADDRESS: Final = re.compile(r"[^\s@<>,;\"*•●…]+@[^\s@<>,;\"*•●…]+\.[^\s@<>,;\".*•●…]{2,}\Z")
#: Placeholders of a masked person.
_MASK: Final = re.compile(r"[*•●]|…|\.{3}|\A[x#._\-\s]{3,}\Z", re.IGNORECASE)
#: Replacements of a part of a name; a token of letters may contain them by chance.
_CROSSED: Final = re.compile(r"[x#]{4,}", re.IGNORECASE)
#: Market places that give a buyer an address for each order: buyer+order@.
_PER_ORDER: Final = re.compile(r"(?<![^+@])([^+@]+)\+[^+@]+(@(?:[\w-]+\.)*allegro(?:mail|group)?\.\w+)\Z")
_ANGLED: Final = re.compile(r".*<([^<>]+)>\Z", re.DOTALL)
_FLOAT_ID: Final = re.compile(r"(\d+)\.0+\Z")
_NOBODY: Final = frozenset(map(str.casefold, words("nobody")["person"]))
_EMAIL: Final = "email:"
_heard: Final[ContextVar[dict[int, str] | None]] = ContextVar("addresses", default=None)
_known: Final[ContextVar[dict[int, set[int]] | None]] = ContextVar("also_known", default=None)


def email(text: str) -> str | None:
    """Return the normalised address (NFKC, trimmed, lower case), None where it is no address."""
    address = clean(text if text.isascii() else unicodedata.normalize("NFKC", text)).lower()
    angled = _ANGLED.match(address)
    if angled is not None:
        address = angled.group(1).strip()
    address = address.removeprefix("mailto:")
    if not _ADDRESS.match(address) or is_masked(address.partition("@")[0]):
        return None
    return _PER_ORDER.sub(r"\1\2", address) if "+" in address else address


def is_masked(text: str) -> bool:
    """Return whether a text is a masked person: asterisks, or crosses in place of most of it."""
    return _MASK.search(text) is not None or _mostly_crossed(text)


def may_be_masked(text: str) -> bool:
    """Return whether a text is masked, or has crosses in a row, which are masks if most cells have them."""
    return is_masked(text) or _CROSSED.search(text) is not None


def _mostly_crossed(text: str) -> bool:
    crosses = _CROSSED.findall(text)
    return bool(crosses) and 2 * sum(map(len, crosses)) >= sum(c.isalnum() or c == "#" for c in text) > 0


def ident(text: str) -> str | None:
    """Return the normalised customer id; 17850.0, as spreadsheets print it, is 17850."""
    if text.isascii() and text.isdigit():  # usual: nothing to clean
        return None if is_missing(text) or text in _NOBODY else text
    name = clean(unicodedata.normalize("NFKC", text))
    if is_missing(name) or name.casefold() in _NOBODY or is_masked(name):
        return None
    spreadsheet = _FLOAT_ID.match(name)
    return spreadsheet.group(1) if spreadsheet else name


def phone(text: str, country: str | None = None) -> str | None:
    """Return the digits of a phone number, in international form if its country is known; else None."""
    return None if is_masked(text) else phones.normalised(text, country)


def phone_as_written(text: str) -> str | None:
    """Return the digits of a phone number as written, None if it is not one."""
    return None if is_masked(text) else phones.as_written(text)


def pseudonym(identity: str, key: bytes) -> int:
    """Return 63 bits of the keyed hash of an identity such as "email:ava@example.com"."""
    keyed = _keyed(key).copy()
    keyed.update(identity.encode("utf-8", "surrogatepass"))
    number = int.from_bytes(keyed.digest()[:8], "big") >> 1
    address_of_key = _heard.get()
    if address_of_key is not None and identity.startswith(_EMAIL):
        address_of_key[number] = identity.removeprefix(_EMAIL)
    return number


@lru_cache(maxsize=4)
def _keyed(key: bytes) -> hmac.HMAC:
    """Return the hash with the key in it, to be copied: the key is a third of the cost of each."""
    return hmac.new(key, digestmod="sha256")


def reached_by(number: int, digits: str) -> None:
    """Record the phone number of a pseudonym in E.164, for `addresses`, if its country is known."""
    address_of_key = _heard.get()
    if address_of_key is not None and number not in address_of_key and phones.is_international(digits):
        address_of_key[number] = f"+{digits}"


def addresses(pseudonyms: Iterable[int]) -> dict[int, str]:
    """Return the e-mail addresses and phone numbers of pseudonyms that `addresses_kept` has recorded."""
    address_of_key = _heard.get() or {}
    return {number: address_of_key[number] for number in pseudonyms if number in address_of_key}


@contextmanager
def addresses_kept(addresses: dict[int, str]) -> Iterator[None]:
    """Within the block, record each address from which a pseudonym is made in `addresses`, by pseudonym.

    Phone numbers whose country is known are recorded, too.
    """
    token = _heard.set(addresses)
    try:
        yield
    finally:
        _heard.reset(token)


def are_recorded() -> bool:
    """Return whether an address or another pseudonym of anybody has been recorded."""
    return bool(_heard.get() or _known.get())


def also_known(number: int, other: int) -> None:
    """Record that a file without countries knows the person of a pseudonym by another one."""
    aliases = _known.get()
    if aliases is not None:
        aliases.setdefault(number, set()).add(other)


def other_pseudonyms(pseudonyms: Iterable[int]) -> dict[int, int]:
    """Return the recorded other pseudonyms of these people: the main one by the other one.

    Pseudonyms that may belong to several people are left out.
    """
    aliases = _known.get() or {}
    persons: dict[int, set[int]] = {}
    for number in set(pseudonyms):
        for other in aliases.get(number, ()):
            persons.setdefault(other, set()).add(number)
    return {other: next(iter(numbers)) for other, numbers in persons.items() if len(numbers) == 1}


@contextmanager
def all_known() -> Iterator[None]:
    """Remember what `also_known` notes, for `others`; else nothing does."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)
