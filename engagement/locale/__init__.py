"""The texts that people read, in four languages, and numbers, money and dates in their locale.

Layers below the pages return a `Message`: an English sentence with named places and the values for them. A
`Translator` turns it into the reader's language at the edge (a page, the command line).

    message("{rows} row was set aside", "{rows} rows were set aside", n=12, rows=12)

The first argument of each `message(...)` is looked up in `<language>/engagement.po`; a test fails if an
entry is missing, unused or lacks a placeholder.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads it
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import msgspec

LANGUAGES = ("en", "it", "es", "pl")


class Typed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value of a message for which JSON has no type. Exactly one field is set."""

    message: Message | None = None
    instant: datetime | None = None
    day: date | None = None
    exact: Decimal | None = None

    @property
    def value(self) -> object:
        """The value of the field that is set."""
        return next(x for x in (self.message, self.instant, self.day, self.exact) if x is not None)


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence with named places, translated when it is shown. msgspec reads and writes it.

    `plural` and `n` are None if the sentence has no plural. `values` are the values of places as JSON
    values; the property `places` has them with their own types.
    """

    text: str
    plural: str | None = None
    n: int | None = None
    values: Mapping[str, bool | int | float | str | Typed | None] = field(default_factory=dict)

    @property
    def places(self) -> Mapping[str, object]:
        """The values of places with their own types, and the count under the name `n`."""
        values = {k: v.value if isinstance(v, Typed) else v for k, v in self.values.items()}
        return {"n": self.n, **values}

    def filled(self, n: int | None = None, /, **values: object) -> Message:
        """Return the same sentence with another count and other values, of types that `message` accepts."""
        return Message(self.text, self.plural, n, _values_in_json(values))

    def __str__(self) -> str:
        template = self.plural if self.plural is not None and self.n != 1 else self.text
        return template.format(**{k: str(v) for k, v in self.places.items()})


def message(text: str, plural: str | None = None, n: int | None = None, **values: object) -> Message:
    """Return a `Message`; `str(...)` of it is its English.

    `text` has places like {rows}, and `values` one value for each of them. `plural` is the sentence for a
    count `n` other than 1. A value may be a number, a date, a datetime, text or another message, which the
    translator formats by the reader's locale. Any other value is converted by `str`.
    """
    return Message(text, plural, n, _values_in_json(values))


def _values_in_json(values: Mapping[str, object]) -> dict[str, bool | int | float | str | Typed | None]:
    return {name: _as_in_json(value) for name, value in values.items()}


def _as_in_json(value: object) -> bool | float | str | Typed | None:
    if isinstance(value, Message):
        return Typed(message=value)
    if isinstance(value, datetime):
        return Typed(instant=value)
    if isinstance(value, date):
        return Typed(day=value)
    if isinstance(value, Decimal):
        return Typed(exact=value)
    if isinstance(value, float):
        return float(value)  # numpy's, too
    return value if value is None or isinstance(value, int | str) else str(value)


def percent(fraction: float) -> Message:
    """Return a share as a part of another sentence: "38.7%", in the reader's language."""
    return message("{number}%", number=round(100 * fraction, 1))
