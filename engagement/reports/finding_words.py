"""A finding in a report: its sentence, the interval that it rests on, and where its figure stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engagement.locale import Message, message
from engagement.metrics.telling.findings import (
    Apart,
    CohortApart,
    Differs,
    GatewayFinding,
    MonthOutside,
    Moved,
    OneShort,
)
from engagement.metrics.telling.findings_words import sentence
from engagement.readable.value_labels import word

if TYPE_CHECKING:
    from engagement.locale.translator import Translator
    from engagement.metrics.model import View
    from engagement.metrics.telling.findings import Finding


@dataclass(frozen=True, slots=True)
class FindingSaid:
    """A sentence with its number, what it rests on, and the key of its figure or table."""

    text: str
    evidence: str
    key: str


def finding_in_words(view: View, finding: Finding, t: Translator) -> FindingSaid:
    """Return a finding in the reader's words."""
    segment = ""
    if isinstance(finding, Differs):
        segment = word(finding.by, finding.segment or "", t) or t.t(message("not said"))
    return FindingSaid(
        t.t(sentence(view, finding, t, segment)), t.t(_evidence(view, finding, t) or ""), finding.key
    )


def _evidence(view: View, finding: Finding, t: Translator) -> Message | None:
    if isinstance(finding, CohortApart):
        expected = finding.cohort.expected
        return message(
            "Usual: {low} to {high}.", low=t.percent(expected.low, 0), high=t.percent(expected.high, 0)
        )
    if isinstance(finding, GatewayFinding):
        low, high = (t.signed(x, "share", None) for x in (finding.low, finding.high))
        return message(
            "Difference, 95%: {low} to {high}. Still stands after comparing {n} products. A link, not proof "
            "of a cause.",
            low=low,
            high=high,
            n=finding.compared,
        )
    if isinstance(finding, OneShort):
        low, high = (t.percent(x, 0) for x in (finding.low, finding.high))
        return message("95%: {low} to {high}, of {n} customers.", low=low, high=high, n=finding.n)
    return _of_figure(view, finding, t)


def _of_figure(view: View, finding: Moved | Apart | Differs | MonthOutside, t: Translator) -> Message | None:
    reading = view.reading(finding.key)
    if isinstance(finding, Moved):
        change = finding.change
        if change.difference is None or change.low is None or change.high is None:
            return None
        difference, low, high = (
            t.signed(x, reading.unit, reading.currency) for x in (change.difference, change.low, change.high)
        )
        return message(
            "Larger than chance alone would explain (difference {difference}, 95%: {low} to {high}).",
            difference=difference,
            low=low,
            high=high,
        )
    if isinstance(finding, Differs):
        low, high = (t.signed(x, reading.unit, reading.currency) for x in (finding.low, finding.high))
        return message("Difference, 95%: {low} to {high}.", low=low, high=high)
    of = reading if isinstance(finding, Apart) else finding
    low, high = (t.value(x or 0, reading.unit, reading.currency) for x in (of.low, of.high))
    if isinstance(finding, Apart):
        return message("95%: {low} to {high} times. A link, not proof of a cause.", low=low, high=high)
    return message("Usual: {low} to {high}.", low=low, high=high)
