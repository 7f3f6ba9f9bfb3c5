"""The words that people read, in four languages, and numbers, money and dates in their locale.

Layers below the pages never write a sentence: they return a `Message`, which is an English
sentence with named places and the values for them. It is put into the reader's language at the
edge (a page, the command line) by a `Translator`.

    message("{rows} row was set aside", "{rows} rows were set aside", n=12, rows=12)

Every first argument of `message(...)` is looked up in `<language>/engagement.po`; a test fails
when an entry is missing, unused or loses a placeholder.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "it", "es", "pl")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that is not yet in anybody's language.

    `values` may hold numbers, dates, text and other messages; the translator formats each by the
    reader's locale.
    """

    text: str
    plural: str | None = None
    n: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def places(self) -> Mapping[str, object]:
        """The values, and the count that chooses the plural under its own name."""
        return {"n": self.n, **self.values}

    def __str__(self) -> str:
        template = self.plural if self.plural is not None and self.n != 1 else self.text
        return template.format(**{k: str(v) for k, v in self.places.items()})


def message(text: str, plural: str | None = None, n: int | None = None, **values: object) -> Message:
    """Make a `Message`; `str(...)` of it is its plain English."""
    return Message(text, plural, n, values)


def percent(fraction: float) -> Message:
    """Return a share as a part of another sentence: "38.7%", in the reader's language."""
    return message("{number}%", number=round(100 * fraction, 1))
