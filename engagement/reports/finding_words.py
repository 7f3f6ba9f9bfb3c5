"""A finding in a report: its sentence, the interval behind it, and the key of its figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engagement.locale import Message, message
from engagement.metrics.findings.findings import (
    ChangeFinding,
    CohortFinding,
    GatewayFinding,
    MonthFinding,
    OneShortFinding,
    RatioFinding,
    SegmentFinding,
)
from engagement.metrics.findings.findings_words import sentence
from engagement.readable.value_names import segment_name

if TYPE_CHECKING:
    from engagement.locale.translator import Translator
    from engagement.metrics.findings.findings import Finding
    from engagement.metrics.model import View


@dataclass(frozen=True, slots=True)
class FindingText:
    """A finding in the reader's language.

    `text` is the sentence with its number, `evidence` the interval behind it ("" where there is none), `key`
    that of the figure or table.
    """

    text: str
    evidence: str
    key: str


def finding_in_words(view: View, finding: Finding, t: Translator) -> FindingText:
    """Return a finding of a view as text in the translator's language."""
    segment = ""
    if isinstance(finding, SegmentFinding):
        segment = segment_name(finding.by, finding.segment, t)
    return FindingText(
        t.t(sentence(view, finding, t, segment)), t.t(_evidence(view, finding, t) or ""), finding.key
    )


def _evidence(view: View, finding: Finding, t: Translator) -> Message | None:
    if isinstance(finding, CohortFinding):
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
    if isinstance(finding, OneShortFinding):
        low, high = (t.percent(x, 0) for x in (finding.low, finding.high))
        return message("95%: {low} to {high}, of {n} customers.", low=low, high=high, n=finding.n)
    return _of_figure(view, finding, t)


def _of_figure(
    view: View, finding: ChangeFinding | RatioFinding | SegmentFinding | MonthFinding, t: Translator
) -> Message | None:
    reading = view.reading(finding.key)
    if isinstance(finding, ChangeFinding):
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
    if isinstance(finding, SegmentFinding):
        low, high = (t.signed(x, reading.unit, reading.currency) for x in (finding.low, finding.high))
        return message("Difference, 95%: {low} to {high}.", low=low, high=high)
    with_limits = reading if isinstance(finding, RatioFinding) else finding
    low, high = (t.value(x or 0, reading.unit, reading.currency) for x in (with_limits.low, with_limits.high))
    if isinstance(finding, RatioFinding):
        return message("95%: {low} to {high} times. A link, not proof of a cause.", low=low, high=high)
    return message("Usual: {low} to {high}.", low=low, high=high)
