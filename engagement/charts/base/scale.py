"""The value axis: at most five round ticks, and the format of numbers beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.charts.base.text import plain, width
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale.translator import Translator
    from engagement.metrics.model import Unit

#: Round steps between ticks, as multiples of a power of ten.
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
#: The relative distance below which values count as equal.
_NOTHING: Final = 1e-9
#: Pixels between two tick labels of a horizontal axis.
_LABEL_GAP: Final = 6
#: Units whose scale starts at zero, which means "none" there.
_FROM_ZERO: Final = frozenset({"share", "percent", "count"})


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis in the frame's own unit: its ends, its ticks, and the decimals of the tick labels."""

    low: float
    high: float
    ticks: tuple[float, ...]
    digits: int

    def pixel(self, value: float, height: float) -> float:
        """Return the height of a value in pixels above the bottom of a plot."""
        return (value - self.low) / (self.high - self.low) * height


@dataclass(frozen=True, slots=True)
class ValueFormat:
    """The format of values of one unit in one language. All text is escaped."""

    unit: Unit
    currency: str | None
    t: Translator

    def full(self, value: float, digits: int | None = None) -> str:
        """Format a value with its unit: "19.8%"."""
        return plain(self.t.value(value, self.unit, self.currency, digits))

    def bare(self, value: float, digits: int) -> str:
        """Format a value without its unit: "19.8"; points keep their sign."""
        if self.unit == "points":
            return plain(self.t.value(value, "points", digits=digits))
        return plain(self.t.number(value * 100 if self.unit == "share" else value, digits))

    def interval(self, low: float, high: float, digits: int) -> str:
        """Format an interval for a column: "17.6–22.2", with "to" where a limit is negative."""
        if low < 0 or high < 0:
            return self.words(low, high, digits)
        if self.unit == "points":
            return f"{plain(self.t.number(low, digits))}\u2013{plain(self.t.number(high, digits))}"
        return plain(self.t.interval(low, high, self.unit, self.currency, digits))

    def words(self, low: float, high: float, digits: int) -> str:
        """Format an interval with a word between its limits: "17.6 to 22.2"."""
        ends = message("{low} to {high}", low=self._number(low, digits), high=self._number(high, digits))
        return plain(self.t.t(ends))

    def top(self, value: float, digits: int) -> str:
        """Return the topmost tick label, the only one with the unit."""
        if self.unit == "days":
            rounded = round(value)
            days = self.t.number(value, digits)
            return plain(self.t.t(message("{number} day", "{number} days", n=rounded, number=days)))
        return self.full(value, digits)

    def _number(self, value: float, digits: int) -> str:
        return self.t.number(value * 100 if self.unit == "share" else value, digits)


def column_digits(unit: Unit, values: Sequence[float]) -> int:
    """Return the decimals for a column of values: none for rates, more where values would look equal."""
    largest = max((abs(v) for v in values), default=0.0) * (100 if unit == "share" else 1)
    if unit in {"share", "percent"}:
        return 0 if largest >= 10 else 1 if largest >= 1 else 2
    if unit == "money":
        return 0 if largest >= 1000 else 2
    if unit in {"ratio", "score"}:
        return 0 if largest >= 100 else 2
    return 0


def scale(unit: Unit, values: Sequence[float], *, ticks: int = 5, total: bool = False) -> Scale:
    """Return a scale that contains all `values`, with at most `ticks` round ticks.

    Rates, counts and any other `total` start at zero. Other units start near the lowest value, so that the
    whole interval band is visible.
    """
    finite = [v for v in values if math.isfinite(v)]
    low, high = (min(finite), max(finite)) if finite else (0.0, 1.0)
    if total or unit in _FROM_ZERO:
        low = min(low, 0.0)
    if high - low <= _NOTHING * max(abs(high), 1.0):
        low, high = _around(low, unit)
    step = _step(low, high, ticks)
    if unit == "count":
        step = max(step, 1.0)
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    positions = tuple(round(i * step, 12) for i in range(first, last + 1))
    drawn_step = step * 100 if unit == "share" else step
    return Scale(positions[0], positions[-1], positions, _decimals(drawn_step))


def tick_labels(axis: Scale, value_format: ValueFormat) -> list[str]:
    """Return the labels of a scale's ticks, the unit on the top one only."""
    labels = [value_format.bare(tick, axis.digits if tick else 0) for tick in axis.ticks]
    labels[-1] = value_format.top(axis.ticks[-1], axis.digits)
    return labels


def horizontal_scale(
    value_format: ValueFormat, values: Sequence[float], room: float, *, total: bool = False
) -> tuple[Scale, list[str]]:
    """Return a scale with its tick labels: at most five ticks, as far as `room` pixels allow."""
    for most in (5, 4, 3):
        axis = scale(value_format.unit, values, ticks=most, total=total)
        ticks = tick_labels(axis, value_format)
        if sum(width(tick) + _LABEL_GAP for tick in ticks) <= room:
            return axis, ticks
    return axis, [ticks[0], *[""] * (len(ticks) - 2), ticks[-1]]


def _around(value: float, unit: str) -> tuple[float, float]:
    if unit in _FROM_ZERO and abs(value) < _NOTHING:
        return 0.0, 0.01 if unit == "share" else 1.0
    reach = abs(value) / 2 if abs(value) > _NOTHING else 1.0
    return value - reach, value + reach


def _step(low: float, high: float, ticks: int) -> float:
    power = 10.0 ** math.floor(math.log10((high - low) / (ticks - 1)))
    for factor in (*_STEPS, 20.0, 25.0, 50.0, 100.0):
        step = factor * power
        if math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9) <= ticks - 1:
            return step
    return 100.0 * power


def _decimals(step: float) -> int:
    for digits in range(7):
        if math.isclose(round(step, digits), step, rel_tol=1e-9):
            return digits
    return 7
