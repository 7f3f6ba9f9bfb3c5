"""What may be published beside a number: notes that count nobody, and rounded amounts of one customer."""

from __future__ import annotations

from dataclasses import replace
from math import floor, isfinite, log10
from typing import TYPE_CHECKING, Any, Final, TypeVar

from engagement.locale import message
from engagement.metrics.model import Change, PublicNote, Reading
from engagement.metrics.views.registry import DEFINITIONS

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message

Told = TypeVar("Told", Reading, Change)

#: The digits of a limit: more than anybody reads, too few to derive a sum of squares.
_LIMITS: Final = dict.fromkeys(("low", "high", "difference_low", "difference_high"), 6) | {"p": 3}
#: The digits of an amount that belongs to one customer (a median).
_OF_ONE: Final = dict.fromkeys(("value", "difference", *_LIMITS), 2) | {"p": 3}
#: The method of comparison by which a median is recognised.
_OF_MEDIANS: Final = "log_ratio_of_medians"
_ROUNDED: Final = message("Rounded, because the one in the middle is a single customer's amount.")


def safe(notes: tuple[Message, ...]) -> tuple[Message, ...]:
    """Return the notes that are marked as publishable."""
    return tuple(note for note in notes if isinstance(note, PublicNote))


def publishable_reading(reading: Reading) -> Reading:
    """Return a reading as it may be published: rounded where needed, with publishable notes."""
    notes = safe(reading.notes)
    if _is_of_one(reading.key) and reading.value is not None:
        notes = (*notes, _ROUNDED)
    return replace(_rounded(reading.key, reading), notes=notes)


def publishable_change(key: str, change: Change) -> Change:
    """Return a change as it may be published."""
    before = None if change.before is None else replace(_rounded(key, change.before), notes=())
    return replace(_rounded(key, change), before=before, notes=safe(change.notes))


def publishable_frame(key: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a trend or a breakdown as it may be published."""
    digits = {name: d for name, d in _digits(key).items() if name in frame.columns}
    return frame.assign(**{name: [_short(x, d) for x in frame[name]] for name, d in digits.items()})


def _rounded(key: str, note: Told) -> Told:
    digits = {name: d for name, d in _digits(key).items() if getattr(note, name, None) is not None}
    rounded: dict[str, Any] = {name: _short(getattr(note, name), d) for name, d in digits.items()}
    return replace(note, **rounded)


def _digits(key: str) -> dict[str, int]:
    return _OF_ONE if _is_of_one(key) else _LIMITS


def _is_of_one(key: str) -> bool:
    """Return whether a metric's value is that of single customers (a median)."""
    definition = DEFINITIONS[key]
    return definition.metric.unit == "money" and definition.rule.comparison == _OF_MEDIANS


def _short(x: float, digits: int) -> float:
    """Return a number rounded to so many significant digits."""
    if not isfinite(x) or x == 0:
        return x
    return float(round(x, digits - 1 - floor(log10(abs(x)))))
