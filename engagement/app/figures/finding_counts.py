"""The counts behind a finding: k of n on both sides."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engagement.locale import Message, message

if TYPE_CHECKING:
    from engagement.metrics.findings.findings import ChangeFinding, SegmentFinding
    from engagement.metrics.model import View


def of_difference(view: View, finding: SegmentFinding) -> Message | None:
    """Return the counts of a segment and of all others in words; None for a figure that is no share."""
    if view.reading(finding.key).unit != "share":
        return None
    frame = view.breakdown(finding.key, finding.by)
    counted, total = frame["numerator"].sum(), frame["denominator"].sum()
    if (
        finding.numerator is None
        or finding.denominator is None
        or not _are_whole_numbers(finding.numerator, counted)
    ):
        return None
    return _counts(
        finding.numerator, finding.denominator, counted - finding.numerator, total - finding.denominator
    )


def of_change(view: View, finding: ChangeFinding) -> Message | None:
    """Return the counts of now and of before in words; None for a figure that is no share."""
    now, before = view.reading(finding.key), finding.change.before
    if now.unit != "share" or before is None or before.value is None or now.value is None:
        return None
    if not math.isclose(now.value - before.value, finding.change.difference or 0.0, abs_tol=1e-9):
        return None  # the comparison covers fewer days than the headline
    counts = (now.numerator, now.denominator, before.numerator, before.denominator)
    k, n, others_k, others_n = counts
    if k is None or n is None or others_k is None or others_n is None or not _are_whole_numbers(k, others_k):
        return None
    return _counts(k, n, others_k, others_n)


def _are_whole_numbers(*counts: float) -> bool:
    """Return whether all are whole numbers: the sum of rates of posts is none, so is not shown as a count."""
    return all(float(count).is_integer() for count in counts)


def _counts(k: float, n: float, others_k: float, others_n: float) -> Message:
    return message(
        "{k} of {n} and {others_k} of {others_n}.",
        k=round(k),
        n=round(n),
        others_k=round(others_k),
        others_n=round(others_n),
    )
