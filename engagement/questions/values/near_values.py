"""Values of the data that a sentence names nearly: by a part of a product's name, or with another ending."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from engagement.questions.days.pieces_found import Found
from engagement.questions.language.patterns import SEVERAL, VALUE
from engagement.questions.values.named_in_sentence import values_of
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.views.owners import OwnersView

#: What people name by a part: a coupon or a region is named in full.
_BY: Final = frozenset({"product_type", "vendor", "parent_product", "product", "list", "shop"})
#: So many letters two words have in common, and so many may follow in each.
_STEM: Final = 4
_ENDING: Final = 4
_SAME: Final = 5
_REST: Final = 3
#: Letters of endings: "Lamps" and "lampade".
_ENDINGS: Final = "aeiouys"
#: A part of a name that so many values have names none of them.
_MOST: Final = 12
_plain = lru_cache(maxsize=4096)(fold)


def values_alike(plain: str, unknown: Sequence[str], view: OwnersView, figure: str) -> list[Found]:
    """Return one piece with the values of one dimension whose names have all unknown words of a sentence.

    It stands where the first of the words does, the others are pieces without further meaning. Empty where no
    dimension has such values, or more than one.
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


def _same_word(written: str, named: str) -> bool:
    """Return whether a word is another, or one of the same stem."""
    if len(written) < _STEM or written == named:
        return written == named and len(written) >= _STEM
    stem = named.rstrip(_ENDINGS)
    if len(stem) >= _STEM and written.startswith(stem) and len(written) - len(stem) <= _ENDING:
        return True
    common = next((n for n, (a, b) in enumerate(zip(written, named, strict=False)) if a != b), None)
    common = min(len(written), len(named)) if common is None else common
    return common >= _SAME and max(len(written), len(named)) - common <= _REST
