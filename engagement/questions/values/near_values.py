"""Values of the data that a sentence names almost: by a part of a product's name, or with another ending."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.days.pieces_found import OPEN, Found
from engagement.questions.language.patterns import SEVERAL, VALUE
from engagement.questions.values.named_in_sentence import first_part, values_of
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engagement.metrics.views.owners import OwnersView
    from engagement.questions.language.expressions import Expressions

#: Dimensions whose values people name by a part; a coupon or a region is named in full.
_BY: Final = frozenset({"product_type", "vendor", "parent_product", "product", "list", "shop", "channel"})
#: Those of them that are named in full, but with another ending: "bez Amazona".
_IN_FULL: Final = frozenset({"channel"})
#: Two words are the same if one begins with the stem of the other, of at least `_STEM` letters, and at most
#: `_ENDING` letters follow; or if their first `_SAME` letters are, and at most `_REST` others follow.
_STEM: Final = 4
_ENDING: Final = 4
_SAME: Final = 5
_REST: Final = 3
#: Endings of other words than the name's: "checked" and "checking" are no "Check".
_OTHER_ENDINGS: Final = ("ed", "ing", "ings", "age", "er", "ers", "ly")
_COUNTRY: Final = f"{VALUE}country"
#: Dimensions whose values are proper names, which have no endings of their own.
_PROPER: Final = frozenset({"vendor", "shop", "channel"})
#: Endings that names have by their case in Polish, at names of so many letters at least.
_CASES: Final = frozenset({"a", "u", "y", "i", "e", "ie", "em", "owi", "ow", "om", "ami", "ach"})
_LONG_NAME: Final = 5
#: Letters of endings: "Lamps" and "lampade".
_ENDINGS: Final = "aeiouys"
_VOWELS: Final = frozenset("aeiou")
#: The most values with the same words in their names; words that more values have name none of them.
_MOST: Final = 12
_plain = lru_cache(maxsize=4096)(fold)


def values_alike(plain: str, unknown: Sequence[str], view: OwnersView, figure: str) -> list[Found]:
    """Return pieces for the values of one dimension whose names have all unknown words of a sentence.

    Each unknown word is a piece that means all of these values. Empty where no dimension has such values,
    more than one has, or too many values have the words.
    """
    alike: Mapping[str, list[str]] = defaultdict(list)
    whole_names: dict[str, list[str]] = defaultdict(list)
    longest = max(map(len, unknown), default=0)  # "moka pot", but not "pot" alone
    for by, value in values_of(view, figure):
        parts = _plain(value).split()
        alike_word = _same_name if by in _PROPER else _same_word
        if (
            by not in _BY
            or (by in _IN_FULL and len(parts) > 1)
            or not all(
                word in parts
                if len(word) < _STEM <= longest
                else any(alike_word(word, part) for part in parts)
                for word in unknown
            )
        ):
            continue
        alike[by].append(value)
        if all(any(_same_word(word, part) for word in unknown) for part in parts):
            whole_names[by].append(value)
    alike = {by: _called_first(unknown, values) for by, values in alike.items()}
    candidates = whole_names if len(whole_names) == 1 else alike
    if "parent_product" in candidates:
        candidates.pop("product", None)  # its variants
    if not unknown or len(candidates) != 1 or max(map(len, candidates.values())) > _MOST:
        return []
    ((by, values),) = candidates.items()
    words = plain.split()
    starts = [sum(len(each) + 1 for each in words[:place]) for place in range(len(words))]
    return [
        Found(start, start + len(word), f"{VALUE}{by}", SEVERAL.join(values))
        for start, word in zip(starts, words, strict=True)
        if word in unknown
    ]


def _called_first(unknown: Sequence[str], values: list[str]) -> list[str]:
    """Return the values that are what the words say, not only for it; all of them where none is.

    "Cadenas" are the "Cadena 11 velocidades", not an "Aceite para cadena".
    """
    called = [
        value
        for value in values
        if all(any(_same_word(word, part) for part in _plain(first_part(value)).split()) for word in unknown)
    ]
    return called or values


def words_also_sold(plain: str, view: OwnersView, figure: str, words: Expressions) -> Iterator[Found]:
    """Yield words that are otherwise passed over, such as "table", where the shop sells what is called so.

    They are then asked back, unless a product is found by them.
    """
    found = list(words.also_sold.finditer(plain))
    if not found:
        return
    named = {part for by, value in values_of(view, figure) if by in _BY for part in _plain(value).split()}
    for match in found:
        if any(_same_word(match[0], part) for part in named):
            yield Found(match.start(), match.end(), OPEN, match[0])


def is_sold_there(plain: str, piece: Found, view: OwnersView, figure: str) -> bool:
    """Return whether a piece names a country that no row has, and a product: "Brazil" of a coffee shop."""
    if piece.kind != _COUNTRY or piece.meaning in view.values("country", DEFINITIONS[figure].metric.table):
        return False
    words = plain[piece.start : piece.end].split()
    return any(by in _BY and set(words) & set(_plain(value).split()) for by, value in values_of(view, figure))


def _same_name(written: str, named: str) -> bool:
    """Return whether a word is a proper name, or its plural, genitive or another case of it."""
    stem = named.removesuffix("a")  # "Sarna", "Sarny"
    long = len(named) >= _LONG_NAME or (len(named) == _STEM and named[-1:] not in _VOWELS)
    of_case = long and written.startswith(stem) and written.removeprefix(stem) in _CASES
    return of_case or (len(written) >= _STEM and written.rstrip("s") == named.rstrip("s"))


def _same_word(written: str, named: str) -> bool:
    """Return whether two words are the same, or have the same stem."""
    if len(written) < _STEM or written == named:
        return written == named and len(written) >= _STEM
    if written.startswith(named) and written.removeprefix(named) in _OTHER_ENDINGS:
        return False
    stem = named.rstrip(_ENDINGS)
    if len(stem) >= _STEM and written.startswith(stem) and len(written) - len(stem) <= _ENDING:
        return True
    common = next((n for n, (a, b) in enumerate(zip(written, named, strict=False)) if a != b), None)
    common = min(len(written), len(named)) if common is None else common
    return common >= _SAME and max(len(written), len(named)) - common <= _REST
