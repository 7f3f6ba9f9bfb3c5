"""A segment: a name and conditions that must all hold, as typed records with a JSON form.

A segment selects customers: people with an order that counts, up to the as-of day of a question. It holds no
customer and no figure, so it remains valid when the data change.
"""

from __future__ import annotations

import unicodedata
from typing import Any, Final, TypeAlias

import msgspec

#: The longest name, in characters, and the most conditions and values that one segment has.
LONGEST_NAME: Final = 60
MOST_CONDITIONS: Final = 20
MOST_VALUES: Final = 500


class SegmentError(ValueError):
    """The given text or value is not a segment."""


class IsOneOf(msgspec.Struct, frozen=True, tag="is", tag_field="kind", omit_defaults=True):
    """The customer's value of a dimension (`dimensions.DIMENSIONS`) is one of these; "" means not stated."""

    dimension: str
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.dimension or not 0 < len(self.values) <= MOST_VALUES:
            raise ValueError("a condition names a dimension and the values that it may have")


class Bought(msgspec.Struct, frozen=True, tag="bought", tag_field="kind", omit_defaults=True):
    """An order that counts holds one of these products: ever, or within the question's window.

    With `never`, no order does.
    """

    products: tuple[str, ...]
    in_window: bool = False
    never: bool = False

    def __post_init__(self) -> None:
        if not 0 < len(self.products) <= MOST_VALUES:
            raise ValueError("a condition on products names some")


class Ordered(msgspec.Struct, frozen=True, tag="ordered", tag_field="kind", omit_defaults=True):
    """The number of orders ever is from `at_least` to `at_most`, both inclusive (None: no upper limit)."""

    at_least: int = 1
    at_most: int | None = None

    def __post_init__(self) -> None:
        if self.at_least < 1 or (self.at_most is not None and self.at_most < self.at_least):
            raise ValueError("a number of orders begins at 1 and does not end before it begins")


Condition: TypeAlias = IsOneOf | Bought | Ordered


class Segment(msgspec.Struct, frozen=True, omit_defaults=True):
    """The customers for whom every condition holds, and the segment's name."""

    name: str
    all_of: tuple[Condition, ...]

    def __post_init__(self) -> None:
        if not is_name(self.name):
            raise ValueError(f"a segment's name is one line of 1 to {LONGEST_NAME} characters")
        if not 0 < len(self.all_of) <= MOST_CONDITIONS:
            raise ValueError(f"a segment has 1 to {MOST_CONDITIONS} conditions")


def is_name(text: str) -> bool:
    """Return whether a text may name a segment: one line, no spaces at its ends, not beginning with "{"."""
    printable = not any(unicodedata.category(letter).startswith("C") for letter in text)
    return printable and text == text.strip() and 0 < len(text) <= LONGEST_NAME and text[0] != "{"


def to_text(segment: Segment) -> str:
    """Return a segment as JSON on one line; equal segments give equal texts."""
    return msgspec.json.encode(segment).decode()


def from_text(text: str) -> Segment:
    """Read a segment from a JSON text. Raises `SegmentError` for anything else."""
    try:
        return msgspec.json.decode(text, type=Segment, strict=True)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeEncodeError) as fault:
        raise SegmentError(str(fault)) from fault


def to_json(segment: Segment) -> dict[str, Any]:
    """Return a segment as JSON values."""
    plain: dict[str, Any] = msgspec.to_builtins(segment)
    return plain


def from_json(value: object) -> Segment:
    """Read a segment from JSON values. Raises `SegmentError` for anything else."""
    try:
        return msgspec.convert(value, Segment)
    except msgspec.ValidationError as fault:
        raise SegmentError(str(fault)) from fault


def name_in(text: str) -> str:
    """Return the name of the segment in a JSON text; any other text is returned as the name itself."""
    try:
        return from_text(text).name
    except SegmentError:
        return text


def read_segments(text: str) -> tuple[Segment, ...]:
    """Read the JSON text of one segment or a list of them. Raises `SegmentError` for anything else."""
    try:
        decoded = msgspec.json.decode(text, type=Segment | list[Segment], strict=True)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeEncodeError) as fault:
        raise SegmentError(str(fault)) from fault
    return tuple(decoded) if isinstance(decoded, list) else (decoded,)
