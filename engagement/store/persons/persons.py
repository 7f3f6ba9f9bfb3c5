"""A set of people by their pseudonyms, and finding them in key columns, in cells and in any text.

Either the pseudonyms are known (a person is looked up or erased), or only their codes
(`store.persons.suppressed`: people erased before).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.people import in_text
from engagement.sources.people.identities import pseudonym

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

#: Replaces an address in a text that is kept.
GONE: Final = "…"
_REMEMBERED: Final = 1 << 16


class Persons:
    """A set of people of one workspace. `is_one` tells whether a pseudonym belongs to it."""

    def __init__(
        self, key: bytes, is_one: Callable[[int], bool], keys: Collection[int] | None = None
    ) -> None:
        self._key = key
        self._keys = keys
        self.is_one = is_one
        self._named = lru_cache(_REMEMBERED)(self._look)

    def rows(self, column: pa.ChunkedArray) -> Mask:
        """Return a mask of the rows of a pseudonym column that belong to these people."""
        if self._keys is not None:
            return _mask(pc.is_in(column, pa.array(list(self._keys), pa.int64())))
        pseudonyms = [key for key in pc.unique(column).drop_null().to_pylist() if self.is_one(key)]
        return _mask(pc.is_in(column, pa.array(pseudonyms, pa.int64())))

    def cells(self, column: pa.ChunkedArray, platform: str | None = None, *, codes: bool = False) -> Mask:
        """Return a mask of the text cells that name one of them.

        With a `platform` (rows as in a file), whole cells are also tested as its phone and customer
        numbers. Without one they are free text. `codes`, such as order numbers, contain no phone number.
        """
        texts = pc.unique(column).drop_null()
        if platform is None:
            texts = texts.filter(pc.match_substring_regex(texts, in_text.AT if codes else in_text.HINT))
        naming = [text for text in texts.to_pylist() if self.named_in(text, platform)]
        return _mask(pc.is_in(column, pa.array(naming, column.type)))

    def spelled(self, column: pa.ChunkedArray) -> Mask:
        """Return a mask of the text cells that contain one of their pseudonyms as digits."""
        texts = pc.unique(column).drop_null()
        texts = texts.filter(pc.match_substring_regex(texts, r"[0-9]{12}"))
        spelling = [text for text in texts.to_pylist() if any(map(self.is_one, in_text.numbers(text)))]
        return _mask(pc.is_in(column, pa.array(spelling, column.type)))

    def named_in(self, text: str, platform: str | None = None) -> bool:
        """Return whether a text names one of them."""
        return self._named(text, platform)

    def without(self, text: str) -> str:
        """Return a text without their addresses and numbers; unchanged if it names none of them."""
        if not self.named_in(text):
            return text
        read = in_text.plain(text)
        spans = [(b, e) for b, e, a in in_text.addresses(read) if self._is(f"email:{a}")]
        spans += [(b, e) for b, e, phone in in_text.numbers_of_phones(read) if self._is_phone(phone)]
        end_of_rest = len(read)
        for begin, end in sorted(spans, reverse=True):
            if end <= end_of_rest:
                read, end_of_rest = read[:begin] + GONE + read[end:], begin
        return read

    def in_name(self, name: str) -> bool:
        """Return whether a column's name contains one of them, also if their punctuation was removed."""
        return self.named_in(name) or any(self._is(f"email:{a}") for a in in_text.respelled(name))

    def scrubbed(self, value: Any) -> Any:
        """Return plain JSON values without their addresses and numbers, including keys."""
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, list | tuple):
            return [self.scrubbed(v) for v in value]
        if isinstance(value, dict):
            return {self.without(k): self.scrubbed(v) for k, v in value.items()}
        return value

    def _look(self, text: str, platform: str | None) -> bool:
        if platform is not None:
            return any(map(self._is, in_text.of_cell(text, platform)))
        read = in_text.plain(text)
        return any(self._is(f"email:{a}") for *_, a in in_text.addresses(read)) or any(
            self._is_phone(readings) for *_, readings in in_text.numbers_of_phones(read)
        )

    def _is_phone(self, readings: tuple[str, ...]) -> bool:
        return any(self._is(f"phone:{digits}") for digits in readings)

    def _is(self, identity: str) -> bool:
        return self.is_one(pseudonym(identity, self._key))


def by_keys(key: bytes, keys: Collection[int]) -> Persons:
    """Return the people with these pseudonyms."""
    return Persons(key, frozenset(keys).__contains__, frozenset(keys))


def _mask(matches: pa.ChunkedArray) -> Mask:
    return np.asarray(pc.fill_null(matches, False)).astype(bool)
