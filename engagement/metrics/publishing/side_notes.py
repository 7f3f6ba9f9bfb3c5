"""What may be said beside a published number: sentences that count nobody, numbers that are nobody's own."""

from __future__ import annotations

from dataclasses import replace
from math import floor, isfinite, log10
from typing import TYPE_CHECKING, Any, Final, TypeVar

from engagement.locale import message
from engagement.metrics.model import Change, Reading
from engagement.metrics.views.registry import DEFINITIONS

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message

Told = TypeVar("Told", Reading, Change)

#: Sentences beside a number that count nobody and name nothing.
TOLD: Final = frozenset(
    {
        "From {low} to {high}, low is good; {first} to {last} count as good",
        "From {low} to {high}, high is good; {first} to {last} count as good",
        "The file does not state the scale; it is the smallest usual one that holds all answers",
        "An estimate, since the file does not mark guest orders: the share of orders without a customer id.",
        "Refunds are taken off on the day of the order.",
        "Compares customers whose first order lies in {now} with those of {before}.",
        "Too few to compare with the earlier period.",
        "All days are read, so there is no period before.",
        "Only two periods of the same length are compared.",
        "Two periods that share days are not compared.",
        "The period before lies in another season, which may be all that differs.",
        "Those who joined lately had less time than those before, so the two are not compared.",
        "To compare, this needs data from {day} on.",
        (
            "The earlier period lies so near the beginning of the data, {first}, that its customers had less "
            "time to come back."
        ),
        (
            "The data look back {before} days behind the earlier period and {now} days behind this one, "
            "so the two do not know equally well who has ordered before."
        ),
    }
)
#: Digits of a limit: more than anybody reads, too few to work a sum of squares out of it.
_LIMITS: Final = dict.fromkeys(("low", "high", "difference_low", "difference_high"), 6) | {"p": 3}
#: Digits of an amount between two ranks, which is one customer's.
_OF_ONE: Final = dict.fromkeys(("value", "difference", *_LIMITS), 2) | {"p": 3}
#: How a median is compared, by which it is known.
_OF_MEDIANS: Final = "log_ratio_of_medians"
_ROUNDED: Final = message("Rounded, because the one in the middle is a single customer's amount.")


def safe(notes: tuple[Message, ...]) -> tuple[Message, ...]:
    """Return the sentences that count nobody and name nothing."""
    return tuple(note for note in notes if note.text in TOLD)


def reading_told(reading: Reading) -> Reading:
    """Return a reading as it may leave the house: rounded, with what may be said beside it."""
    notes = safe(reading.notes)
    if _is_of_one(reading.key) and reading.value is not None:
        notes = (*notes, _ROUNDED)
    return replace(_rounded(reading.key, reading), notes=notes)


def change_told(key: str, change: Change) -> Change:
    """Return a change as it may leave the house."""
    before = None if change.before is None else replace(_rounded(key, change.before), notes=())
    return replace(_rounded(key, change), before=before, notes=safe(change.notes))


def frame_told(key: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a trend or a breakdown as it may leave the house."""
    digits = {name: d for name, d in _digits(key).items() if name in frame.columns}
    return frame.assign(**{name: [_short(x, d) for x in frame[name]] for name, d in digits.items()})


def _rounded(key: str, told: Told) -> Told:
    found = {name: d for name, d in _digits(key).items() if getattr(told, name, None) is not None}
    rounded: dict[str, Any] = {name: _short(getattr(told, name), d) for name, d in found.items()}
    return replace(told, **rounded)


def _digits(key: str) -> dict[str, int]:
    return _OF_ONE if _is_of_one(key) else _LIMITS


def _is_of_one(key: str) -> bool:
    """Whether a figure is an amount between two ranks."""
    definition = DEFINITIONS[key]
    return definition.metric.unit == "money" and definition.rule.comparison == _OF_MEDIANS


def _short(x: float, digits: int) -> float:
    """Return a number to so many digits that count."""
    if not isfinite(x) or x == 0:
        return x
    return float(round(x, digits - 1 - floor(log10(abs(x)))))
