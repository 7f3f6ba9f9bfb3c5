"""A finding as a sentence with its number: the same words on the page, in a report and in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.locale import Message, message
from engagement.metrics.views.findings import Apart, Moved

if TYPE_CHECKING:
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Change, Reading, View
    from engagement.metrics.views.findings import Finding


def sentence(view: View, finding: Finding, t: Translator, segment: str = "") -> Message:
    """Return what was found; `segment` is the name of the segment as people read it."""
    name, reading = view.metric(finding.key).name, view.reading(finding.key)
    if isinstance(finding, Moved):
        return how_it_moved(name, reading, finding.change, t)
    if isinstance(finding, Apart):
        return message(
            "{name}: {above} against {below}, {value} times as much.",
            name=name,
            above=_side(reading, reading.numerator, t),
            below=_side(reading, reading.denominator, t),
            value=t.value(reading.value or 0, reading.unit, reading.currency),
        )
    return message(
        "{name}: {value} in {segment}, {others} in the rest.",
        name=name,
        value=t.value(finding.value, reading.unit, reading.currency),
        segment=segment or finding.segment or "",
        others=t.value(finding.others, reading.unit, reading.currency),
    )


def how_it_moved(name: Message, reading: Reading, change: Change, t: Translator) -> Message:
    """Say from what to what a metric moved: both values are the comparison's own.

    The headline may rest on more days or people than the comparison does, and could then say "down"
    to a number that is higher.
    """
    was, difference = (change.before and change.before.value) or 0.0, change.difference or 0.0
    before, value = (t.value(x, reading.unit, reading.currency) for x in (was, was + difference))
    if difference > 0:
        return message("{name}: up from {before} to {value}.", name=name, before=before, value=value)
    return message("{name}: down from {before} to {value}.", name=name, before=before, value=value)


def _side(reading: Reading, value: float | None, t: Translator) -> str:
    """Return one side of a ratio: money where there is a currency, else a plain number."""
    return t.value(value or 0, "ratio" if reading.currency is None else "money", reading.currency)
