"""A value with its interval, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.ui.reader import say, words
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.metrics.model import Reading


def value_with_interval(reading: Reading) -> str:
    """Return a value as Markdown with a small grey interval ("26.4% 24.2–28.7").

    Words where there is none.
    """
    t = words()
    if reading.value is None:
        return f":small[:gray[{too_few(reading)}]]"
    value = t.value(reading.value, reading.unit, reading.currency)
    if reading.low is None or reading.high is None:
        return value
    interval = t.interval(reading.low, reading.high, reading.unit, reading.currency)
    return f"{value} :small[:gray[{interval}]]"


def too_few(reading: Reading) -> str:
    """Return in words why a reading has no value."""
    if reading.status == "missing":
        return say(message("nothing in this period"))
    if reading.unit == "share" and reading.numerator is not None and reading.denominator is not None:
        return say(
            message("too few for a rate: {k} of {n}", k=int(reading.numerator), n=int(reading.denominator))
        )
    return say(message("too few to say: {n}", n=reading.n))
