"""Values of the data that a sentence names almost: by a part of a product's name, or with another ending."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from engagement.questions.days.pieces_found import OPEN, Found
from engagement.questions.language.patterns import SEVERAL, VALUE
from engagement.questions.values.named_in_sentence import values_of
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engagement.metrics.views.owners import OwnersView
    from engagement.questions.language.expressions import Expressions

#: Dimensions whose values people name by a part; a coupon or a region is named in full.
_BY: Final = frozenset({"product_type", "vendor", "parent_product", "product", "list", "shop"})
#: Two words are the same if one begins with the stem of the other, of at least `_STEM` letters, and at most
#: `_ENDING` letters follow; or if their first `_SAME` letters are, and at most `_REST` others follow.
_STEM: Final = 4
_ENDING: Final = 4
_SAME: Final = 5
_REST: Final = 3
#: Letters of endings: "Lamps" and "lampade".
_ENDINGS: Final = "aeiouys"
#: The most values with the same words in their names; words that more values have name none of them.
_MOST: Final = 12
_plain = lru_cache(maxsize=4096)(fold)


def values_alike(plain: str, unknown: Sequence[str], view: OwnersView, figure: str) -> list[Found]:
    """Return pieces for the values of one dimension whose names have all unknown words of a sentence.

    Each unknown word is a piece that means all of these values. Empty where no dimension has such values,
    more than one has, or too many values have the words.
    """
    alike: dict[str, list[str]] = defaultdict(list)
    whole_names: dict[str, list[str]] = defaultdict(list)
    for by, value in values_of(view, figure):
        parts = _plain(value).split()
        if by not in _BY or not all(any(_same_word(word, part) for part in parts) for word in unknown):
            continue
        alike[by].append(value)
        if all(any(_same_word(word, part) for word in unknown) for part in parts):
            whole_names[by].append(value)
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


def _same_word(written: str, named: str) -> bool:
    """Return whether two words are the same, or have the same stem."""
    if len(written) < _STEM or written == named:
        return written == named and len(written) >= _STEM
    stem = named.rstrip(_ENDINGS)
    if len(stem) >= _STEM and written.startswith(stem) and len(written) - len(stem) <= _ENDING:
        return True
    common = next((n for n, (a, b) in enumerate(zip(written, named, strict=False)) if a != b), None)
    common = min(len(written), len(named)) if common is None else common
    return common >= _SAME and max(len(written), len(named)) - common <= _REST
