"""The kinds of findings, and which of them a link shows: changes larger than chance would explain."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from engagement.metrics.comparing.verdicts import DIFFERENCES, significant_keys
from engagement.metrics.model import OTHER
from engagement.statistics.interval import LEVEL, normal_quantile, two_sided_p

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from datetime import date

    import pandas as pd

    from engagement.metrics.model import Change, Reading, View
    from engagement.metrics.retention.pooled_cohorts import DifferentCohort


@dataclass(frozen=True, slots=True)
class ChangeFinding:
    """A metric whose change since the earlier period is significant."""

    key: str
    change: Change
    strength: float


@dataclass(frozen=True, slots=True)
class SegmentFinding:
    """A segment that differs from all others together, after Holm's correction.

    `others` is the value of all others together, `low` and `high` are limits of the difference to them;
    `compared` counts all segments of all splits that were compared.
    """

    key: str
    by: str
    segment: str | None
    value: float
    others: float
    low: float
    high: float
    numerator: float | None
    denominator: float | None
    n: int
    compared: int
    strength: float


@dataclass(frozen=True, slots=True)
class RatioFinding:
    """Two groups of people whose ratio differs from 1 by more than chance."""

    key: str
    reading: Reading
    strength: float


@dataclass(frozen=True, slots=True)
class MonthFinding:
    """The newest month of a figure, or its newest `months` together, outside the usual limits.

    `month` is the first day of the newest; `low` and `high` are the limits.
    """

    key: str
    month: date
    months: int
    value: float
    low: float
    high: float
    n: int
    strength: float


@dataclass(frozen=True, slots=True)
class CohortFinding:
    """A cohort whose share of returning customers differs from that of older cohorts at the same age."""

    cohort: DifferentCohort
    strength: float
    key: str = "cohorts"


@dataclass(frozen=True, slots=True)
class GatewayFinding:
    """A product whose first-time buyers come back more often than the `others`.

    `low` and `high` are limits of the difference; `n` began with it, `compared` counts all products.
    """

    product: str
    value: float
    others: float
    low: float
    high: float
    n: int
    compared: int
    strength: float
    key: str = "gateway_products"


@dataclass(frozen=True, slots=True)
class OneShortFinding:
    """Customers one order short, and the share of earlier ones who placed that order within a year."""

    key: str
    order: int
    customers: int
    value: float
    low: float
    high: float
    n: int


Finding: TypeAlias = (
    ChangeFinding
    | SegmentFinding
    | RatioFinding
    | MonthFinding
    | CohortFinding
    | GatewayFinding
    | OneShortFinding
)

#: The name of each kind in `metrics --json`.
KINDS: Final[Mapping[type, str]] = {
    ChangeFinding: "moved",
    SegmentFinding: "differs",
    RatioFinding: "apart",
    MonthFinding: "month",
    CohortFinding: "cohort",
    GatewayFinding: "gateway",
    OneShortFinding: "ladder",
}


@dataclass(frozen=True, slots=True)
class ComparedItem:
    """A comparison: its name, p (None: not tested), its share of the error rate, the finding if any."""

    name: str
    p: float | None
    alpha_share: float
    finding: SegmentFinding | RatioFinding | MonthFinding | CohortFinding | GatewayFinding | None


#: Ratios of two groups of people that are findings by themselves.
RATIOS: Final = ("promoter_spend_ratio", "member_order_value_gap", "member_frequency_gap")
#: The splits searched for differing segments, in order of interest.
_COMPARED: Final = (
    ("repeat_within_90_days", ("country", "channel")),
    ("net_promoter_score", ("country",)),
    ("engagement_rate_by_reach", ("type", "network")),
    ("engagement_rate_by_impressions", ("type", "network")),
    ("average_order_value", ("country",)),
)
#: How many findings a link shows at most.
_MOST: Final = 3


def published(view: View, keys: Sequence[str]) -> list[Finding]:
    """Return at most three findings of a link: a change, two differences and a ratio, as far as available."""
    changes = [m for m in moved(view, keys) if view.metric(m.key).better is not None]
    available = view.keys()
    pairs = []
    for key, dimensions in _COMPARED:
        wanted = (view.question.by, *dimensions) if view.question.by else dimensions
        offered = view.dimensions(key) if key in available else ()
        pairs += [(key, by) for by in wanted if by in offered][:1]
    segments, ratios = segment_findings(view, pairs, [key for key in RATIOS if key in available])
    differences: list[Finding] = [*one_per_family(view, segments)]
    first: list[Finding] = [*changes[:1], *differences[:2], *ratios]
    others: list[Finding] = [*changes[1:], *differences[2:]]
    return (first + others)[:_MOST]


def one_per_family(view: View, findings: Sequence[SegmentFinding]) -> list[SegmentFinding]:
    """Return the first of each family of figures."""
    families: dict[str, SegmentFinding] = {}
    for finding in findings:
        families.setdefault(view.metric(finding.key).family, finding)
    return list(families.values())


def moved(view: View, keys: Iterable[str]) -> list[ChangeFinding]:
    """Return the metrics with a significant change, strongest first."""
    changed = [
        ChangeFinding(key, change, _strength(change.difference, change.low, change.high))
        for key in keys
        if (change := view.change(key)).beyond_noise and change.difference is not None
    ]
    return sorted(changed, key=lambda m: -m.strength)


def segment_findings(
    view: View, splits: Sequence[tuple[str, str]], ratios: Sequence[str]
) -> tuple[list[SegmentFinding], list[RatioFinding]]:
    """Return for each (metric, dimension) its most different segment, and the ratios that are not 1.

    All form one family: the smallest p of each split, corrected once more, and the p of each ratio.
    Strongest first.
    """
    frames = {(key, by): view.breakdown(key, by) for key, by in splits}
    readings = {key: view.reading(key) for key in ratios}
    smallest = {f"{key} {by}": least(frame) for (key, by), frame in frames.items()}
    stand = significant_keys(
        smallest | {key: p_of_ratio(reading) for key, reading in readings.items()}, DIFFERENCES
    )
    compared = sum(int(frame["p"].notna().sum()) for frame in frames.values())
    strongest = []
    for (key, by), frame in frames.items():
        named = frame["segment"].notna() & (frame["segment"] != OTHER)
        rows = frame[frame["differs"].astype(bool) & frame["value"].notna() & named]
        candidates = [difference(key, by, row, compared) for row in rows.to_dict("records")]
        if f"{key} {by}" in stand:
            strongest += sorted(candidates, key=lambda d: -d.strength)[:1]
    other = [
        RatioFinding(key, reading, strength_of_ratio(reading))
        for key, reading in readings.items()
        if key in stand
    ]
    return sorted(strongest, key=lambda d: -d.strength), sorted(other, key=lambda a: -a.strength)


def _z(reading: Reading) -> float:
    """Return how many standard errors the logarithm of a ratio is from 0, by its 95 % limits; else NaN."""
    value, low, high = reading.value, reading.low, reading.high
    if value is None or low is None or high is None or not 0 < low < value < high:
        return math.nan
    half = (math.log(high) - math.log(low)) / 2
    return math.log(value) / half * normal_quantile(LEVEL)


def strength_of_ratio(reading: Reading) -> float:
    """Return how many standard errors a ratio is from 1; 0 if unknown."""
    z = abs(_z(reading))
    return 0.0 if math.isnan(z) else z


def p_of_ratio(reading: Reading) -> float | None:
    """Return the p value of a ratio of 1; None if unknown."""
    z = _z(reading)
    return None if math.isnan(z) else float(two_sided_p(np.asarray(z)))


def least(frame: pd.DataFrame) -> float | None:
    """Return the smallest p of a split, without segments that may not be called different."""
    p = frame["p"].where(frame["differs"].astype(bool) | ~(frame["p"] <= DIFFERENCES), 1.0)
    return None if p.isna().all() else float(p.min())


def difference(key: str, by: str, row: Mapping[Hashable, Any], compared: int) -> SegmentFinding:
    """Return the finding for a segment, from a row of its breakdown."""
    gap, low, high = (float(row[f"difference{end}"]) for end in ("", "_low", "_high"))
    return SegmentFinding(
        key,
        by,
        row["segment"],
        row["value"],
        row["value"] - gap,
        low,
        high,
        row["numerator"],
        row["denominator"],
        int(row["n"]),
        compared,
        _strength(gap, low, high),
    )


def _strength(difference: float | None, low: float | None, high: float | None) -> float:
    """Return how many half-widths of its interval a difference is from zero."""
    if difference is None or low is None or high is None or high <= low:
        return 0.0
    return abs(difference) / ((high - low) / 2)
