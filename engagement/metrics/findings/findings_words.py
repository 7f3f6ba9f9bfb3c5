"""A finding as a sentence with its number: the same words on the page, in a report and in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.locale import Message, message
from engagement.metrics.findings.findings import (
    ChangeFinding,
    CohortFinding,
    GatewayFinding,
    MonthFinding,
    OneShortFinding,
    RatioFinding,
)
from engagement.metrics.retention.cohorts import first_day

if TYPE_CHECKING:
    from engagement.locale.translator import Translator
    from engagement.metrics.findings.findings import Finding
    from engagement.metrics.model import Change, Reading, View


def sentence(view: View, finding: Finding, t: Translator, segment: str = "") -> Message:
    """Return a finding as a sentence; `segment` is the segment's name for readers."""
    if isinstance(finding, CohortFinding | GatewayFinding | OneShortFinding):
        return _of_customers(finding, t)
    name, reading = view.metric(finding.key).name, view.reading(finding.key)
    if isinstance(finding, ChangeFinding):
        return how_it_moved(name, reading, finding.change, t)
    if isinstance(finding, MonthFinding):
        return _of_month(name, reading, finding, t)
    if isinstance(finding, RatioFinding):
        return message(
            "{name}: {above} against {below}, {value} times as much.",
            name=name,
            above=_side_in_words(reading, reading.numerator, t),
            below=_side_in_words(reading, reading.denominator, t),
            value=t.value(reading.value or 0, reading.unit, reading.currency),
        )
    return message(
        "{name}: {value} in {segment}, {others} in the rest.",
        name=name,
        value=t.value(finding.value, reading.unit, reading.currency),
        segment=segment or finding.segment or "",
        others=t.value(finding.others, reading.unit, reading.currency),
    )


def _of_month(name: Message, reading: Reading, finding: MonthFinding, t: Translator) -> Message:
    value = t.value(finding.value, reading.unit, reading.currency)
    month = t.month_year(finding.month)
    if finding.months == 1:
        return message(
            "{name}: {value} in {month}, outside its usual range.", name=name, value=value, month=month
        )
    return message(
        "{name}: {value} in the {count} months to {month}, outside its usual range.",
        name=name,
        value=value,
        count=finding.months,
        month=month,
    )


def _of_customers(finding: CohortFinding | GatewayFinding | OneShortFinding, t: Translator) -> Message:
    if isinstance(finding, CohortFinding):
        return _of_cohort(finding, t)
    return _of_product(finding, t) if isinstance(finding, GatewayFinding) else _of_step(finding, t)


def _of_cohort(finding: CohortFinding, t: Translator) -> Message:
    cohort = finding.cohort
    return message(
        "New customers of {month}: {share} ordered again the month after, {others} of those before them.",
        month=t.month_year(first_day(cohort.cohort)),
        share=t.percent(cohort.share, 0),
        others=t.percent(cohort.expected.value, 0),
    )


def _of_product(finding: GatewayFinding, t: Translator) -> Message:
    return message(
        "Of those who begin with {product}, {share} order again within {days} days; of the others {others}.",
        product=finding.product,
        share=t.percent(finding.value, 0),
        days=90,
        others=t.percent(finding.others, 0),
    )


def _of_step(finding: OneShortFinding, t: Translator) -> Message:
    return message(
        "{count} customers stand one order short of the tenth; of those who did, {share} went on within a "
        "year.",
        count=finding.customers,
        share=t.percent(finding.value, 0),
    )


def how_it_moved(name: Message, reading: Reading, change: Change, t: Translator) -> Message:
    """Return a sentence with both values of a change, as they were compared.

    The headline may cover more days or people than the comparison, and could then contradict its direction.
    """
    was, difference = (change.before and change.before.value) or 0.0, change.difference or 0.0
    before, value = (t.value(x, reading.unit, reading.currency) for x in (was, was + difference))
    if difference > 0:
        return message("{name}: up from {before} to {value}.", name=name, before=before, value=value)
    return message("{name}: down from {before} to {value}.", name=name, before=before, value=value)


def _side_in_words(reading: Reading, value: float | None, t: Translator) -> str:
    """Return one side of a ratio: money where there is a currency, else a plain number."""
    return t.value(value or 0, "ratio" if reading.currency is None else "money", reading.currency)
